import type { Parent } from '@casbah/sdk'
import type { Clock } from '../clock.ts'
import type { ListingData } from '../description.ts'
import { HostError } from '../host-error.ts'
import type { Touched } from '../messages.ts'
import type { HostProblem } from '../ports.ts'
import { stuckList } from '../stuck-list.ts'
import { lostPlace } from '../tail.ts'
import type { Feed, InventoryStore, ListedObject } from './inventory-store.ts'
import type { Step } from './inventory-step.ts'
import { listPage, type ListedPage } from './list-page.ts'
import type { InventoryPlace } from './place.ts'
import type { ReadContext } from './read-context.ts'

/** How often a change feed is asked. */
const FEED_MS = 60_000
/** What activities touch is read again this long after, so that a burst is one reading. */
const SETTLE_MS = 5_000
const TOUCHED = 20
/** Grants of one parent that are compared at once. */
const GRANTS = 5_000
/** Failures after which the same is asked again. */
const PASSING: ReadonlySet<HostProblem['code']> = new Set([
  'AUTH_FAILED',
  'RATE_LIMITED',
  'TIMEOUT',
  'VENDOR_UNAVAILABLE',
])

/** Reads what does not wait for a run: objects that activities touched, and changes that feeds tell. */
export class BetweenRuns {
  readonly #context: ReadContext
  readonly #store: InventoryStore
  readonly #clock: Clock
  readonly #listings: ListingData[]

  constructor(context: ReadContext, store: InventoryStore, clock: Clock, listings: ListingData[]) {
    this.#context = context
    this.#store = store
    this.#clock = clock
    this.#listings = listings
  }

  /** What is due now, read; null when nothing is. */
  async next(place: InventoryPlace): Promise<Step | null> {
    const { id: app } = this.#context.app
    const touched = await this.#store.touchedObjects(app, this.#clock.now() - SETTLE_MS, TOUCHED)
    if (touched[0]) return this.#reread(place, touched[0], touched)
    if (!this.#listings.some(({ changes }) => changes)) return null
    const feed = await this.#store.nextFeed(app, this.#clock.now() - FEED_MS)
    return feed && this.#follow(place, feed)
  }

  /** Where a feed stands before its objects are listed; null when the vendor shows none. */
  async start(listing: ListingData, parent: Parent | null): Promise<string | null> {
    try {
      for (let cursor: string | null = null; ;) {
        const { next, end } = await listPage(this.#context, listing, 'changes', { cursor, parent })
        if (end) return next
        if (next === cursor) throw stuckList(listing.name)
        cursor = next
      }
    } catch (error) {
      if (error instanceof HostError && (error.problem.code === 'FORBIDDEN' || error.status === 404)) return null
      throw error
    }
  }

  async #reread(place: InventoryPlace, first: Touched, all: Touched[]): Promise<Step> {
    const listing = this.#listings.find(({ name }) => name === first.listing)
    if (listing?.one && first.externalId !== '') {
      const settled = all.filter(one => one.listing === listing.name && one.externalId !== '')
      return { place, listing, ...(await this.#readOnes(listing, settled)), settled }
    }
    if (listing?.kind === 'grants' && listing.each !== undefined && first.externalId !== '') {
      const parent = await this.#parent(listing, first.externalId)
      const objects = await this.#readGrants(listing, parent)
      return { place, listing, parent, objects: objects ?? [], replaces: objects !== null, settled: [first] }
    }
    const wanted = listing ? [...new Set([...place.wanted, listing.name])] : place.wanted
    return { place: { ...place, wanted }, settled: all.filter(one => one.listing === first.listing) }
  }

  async #readOnes(listing: ListingData, wanted: Touched[]): Promise<{ objects: ListedObject[]; gone: string[] }> {
    const objects: ListedObject[] = []
    const gone: string[] = []
    for (const { externalId } of wanted) {
      try {
        const page = await listPage(this.#context, listing, 'one', { cursor: null, parent: { externalId } })
        objects.push(...page.objects)
      } catch (error) {
        this.#context.signal.throwIfAborted()
        if (error instanceof HostError && PASSING.has(error.problem.code)) throw error
        // Any other refusal, such as a redirect, says nothing of it: the next full listing does.
        if (error instanceof HostError && (error.status === 404 || error.status === 410)) gone.push(externalId)
      }
    }
    return { objects, gone }
  }

  /** All grants of a parent; null when they could not be read whole. */
  async #readGrants(listing: ListingData, parent: Parent): Promise<ListedObject[] | null> {
    const objects: ListedObject[] = []
    try {
      for (let cursor: string | null = null; ;) {
        const page = await listPage(this.#context, listing, 'listing', { cursor, parent })
        objects.push(...page.objects)
        if (page.rejected > 0 || objects.length > GRANTS) return null
        if (page.end) return objects
        if (page.next === cursor) throw stuckList(listing.name)
        cursor = page.next
      }
    } catch (error) {
      if (error instanceof HostError && error.status === 404) return []
      if (error instanceof HostError && error.problem.code === 'FORBIDDEN') return null
      throw error
    }
  }

  /** One page of a change feed. One that the vendor forgot is begun anew by the next full listing. */
  async #follow(place: InventoryPlace, { listing: name, parent: id, token, readAt }: Feed): Promise<Step> {
    const listing = this.#listings.find(one => one.name === name)
    const drop = { listing: name, parent: id, token: null, readAt }
    if (!listing?.changes) return { place, feed: drop }
    const parent = id === '' ? null : await this.#parent(listing, id)
    let page: ListedPage
    try {
      page = await listPage(this.#context, listing, 'changes', { cursor: token, parent })
    } catch (error) {
      const lost = lostPlace(error, token)
      if (!lost && !(error instanceof HostError && error.problem.code === 'FORBIDDEN')) throw error
      return { place: { ...place, wanted: [...new Set([...place.wanted, name])] }, feed: drop }
    }
    const { objects, next, end } = page
    if (!end && next === token) throw stuckList(name)
    const feed = { listing: name, parent: id, token: next ?? token, readAt: end ? this.#clock.now() : readAt }
    return { place, listing, parent, objects, feed }
  }

  /** The object of the listing above, with what requests may want to know of it. */
  async #parent({ each }: ListingData, externalId: string): Promise<Parent> {
    const above = this.#context.description.listings.find(({ name }) => name === each)
    const known = above && (await this.#store.parent(this.#context.app.id, above, externalId))
    return known ?? { externalId }
  }
}
