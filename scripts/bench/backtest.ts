import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fork } from 'node:child_process'
import { ACTIVITIES } from '@casbah/activities'
import { ALERTS } from '@casbah/alerts'
import { httpDoor } from '@casbah/gateway'
import {
  deriveKey,
  offsetOf,
  openSubgraph,
  shardOf,
  signCaller,
  startPostgres,
  Wake,
  type CollectedActivity,
  type RunningSubgraph,
} from '@casbah/kit'
import { prepareDatabase } from '../stack/database.ts'
import type { BenchResult } from './main.ts'
import { median } from './median.ts'

const ROUNDS = 5
const ROWS = 100_000
const BATCH = 2_500
const PEOPLE = 500
const TENANT = 'bench'
const KEY = Buffer.alloc(32, 3)
const DAY = 86_400_000
/** Activities of one live page, and the pause between two. */
const LIVE = 100
const PAUSE_MS = 100

/** A policy with a window that every person's downloads count towards: it keeps state and looks at a fifth of all activities. */
const DRAFT = {
  kind: 'ACTIVITY',
  definition: { filter: { action: { in: ['file.download'] } }, count: 20, windowSeconds: 600, per: ['USER'] },
}

/**
 * Stored activities that a backtest reads and judges in a second while the same process ingests and judges a thousand live ones: with
 * activities in this process, and as a service of its own. How long live ones wait from being collected to being judged is told with a
 * backtest going on and without.
 */
export async function backtest(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'casbah-backtest-'))
  const server = await startPostgres({ dataDir: folder })
  const { url } = server
  const wake = new Wake({ acrossProcesses: true })
  try {
    await prepareDatabase(url, KEY)
    await wake.listen(url)
    const runtime = { url, masterKey: KEY, wake }
    const activities = await openSubgraph(ACTIVITIES, runtime, {})
    await activities.start()
    const now = Date.now()
    for (let first = 0; first < ROWS; first += BATCH)
      await activities.db.write(TENANT, async tx =>
        tx.append(
          'activity.collected',
          Array.from({ length: BATCH }, (_, n) => stored(first + n, now)),
        ),
      )
    await until(activities, 'activities', 'activity.collected')
    console.error(`${ROWS} activities are stored`)

    const service = await apart(url)
    const own = await measured(runtime, activities, { historyDoor: activities.doors['/history']! })
    const http = await measured(runtime, activities, { historyDoor: httpDoor(service.url) })
    await service.stop()
    await activities.stop()
    return {
      figures: {
        eventsPerSecond: Math.round(median(own.speeds)),
        eventsPerSecondHttp: Math.round(median(http.speeds)),
        liveP99Ms: Math.round(quantile(own.busy, 0.99)),
      },
      peers: { liveP99MsWithoutBacktest: Math.round(quantile(own.idle, 0.99)) },
    }
  } finally {
    await wake.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Speeds of the rounds, and how long live pages waited (ms) with a backtest going on and without. */
async function measured(
  runtime: { url: string; masterKey: Buffer; wake: Wake },
  activities: RunningSubgraph,
  settings: Parameters<typeof ALERTS.create>[1],
) {
  const alerts = await openSubgraph(ALERTS, runtime, settings)
  await alerts.start()
  await until(alerts, 'alerts', 'activity.stored')
  const over = new AbortController()
  const waits: { at: number; ms: number }[] = []
  const living = live(activities, alerts, waits, over.signal)
  const [speeds, busy, idle]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round <= ROUNDS; round++) {
    const rest = performance.now()
    await sleep(1_500)
    const begun = performance.now()
    const speed = await run(alerts)
    const ended = performance.now()
    // The first round warms up and is left out.
    if (round === 0) continue
    speeds.push(speed)
    console.error(`round ${round}: ${Math.round(speed)} events/s`)
    for (const { at, ms } of waits)
      if (at >= begun && at < ended) busy.push(ms)
      else if (at >= rest && at < begun - 500) idle.push(ms)
  }
  over.abort()
  await living
  await alerts.stop()
  return { speeds, busy, idle }
}

/** Events a second of one backtest over all that was stored at first. */
async function run(alerts: RunningSubgraph): Promise<number> {
  const ask = async (query: string, variables: object) => {
    const caller = await signCaller(
      { tenant: TENANT, scopes: ['alerts:read', 'policies:write'], actor: ACTOR, expiresAt: null },
      deriveKey(KEY, 'context'),
    )
    const answer = await alerts.handle({ query, variables: variables as Record<string, unknown> }, caller)
    if (!('data' in answer) || answer.errors) throw new Error(JSON.stringify(answer))
    return answer.data as unknown
  }
  const begun = performance.now()
  const input = { ...DRAFT, since: new Date(Date.now() - 9 * DAY).toISOString() }
  const { backtestPolicy } = (await ask(
    'mutation ($i: BacktestInput!) { backtestPolicy(input: $i) { backtest { id } userErrors { message } } }',
    { i: input },
  )) as { backtestPolicy: { backtest: { id: string } } }
  for (;;) {
    await sleep(50)
    const { backtest } = (await ask(
      'query ($id: ID!) { backtest(id: $id) { state activitiesRead error { message } } }',
      {
        id: backtestPolicy.backtest.id,
      },
    )) as { backtest: { state: string; activitiesRead: number } }
    if (backtest.state === 'SUCCEEDED') return backtest.activitiesRead / ((performance.now() - begun) / 1000)
    if (backtest.state === 'FAILED') throw new Error(JSON.stringify(backtest))
  }
}

const ACTOR = { kind: 'SYSTEM' as const, id: null, name: 'bench', email: null }

/** Appends a page again and again; each waits until the one before is judged, and tells how long that took. */
async function live(
  activities: RunningSubgraph,
  alerts: RunningSubgraph,
  waits: { at: number; ms: number }[],
  signal: AbortSignal,
): Promise<void> {
  for (let page = 0; !signal.aborted; page++) {
    const now = Date.now()
    const at = performance.now()
    const first = ROWS + Math.floor(now * 1_000) + page
    await activities.db.write(TENANT, async tx =>
      tx.append(
        'activity.collected',
        Array.from({ length: LIVE }, (_, n) => ({
          ...stored(first * LIVE + n, now),
          time: now,
          lane: 'live' as const,
        })),
      ),
    )
    await until(alerts, 'alerts', 'activity.stored', 2)
    waits.push({ at, ms: performance.now() - at })
    await sleep(Math.max(0, PAUSE_MS - (performance.now() - at)))
  }
}

/** Waits until all that is collected has gone the whole way to a reader. */
async function until(
  subgraph: RunningSubgraph,
  consumer: string,
  topic: 'activity.collected' | 'activity.stored',
  everyMs = 20,
): Promise<void> {
  const shard = shardOf(TENANT)
  const head = async (of: string) =>
    Number(
      (await subgraph.db.system.query('select position from log.head where topic = $1 and shard = $2', [of, shard]))
        .rows[0]?.position ?? 0,
    )
  while ((await offsetOf(subgraph.db, 'activities', 'activity.collected', shard)) < (await head('activity.collected')))
    await sleep(everyMs)
  while ((await offsetOf(subgraph.db, consumer, topic, shard)) < (await head(topic))) await sleep(everyMs)
}

/** Activities as a service of its own, which reads the same tables. */
async function apart(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, '..', 'start-service.js'), ['activities'], {
    env: { ...process.env, DATABASE_URL: url, CASBAH_KEY: KEY.toString('hex'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  const address = await new Promise<string>((ready, failed) => {
    child.stdout!.on('data', (text: Buffer) => {
      const found = /ready at (\S+)/.exec(text.toString())
      if (found) ready(found[1]!)
    })
    void ended.then(() => failed(new Error('activities ended before it was ready')))
  })
  return {
    url: address,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const ACTIONS = ['user.login', 'file.download', 'file.view', 'user.update', 'session.end']

/** Over eight days before now. */
function stored(n: number, now: number): CollectedActivity {
  const time = now - 8 * DAY + Math.floor(((n % ROWS) / ROWS) * 7.9 * DAY)
  const person = n % PEOPLE
  const raw = {
    uuid: `u${n}`,
    published: new Date(time).toISOString(),
    eventType: 'user.session.start',
    actor: {
      id: `00u${person}`,
      type: 'User',
      alternateId: `p${person}@bench.example`,
      displayName: `Person ${person}`,
    },
    client: { ipAddress: `203.0.113.${person % 250}`, userAgent: { rawUserAgent: 'Mozilla/5.0 (X11; Linux x86_64)' } },
    outcome: { result: 'SUCCESS', reason: null },
    securityContext: { asNumber: 64_500, asOrg: 'bench', isp: 'bench', domain: 'bench.example', isProxy: false },
    debugContext: {
      debugData: { requestId: `r${n}`, threatSuspected: 'false', url: '/api/v1/authn?', n: 'x'.repeat(300) },
    },
  }
  return {
    type: 'activity',
    id: idOf(`${n}`),
    app: 'app-okta',
    connector: 'okta',
    stream: 'system-log',
    vendorId: `u${n}`,
    part: 0,
    time,
    observedAt: now,
    lane: 'history',
    isSimulated: false,
    action: ACTIONS[Math.floor(n / PEOPLE) % ACTIONS.length]!,
    vendorAction: 'user.session.start',
    classUid: 3002,
    activityId: 1,
    severity: 'INFORMATIONAL',
    outcome: 'SUCCESS',
    outcomeReason: null,
    actor: { id: `00u${person}`, email: `p${person}@bench.example`, name: `Person ${person}`, kind: 'user' },
    targets: [{ kind: 'application', id: 'app', name: 'Wiki', email: null }],
    ip: { address: `203.0.113.${person % 250}`, country: 'DE', city: 'Berlin', asn: 64_500, isp: 'bench' },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    sessionId: `s${person}`,
    isAdmin: false,
    isImpersonated: false,
    raw: JSON.stringify(raw),
  }
}

function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
