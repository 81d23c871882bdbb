import { parametersOf } from '@casbah/host'
import type { Connector, SubjectDraft } from '@casbah/sdk'
import { at } from '@casbah/sdk'
import { isWordLike } from './cleaner.ts'

/** What the connector makes of a value, apart from whom it is about, as a text to compare. */
export type Meaning = (value: unknown) => string

/** Of a stream's row: the vendor's action, its outcome, and what kind of thing did what to what. */
export function rowMeaning(connector: Connector, name: string): Meaning {
  const stream = connector.streams.find(one => one.name === name)
  return value =>
    attempt(() =>
      (stream?.toActivities(stream.row.parse(value)) ?? []).map(draft => {
        const { vendorAction, outcome, severity, actor, targets = [], ip, isAdmin, isImpersonated } = draft
        const kinds = [actor?.kind, ...targets.map(({ kind }) => kind)]
        return [vendorAction, outcome, severity, kinds, ip?.country, isAdmin, isImpersonated]
      }),
    )
}

/** Of a listing's answer: state and rights of what it lists. */
export function listingMeaning(connector: Connector, name: string): Meaning {
  const { accounts, groups = [], resources = [], grants = [], domains = [] } = connector.inventory
  const listing = [...accounts, ...groups, ...resources, ...grants, ...domains].find(one => one.name === name)
  if (!listing) return () => ''
  const map = Object.entries(listing).find(([key]) => /^to[A-Z]/.test(key))?.[1] as (
    row: unknown,
    parent?: unknown,
  ) => object
  const parent = { externalId: 'parent' }
  return body =>
    attempt(() => {
      const rows = at(body, listing.rows)
      return (Array.isArray(rows) ? rows : [rows]).map(row => {
        const draft = map(listing.row.parse(row), parent) as Record<string, unknown>
        const { status, isAdmin, isService, isExternal, mfaEnabled, kind, risk, access, scopes } = draft
        const shared = Array.isArray(access)
          ? access.map((one: { to?: unknown; role?: unknown }) => [one.to, one.role])
          : []
        return [status, isAdmin, isService, isExternal, mfaEnabled, kind, risk, shared, scopes]
      })
    })
}

/** Of a setting: what the checks that read nothing else say of it. */
export function readMeaning(connector: Connector, name: string): Meaning {
  const checks = connector.checks.filter(({ reads }) => reads.length === 1 && reads[0] === name)
  const path = connector.reads[name]?.rows
  return body =>
    attempt(() => {
      const value = path === undefined ? body : at(body, path)
      return checks.map(check => {
        const { judge, judgeRow } = check
        const parameters = parametersOf(check)
        if (judgeRow) return (value as unknown[]).map(row => verdictOf(judgeRow(structuredClone(row), {}, parameters)))
        return judge?.({ [name]: structuredClone(value) }, parameters).status
      })
    })
}

/** Of what is said of a row: not whom it names. */
const verdictOf = (judged: SubjectDraft | null | 'UNCLEAR') =>
  judged === null || judged === 'UNCLEAR' ? judged : judged.passed

/** Finds the words by which a connector reads: texts without which it would understand something else. */
export class Words {
  readonly known: Set<string>

  constructor(connector: Connector) {
    this.known = new Set(Object.keys(connector.vocabulary))
  }

  /** Takes all texts that could be words out of a value, then puts back as few as leave its meaning as it was. */
  learn(value: unknown, meaning: Meaning, apart: readonly (string | undefined)[] = []): void {
    const before = meaning(value)
    const out = new Set([...textsOf(value, apart)].filter(text => !this.known.has(text) && isWordLike(text)))
    if (meaning(without(value, out)) === before) return
    const tried = [...out]
    out.clear()
    for (const text of tried) {
      out.add(text)
      if (meaning(without(value, out)) === before) continue
      out.delete(text)
      this.known.add(text)
    }
  }
}

function attempt(read: () => unknown): string {
  try {
    return JSON.stringify(read()) ?? ''
  } catch {
    return 'not read'
  }
}

/** All texts in a value, each once; those at the paths `apart` are left out. */
function textsOf(value: unknown, apart: readonly (string | undefined)[]): Set<string> {
  const texts = new Set<string>()
  const look = (here: unknown, path: string[]): void => {
    if (typeof here === 'string') {
      if (!apart.includes(path.join('.'))) texts.add(here)
    } else if (Array.isArray(here)) for (const one of here) look(one, path)
    else if (typeof here === 'object' && here !== null)
      for (const [key, inner] of Object.entries(here)) look(inner, [...path, key])
  }
  look(value, [])
  return texts
}

/** The value with other texts wherever these stand. */
function without(value: unknown, texts: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return texts.has(value) ? `other than ${value}` : value
  if (Array.isArray(value)) return value.map(one => without(one, texts))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, texts)]))
}
