import { isIP } from 'node:net'
import type { NormalActivity } from '@casbah/host'
import { at } from '@casbah/sdk'
import { FIELDS, type Corpus, type Field } from './corpus.ts'
import type { CorpusRow } from './read-corpus.ts'

/** Texts in which an activity has the field; none when it has it not. */
const TEXTS: Record<Field, (activity: NormalActivity) => (string | null | undefined)[]> = {
  actor: ({ actor }) => [actor?.id, actor?.email, actor?.name],
  target: ({ targets }) => targets.flatMap(({ id, email, name }) => [id, email, name]),
  ip: ({ ip }) => [ip?.address],
  country: ({ ip }) => [ip?.country],
  userAgent: ({ userAgent }) => [userAgent],
  session: ({ sessionId }) => [sessionId],
  outcome: ({ outcome }) => [outcome === 'UNKNOWN' ? null : outcome],
}

/** Fields whose text is the vendor's own, so that what a path holds must come back. */
const VERBATIM = new Set<Field>(['actor', 'target', 'ip', 'userAgent', 'session'])

/** What a row carries of a field by the corpus: its text, `true` when that is not to be compared, null when nothing. */
export function carried({ carries }: Pick<Corpus, 'carries'>, field: Field, row: CorpusRow): string | true | null {
  const source = carries[field]
  if (source === undefined) return null
  // A country is one of an address.
  if (field === 'country' && carries.ip !== undefined && carried({ carries }, 'ip', row) === null) return null
  if (typeof source === 'function') return source(row.published.raw) ? true : null
  const value = at(row.published.raw, source)
  if (value === undefined || value === null || value === '') return null
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : null
  if (field === 'ip' && (text === null || isIP(text) === 0)) return null
  return text !== null && VERBATIM.has(field) ? text : true
}

/** Whether any activity of the row has the field; with a text, whether it has that. */
export function has({ activities }: CorpusRow, field: Field, text: string | true = true): boolean {
  const texts = activities.flatMap(TEXTS[field]).filter(Boolean) as string[]
  return text === true ? texts.length > 0 : texts.some(one => one.toLowerCase() === text.toLowerCase())
}

/** Fields that the corpus says something of, in their usual order. */
export const fieldsOf = ({ carries }: Pick<Corpus, 'carries'>): Field[] =>
  FIELDS.filter(field => carries[field] !== undefined)
