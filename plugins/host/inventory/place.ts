import type { Parent } from '@casbah/sdk'
import type { ListingKind } from '../description.ts'
import type { HostProblem } from '../ports.ts'

/** `people` is who exists: domains, accounts, groups. `things` is what they have: resources and grants. */
export type Phase = 'people' | 'things'

export const KINDS_OF: Record<Phase, readonly ListingKind[]> = {
  people: ['domains', 'accounts', 'groups'],
  things: ['resources', 'grants'],
}

/** A run through the listings of a phase. */
export interface InventoryRun {
  /** Epoch milliseconds. */
  startedAt: number
  /** Names of the listings to read, in their order. */
  plan: string[]
  /** `list`: reads the listings. `merge`: lays what they say of an account together. `sweep`: marks what is gone. */
  stage: 'list' | 'merge' | 'sweep'
  /** Index in `plan`. */
  at: number
  /** The parent that is read, or was last; null before the first, and for a listing without `each`. */
  parent: Parent | null
  /** Whether that parent is still being read. */
  open: boolean
  cursor: string | null
  /** Where a change feed stood before its objects were listed. */
  token: string | null
  /** Listings read to their end without loss: what they did not tell is gone. */
  whole: string[]
  skipped: { listing: string; problem: HostProblem }[]
  /** Whether something of the listing at hand could not be read, so that nothing follows from what it lacks. */
  lossy: boolean
  /** What of the listing at hand could not be read: rows, with the first reason, and parents that the vendor does not show. */
  unread: { rows: number; reason: string | null; parents: number }
  /** Whether every parent is read, also those whose change feed is followed. */
  anew: boolean
  /** Parents in a row that the vendor did not show. */
  refused: number
  /** How often the vendor forgot the place in the listing at hand. */
  restarts: number
  /** Objects read so far by listing, and rows that could not be read. */
  counts: Record<string, number>
  rejected: number
  /** Accounts up to this `externalId` are merged. */
  merged: string | null
}

/** Where the inventory of a phase stands; plain data that a new process can go on from. */
export interface InventoryPlace {
  /** Hash of the configuration that it was read with: another may list other objects. */
  scope: string
  /** Number of the run under way, else of the last one. Objects carry the number of the run that saw them last. */
  run: number
  /** Null between runs. */
  going: InventoryRun | null
  /** End of the last run through all listings, epoch milliseconds; null before the first. */
  completedAt: number | null
  /** End of the last run of any listings. */
  endedAt: number | null
  /** When each listing was last read to its end without loss, epoch milliseconds. */
  wholeAt: Record<string, number>
  /** When each listing was first read to its end, whatever of it could not be read, epoch milliseconds; left out by places of before this was kept. */
  firstReadAt?: Record<string, number>
  /** Objects by listing when it was last read to its end. */
  totals: Record<string, number>
  /** What the last run could not read, whole or in part, and why. */
  skipped: { listing: string; problem: HostProblem }[]
  /** Listings to be read again before their time. */
  wanted: string[]
}

export const BEFORE_FIRST: InventoryPlace = {
  scope: '',
  run: 0,
  going: null,
  completedAt: null,
  endedAt: null,
  wholeAt: {},
  firstReadAt: {},
  totals: {},
  skipped: [],
  wanted: [],
}
