import { setImmediate as turn } from 'node:timers/promises'
import { createOneLogin, inWorld, person, type Fixtures } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import onelogin from './index.ts'

type World = Parameters<Parameters<typeof inWorld>[2]>[0]
type Options = Partial<Parameters<typeof createOneLogin>[0]>

/** An account set up otherwise than that of the contract. */
const account = (more: Options): Fixtures => ({
  ...fixtures,
  vendor: ({ now }) =>
    createOneLogin({
      subdomain: 'acme',
      clientId: 'client-of-acme',
      clientSecret: 'secret/of+acme',
      now,
      accounts: [person('1001', { isAdmin: true, groups: ['Engineering'] }), person('1002', { mfa: false })],
      ...more,
    }),
})

const through = <T>(more: Options, work: (world: World) => Promise<T>) =>
  inWorld({ connector: onelogin, fixtures: account(more) }, {}, async world => {
    await world.newHost()
    return work(world)
  })

const stored = ({ store }: World) => store.activities.map(({ vendorId }) => vendorId).sort()

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end && !holds();) await turn()
}

describe('the events are read', () => {
  const row = (id: number, time: number) => fixtures.streams.events!.row(id, time)

  it('to their end where the last cursor is null', () =>
    through({ nulls: true, pageRows: 2 }, async world => {
      world.vendor.emit([1, 2, 3, 4, 5].map(id => row(id, world.vendorNow() - 3_600_000 + id)))
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 5)
      expect(stored(world)).toHaveLength(5)
      expect(world.server.requests.filter(({ status }) => status !== 200)).toEqual([])
    }))

  it('once each, where more of one moment come between two polls', () =>
    through({ pageRows: 2 }, async world => {
      const moment = world.vendorNow() - 60_000
      world.vendor.emit([1, 2, 3].map(id => row(id, moment)))
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 3)
      world.vendor.emit([4, 5, 6].map(id => row(id, moment)))
      await until(() => world.store.activities.length >= 6)
      const asked = world.server.requests.length
      await until(() => world.server.requests.length > asked + 10)
      expect(stored(world)).toHaveLength(6)
      expect(new Set(stored(world)).size).toBe(6)
    }))

  it('with the sign of their order encoded, since a plus arrives as a blank', () =>
    through({}, async world => {
      await world.host.start(world.app)
      const events = () => world.server.requests.filter(({ path }) => path === '/api/1/events')
      await until(() => events().length > 0)
      expect(events()[0]?.query).toContain('sort=%2Bid')
    }))
})

describe('a credential pair', () => {
  it.each<[NonNullable<Options['level']>, (boolean | null)[]]>([
    ['Authentication Only', [false, false]],
    ['Read Users', [true, false]],
    ['Manage Users', [true, false]],
    ['Read All', [true, false]],
    ['Manage All', [true, true]],
  ])('with the permission %s is told to read users, and to see privileges: %j', (level, granted) =>
    through({ level }, async ({ host, app }) => {
      const wanted = onelogin.card.scopes.map(({ scope }) => scope)
      expect((await host.checkScopes(app, wanted)).map(one => one.granted)).toEqual(granted)
    }),
  )

  it('that may read users alone lists these, and says what it was refused', () =>
    through({ level: 'Read Users' }, async ({ host, app, store }) => {
      await host.inventory(app)
      expect([...store.accounts.values()]).toEqual([
        expect.objectContaining({ externalId: '1001', mfaEnabled: true }),
        expect.objectContaining({ externalId: '1002', mfaEnabled: false }),
      ])
      const place = JSON.parse(store.places.get(`${app.id}|people`) ?? '{}') as {
        skipped: { listing: string; problem: { code: string } }[]
      }
      expect(place.skipped.map(({ listing, problem }) => `${listing} ${problem.code}`)).toEqual([
        'privileges FORBIDDEN',
      ])
    }))

  it('that may not read policies leaves their checks without an answer, and names what is missing', () =>
    through({ level: 'Read Users' }, async ({ host, app }) => {
      const results = await host.assess(app, ['mfa-required', 'users-mfa'])
      expect(results.map(({ check, status }) => `${check} ${status}`)).toEqual([
        'mfa-required CANNOT_TELL',
        'users-mfa PARTIAL',
      ])
      expect(results[0]?.message).toContain('it needs Read All to read GET acme.onelogin.com/api/2/policies')
    }))

  it('that may only read is refused an action, and nothing is done', () =>
    through({ level: 'Read All' }, async ({ host, app, vendor }) => {
      const ask = { action: 'suspend-user', target: { externalId: '1002' } }
      await expect(host.act(app, ask)).rejects.toMatchObject({ problem: { code: 'FORBIDDEN' } })
      expect(vendor.accounts[1]!.status).toBe('ACTIVE')
    }))
})
