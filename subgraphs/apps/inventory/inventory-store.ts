import type { Feed, InventoryCommit, InventoryPlace, InventoryStore, Phase, HostProblem, Touched } from '@casbah/host'
import type { Database, Tx } from '@casbah/kit'
import type { Parent } from '@casbah/sdk'
import { deleteUnlisted } from '../account/save-accounts.ts'
import { holdConnected, holdLease } from '../collection/hold-lease.ts'
import { saveGrants, sweepGrants } from '../grant/save-grants.ts'
import { saveResources, sweepResources } from '../resource/save-resources.ts'
import { refreshOwnDomains } from './own-domains.ts'
import { mergePeople, savePeople } from './people.ts'

export interface InventoryStoreOptions {
  db: Database
  /** The tenant of an app that this process runs; throws LEASE_LOST for another. */
  tenantOf(app: string): string
  crashPoint(point: string): void
}

/** Keeps the state of inventories: what a page told and the place behind it go in one transaction, under the lease's epoch. */
export class PostgresInventoryStore implements InventoryStore {
  private readonly inventory: InventoryStoreOptions

  constructor(options: InventoryStoreOptions) {
    this.inventory = options
  }

  inventoryPlace(app: string, phase: Phase): Promise<InventoryPlace | null> {
    return this.read(app, async tx => {
      const [row] = await tx.query<{ place: InventoryPlace | null }>(
        'select place from apps.inventory where tenant = $1 and app = $2 and phase = $3',
        [tx.tenant, app, phase],
      )
      return row?.place ?? null
    })
  }

  async commitInventory(commit: InventoryCommit): Promise<void> {
    const { app, phase, place } = commit
    await this.write(app, commit.epoch, async tx => {
      if (phase === 'people') await savePeople(tx, commit)
      else {
        await saveResources(tx, commit)
        await saveGrants(tx, commit)
        await this.settleAside(tx, commit)
      }
      if (phase === 'people' && place.going === null) await refreshOwnDomains(tx)
      await savePlace(tx, app, phase, place)
      this.inventory.crashPoint('apps:inventory-before-commit')
    })
  }

  parents(app: string, of: ParentsOf, after: string | null, limit: number): Promise<Parent[]> {
    return this.read(app, tx => readParents(tx, app, of, '> $4', [after ?? '', limit]))
  }

  async parent(app: string, of: ParentsOf, externalId: string): Promise<Parent | null> {
    const [parent] = await this.read(app, tx => readParents(tx, app, of, '= $4', [externalId, 1]))
    return parent ?? null
  }

  mergeAccounts(step: {
    app: string
    epoch: number
    place: InventoryPlace
    order: string[]
  }): Promise<InventoryPlace | null> {
    const { app, epoch, place, order } = step
    return this.write(app, epoch, async tx => {
      const moved = await mergePeople(tx, app, place, order)
      if (moved) await savePlace(tx, app, 'people', moved)
      return moved
    })
  }

  sweep(step: {
    app: string
    epoch: number
    phase: Phase
    run: number
    whole: string[]
    limit: number
  }): Promise<number> {
    const { app, epoch, phase, run, whole, limit } = step
    return this.write(app, epoch, async tx => {
      if (phase === 'people') return deleteUnlisted(tx, app, limit)
      const resources = await sweepResources(tx, app, run, whole, limit)
      return Math.max(resources, await sweepGrants(tx, app, run, whole, limit))
    })
  }

  nextFeed(app: string, before: number): Promise<Feed | null> {
    return this.read(app, async tx => {
      const [row] = await tx.query<Omit<Feed, 'readAt'> & { readAt: string }>(
        `select listing, parent, token, read_at as "readAt" from apps.change_feed
         where tenant = $1 and app = $2 and read_at < $3 order by read_at limit 1`,
        [tx.tenant, app, Math.round(before)],
      )
      return row ? { ...row, readAt: Number(row.readAt) } : null
    })
  }

  hasFeed(app: string, listing: string, parent: string): Promise<boolean> {
    return this.read(app, async tx => {
      const found = await tx.query(
        'select 1 from apps.change_feed where tenant = $1 and app = $2 and listing = $3 and parent = $4',
        [tx.tenant, app, listing, parent],
      )
      return found.length > 0
    })
  }

  touchedObjects(app: string, before: number, limit: number): Promise<Touched[]> {
    return this.read(app, tx =>
      tx.query<Touched>(
        `select listing, external_id as "externalId" from apps.touched
         where tenant = $1 and app = $2 and at < $3 order by at, listing, external_id limit $4`,
        [tx.tenant, app, Math.round(before), limit],
      ),
    )
  }

  async inventoryProblem(app: string, phase: Phase, problem: HostProblem | null): Promise<void> {
    const tenant = this.inventory.tenantOf(app)
    await this.inventory.db.write(tenant, tx =>
      tx.query(
        `insert into apps.inventory (tenant, app, phase, error) values ($1, $2, $3, $4)
         on conflict (tenant, app, phase) do update set error = excluded.error, changed_at = now()`,
        [tenant, app, phase, problem && JSON.stringify(problem)],
      ),
    )
  }

  private async settleAside(tx: Tx, { app, settled, forgets, feed }: InventoryCommit): Promise<void> {
    if (forgets) await tx.query('delete from apps.change_feed where tenant = $1 and app = $2', [tx.tenant, app])
    if (settled.length)
      await tx.query(
        `delete from apps.touched t using unnest($3::text[], $4::text[]) as s (listing, external_id)
         where t.tenant = $1 and t.app = $2 and t.listing = s.listing and t.external_id = s.external_id collate "C"`,
        [tx.tenant, app, settled.map(({ listing }) => listing), settled.map(({ externalId }) => externalId)],
      )
    if (!feed) return
    const { listing, parent, token, readAt } = feed
    if (token === null)
      await tx.query('delete from apps.change_feed where tenant = $1 and app = $2 and listing = $3 and parent = $4', [
        tx.tenant,
        app,
        listing,
        parent,
      ])
    else
      await tx.query(
        `insert into apps.change_feed (tenant, app, listing, parent, token, read_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant, app, listing, parent) do update set token = excluded.token, read_at = excluded.read_at`,
        [tx.tenant, app, listing, parent, token, Math.round(readAt)],
      )
  }

  private read<T>(app: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.inventory.db.read(this.inventory.tenantOf(app), work)
  }

  private write<T>(app: string, epoch: number, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.inventory.db.write(this.inventory.tenantOf(app), async tx => {
      await holdLease(tx, { app, epoch })
      await holdConnected(tx, app)
      return work(tx)
    })
  }
}

async function savePlace(tx: Tx, app: string, phase: Phase, place: InventoryPlace): Promise<void> {
  await tx.query(
    `insert into apps.inventory (tenant, app, phase, place) values ($1, $2, $3, $4)
     on conflict (tenant, app, phase) do update set place = excluded.place, error = null, changed_at = now()`,
    [tx.tenant, app, phase, JSON.stringify(place)],
  )
}

interface ParentsOf {
  name: string
  kind: keyof typeof PARENTS
}

/** Objects of a listing in the order of their ids, of which a condition on the id holds. */
async function readParents(
  tx: Tx,
  app: string,
  { name, kind }: ParentsOf,
  id: string,
  values: [string, number],
): Promise<Parent[]> {
  const rows = await tx.query<{ externalId: string; email: string | null; name: string | null }>(
    `select external_id as "externalId", email, name from (${PARENTS[kind]}) as listed
     where listing = $3 and external_id ${id} order by external_id limit $5`,
    [tx.tenant, app, name, ...values],
  )
  return rows.map(row => ({
    externalId: row.externalId,
    ...(row.email && { email: row.email }),
    ...(row.name && { name: row.name }),
  }))
}

/** Where the parents of each kind lie. */
const PARENTS = {
  accounts: `select listing, external_id, part->>'email' as email, part->>'displayName' as name from apps.account_part
    where tenant = $1 and app = $2`,
  groups: 'select listing, external_id, email, name from apps.account_group where tenant = $1 and app = $2',
  resources: `select listing, external_id, null as email, name from apps.resource
    where tenant = $1 and app = $2 and gone_at is null`,
  grants: `select listing, external_id, null as email, client_name as name from apps.oauth_grant
    where tenant = $1 and app = $2 and gone_at is null`,
  domains: 'select listing, name as external_id, null as email, name from apps.domain where tenant = $1 and app = $2',
}
