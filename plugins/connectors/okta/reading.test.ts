import { generateKeyPairSync } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { createOkta, inWorld, person, type Fixtures } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import okta from './index.ts'

type World = Parameters<Parameters<typeof inWorld>[2]>[0]
type Options = Partial<Parameters<typeof createOkta>[0]>

/** An organisation set up otherwise than that of the contract. */
const organisation = (more: Options): Fixtures => ({
  ...fixtures,
  vendor: ({ now }) =>
    createOkta({
      domain: 'acme.okta.com',
      token: '00secret-token-of-acme',
      now,
      accounts: [person('00uada', { isAdmin: true, groups: ['staff'] }), person('00uben', { mfa: false })],
      ...more,
    }),
})

const through = <T>(more: Options, work: (world: World) => Promise<T>) =>
  inWorld({ connector: okta, fixtures: organisation(more) }, {}, async world => {
    await world.newHost()
    return work(world)
  })

const row = (index: number, time: number) => fixtures.streams['system-log']!.row(index, time)
const stored = ({ store }: World) => store.activities.map(({ vendorId }) => vendorId).sort()
const polls = ({ server }: World) => server.requests.filter(({ path }) => path === '/api/v1/logs')

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end && !holds();) await turn()
}

describe('the System Log is read', () => {
  it('to an empty page, whose link is kept: the poll after it goes on from there', () =>
    through({ pageRows: 2 }, async world => {
      world.vendor.emit([1, 2, 3].map(index => row(index, world.vendorNow() - 3_600_000 + index)))
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 3)
      const asked = polls(world).length
      await until(() => polls(world).length > asked + 5)
      expect(stored(world)).toHaveLength(3)
      // Each poll of a log at rest is one request, and the same one.
      expect(
        new Set(
          polls(world)
            .slice(-3)
            .map(({ query }) => query),
        ).size,
      ).toBe(1)
    }))

  it('by storage: an event that comes late, published before those already read, is neither lost nor read twice', () =>
    through({ pageRows: 2 }, async world => {
      const noon = world.vendorNow() - 60_000
      world.vendor.emit([1, 2].map(index => row(index, noon + index)))
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 2)
      world.vendor.emit([row(3, noon - 30_000)])
      await until(() => world.store.activities.length >= 3)
      const asked = polls(world).length
      await until(() => polls(world).length > asked + 3)
      expect(stored(world)).toHaveLength(3)
      expect(new Set(stored(world)).size).toBe(3)
    }))

  it('with what was asked for alone, since the defaults of the description are prose', () =>
    through({ pageRows: 1 }, async world => {
      world.vendor.emit([1, 2, 3].map(index => row(index, world.vendorNow() - 3_600_000 + index)))
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 3)
      const asked = polls(world).flatMap(({ query }) => [...new URLSearchParams(query)])
      expect(asked.filter(([name]) => !/^(since|until|after|limit|sortOrder)$/.test(name))).toEqual([])
      const times = asked.filter(([name]) => name === 'since' || name === 'until')
      expect(times.filter(([, value]) => !Number.isFinite(Date.parse(value)))).toEqual([])
      expect(polls(world).filter(({ status }) => status !== 200)).toEqual([])
    }))

  it('from its own host alone: the token is not sent to where a next link leads elsewhere', () =>
    through({}, async world => {
      const headers = { link: '<https://evil.example/api/v1/logs?after=x>; rel="next"' }
      world.server.fault('okta', { kind: 'status', status: 200, headers, body: [] }, 100)
      await world.host.start(world.app)
      await until(() => world.store.states.some(({ error }) => error))
      expect(world.server.requests.filter(({ host }) => host !== 'acme.okta.com')).toEqual([])
    }))

  it('on after a refusal for too many at once, which tells a limit of 0 and no time that holds', () =>
    through({}, async world => {
      world.vendor.emit([row(1, world.vendorNow() - 3_600_000)])
      const nothing = { 'x-rate-limit-limit': '0', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '99999999999' }
      const body = { errorCode: 'E0000047', errorSummary: 'API call exceeded rate limit due to too many requests.' }
      world.server.fault('okta', { kind: 'status', status: 429, headers: nothing, body }, 2)
      const began = world.vendorNow()
      await world.host.start(world.app)
      await until(() => world.store.activities.length >= 1)
      expect(stored(world)).toHaveLength(1)
      expect(polls(world).filter(({ status }) => status === 429)).toHaveLength(2)
      expect(world.vendorNow() - began).toBeLessThan(10 * 60_000)
    }))
})

describe('a feature that is not licensed and a scope that is missing', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

  it('both leave a check without an answer, and the others with theirs', () =>
    through({ serviceApp: { clientId: '0oa1', publicKey, scopes: ['okta.threatInsights.read'] } }, async world => {
      const app = { ...world.app, authKind: 'service-app', credentials: { clientId: '0oa1', privateKey } }
      const checks = ['threat-insight-blocks', 'anonymizers-blocked', 'behaviors-active']
      const results = await world.host.assess(app, checks)
      expect(results.map(({ check, status }) => `${check} ${status}`)).toEqual([
        'threat-insight-blocks PASS',
        'anonymizers-blocked CANNOT_TELL',
        'behaviors-active CANNOT_TELL',
      ])
      expect(results[1]?.message).toContain('okta.networkZones.read')
    }))

  it('by 404, too', () =>
    through({}, async world => {
      const body = { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found: zones' }
      const when = ({ path }: { path: string }) => path === '/api/v1/zones'
      world.server.fault('okta', { kind: 'status', status: 404, body, when }, 5)
      const results = await world.host.assess(world.app, ['threat-insight-blocks', 'anonymizers-blocked'])
      expect(results.map(({ status }) => status)).toEqual(['PASS', 'CANNOT_TELL'])
    }))

  it('leave out a listing alone, which says so', () =>
    through({}, async world => {
      const when = ({ path }: { path: string }) => path.startsWith('/api/v1/groups')
      const body = { errorCode: 'E0000006', errorSummary: 'You do not have permission' }
      world.server.fault('okta', { kind: 'status', status: 403, body, when }, 20)
      await world.host.inventory(world.app)
      expect([...world.store.accounts.values()]).toEqual([
        expect.objectContaining({ externalId: '00uada', isAdmin: true, mfaEnabled: true }),
        expect.objectContaining({ externalId: '00uben', mfaEnabled: false }),
      ])
    }))
})
