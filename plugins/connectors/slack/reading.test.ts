import { setImmediate as turn } from 'node:timers/promises'
import { createSlack, inWorld, person, type Fixtures } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import slack from './index.ts'

type World = Parameters<Parameters<typeof inWorld>[2]>[0]
type Options = Partial<Parameters<typeof createSlack>[0]>

/** An organisation set up otherwise than that of the contract. */
const organisation = (more: Options): Fixtures => ({
  ...fixtures,
  vendor: ({ now }) =>
    createSlack({
      enterprise: 'E0ACME00001',
      token: 'xoxp-1-2-3-token-of-acme',
      now,
      accounts: [person('W0ADA000001', { isAdmin: true }), person('W0BEN000001', { mfa: false })],
      ...more,
    }),
})

const through = <T>(more: Options, work: (world: World) => Promise<T>) =>
  inWorld({ connector: slack, fixtures: organisation(more) }, {}, async world => {
    await world.newHost()
    return work(world)
  })

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end && !holds();) await turn()
}

describe('the audit log is read', () => {
  const row = (id: number, time: number) => fixtures.streams['audit-log']!.row(id, time)
  const asked = ({ server }: World) =>
    server.requests.filter(({ path }) => path === '/audit/v1/logs').map(({ query }) => new URLSearchParams(query))

  it('with the same ends on every page of a span, and whole', () =>
    through({ pageRows: 2 }, async world => {
      world.vendor.emit([1, 2, 3, 4, 5].map(id => row(id, world.vendorNow() - 3_600_000 + id * 1_000)))
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 5)
      expect(world.store.activities).toHaveLength(5)
      const pages = asked(world)
      expect(pages.filter(query => query.has('cursor')).length).toBeGreaterThan(0)
      expect(pages.filter(query => !query.has('oldest') || !query.has('latest'))).toEqual([])
      const spanOf = (query: URLSearchParams) => `${query.get('oldest')} to ${query.get('latest')}`
      const begun = new Set(pages.filter(query => !query.has('cursor')).map(spanOf))
      expect(pages.map(spanOf).filter(span => !begun.has(span))).toEqual([])
    }))

  it('once each, where more of one second come between two polls', () =>
    through({ pageRows: 2 }, async world => {
      const moment = world.vendorNow() - 60_000
      world.vendor.emit([1, 2, 3].map(id => row(id, moment)))
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 3)
      world.vendor.emit([4, 5, 6].map(id => row(id, moment)))
      await until(() => world.store.activities.length >= 6)
      const before = asked(world).length
      await until(() => asked(world).length > before + 10)
      const stored = world.store.activities.map(({ vendorId }) => vendorId)
      expect(stored).toHaveLength(6)
      expect(new Set(stored).size).toBe(6)
    }))
})

describe('what Slack answers with status 200', () => {
  const target = { externalId: 'W0BEN000001' }

  it.each([
    ['a token that is none', { token: 'xoxp-other' }, 'AUTH_FAILED'],
    ['a right that is missing', { scopes: ['auditlogs:read'] }, 'FORBIDDEN'],
  ])('to %s keeps an action from being done', (_, options, code) =>
    through(options, async ({ host, app }) => {
      const credentials = { token: 'xoxp-1-2-3-token-of-acme' }
      const ask = { action: 'end-sessions', target }
      await expect(host.act({ ...app, credentials }, ask)).rejects.toMatchObject({ problem: { code } })
    }),
  )

  it('to what came too often is waited out', () =>
    through({}, async ({ host, app, server, vendor }) => {
      server.fault('slack', { kind: 'status', status: 200, body: { ok: false, error: 'ratelimited' } })
      expect(await host.act(app, { action: 'end-sessions', target })).toMatchObject({ sent: true, failure: null })
      expect(vendor.size()).toBe(1)
    }))

  it('to what cannot be done is no success', () =>
    through({}, async ({ host, app }) => {
      const ask = { action: 'remove-from-channel', target, parameters: { channel: 'C0GENERAL01' } }
      await expect(host.act(app, ask)).rejects.toMatchObject({
        problem: { code: 'BAD_ANSWER', message: expect.stringContaining('cant_kick_from_general') },
      })
    }))
})

describe('a token', () => {
  it('tells its rights itself', () =>
    through({ scopes: ['auditlogs:read', 'admin.users:read'] }, async ({ host, app }) => {
      const wanted = ['auditlogs:read', 'admin', 'admin.users:read']
      expect(await host.checkScopes(app, wanted)).toEqual([
        { scope: 'auditlogs:read', granted: true },
        { scope: 'admin', granted: false },
        { scope: 'admin.users:read', granted: true },
      ])
    }))

  it('without a right lists the rest, and says what it was refused', () =>
    through({ scopes: ['auditlogs:read', 'admin'] }, async ({ host, app, store }) => {
      await host.inventory(app)
      expect([...store.accounts.values()].map(({ externalId }) => externalId).toSorted()).toEqual([
        'W0ADA000001',
        'W0BEN000001',
      ])
      const place = JSON.parse(store.places.get(`${app.id}|people`) ?? '{}') as {
        skipped: { listing: string; problem: { code: string } }[]
      }
      expect(place.skipped.map(({ listing, problem }) => `${listing} ${problem.code}`)).toEqual([
        'workspaces FORBIDDEN',
      ])
    }))
})
