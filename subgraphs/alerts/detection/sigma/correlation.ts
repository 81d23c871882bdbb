export const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'value_sum',
  'value_avg',
  'value_percentile',
  'temporal',
  'temporal_ordered',
] as const

/** How a correlation judges the events of its rules within one group. */
export type CorrelationType = (typeof CORRELATION_TYPES)[number]

/** A number to compare with; given ones must all hold. */
export interface NumberCondition {
  gt?: number
  gte?: number
  lt?: number
  lte?: number
  eq?: number
  neq?: number
}

/** A Sigma correlation, read and resolved. Times in ms. */
export interface Correlation {
  type: CorrelationType
  /** Names of the rules or correlations that it is about, in the document's order. */
  rules: readonly string[]
  /** Fields or aliases whose values make a group; all events are one group when empty. */
  groupBy: readonly string[]
  timespanMs: number
  condition: NumberCondition
  /** Fields whose values are counted (several: together), summed, averaged or ranked. */
  fields: readonly string[]
  /** Which percentile, 0 to 100; for `value_percentile`. */
  percentile: number | null
  /** For `temporal` and `temporal_ordered`: how many of the rules; all when null. */
  atLeast: number | null
  /** For each alias the field of each rule, by its name in `rules`. */
  aliases: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Whether the rules also raise on their own. */
  generate: boolean
  /** The correlations among `rules`, by their name there, with theirs in turn; left out or empty when all are plain rules. */
  inner: ReadonlyMap<string, Correlation>
}
