import type { Tx } from '@casbah/kit'
import { BUILT_IN } from './built-in/index.ts'
import { openAlerts } from '../testing/open.ts'
import { PolicyCache } from './policy-cache.ts'
import { takePolicyTurn } from './policy-turn.ts'

describe('kept policies', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  beforeAll(async () => void (bed = await openAlerts()))
  afterAll(() => bed.close())

  /** Reads a tenant's policies, and how many statements that took. */
  async function read(cache: PolicyCache, tenant: string, before?: (tx: Tx) => Promise<unknown>) {
    let statements = 0
    const policies = await bed.feeder.write(tenant, async tx => {
      await before?.(tx)
      const query: Tx['query'] = (sql, parameters) => {
        statements++
        return tx.query(sql, parameters)
      }
      return cache.of({ ...tx, query })
    })
    return { policies, statements }
  }
  const rename = (tenant: string, name: string) =>
    bed.feeder.write(tenant, async tx => {
      await takePolicyTurn(tx)
      await tx.query(`update alerts.policy set name = $2 where tenant = $1 and name = 'Mass download'`, [tenant, name])
    })

  it('cost one statement as long as nothing of them changes', async () => {
    const cache = new PolicyCache()
    await read(cache, 'a')
    const { policies } = await read(cache, 'a')
    expect(policies).toHaveLength(BUILT_IN.length)
    expect(await read(cache, 'a')).toEqual({ policies, statements: 1 })
    expect((await read(cache, 'a')).policies).toBe(policies)
  })

  it('are read again after a change, of that tenant alone', async () => {
    const cache = new PolicyCache()
    for (const tenant of ['b', 'c', 'b', 'c']) await read(cache, tenant)
    await rename('b', 'Renamed')
    const { policies, statements } = await read(cache, 'b')
    expect(policies.map(({ name }) => name)).toContain('Renamed')
    expect(statements).toBe(3)
    const other = await read(cache, 'c')
    expect(other.statements).toBe(1)
    expect(other.policies.map(({ name }) => name)).not.toContain('Renamed')
  })

  it('are not kept from a transaction that brought them and was taken back', async () => {
    const cache = new PolicyCache()
    await expect(
      bed.feeder.write('d', async tx => {
        await cache.of(tx)
        throw new Error('taken back')
      }),
    ).rejects.toThrow('taken back')
    await bed.feeder.write('d', async tx => {
      await takePolicyTurn(tx)
      await tx.query(
        `insert into alerts.policy (tenant, id, name, description, kind, severity, enabled, built_in, version, definition, definition_version, mitre, fold_seconds)
         values ($1, gen_random_uuid(), 'Only', '', 'ACTIVITY', 'LOW', true, false, 1, '{"filter":{}}', 1, '[]', 3600)`,
        [tx.tenant],
      )
    })
    expect((await read(cache, 'd')).policies.map(({ name }) => name)).toContain('Only')
  })

  it('of the tenant that was not asked for longest go when there is no room', async () => {
    const cache = new PolicyCache(BUILT_IN.length * 2)
    for (const tenant of ['e', 'f', 'g', 'e', 'f', 'e', 'g']) await read(cache, tenant)
    const costs = []
    for (const tenant of ['e', 'g', 'f']) costs.push((await read(cache, tenant)).statements)
    expect(costs).toEqual([1, 1, 3])
  })
})
