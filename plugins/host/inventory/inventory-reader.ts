import type { Parent } from '@casbah/sdk'
import type { Clock } from '../clock.ts'
import type { CrashPoint } from '../crash-point.ts'
import type { ListingData } from '../description.ts'
import { HostError } from '../host-error.ts'
import { rowHash } from '../identity.ts'
import { stuckList } from '../stuck-list.ts'
import { lostPlace } from '../tail.ts'
import { idOf, listPage, type ListedPage } from './list-page.ts'
import { BetweenRuns } from './between-runs.ts'
import type { Step } from './inventory-step.ts'
import type { InventoryStore, ListedObject } from './inventory-store.ts'
import { BEFORE_FIRST, KINDS_OF, type InventoryPlace, type InventoryRun, type Phase } from './place.ts'
import type { ReadContext } from './read-context.ts'

/** Parents that are held at once. */
const PARENTS = 500
const NOTHING = { rows: 0, reason: null, parents: 0 }
/** Objects that one step marks as gone. */
const SWEEP = 5_000
/** Parents in a row that the vendor refuses to show before the whole listing counts as refused. */
const REFUSED = 20
const RESTARTS = 3
/** A listing with a change feed is nevertheless read whole this often, for what a feed does not tell. */
const ANEW_MS = 7 * 86_400_000
/** Least time between two readings of a listing that activities ask for. */
const WANTED_MS = 600_000

export interface ReaderOptions {
  context: ReadContext
  store: InventoryStore
  clock: Clock
  crashPoint: CrashPoint
  phase: Phase
  /** Between the end of one run and the next. */
  intervalMs: number
}

/**
 * Reads what a connector lists, a page a step, each step kept before the next; between the pages of a run it follows change feeds and
 * reads again what activities touched. A new reader goes on where the last one stopped.
 */
export class InventoryReader {
  readonly #options: ReaderOptions
  readonly #listings: ListingData[]
  #place: InventoryPlace | null = null
  #parents: { after: string | null; list: Parent[] } = { after: null, list: [] }
  readonly #between: BetweenRuns
  #wasBetween = false

  constructor(options: ReaderOptions) {
    this.#options = options
    const kinds = KINDS_OF[options.phase]
    const { listings } = options.context.description
    this.#listings = inOrder(kinds.flatMap(kind => listings.filter(one => one.kind === kind)))
    const { context, store, clock } = options
    this.#between = new BetweenRuns(context, store, clock, this.#listings)
  }

  /** One piece of work; whether there was any. */
  async step(): Promise<boolean> {
    const place = await this.#load()
    // Neither waits for the other for long.
    const first = this.#wasBetween ? null : await this.#nextBetween(place)
    this.#wasBetween = first !== null
    if (first) await this.#commit(first)
    else if (place.going) await this.#advance(place, place.going)
    else {
      const plan = this.#due(place)
      const step = plan ? null : await this.#nextBetween(place)
      if (plan) await this.#begin(place, plan)
      else if (step) await this.#commit(step)
      else return false
    }
    return true
  }

  /** Reads everything once, or to the end what was begun; gives up the thread after so long. Whether it came to the end. */
  async readAll(mostMs = Infinity): Promise<boolean> {
    const { signal } = this.#options.context
    const until = this.#now + mostMs
    const place = await this.#load()
    if (!place.going) await this.#begin(place, this.#listings)
    for (let at = await this.#load(); at.going; at = await this.#load()) {
      signal.throwIfAborted()
      if (this.#now >= until) return false
      await this.#advance(at, at.going)
    }
    return true
  }

  #nextBetween(place: InventoryPlace): Promise<Step | null> {
    return this.#options.phase === 'things' ? this.#between.next(place) : Promise.resolve(null)
  }

  async #load(): Promise<InventoryPlace> {
    const { store, context, phase } = this.#options
    if (this.#place) return this.#place
    const scope = rowHash(context.app.config)
    const stored = (await store.inventoryPlace(context.app.id, phase)) ?? BEFORE_FIRST
    // With other settings other objects may be listed: what was begun and what feeds tell is no longer right.
    if (stored.scope !== scope && stored.run > 0)
      await this.#commit({
        place: { ...stored, scope, going: null, completedAt: null, wholeAt: {}, firstReadAt: {} },
        forgets: true,
      })
    return (this.#place ??= { ...stored, scope })
  }

  /** Listings that are to be read now; null when none. */
  #due({ completedAt, endedAt, wanted }: InventoryPlace): ListingData[] | null {
    if (completedAt === null || this.#now - completedAt >= this.#options.intervalMs) return this.#listings
    const names = new Set(wanted)
    // What is read for each of its objects is read with it.
    for (const { name, each } of this.#listings) if (each !== undefined && names.has(each)) names.add(name)
    const asked = this.#listings.filter(({ name }) => names.has(name))
    return asked.length > 0 && this.#now - (endedAt ?? 0) >= WANTED_MS ? asked : null
  }

  async #begin(place: InventoryPlace, plan: ListingData[]): Promise<void> {
    const going: InventoryRun = {
      startedAt: this.#now,
      plan: plan.map(({ name }) => name),
      stage: 'list',
      ...this.#atListing(place, plan, 0),
      whole: [],
      skipped: [],
      counts: {},
      rejected: 0,
      merged: null,
    }
    await this.#commit({ place: { ...place, run: place.run + 1, going, wanted: [] } })
  }

  /** The state in which a listing is begun. */
  #atListing(place: InventoryPlace, plan: (ListingData | undefined)[], at: number) {
    const wholeAt = place.wholeAt[plan[at]?.name ?? '']
    this.#parents = { after: null, list: [] }
    return {
      at,
      parent: null,
      open: false,
      cursor: null,
      token: null,
      lossy: false,
      unread: NOTHING,
      anew: wholeAt === undefined || this.#now - wholeAt >= ANEW_MS,
      refused: 0,
      restarts: 0,
    }
  }

  #advance(place: InventoryPlace, going: InventoryRun): Promise<void> {
    switch (going.stage) {
      case 'list':
        return this.#list(place, going)
      case 'merge':
        return this.#merge(place, going)
      case 'sweep':
        return this.#sweep(place, going)
    }
  }

  async #list(place: InventoryPlace, going: InventoryRun): Promise<void> {
    const name = going.plan[going.at]
    if (name === undefined) {
      const stage = this.#options.phase === 'people' ? 'merge' : 'sweep'
      return this.#commit({ place: { ...place, going: { ...going, stage } } })
    }
    const listing = this.#listings.find(one => one.name === name)
    // Another version of the connector may no longer have it.
    if (!listing) return this.#commit({ place: this.#past(place, { ...going, lossy: true }, null) })
    const { each } = listing
    if (each === undefined || going.open) return this.#page(place, going, listing)
    const parent = await this.#nextParent(each, going.parent)
    if (parent) return this.#page(place, { ...going, parent, open: true }, listing)
    return this.#commit({ place: this.#past(place, going, listing), listing, ended: !going.lossy })
  }

  async #nextParent(each: string, last: Parent | null): Promise<Parent | null> {
    const { store, context } = this.#options
    const after = last?.externalId ?? null
    const { list } = this.#parents
    const index = after === this.#parents.after ? 0 : list.findIndex(({ externalId }) => externalId === after) + 1
    const held = (index > 0 || after === this.#parents.after) && list[index]
    if (held) return held
    const { name, kind } = context.description.listings.find(one => one.name === each) as ListingData
    this.#parents = { after, list: await store.parents(context.app.id, { name, kind }, after, PARENTS) }
    return this.#parents.list[0] ?? null
  }

  async #page(place: InventoryPlace, going: InventoryRun, listing: ListingData): Promise<void> {
    const { store, context } = this.#options
    const { cursor, parent } = going
    const fed = listing.changes !== null
    if (fed && cursor === null && !going.anew && (await store.hasFeed(context.app.id, listing.name, idIn(parent)))) {
      // Its feed tells what changed; what this listing lacks tells nothing then.
      return this.#commit(this.#closed(place, { ...going, lossy: true }, listing, []))
    }
    let page: ListedPage
    let token = going.token
    try {
      if (fed && cursor === null) token = await this.#between.start(listing, parent)
      page = await listPage(context, listing, 'listing', { cursor, parent })
    } catch (error) {
      return this.#failed(place, going, listing, error)
    }
    const { objects, rejected, reason, next, end } = page
    const counted = (going.counts[listing.name] ?? 0) + objects.length
    const moved: InventoryRun = {
      ...going,
      token,
      refused: 0,
      counts: { ...going.counts, [listing.name]: counted },
      rejected: going.rejected + rejected,
      lossy: going.lossy || rejected > 0,
      unread: {
        ...going.unread,
        rows: going.unread.rows + rejected,
        reason: going.unread.reason ?? reason,
      },
    }
    if (end) return this.#commit(this.#closed(place, moved, listing, objects))
    if (next === cursor) throw stuckList(listing.name)
    await this.#commit({ place: { ...place, going: { ...moved, cursor: next } }, listing, parent, objects })
  }

  /** What the end of a parent, or of a listing without `each`, changes. */
  #closed(place: InventoryPlace, going: InventoryRun, listing: ListingData, objects: ListedObject[]): Step {
    const { parent, token } = going
    const feed = token === null ? null : { listing: listing.name, parent: idIn(parent), token, readAt: this.#now }
    const said = { listing, parent, objects, feed }
    if (listing.each === undefined) return { place: this.#past(place, going, listing), ...said, ended: !going.lossy }
    return { place: { ...place, going: { ...going, open: false, cursor: null, token: null } }, ...said }
  }

  /** The place behind a listing. */
  #past(place: InventoryPlace, going: InventoryRun, listing: ListingData | null): InventoryPlace {
    const plan = going.plan.map(name => this.#listings.find(one => one.name === name))
    const partly = listing ? partlyRead(listing, going.unread) : []
    const skipped = [...going.skipped, ...partly]
    const moved = { ...going, ...this.#atListing(place, plan, going.at + 1), skipped }
    const firstReadAt = {
      ...(listing && going.counts[listing.name] !== undefined && { [listing.name]: this.#now }),
      ...place.firstReadAt,
    }
    if (going.lossy || !listing) return { ...place, firstReadAt, going: moved }
    const { name } = listing
    return {
      ...place,
      firstReadAt,
      wholeAt: { ...place.wholeAt, [name]: this.#now },
      totals: { ...place.totals, [name]: going.counts[name] ?? 0 },
      going: { ...moved, whole: [...going.whole, name] },
    }
  }

  /** Passes over what the vendor does not show, and begins anew where it forgot the place. */
  async #failed(place: InventoryPlace, going: InventoryRun, listing: ListingData, error: unknown): Promise<void> {
    this.#options.context.signal.throwIfAborted()
    if (lostPlace(error, going.cursor) && going.restarts < RESTARTS) {
      const restarted = { ...going, cursor: null, restarts: going.restarts + 1 }
      return this.#commit({ place: { ...place, going: restarted } })
    }
    const hidden = error instanceof HostError && (error.problem.code === 'FORBIDDEN' || error.status === 404)
    // Without the first nobody knows who exists.
    const [first] = this.#listings.filter(({ kind }) => kind === 'accounts')
    if (!hidden || listing === first) throw error
    if (listing.each !== undefined && error.status === 404)
      return this.#commit(this.#closed(place, { ...going, token: null }, listing, []))
    const refused = going.refused + 1
    const unread = { ...going.unread, parents: going.unread.parents + 1 }
    if (listing.each !== undefined && refused < REFUSED)
      return this.#commit(this.#closed(place, { ...going, token: null, lossy: true, refused, unread }, listing, []))
    const message = `The listing "${listing.name}" could not be read; it needs ${listing.scopes.join(', ')}. ${error.problem.message}`
    const skipped = [...going.skipped, { listing: listing.name, problem: { ...error.problem, message } }]
    await this.#commit({ place: this.#past(place, { ...going, lossy: true, skipped, unread: NOTHING }, listing) })
  }

  async #merge(place: InventoryPlace, going: InventoryRun): Promise<void> {
    const { store, context, crashPoint } = this.#options
    const { listings } = context.description
    const order = listings.flatMap(({ kind, name }) => (kind === 'accounts' ? [name] : []))
    const moved = await store.mergeAccounts({ app: context.app.id, epoch: context.app.epoch, place, order })
    if (!moved) return this.#commit({ place: { ...place, going: { ...going, stage: 'sweep' } } })
    this.#place = moved
    crashPoint('after-commit')
  }

  async #sweep(place: InventoryPlace, going: InventoryRun): Promise<void> {
    const { store, context, phase } = this.#options
    const { id: app, epoch } = context.app
    const { whole, skipped, plan } = going
    const count = await store.sweep({ app, epoch, phase, run: place.run, whole, limit: SWEEP })
    if (count === SWEEP) return
    const completedAt = plan.length === this.#listings.length ? this.#now : place.completedAt
    await this.#commit({ place: { ...place, going: null, completedAt, endedAt: this.#now, skipped } })
  }

  async #commit(step: Step): Promise<void> {
    const { store, context, phase, crashPoint } = this.#options
    const { listing = null, parent = null, objects: told = [], gone = [], ...rest } = step
    const objects = told.filter(one => !isGone(one))
    const above =
      listing?.each === undefined ? undefined : context.description.listings.find(one => one.name === listing.each)
    const overlay =
      listing?.kind === 'resources' &&
      above?.kind === 'resources' &&
      parent !== null &&
      objects.every(one => idOf(one) === parent.externalId)
    crashPoint('before-commit')
    await store.commitInventory({
      app: context.app.id,
      epoch: context.app.epoch,
      phase,
      listing: listing?.name ?? null,
      parent: parent?.externalId ?? null,
      objects,
      gone: [...gone, ...told.filter(isGone).map(one => idOf(one) as string)],
      ended: false,
      replaces: false,
      settled: [],
      forgets: false,
      feed: null,
      ...rest,
      overlay,
    })
    this.#place = step.place
    crashPoint('after-commit')
  }

  get #now(): number {
    return this.#options.clock.now()
  }
}

/** What to say of a listing that was read in part. */
function partlyRead({ name, scopes }: ListingData, { rows, reason, parents }: InventoryRun['unread']) {
  const said: string[] = []
  if (rows > 0)
    said.push(
      `${rows} of its rows could not be read (${reason ?? 'of another kind'}); report it to the connector's author.`,
    )
  if (parents > 0)
    said.push(`For ${parents} objects the vendor refused it; give the credentials ${scopes.join(', ')} for these, too.`)
  if (said.length === 0) return []
  const message = `The listing "${name}" was read in part, so nothing of it is marked gone. ${said.join(' ')}`
  return [{ listing: name, problem: { code: rows > 0 ? ('BAD_ANSWER' as const) : ('FORBIDDEN' as const), message } }]
}

/** Whether the vendor says that it is no more. */
function isGone(one: ListedObject): boolean {
  return ('resource' in one && one.resource.isGone === true) || ('grant' in one && one.grant.isGone === true)
}

/** Listings in their order, each behind the one for whose objects it is read. */
function inOrder(listings: ListingData[]): ListingData[] {
  const ordered = new Set<ListingData>()
  const add = (listing: ListingData, below: ListingData[]) => {
    const parent = listings.find(({ name }) => name === listing.each)
    if (parent && parent !== listing && !below.includes(parent)) add(parent, [...below, listing])
    ordered.add(listing)
  }
  for (const listing of listings) add(listing, [])
  return [...ordered]
}

const idIn = (parent: Parent | null) => parent?.externalId ?? ''
