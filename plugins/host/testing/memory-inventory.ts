import type { AccountDraft, Parent } from '@casbah/sdk'
import type { Feed, InventoryCommit, InventoryStore } from '../inventory/inventory-store.ts'
import { idOf } from '../inventory/list-page.ts'
import type { InventoryPlace, Phase } from '../inventory/place.ts'
import type { Touched } from '../messages.ts'
import type { HostProblem } from '../ports.ts'

interface Kept {
  listing: string
  parent: string | null
  externalId: string
  said: Record<string, unknown>
  run: number
  gone: boolean
}

/** The inventory's part of a store in memory; what it keeps goes through JSON, as a database would have it. */
export class MemoryInventory implements InventoryStore {
  readonly places = new Map<string, string>()
  /** By listing and id. */
  readonly objects = new Map<string, Kept>()
  readonly accounts = new Map<string, AccountDraft>()
  readonly deleted: string[] = []
  feedsKept: Feed[] = []
  touchedKept: (Touched & { at: number })[] = []
  readonly problems: (HostProblem | null)[] = []
  /** Called before a step is kept; what it throws refuses it. */
  onInventory: (commit: InventoryCommit) => void = () => undefined

  async inventoryPlace(app: string, phase: Phase): Promise<InventoryPlace | null> {
    const text = this.places.get(`${app}|${phase}`)
    return text === undefined ? null : (JSON.parse(text) as InventoryPlace)
  }

  async commitInventory(commit: InventoryCommit): Promise<void> {
    this.onInventory(commit)
    const { app, phase, place, listing, parent, objects, gone, overlay, ended, replaces, settled, feed } = commit
    this.places.set(`${app}|${phase}`, JSON.stringify(place))
    for (const object of objects) {
      const externalId = idOf(object)
      if (listing === null || externalId === null) continue
      const [said] = Object.values(object) as Record<string, unknown>[]
      // People are parts by listing; a resource is one whichever listing told it.
      const key = phase === 'people' ? `${listing}|${externalId}` : externalId
      const before = this.objects.get(key)
      const fresh = Object.entries(typeof said === 'object' ? said : {}).filter(([, value]) => value !== undefined)
      const kept = { ...(overlay && before?.said), ...Object.fromEntries(fresh) }
      if (!('access' in kept) && before?.said.access) kept.access = before.said.access
      const where = overlay && before ? before : { listing, parent }
      this.objects.set(key, { ...where, externalId, said: kept, run: place.run, gone: false })
    }
    for (const one of this.objects.values()) {
      if (gone.includes(one.externalId)) one.gone = true
      const told = objects.some(object => idOf(object) === one.externalId)
      if (replaces && one.listing === listing && one.parent === parent && !told) one.gone = true
    }
    if (ended && phase === 'people') {
      for (const [key, one] of this.objects)
        if (one.listing === listing && one.run < place.run) this.objects.delete(key)
    }
    this.touchedKept = this.touchedKept.filter(
      one => !settled.some(({ listing: name, externalId }) => name === one.listing && externalId === one.externalId),
    )
    if (commit.forgets) this.feedsKept = []
    if (feed) {
      this.feedsKept = this.feedsKept.filter(one => one.listing !== feed.listing || one.parent !== feed.parent)
      if (feed.token !== null) this.feedsKept.push({ ...feed, token: feed.token })
    }
  }

  async parents(_app: string, { name }: { name: string }, after: string | null, limit: number): Promise<Parent[]> {
    return [...this.objects.values()]
      .filter(one => one.listing === name && !one.gone && (after === null || one.externalId > after))
      .sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
      .slice(0, limit)
      .map(({ externalId, said }) => ({
        externalId,
        ...(said.email !== undefined && { email: String(said.email) }),
        ...(said.name !== undefined && { name: String(said.name) }),
      }))
  }

  async parent(app: string, of: { name: string }, externalId: string): Promise<Parent | null> {
    const all = await this.parents(app, of, null, Infinity)
    return all.find(one => one.externalId === externalId) ?? null
  }

  async mergeAccounts(step: {
    app: string
    epoch: number
    place: InventoryPlace
    order: string[]
  }): Promise<InventoryPlace | null> {
    const { app, place, order } = step
    const after = place.going?.merged ?? ''
    const parts = [...this.objects.values()].filter(({ listing }) => order.includes(listing))
    const ids = [...new Set(parts.map(({ externalId }) => externalId))].sort().filter(id => id > after)
    const [id] = ids
    if (id === undefined || !place.going) return null
    const said = order.flatMap(listing => this.objects.get(`${listing}|${id}`)?.said ?? [])
    const account = Object.assign({}, ...said) as AccountDraft
    if (account.status !== undefined) this.accounts.set(id, account)
    const moved = { ...place, going: { ...place.going, merged: id } }
    this.places.set(`${app}|people`, JSON.stringify(moved))
    return moved
  }

  async sweep({ phase, run, whole }: { phase: Phase; run: number; whole: string[] }): Promise<number> {
    if (phase === 'people') {
      for (const id of this.accounts.keys()) {
        const told = [...this.objects.values()].some(one => one.externalId === id && one.said.status !== undefined)
        if (told) continue
        this.accounts.delete(id)
        this.deleted.push(id)
      }
      return 0
    }
    for (const one of this.objects.values()) if (whole.includes(one.listing) && one.run < run) one.gone = true
    return 0
  }

  async nextFeed(_app: string, before: number): Promise<Feed | null> {
    return this.feedsKept.filter(({ readAt }) => readAt < before).sort((a, b) => a.readAt - b.readAt)[0] ?? null
  }

  async hasFeed(_app: string, listing: string, parent: string): Promise<boolean> {
    return this.feedsKept.some(one => one.listing === listing && one.parent === parent)
  }

  async touchedObjects(_app: string, before: number, limit: number): Promise<Touched[]> {
    return this.touchedKept
      .filter(({ at }) => at < before)
      .slice(0, limit)
      .map(({ listing, externalId }) => ({ listing, externalId }))
  }

  async inventoryProblem(_app: string, _phase: Phase, problem: HostProblem | null): Promise<void> {
    this.problems.push(problem)
  }
}
