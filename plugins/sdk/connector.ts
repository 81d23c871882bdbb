import type { Action } from './action.ts'
import type { Card } from './card.ts'
import type { Check, ReadSpec } from './check.ts'
import type { Inventory } from './inventory.ts'
import type { Stream } from './stream.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Version of the protocol between host and connector; the package's own version is another matter. */
export const PROTOCOL = 1

const TAG = '@casbah/connector'

/** A connector: data with a few named functions, in reading order. */
export interface Connector {
  card: Card
  streams: Stream[]
  vocabulary: Vocabulary
  /**
   * How many of the audit actions that the vendor documents the vocabulary maps, and where that list is; a sentence where the vendor documents none.
   * The contract wants one of these, and holds numbers against the list.
   */
  coverage?: { mapped: number; documented: number; source: string } | { unknown: string }
  inventory: Inventory
  /** Settings that checks read, by name. */
  reads: Record<string, ReadSpec>
  checks: Check[]
  actions: Action[]
}

/** Marks a connector with the protocol that it speaks; what a connector package exports by default. */
export function defineConnector(connector: Connector): Connector & { tag: string; protocol: number } {
  return { tag: TAG, protocol: PROTOCOL, ...connector }
}

/** Tells a connector by its tag, so that copies of this package do not matter. */
export function isConnector(value: unknown): value is ReturnType<typeof defineConnector> {
  return typeof value === 'object' && value !== null && (value as { tag?: unknown }).tag === TAG
}
