import { setImmediate as turn } from 'node:timers/promises'
import { createAzure, inWorld, person, type AzureOptions, type Fixtures } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import azure from './index.ts'

type World = Parameters<Parameters<typeof inWorld>[2]>[0]

const TENANT = '3c1d4a52-0000-4000-8000-00000000acce'
const [FIRST, SECOND] = ['3c1d4a52-0000-4000-9000-000000000001', '3c1d4a52-0000-4000-9000-000000000002'] as const
const SECRET = 'pushed/secret'

/** Two subscriptions, of which others may be watched than the app sees. */
const through = <T>(more: Partial<AzureOptions>, work: (world: World) => Promise<T>) => {
  const other: Fixtures = {
    ...fixtures,
    vendor: ({ now }) =>
      createAzure({
        tenantId: TENANT,
        clientId: TENANT,
        clientSecret: 'secret',
        pushSecret: SECRET,
        subscriptions: [{ id: FIRST, name: 'Production' }],
        now,
        accounts: [person(TENANT)],
        ...more,
      }),
  }
  return inWorld({ connector: azure, fixtures: other }, {}, async world => {
    await world.newHost()
    return work(world)
  })
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end && !holds();) await turn()
}

const event = (eventDataId: string, time: number, lateMs = 0) => ({
  eventDataId,
  eventTimestamp: new Date(time).toISOString(),
  submissionTimestamp: new Date(time + lateMs).toISOString(),
  subscriptionId: FIRST,
  operationName: { value: 'Microsoft.Compute/virtualMachines/start/action' },
  status: { value: 'Succeeded' },
})
const ids = ({ store }: World) => [...new Set(store.activities.map(({ vendorId }) => vendorId))].sort()

describe('the activity log is read', () => {
  it('page by page over the vendor’s own addresses, beyond the first 200', () =>
    through({}, async world => {
      const start = world.vendorNow() - 3_600_000
      world.vendor.emit(Array.from({ length: 450 }, (_, index) => event(`e${index}`, start + index * 1_000)))
      await world.host.start(world.app)
      await until(() => ids(world).length >= 450)
      expect(ids(world)).toHaveLength(450)
      expect(world.server.requests.some(({ query }) => query.includes('skiptoken'))).toBe(true)
      expect(world.server.violations).toEqual([])
    }))

  it('back over an hour, for what is submitted late', () =>
    through({}, async world => {
      const now = world.vendorNow()
      world.vendor.emit([event('late', now - 60_000, 25 * 60_000), event('prompt', now - 30_000)])
      await world.host.start(world.app)
      await until(() => ids(world).includes('prompt'))
      await until(() => ids(world).includes('late'))
      expect(ids(world)).toEqual(['late', 'prompt'])
    }))

  it('of each subscription by itself; one that the app does not see is told, and keeps no other from being read', () =>
    through({ watched: [FIRST, SECOND] }, async world => {
      world.vendor.emit([event('seen', world.vendorNow() - 3_600_000)])
      await world.host.start(world.app)
      await until(
        () => ids(world).includes('seen') && JSON.stringify([...world.store.latest.values()]).includes(SECOND),
      )
      const told = [...world.store.latest.values()].map(({ error }) => error?.message ?? '')
      expect(told.filter(message => message.includes(SECOND))).not.toEqual([])
    }))
})

describe('the roles of the app', () => {
  const ROLES = 'Microsoft.Authorization/roleAssignments/read'
  const RESOURCES = 'Microsoft.Resources/subscriptions/resources/read'
  it.each<[string, string[], Record<string, boolean | null>]>([
    ['Reader', [], { [ROLES]: true, [RESOURCES]: true }],
    ['one without the roles of others', [ROLES], { [ROLES]: false, [RESOURCES]: true }],
    ['none', [ROLES, RESOURCES], { [ROLES]: false, [RESOURCES]: false }],
  ])('as tested: %s', (_, missing, granted) =>
    through({ settings: { missing } }, async world => {
      const verdicts = await world.host.checkScopes(world.app, [ROLES, RESOURCES])
      expect(Object.fromEntries(verdicts.map(one => [one.scope, one.granted]))).toEqual(granted)
      expect(world.server.violations).toEqual([])
    }),
  )
})

describe('pushed records', () => {
  const record = {
    time: '2026-03-02T08:00:00Z',
    operationName: 'MICROSOFT.KEYVAULT/VAULTS/DELETE',
    resultType: 'Success',
  }
  const push = (world: World, records: object[], secret = SECRET) =>
    world.host.receive(world.app, 'diagnostic-settings', {
      method: 'POST',
      query: new URLSearchParams(),
      headers: { authorization: `Bearer ${secret}` },
      body: new TextEncoder().encode(JSON.stringify({ records })),
    })

  it('are read when they come with the secret, twice as once', () =>
    through({}, async world => {
      const received = [await push(world, [record]), await push(world, [record])]
      const [first, second] = received.map(one => (one.kind === 'rows' ? one.activities : []))
      expect(first).toMatchObject([{ action: 'vault.delete', outcome: 'SUCCESS' }])
      expect(second?.map(({ vendorId }) => vendorId)).toEqual(first?.map(({ vendorId }) => vendorId))
    }))

  it('are refused without it', () =>
    through({}, async world => {
      expect(await push(world, [record], 'guessed')).toMatchObject({ kind: 'forged' })
    }))
})
