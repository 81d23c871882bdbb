import type { RateLimit } from '@casbah/sdk'
import { isPrivateAddress } from './address.ts'
import { Client } from './client.ts'
import { describeConnector } from './describe.ts'
import type { HostError } from './host-error.ts'
import { Http } from './http.ts'
import { Limiter } from './limiter.ts'
import { backoff } from './retry.ts'
import { FakeClock } from './testing/fake-clock.ts'
import { startFakeVendor, type Answer } from './testing/fake-vendor.ts'
import { app, testConnector } from './testing/test-connector.ts'

const { signal } = new AbortController()
const { card } = describeConnector(testConnector())

async function asking(answers: (Answer | 'hang')[], write = false, more: Partial<typeof card> = {}) {
  const clock = new FakeClock()
  const vendor = await startFakeVendor((_, count) => answers[count - 1] ?? { body: { ok: true } })
  const http = new Http({ clock, routes: vendor.routes, timeouts: { headers: 200 } })
  const client = new Client(
    { card: { ...card, ...more }, app: app() },
    { http, clock, random: () => 1, crashPoint: () => undefined },
  )
  try {
    const answer = await client.ask({ path: '/x', query: { q: 'a b&c' } }, { signal, write })
    return { said: String(answer.status), tries: vendor.requests.length, clock, vendor }
  } catch (error) {
    const { problem, mayBeDone, status } = error as HostError
    const { code: said, message } = problem
    return { said, message, status, mayBeDone, tries: vendor.requests.length, clock, vendor }
  } finally {
    await http.close()
    await vendor.close()
  }
}

describe('a write', () => {
  it.each<[string, (Answer | 'hang')[], boolean]>([
    ['that was answered with 500 may be done', [{ status: 500 }], true],
    ['that was answered with 503 may be done', [{ status: 503 }], true],
    ['without an answer may be done', ['hang'], true],
    ['whose answer broke off may be done', [{ status: 200, body: 'xxxx', cutAfter: 2 }], true],
    ['that was refused is not done', [{ status: 400 }], false],
    ['that lacks a right is not done', [{ status: 403 }], false],
    ['with bad credentials is not done', [{ status: 401 }], false],
    ['that failed by the sign of the vendor is not done', [{ body: { ok: false, error: 'no_such_user' } }], false],
    ['that came too often is not done', Array(4).fill({ status: 429 }), false],
  ])('%s', async (_, answers, mayBeDone) => {
    expect(await asking(answers, true)).toMatchObject({ mayBeDone })
  })

  it('that found nobody there is not done', async () => {
    const clock = new FakeClock()
    const http = new Http({ clock, routes: new Map([['*.vendor.test', 'http://127.0.0.1:1']]) })
    const client = new Client({ card, app: app() }, { http, clock, random: () => 1, crashPoint: () => undefined })
    await expect(client.ask({ path: '/x' }, { signal, write: true })).rejects.toMatchObject({
      problem: { code: 'VENDOR_UNAVAILABLE' },
      mayBeDone: false,
    })
    await http.close()
  })
})

describe('a request', () => {
  it.each([
    ['that a right is missing', 'Insufficient Permission', 'FORBIDDEN'],
    ['no more than that', 'Authentication Failure', 'AUTH_FAILED'],
  ])('answered with 401 and words that say %s', async (_, message, code) => {
    const forbidden = [{ status: 401, bodyIncludes: 'Insufficient Permission' }]
    const found = await asking([{ status: 401, body: { message } }], false, { forbidden })
    expect(found).toMatchObject({ said: code, tries: 1 })
  })

  it.each([
    ['a thing', 409, '{".tag":"not_found"}', 404],
    ['a thing that has another answer', 409, '{".tag":"conflict"}', 409],
    ['somebody who left', 401, '{".tag":"not_found"}', 404],
  ])('about %s, answered %i with %s, counts as %i', async (_, status, body, counts) => {
    const gone = [409, 401].map(one => ({ status: one, bodyIncludes: '".tag":"not_found"' }))
    const found = await asking([{ status, body }], false, { gone })
    expect(found).toMatchObject({ said: 'BAD_ANSWER', status: counts, tries: 1 })
  })

  it.each<[string, (Answer | 'hang')[], boolean, string, number]>([
    ['is sent once when it is answered', [], false, '200', 1],
    ['is repeated after 500', [{ status: 500 }], false, '200', 2],
    ['is repeated after 429', [{ status: 429 }], false, '200', 2],
    [
      "is repeated after the vendor's own sign",
      [{ status: 400, body: { __type: 'ThrottlingException' } }],
      false,
      '200',
      2,
    ],
    ['is given up after four 503', Array(4).fill({ status: 503 }), false, 'VENDOR_UNAVAILABLE', 4],
    ['is given up after four 429', Array(4).fill({ status: 429 }), false, 'RATE_LIMITED', 4],
    ['is given up after four time-outs', Array(4).fill('hang'), false, 'TIMEOUT', 4],
    ['is not repeated after 401', [{ status: 401 }], false, 'AUTH_FAILED', 1],
    ['is not repeated after 403', [{ status: 403 }], false, 'FORBIDDEN', 1],
    ['is not repeated after 404', [{ status: 404 }], false, 'BAD_ANSWER', 1],
    ['fails by the sign of the vendor', [{ body: { ok: false, error: 'no_such_user' } }], false, 'BAD_ANSWER', 1],
    ['lacks a right by that sign', [{ body: { ok: false, error: 'missing_scope' } }], false, 'FORBIDDEN', 1],
    [
      'does not follow a redirect',
      [{ status: 302, headers: { location: 'http://127.0.0.1/' } }],
      false,
      'BAD_ANSWER',
      1,
    ],
    ['that writes is not repeated after 500', [{ status: 500 }], true, 'VENDOR_UNAVAILABLE', 1],
    ['that writes is repeated after 429', [{ status: 429 }], true, '200', 2],
  ])('%s', async (_, answers, write, said, tries) => {
    expect(await asking(answers, write)).toMatchObject({ said, tries })
  })

  it('carries host, credentials and encoded query, and names no secret when it fails', async () => {
    const { vendor, message } = await asking([{ status: 403, body: { message: 'no: tok-123456' } }])
    const [sent] = vendor.requests
    expect(sent?.host).toBe('acme.vendor.test')
    expect(sent?.headers).toMatchObject({
      authorization: 'Bearer tok-123456',
      'user-agent': expect.stringMatching(/^Casbah\/\d/),
    })
    expect(sent?.url.href).toBe('https://acme.vendor.test/v1/x?q=a%20b%26c')
    expect(message).toContain('no: [secret]')
  })

  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date', { 'retry-after': new Date(Date.UTC(2026, 0, 10, 0, 0, 9)).toUTCString() }, 9_000],
  ])('waits as Retry-After says in %s', async (_, headers, ms) => {
    const { clock } = await asking([{ status: 429, headers }])
    expect(clock.now() - Date.UTC(2026, 0, 10)).toBeGreaterThanOrEqual(ms)
    expect(clock.now() - Date.UTC(2026, 0, 10)).toBeLessThan(ms + 1_500)
  })
})

describe('an address', () => {
  const http = new Http({ clock: new FakeClock() })
  const access = (host: string) => ({ card: { ...card, baseUrl: `https://${host}`, hosts: [host] }, app: app() })

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '[::1]', '[::ffff:10.0.0.1]', '[fd00::1]', '2130706433'])(
    '%s is refused',
    host => {
      expect(() => http.prepare({ path: '/' }, access(host))).toThrow(/no public address|refused/)
    },
  )
  it('that resolves to a private one is refused at connect time', async () => {
    await expect(http.send(http.prepare({ path: '/' }, access('localhost')), signal)).rejects.toMatchObject({
      problem: { code: 'BAD_CONFIG' },
    })
  })
  it.each([
    'http://acme.vendor.test/',
    'https://evil.test/',
    'https://acme.vendor.test:8443/',
    'https://u:p@acme.vendor.test/',
    'https://acme.vendor.test.evil.test/',
  ])('%s is none of the card', url => expect(() => http.prepare({ url }, { card, app: app() })).toThrow(/refused/))
  it.each([
    ['8.8.8.8', false],
    ['2606:4700::1111', false],
    ['192.168.0.1', true],
    ['100.64.0.1', true],
    ['fe80::1', true],
    ['::ffff:127.0.0.1', true],
    ['no address', true],
  ] as const)('%s: private is %s', (address, expected) => expect(isPrivateAddress(address)).toBe(expected))
})

describe('the limiter', () => {
  const limits = [
    {
      name: 'log',
      amount: 60,
      windowSeconds: 60,
      matches: ['/log'],
      headers: { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' },
    },
    { name: 'region', amount: 2, windowSeconds: 1, matches: ['trail.'], perHost: true },
  ]
  const log = new URL('https://acme.vendor.test/v1/log')
  const setUp = () => {
    const clock = new FakeClock()
    const began = clock.now()
    return {
      clock,
      elapsed: () => clock.now() - began,
      limiter: new Limiter({ limits, baseUrl: 'https://acme.vendor.test/v1' }, {}, clock),
    }
  }

  it('spaces requests a little wider than the limit', async () => {
    const { limiter, elapsed } = setUp()
    for (let count = 0; count < 61; count++) await limiter.acquire(log, signal)
    expect(elapsed()).toBeGreaterThan(60_000)
    expect(elapsed()).toBeLessThan(63_000)
  })
  it('lets as many go at once as the card says, and never more than the amount in a window', async () => {
    const clock = new FakeClock()
    const began = clock.now()
    const limit = { name: 'day', amount: 1_000, windowSeconds: 86_400, burst: 500 }
    const limiter = new Limiter({ limits: [limit], baseUrl: 'https://api.test' }, {}, clock)
    const url = new URL('https://api.test/users')
    for (let count = 0; count < 500; count++) await limiter.acquire(url, signal)
    expect(clock.now() - began).toBe(0)
    for (let count = 500; count <= 1_000; count++) await limiter.acquire(url, signal)
    expect(clock.now() - began).toBeGreaterThan(86_400_000)
    expect(clock.now() - began).toBeLessThan(90_000_000)
    clock.time += 10 * 86_400_000
    const again = clock.now()
    for (let count = 0; count < 500; count++) await limiter.acquire(url, signal)
    expect(clock.now()).toBe(again)
    expect(limiter.waitOf(url)).toBeGreaterThan(0)
  })
  it('keeps hosts apart where the card says so, and others free', async () => {
    const { limiter, elapsed } = setUp()
    await limiter.acquire(new URL('https://trail.one/'), signal)
    await limiter.acquire(new URL('https://trail.two/'), signal)
    await limiter.acquire(new URL('https://acme.vendor.test/v1/users'), signal)
    expect(elapsed()).toBe(0)
    await limiter.acquire(new URL('https://trail.two/'), signal)
    expect(elapsed()).toBeGreaterThanOrEqual(500)
  })
  it.each([
    ['a path', 'https://api.test/v1/orgs/acme/log', true],
    ['a path of another organisation', 'https://api.test/v1/orgs/other/log', false],
    ['a value as the path has it', 'https://api.test/v1/teams/r%26d', true],
    ['each value of a list', 'https://two.log.test/', true],
    ['a base address', 'https://api.test/v2/orgs/acme/log', false],
  ])('fills the configuration into what a limit is about: %s', async (_, address, isLimited) => {
    const clock = new FakeClock()
    const matches = ['/orgs/{org}/log', '/teams/{team}', '{region}.log.']
    const limit = { name: 'log', amount: 60, windowSeconds: 60, matches }
    const config = { org: 'acme', team: 'r&d', region: ['one', 'two'], version: 'v1' }
    const limiter = new Limiter({ limits: [limit], baseUrl: 'https://api.test/{version}' }, config, clock)
    await limiter.acquire(new URL(address), signal)
    expect(limiter.waitOf(new URL(address)) > 0).toBe(isLimited)
  })
  it('says which field of the configuration a limit wants', () => {
    const limit = { name: 'log', amount: 60, windowSeconds: 60, matches: ['/orgs/{org}/log'] }
    expect(() => new Limiter({ limits: [limit], baseUrl: 'https://api.test' }, {}, new FakeClock())).toThrow(
      'The configuration lacks "org".',
    )
  })
  it.each([
    ['waits for the reset when nothing is left', '0', 60, 30_000],
    ['spreads what is left', '3', 60, 10_000],
    ['takes a limit of 0 for no statement', '0', 0, 0],
  ])('%s', async (_, remaining, limit, least) => {
    const { limiter, elapsed, clock } = setUp()
    await limiter.acquire(log, signal)
    limiter.learn(log, {
      'x-limit': String(limit),
      'x-remaining': remaining,
      'x-reset': String(clock.now() / 1000 + 30),
    })
    await limiter.acquire(log, signal)
    expect(elapsed()).toBeGreaterThanOrEqual(least)
    expect(elapsed()).toBeLessThanOrEqual(Math.max(least, 1_030) + 500)
  })
  const day = { name: 'org', amount: 86_400, windowSeconds: 86_400 }
  const learnt = async (limit: RateLimit, headers: Record<string, string>) => {
    const clock = new FakeClock()
    const limiter = new Limiter({ limits: [limit], baseUrl: 'https://acme.vendor.test/v1' }, {}, clock)
    limiter.learn(log, headers)
    const began = clock.now()
    await limiter.acquire(log, signal)
    return { wait: clock.now() - began, state: limiter.state, began }
  }
  it.each([
    ['spreads what is left over a whole window', 'api-usage=50400/86400', 0, 2_400],
    ['leaves others their part of it', 'api-usage=42120/86400', 0.1, 2_424],
    ['asks again soon when nothing is left, since the window rolls', 'api-usage=86400/86400', 0, 864_500],
    ['holds when only the part of others is left', 'api-usage=77760/86400', 0.1, 864_500],
    ['takes the first of several quotas', 'api-usage=50400/86400; per-app-api-usage=9/10(appName=x)', 0, 2_400],
    ['makes nothing of a text without figures', 'api-usage=unknown', 0, 0],
    ['makes nothing of a quota of 0', 'api-usage=0/0', 0, 0],
  ])('%s', async (_, usage, reserve, wait) => {
    const limit = { ...day, headers: { usage: 'Sforce-Limit-Info' }, reserve }
    expect((await learnt(limit, { 'sforce-limit-info': usage })).wait).toBeCloseTo(wait, -1)
  })
  it('keeps the pause that was told, also while a request is long under way', async () => {
    const clock = new FakeClock()
    const limit = { ...day, headers: { usage: 'sforce-limit-info' } }
    const limiter = new Limiter({ limits: [limit], baseUrl: 'https://acme.vendor.test/v1' }, {}, clock)
    limiter.learn(log, { 'sforce-limit-info': 'api-usage=50400/86400' })
    const began = clock.now()
    for (let count = 0; count < 3; count++) await limiter.acquire(log, signal)
    expect(clock.now() - began).toBeCloseTo(3 * 2_400, -1)
  })
  it('shows the usage as the vendor tells it', async () => {
    const limit = { ...day, headers: { usage: 'sforce-limit-info' }, reserve: 0.1 }
    const { state, began } = await learnt(limit, { 'sforce-limit-info': 'api-usage=100/15000' })
    expect(state).toEqual({ limit: 15_000, remaining: 14_900, resetAt: began + 86_400_000 })
  })
  it('spaces requests so that others have their part', async () => {
    const clock = new FakeClock()
    const limiter = new Limiter({ limits: [{ ...day, reserve: 0.5 }], baseUrl: 'https://acme.vendor.test' }, {}, clock)
    const began = clock.now()
    for (let count = 0; count < 11; count++) await limiter.acquire(log, signal)
    expect(clock.now() - began).toBeCloseTo(10 * 2_000 * 1.03, -1)
  })
  it.each([
    ['epoch', String(Date.UTC(2026, 0, 10) / 1000 + 30)],
    ['seconds', '30'],
  ] as const)('reads an end in %s', async (resetIs, reset) => {
    const names = { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset', resetIs }
    const limit = { ...day, headers: names }
    const { wait } = await learnt(limit, { 'x-limit': '60', 'x-remaining': '3', 'x-reset': reset })
    expect(wait).toBeCloseTo(10_000, -1)
  })
  it('ends a wait that is aborted, and lets the next one pass', async () => {
    const { limiter } = setUp()
    const controller = new AbortController()
    controller.abort(new Error('stopped'))
    await expect(limiter.acquire(log, controller.signal)).rejects.toThrow('stopped')
    await limiter.acquire(log, signal)
  })
  it('backs off from half to a whole doubling second, to a minute at most', () => {
    expect([1, 2, 3, 10].map(attempt => [backoff(attempt, () => 0), backoff(attempt, () => 1)])).toEqual([
      [500, 1000],
      [1000, 2000],
      [2000, 4000],
      [30_000, 60_000],
    ])
  })
})
