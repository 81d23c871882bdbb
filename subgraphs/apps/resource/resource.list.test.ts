import { Cursors, type Context, type Tx } from '@casbah/kit'
import { asSuperuser, TEST_KEY } from '@casbah/kit/testing'
import { openAppsWorld, type AppsWorld } from '../testing/apps-world.ts'
import { listResources } from './resource.list.ts'
import type { ResourceFilter } from './resource.type.ts'

let world: AppsWorld
const ROWS = 20_000

/** Many resources of two tenants, an app each. */
beforeAll(async () => {
  world = await openAppsWorld({ start: false })
  for (const tenant of ['acme', 'globex'])
    await world.apps.db.write(tenant, tx =>
      tx.query(
        `insert into apps.resource (tenant, id, app, external_id, listing, run, kind, name, exposure, audience, shared_with, modified_at, hash)
         select $1, gen_random_uuid(), case when n % 100 = 0 then $3::uuid else $2::uuid end, 'r' || n, 'files', 1, 'FILE', 'File ' || n, case when n % 500 = 0 then 'PUBLIC' else 'INTERNAL' end,
           '{}', '[]', timestamptz '2026-01-01' + n * interval '1 minute', '' from generate_series(1, ${ROWS}) as n`,
        [tenant, APP, SMALL_APP],
      ),
    )
  await asSuperuser(world.url, 'analyze apps.resource')
}, 60_000)
afterAll(() => world.close())

const APP = '00000000-0000-4000-8000-0000000000aa'
const SMALL_APP = '00000000-0000-4000-8000-0000000000bb'

/** A page of the list, with the plans of what was asked of the database. */
async function pageOf(filter: ResourceFilter | null, after: string | null, app?: string) {
  return world.apps.db.read('acme', async tx => {
    const plans: string[] = []
    const watched = {
      ...tx,
      query: async (sql: string, values: unknown[]) => {
        const plan = await tx.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values)
        plans.push(plan.map(line => line['QUERY PLAN']).join('\n'))
        return tx.query(sql, values)
      },
    } as Tx
    const context = {
      tenant: 'acme',
      cursors: new Cursors(TEST_KEY),
      tx: async () => watched,
      loader: () => ({ loadMany: async (ids: string[]) => ids.map(id => ({ id })) }),
    } as unknown as Context
    const { edges } = await listResources(context, filter, { first: 100, after }, app)
    return { plans, cursor: edges.at(-1)!.cursor, ids: edges.map(({ node }) => node.id) }
  })
}

describe('the list of resources', () => {
  it.each<[string, ResourceFilter | null, string | undefined, string]>([
    ['of all apps', null, undefined, 'resource_newest'],
    ['of one app', null, SMALL_APP, 'resource_of_app'],
    ['by exposure', { exposure: ['PUBLIC'] }, undefined, 'resource_exposed'],
  ])('%s comes from an index in its order, deep in it too', async (_what, filter, app, index) => {
    let after: string | null = null
    for (let page = 0; page < (filter || app ? 1 : 3); page++) {
      const { plans, cursor } = await pageOf(filter, after, app)
      expect(plans[0]).toContain(index)
      if (!filter) expect(plans[0]).not.toMatch(/Seq Scan|^\s*->  Sort/m)
      after = cursor
    }
  })

  it('begins a page where the last one ended, without reading what lies before', async () => {
    const seen = new Set<string>()
    let after: string | null = null
    for (let page = 0; page < 5; page++) {
      const { ids, cursor, plans } = await pageOf(null, after)
      if (after) expect(plans[0]).toMatch(/Index Cond: .*order_at <=/)
      for (const id of ids) seen.add(id)
      after = cursor
    }
    expect(seen.size).toBe(500)
  })
})
