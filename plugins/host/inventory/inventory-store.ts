import type { Parent } from '@casbah/sdk'
import type { ListingKind } from '../description.ts'
import type { ListedRow, Touched } from '../messages.ts'
import type { HostProblem } from '../ports.ts'
import type { InventoryPlace, Phase } from './place.ts'

/** What a page told of one object. */
export type ListedObject = Exclude<ListedRow, { rejected: string }>

/** A change feed as far as it was followed. Feeds of a listing with `each` are apart by parent; `''` without. */
export interface Feed {
  listing: string
  parent: string
  token: string
  /** Epoch milliseconds. */
  readAt: number
}

/** One step of an inventory: all of it or nothing is kept. */
export interface InventoryCommit {
  app: string
  /** Epoch of the lease; refused when it is old. */
  epoch: number
  phase: Phase
  place: InventoryPlace
  /** The listing that the objects are of; null for a step without. */
  listing: string | null
  /** `externalId` of the parent that they were listed for. */
  parent: string | null
  /** At most a page. */
  objects: ListedObject[]
  /** Objects that the vendor no longer has, by `externalId`. */
  gone: string[]
  /** Whether the objects are laid over what is known of their parents, instead of standing for themselves. */
  overlay: boolean
  /** The listing was read to its end without loss: parts of accounts, groups, members and domains that it no longer tells go. */
  ended: boolean
  /** All grants of the listing and parent are among the objects: others of theirs are gone. */
  replaces: boolean
  /** What was touched and is read now. */
  settled: Touched[]
  /** All change feeds of the app are forgotten. */
  forgets: boolean
  /** A feed's new token; null when the vendor no longer knows it. */
  feed: { listing: string; parent: string; token: string | null; readAt: number } | null
}

/** What the inventory needs from whoever keeps its state. Writes resolve once durable, and reject with `code: 'LEASE_LOST'` when the epoch is old. */
export interface InventoryStore {
  /** Null before the first step. */
  inventoryPlace(app: string, phase: Phase): Promise<InventoryPlace | null>
  commitInventory(commit: InventoryCommit): Promise<void>
  /** Objects of a listing in the order of their `externalId`s (by code point) after one of them. */
  parents(app: string, of: { name: string; kind: ListingKind }, after: string | null, limit: number): Promise<Parent[]>
  /** One object of a listing; null for one that is not there. */
  parent(app: string, of: { name: string; kind: ListingKind }, externalId: string): Promise<Parent | null>
  /**
   * Lays together what the listings say of the next accounts, the later of `order` over the earlier, and keeps the place with `merged` moved on.
   * Null: there were no more.
   */
  mergeAccounts(step: {
    app: string
    epoch: number
    place: InventoryPlace
    order: string[]
  }): Promise<InventoryPlace | null>
  /** Marks up to `limit` objects gone that these listings told and the run did not see; how many. */
  sweep(step: {
    app: string
    epoch: number
    phase: Phase
    run: number
    whole: string[]
    limit: number
  }): Promise<number>
  /** The feed that was read longest ago, if that is before `before`. */
  nextFeed(app: string, before: number): Promise<Feed | null>
  hasFeed(app: string, listing: string, parent: string): Promise<boolean>
  /** What was touched before `before`, oldest first. */
  touchedObjects(app: string, before: number, limit: number): Promise<Touched[]>
  /** How the phase fares; null once it goes well. */
  inventoryProblem(app: string, phase: Phase, problem: HostProblem | null): Promise<void>
}
