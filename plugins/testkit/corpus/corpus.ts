import type { NormalActivity } from '@casbah/host'

/** What an activity may carry; `target` any target, `country` that of the address. */
export const FIELDS = ['actor', 'target', 'ip', 'country', 'userAgent', 'session', 'outcome'] as const
export type Field = (typeof FIELDS)[number]

/** A row that others published: what the vendor sent, beside what they say of it. */
export interface Published {
  raw: Record<string, unknown>
  /** Such as the log it comes from. */
  kind?: string
  /** What others read out of it. */
  expected?: Record<string, unknown> | null
}

/** A vendor's published rows, and what must be so of them. */
export interface Corpus {
  /** Files below the folder of published rows; `{slug}/events.ndjson` when left out. */
  files?: string[]
  /**
   * Where a row carries what its activities must then have: a path in the row, whose text must come back (as address, user agent, session, or one of the
   * actor's names), or a function that says whether it does.
   */
  carries: Partial<Record<Field, string | ((raw: Record<string, unknown>) => unknown)>>
  /** Whether a row is rightly rejected for this reason; none is when left out. */
  rejected?: (published: Published, reason: string) => boolean
  /** Actions that rightly have no meaning, such as those that the rows put under a wrong heading. */
  unknown?: RegExp
  /** What else is wrong with a row that was read, one sentence each. */
  wrong?: (published: Published, activities: NormalActivity[]) => string[]
}
