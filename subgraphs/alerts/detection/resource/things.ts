import { createHash } from 'node:crypto'
import type { Tx } from '@casbah/kit'
import type { Around, Thing } from './thing.ts'

/** The part of a thing that it is looked up by: who can see a resource, the client of a grant, the status of a finding. */
export function facetOf(thing: Thing): string {
  switch (thing.of) {
    case 'resource':
      return thing.exposure
    case 'grant':
      // As long as the vendor likes; an index takes only so much.
      return createHash('sha256').update(thing.clientId).digest('hex').slice(0, 32)
    case 'finding':
      return thing.status
  }
}

/** Things as they were judged last, by id. */
export async function knownThings(tx: Tx, of: Thing['of'], ids: string[]): Promise<Map<string, Thing>> {
  const rows = await tx.query<{ thing: Thing }>(
    'select thing from alerts.thing where tenant = $1 and kind = $2 and id = any($3)',
    [tx.tenant, of, ids],
  )
  return new Map(rows.map(({ thing }) => [thing.id, thing]))
}

/** Keeps things as they are now, by id; null for one that is gone. */
export async function storeThings(tx: Tx, of: Thing['of'], things: ReadonlyMap<string, Thing | null>): Promise<void> {
  const rows = [...things.values()].flatMap(thing =>
    thing ? [{ id: thing.id, app: thing.app, facet: facetOf(thing), thing }] : [],
  )
  const gone = [...things].flatMap(([id, thing]) => (thing ? [] : [id]))
  if (rows.length)
    await tx.query(
      `insert into alerts.thing as k (tenant, kind, id, app, facet, thing)
       select $1, $2, id, app, facet, thing from json_to_recordset($3) as t(id text, app text, facet text, thing json) order by id
       on conflict (tenant, kind, id) do update set app = excluded.app, facet = excluded.facet, thing = excluded.thing`,
      [tx.tenant, of, JSON.stringify(rows)],
    )
  if (gone.length)
    await tx.query('delete from alerts.thing where tenant = $1 and kind = $2 and id = any($3)', [tx.tenant, of, gone])
}

/** Forgets the things of apps whose data is deleted. */
export async function forgetThings(tx: Tx, apps: string[]): Promise<void> {
  await tx.query('delete from alerts.thing where tenant = $1 and app = any($2)', [tx.tenant, apps])
}

/** Tells what is known around things. */
export type AroundOf = (thing: Thing) => Around

/** What is known around some things as the database stands: three statements, whatever their number. */
export async function aroundThings(tx: Tx, of: Thing['of'], things: readonly Thing[]): Promise<AroundOf> {
  const apps = [...new Set(things.map(thing => thing.app))]
  const slugs = await tx.query<{ id: string; connector: string }>(
    'select id, connector from alerts.app where tenant = $1 and id = any($2)',
    [tx.tenant, apps],
  )
  const connectors = new Map(slugs.map(({ id, connector }) => [id, connector]))
  if (of !== 'grant') return thing => ({ connector: connectors.get(thing.app) ?? null, grantedBy: 0, accounts: 0 })
  const facets = [...new Set(things.map(facetOf))]
  const grants = await tx.query<{ app: string; facet: string; count: string }>(
    `select app, facet, count(*) from alerts.thing where tenant = $1 and kind = 'grant' and facet = any($2) group by app, facet`,
    [tx.tenant, facets],
  )
  const people = await tx.query<{ app: string; count: string }>(
    'select app, count(*) from alerts.account where tenant = $1 and app = any($2) group by app',
    [tx.tenant, apps],
  )
  const granted = new Map(grants.map(({ app, facet, count }) => [`${app}|${facet}`, Number(count)]))
  const accounts = new Map(people.map(({ app, count }) => [app, Number(count)]))
  return thing => ({
    connector: connectors.get(thing.app) ?? null,
    grantedBy: granted.get(`${thing.app}|${facetOf(thing)}`) ?? 0,
    accounts: accounts.get(thing.app) ?? 0,
  })
}
