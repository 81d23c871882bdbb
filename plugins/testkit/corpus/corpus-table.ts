import { carried, fieldsOf, has } from './carried.ts'
import { FIELDS, type Corpus, type Field } from './corpus.ts'
import type { CorpusRow } from './read-corpus.ts'

/** What became of rows, in numbers. */
export interface CorpusSum {
  rows: number
  /** Activities with a meaning, and without. */
  mapped: number
  unknown: number
  rejected: number
  /** Read, yet without a time that could be read. */
  timeless: number
  /** Of each field: rows that were read and have it, `/`, rows that carry it; that alone where nobody says which carry it. */
  fields: Partial<Record<Field, string>>
  /** Actions without a meaning, the most frequent first. */
  unknownActions: [action: string, count: number][]
}

/** Adds rows up. Without `corpus` nobody knows what they carry, so only what they have is told. */
export function sumOf(rows: CorpusRow[], corpus?: Pick<Corpus, 'carries'>): CorpusSum {
  const activities = rows.flatMap(row => row.activities)
  const unknown = activities.filter(({ action }) => action === 'other')
  const counts = new Map<string, number>()
  for (const { vendorAction } of unknown) counts.set(vendorAction, (counts.get(vendorAction) ?? 0) + 1)
  const read = rows.filter(row => row.activities.length > 0)
  const having = (field: Field) => read.filter(row => has(row, field)).length
  const carrying = (field: Field) =>
    corpus ? `/${rows.filter(row => carried(corpus, field, row) !== null).length}` : ''
  return {
    rows: rows.length,
    mapped: activities.length - unknown.length,
    unknown: unknown.length,
    rejected: rows.filter(({ reason }) => reason !== null).length,
    timeless: read.filter(row => row.activities.some(({ time }) => time === null)).length,
    fields: Object.fromEntries(
      (corpus ? fieldsOf(corpus) : FIELDS).map(field => [field, `${having(field)}${carrying(field)}`]),
    ),
    unknownActions: [...counts].sort(([, a], [, b]) => b - a),
  }
}

/** One line of a table for people. */
export function tableLine({ fields, unknownActions: _, ...numbers }: CorpusSum): Record<string, string | number> {
  return { ...numbers, ...fields }
}
