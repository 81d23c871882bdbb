import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { CollectedActivity } from '@casbah/kit'
import { createLogger, deriveKey, signCaller } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import type { PushedRequest } from '@casbah/host'
import { Vault } from '../credential/vault.ts'
import { StreamMetrics } from '../metrics.ts'
import { CONNECT, input, openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'
import { IntakeRate } from './intake-rate.ts'
import { IntakeService, type IntakeParts } from './intake.service.ts'

let world: AppsWorld
let app: string
let other: string
beforeAll(async () => {
  world = await openAppsWorld({ push: true })
  app = await connect('acme', 'push-secret-a')
  other = await connect('globex', 'push-secret-g')
})
afterAll(() => world.close())

async function connect(tenant: string, push: string, name = 'Pusher'): Promise<string> {
  const { data } = await world.ask<{ connectApp: { app: { id: string }; userErrors: object[] } }>(
    CONNECT,
    { input: input(name, { connector: 'pusher', credentials: { token: 'vendor-secret-1', push } }) },
    tenant,
  )
  return data.connectApp.app.id
}

const event = (id: string, secondsAgo = 5) => ({
  id,
  at: new Date(Math.floor(Date.now() / 1000 - secondsAgo) * 1000).toISOString(),
  who: 'u1',
})
const signed = (events: object[], secret = 'push-secret-a'): PushedRequest => {
  const body = Buffer.from(JSON.stringify({ events }))
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { method: 'POST', query: new URLSearchParams(), headers: { 'x-signature': signature }, body }
}
const push = async (request: PushedRequest, path = `/intake/${app}/hooks`) => {
  const { status, headers, body } = await world.apps.doors['/intake/']!({ path, ...request })
  return { status, retryAfter: headers?.['retry-after'], body }
}
const pushed = async (tenant = 'acme') =>
  (await world.items('activity.collected', tenant)).filter(
    (item): item is CollectedActivity => item.type === 'activity' && item.stream === 'hooks',
  )
const stream = async (tenant = 'acme', id = app) => {
  const { data } = await world.ask<{ app: { state: string; streams: { name: string; intakeUrl: string | null }[] } }>(
    `query ($id: ID!) { app(id: $id) { state streams { name state rows rejected lagSeconds intakeUrl } } }`,
    { id },
    tenant,
  )
  return { app: data.app.state, ...data.app.streams.find(({ name }) => name === 'hooks') }
}
/** The service of another process on the same database. */
const service = (more: Partial<IntakeParts>) =>
  new IntakeService({
    db: world.apps.db,
    logger: createLogger('test'),
    catalogue: { describe: () => ({ streams: [{ name: 'hooks', kind: 'pushed' }] }) } as never,
    vault: new Vault(TEST_KEY),
    host: {
      receive: async ({ id }: { id: string }, name: string, { body }: PushedRequest) => ({
        kind: 'rows',
        rows: 1,
        quarantine: [],
        activities: (JSON.parse(Buffer.from(body).toString()) as { events: { id: string; at: string }[] }).events.map(
          row => ({ ...EMPTY, stream: name, vendorId: row.id, time: Date.parse(row.at), raw: JSON.stringify({ id }) }),
        ),
      }),
    } as never,
    metrics: new StreamMetrics(),
    pressure: () => null,
    crashPoint: () => undefined,
    ...more,
  })
const EMPTY = {
  part: 0,
  observedAt: 0,
  lane: 'live',
  action: 'user.login',
  vendorAction: 'login',
  classUid: 3002,
  activityId: 1,
  severity: 'INFORMATIONAL',
  outcome: 'SUCCESS',
  outcomeReason: null,
  actor: null,
  targets: [],
  ip: null,
  userAgent: null,
  sessionId: null,
  isAdmin: false,
  isImpersonated: false,
}

describe('a stream that the vendor pushes', () => {
  it('has an address for those who may write, before anything has come', async () => {
    await until(async () => (await stream()).intakeUrl && (await stream('globex', other)).intakeUrl)
    expect(await stream()).toMatchObject({
      intakeUrl: `https://casbah.example/intake/${app}/hooks`,
      state: expect.any(String),
      rows: 0,
      lagSeconds: null,
    })
    const reader = await signCaller({ ...world.caller('acme'), scopes: ['apps:read'] }, deriveKey(TEST_KEY, 'context'))
    const answer = (await world.apps.handle(
      { query: `query ($id: ID!) { app(id: $id) { streams { intakeUrl } } }`, variables: { id: app } },
      reader,
    )) as { errors?: { extensions: { code: string } }[] }
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })

  it('does not keep its app from being HEALTHY', () => until(async () => (await stream()).app === 'HEALTHY'))

  it('answers when what came is in the log, counts it, and keeps tenants apart', async () => {
    expect(await push(signed([event('a1', 90 * 86_400), event('a2'), { id: 'bad' }]))).toMatchObject({
      status: 200,
      body: '{"received":3}',
    })
    expect((await pushed()).map(({ vendorId, lane, app: of }) => [vendorId, lane, of])).toEqual([
      ['a1', 'live', app],
      ['a2', 'live', app],
    ])
    expect(await pushed('globex')).toEqual([])
    const { lagSeconds, ...counted } = (await stream()) as unknown as { lagSeconds: number }
    expect(counted).toMatchObject({ rows: 3, rejected: 1 })
    expect(lagSeconds).toBeLessThan(60)
    expect(await stream('globex', other)).toMatchObject({ rows: 0 })
  })

  it('gives what is sent again the same id', async () => {
    await push(signed([event('twice', 60)]))
    await push(signed([event('twice', 60)]))
    const ids = (await pushed()).filter(({ vendorId }) => vendorId === 'twice').map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('gives a challenge back', async () => {
    const query = new URLSearchParams({ challenge: 'c 1' })
    expect(await push({ ...signed([]), method: 'GET', query, headers: {} })).toMatchObject({ status: 200, body: 'c 1' })
  })

  it.each<[string, () => PushedRequest, () => string, number, string]>([
    [
      'another tenant’s secret',
      () => signed([event('x')], 'push-secret-g'),
      () => app,
      401,
      'Check that the secret at the vendor',
    ],
    ['no signature', () => ({ ...signed([event('x')]), headers: {} }), () => app, 401, 'has no signature'],
    ['another method', () => ({ ...signed([]), method: 'PUT' }), () => app, 405, 'Send events by POST'],
    [
      'an app that is none',
      () => signed([event('x')]),
      () => '6f0d5a4e-0000-4000-8000-000000000000',
      404,
      'No connected app',
    ],
    ['an id that is none', () => signed([event('x')]), () => "x' or 1", 404, 'No connected app'],
    ['a stream that is read', () => signed([event('x')]), () => `${app}/log?`, 404, '/intake/<app>/<stream>'],
    ['a body that is too large', () => ({ ...signed([]), body: Buffer.alloc(5 << 20) }), () => app, 413, 'over 4 MB'],
  ])('refuses %s', async (_, request, id, status, sentence) => {
    const before = (await pushed()).length
    const answer = await push(request(), `/intake/${id()}/hooks`)
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(sentence)])
    expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] })
    expect((await pushed()).length).toBe(before)
  })

  it('refuses the name of a stream that is read', async () => {
    expect(await push(signed([event('x')]), `/intake/${app}/log`)).toMatchObject({ status: 404 })
  })

  it('counts by what became of requests, and shows it as metrics', async () => {
    const text = await world.apps.metrics!.metrics()
    const labels = `tenant="acme",app="${app}",connector="pusher",stream="hooks"`
    expect(text).toMatch(new RegExp(`casbah_intake_requests_total\\{${labels},outcome="forged"\\} 2`))
    expect(text).toMatch(new RegExp(`casbah_stream_rows_total\\{${labels}\\} 5`))
    expect(text).toMatch(new RegExp(`casbah_stream_rejected_total\\{${labels}\\} 1`))
    expect(text).toMatch(new RegExp(`casbah_stream_lag_seconds\\{${labels}\\} \\d`))
    expect(text).toMatch(
      /casbah_stream_requests_total\{tenant="acme",app="[^"]+",connector="pusher",stream="log"\} [1-9]/,
    )
    expect(text).not.toContain('push-secret')
  })

  it('asks the vendor to send again while the app is paused, and not once it is gone', async () => {
    const id = await connect('acme', 'push-secret-a', 'Comes and goes')
    const path = `/intake/${id}/hooks`
    const change = (name: string) =>
      world.ask(`mutation ($id: ID!) { ${name}(input: { id: $id }) { userErrors { message } } }`, { id })
    expect((await push(signed([event('p1')]), path)).status).toBe(200)
    await change('pauseApp')
    expect(await push(signed([event('p2')]), path)).toMatchObject({ status: 503, retryAfter: '300' })
    await change('resumeApp')
    expect((await push(signed([event('p2')]), path)).status).toBe(200)
    await change('disconnectApp')
    expect((await push(signed([event('p3')]), path)).status).toBe(404)
    const got = (await pushed()).filter(item => item.app === id).map(({ vendorId }) => vendorId)
    expect(got).toEqual(['p1', 'p2'])
  })

  it('takes nothing while the log is full', async () => {
    const full = service({ pressure: () => ({ message: 'Too much is not stored yet.' }) })
    expect(await full.take(app, 'hooks', signed([event('full')]))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '30' },
      body: expect.stringContaining('Too much is not stored yet.'),
    })
  })

  it('bounds the requests of an app', async () => {
    let now = 0
    const busy = service({ rate: new IntakeRate({ perSecond: 1, burst: 2, now: () => now }) })
    const statuses: number[] = []
    for (const wait of [0, 0, 0, 500, 500, 0]) {
      now += wait
      statuses.push((await busy.take(app, 'hooks', signed([event('rate')]))).status)
    }
    expect(statuses).toEqual([200, 200, 429, 429, 200, 429])
  })

  it.each([
    ['before the log has it', 'apps:intake-before-commit', 0],
    ['between log and answer', 'apps:intake-after-commit', 1],
  ])('that dies %s loses nothing and stores it once when the vendor sends it again', async (_, point, there) => {
    const id = `killed-${there}`
    const request = signed([event(id, 30)])
    const dies = service({
      crashPoint: passed => {
        if (passed === point) throw new Error('killed')
      },
    })
    await expect(dies.take(app, 'hooks', request)).rejects.toThrow('killed')
    const ids = async () => (await pushed()).filter(({ vendorId }) => vendorId === id).map(item => item.id)
    expect(await ids()).toHaveLength(there)
    expect((await push(request)).status).toBe(200)
    expect(await ids()).toHaveLength(there + 1)
    expect(new Set(await ids()).size).toBe(1)
  })

  it('asks for it again when the connector does not answer', async () => {
    const fails = service({ host: { receive: async () => Promise.reject(new Error('gone')) } as never })
    expect(await fails.take(app, 'hooks', signed([event('f')]))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '60' },
    })
  })

  it('asks for it again while the connector is not loaded', async () => {
    const lacks = service({ catalogue: { describe: () => null } as never })
    expect(await lacks.take(app, 'hooks', signed([event('f')]))).toMatchObject({ status: 503 })
  })

  it('is stored once though the process is killed between log and answer', async () => {
    const request = signed([event('kill-9', 40)])
    const caller = await signCaller(
      { tenant: null, scopes: [], actor: { kind: 'SYSTEM', id: null, name: 'gateway', email: null }, expiresAt: null },
      deriveKey(TEST_KEY, 'context'),
    )
    const send = async (url: string) =>
      (
        await fetch(new URL(`/intake/${app}/hooks`, url), {
          method: 'POST',
          headers: { ...request.headers, 'x-casbah-caller': caller },
          body: Buffer.from(request.body),
        })
      ).status
    const ids = async () => (await pushed()).filter(({ vendorId }) => vendorId === 'kill-9').map(({ id }) => id)
    const dying = await serviceProcess({ CASBAH_CRASH_AT: 'apps:intake-after-commit' })
    await expect(send(dying.url)).rejects.toThrow()
    expect(await dying.ended).toBe('SIGKILL')
    expect(await ids()).toHaveLength(1)
    const living = await serviceProcess()
    expect(await send(living.url)).toBe(200)
    living.child.kill('SIGTERM')
    await living.ended
    expect(await ids()).toHaveLength(2)
    expect(new Set(await ids()).size).toBe(1)
  })
})

/** The apps service in a process of its own on the same database; it holds no lease. */
async function serviceProcess(environment: Record<string, string> = {}) {
  const program = fileURLToPath(new URL('../testing/intake-process.js', import.meta.url))
  const child = spawn(process.execPath, [program, world.url], {
    env: { ...process.env, NODE_OPTIONS: '', CASBAH_TEST_BUILD: '1', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<string>(resolve => child.once('exit', (code, signal) => resolve(signal ?? String(code))))
  const url = await new Promise<string>((ready, failed) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => ready(line.trim()))
    void ended.then(how => failed(new Error(`it ended (${how}) before it was ready`)))
  })
  return { child, ended, url }
}
