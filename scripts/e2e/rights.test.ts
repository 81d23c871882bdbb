import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ALERTS } from '@casbah/alerts'
import { createGateway, type Gateway } from '@casbah/gateway'
import {
  createLogger,
  deriveKey,
  openSubgraph,
  Wake,
  type Caller,
  type RunningSubgraph,
  type Topics,
} from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import WebSocket from 'ws'
import { prepareDatabase } from '../stack/database.ts'
import { ask, eventually } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// Two tenants and three roles on one stream, while rights change at random: not one frame reaches whom it is not for, and who stays gets all.

const SUPERGRAPH = join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql')
const TENANTS = ['red', 'blue'] as const
const ROLES = {
  analyst: ['alerts:read', 'activities:read'],
  watcher: ['alerts:read'],
  outsider: ['apps:read'],
} as const
/** What a viewer asks for, and what that needs. */
const QUESTIONS = {
  plain: { select: 'id title state', needs: ['alerts:read'] },
  deep: { select: 'id title state evidence { action }', needs: ['alerts:read', 'activities:read'] },
} as const
/** From a change of rights until it is in force everywhere, as the guide says. */
const IN_FORCE_MS = 1_000
const STEPS = 300
const CAN_ALL = ['alerts:read', 'alerts:write', 'activities:read', 'policies:write']

/** What a token may do from a moment on; null once it is revoked. */
interface Right {
  from: number
  caller: Caller | null
}

interface Frame {
  at: number
  sequence: number
  kind: string
  alertId: string | null
  hasEvidence: boolean
}

/** The same numbers for the same seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const callerOf = (tenant: string, scopes: readonly string[]): Caller => ({
  tenant,
  scopes: [...scopes],
  actor: { kind: 'TOKEN', id: 'viewer', name: 'a viewer', email: null },
  expiresAt: null,
})

/** A client that reads until it is put out, and then comes back with its last cursor, whatever became of its rights. */
class Viewer {
  readonly frames: Frame[] = []
  readonly refusals = new Set<string>()
  /** How connections ended: by which close code, status or error. */
  readonly ends = new Set<number | string>()
  private cursor: string | null = null
  private end: () => void = () => undefined
  private stopped = false
  private readonly way: { url: string } | { wsUrl: string }
  private readonly token: string
  private readonly question: keyof typeof QUESTIONS
  private readonly filter: object | null
  /** Whether it has been told, on this connection, that it has caught up. */
  isLive = false

  constructor(
    way: { url: string } | { wsUrl: string },
    token: string,
    question: keyof typeof QUESTIONS,
    filter: object | null,
  ) {
    this.way = way
    this.token = token
    this.question = question
    this.filter = filter
    this.connect()
  }

  stop(): void {
    this.stopped = true
    this.end()
  }

  private connect(): void {
    if (this.stopped) return
    this.isLive = false
    if ('url' in this.way) void this.overEvents(this.way.url)
    else this.overSocket(this.way.wsUrl)
  }

  private again(): void {
    setTimeout(() => this.connect(), 150)
  }

  private get asked() {
    const query = `subscription ($filter: AlertFilter, $after: Cursor) { alerts(filter: $filter, after: $after) {
      cursor sequence kind alertId alert { ${QUESTIONS[this.question].select} } } }`
    return { query, variables: { filter: this.filter, after: this.cursor } }
  }

  private overSocket(wsUrl: string): void {
    const socket = new WebSocket(wsUrl, 'graphql-transport-ws')
    this.end = () => socket.terminate()
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${this.token}` } })),
    )
    socket.on('message', text => {
      const message = JSON.parse(String(text)) as Message
      if (message.type === 'connection_ack')
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: this.asked }))
      if (message.type === 'ping') socket.send('{"type":"pong"}')
      if (message.type === 'next') this.hear(message.payload)
      if (message.type === 'error') this.hear({ errors: message.payload })
      if (message.type === 'error' || message.type === 'complete') socket.close()
    })
    socket.on('error', () => undefined)
    socket.on('close', code => {
      this.ends.add(code)
      this.again()
    })
  }

  private async overEvents(url: string): Promise<void> {
    const stop = new AbortController()
    this.end = () => stop.abort()
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${this.token}`,
        },
        body: JSON.stringify(this.asked),
        signal: stop.signal,
      })
      let text = ''
      const decoder = new TextDecoder()
      for await (const chunk of response.body!) {
        const events = (text + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n')
        text = events.pop()!
        for (const event of events) {
          const data = /^data: ?(\{.*)$/m.exec(event)?.[1]
          if (data) this.hear(JSON.parse(data) as Payload)
        }
      }
      if (text.startsWith('{')) this.hear(JSON.parse(text) as Payload)
      this.ends.add(response.status)
    } catch (error) {
      if (!stop.signal.aborted) this.ends.add((error as Error).name)
    }
    this.again()
  }

  private hear({ data, errors }: Payload): void {
    if (data) this.take(data.alerts)
    for (const { extensions } of errors ?? []) {
      this.refusals.add(extensions.code)
      // The cursor of the tenant that it was moved from.
      if (extensions.code === 'BAD_CURSOR') this.cursor = null
    }
  }

  private take({ cursor, sequence, kind, alertId, alert }: Update): void {
    this.cursor = cursor
    if (kind === 'CAUGHT_UP') this.isLive = true
    const hasEvidence = Boolean(alert?.evidence?.length)
    this.frames.push({ at: Date.now(), sequence, kind, alertId: alert?.id ?? alertId, hasEvidence })
  }
}

interface Update {
  cursor: string
  sequence: number
  kind: string
  alertId: string | null
  alert: { id: string; title: string; evidence?: unknown[] } | null
}
type Refusal = { extensions: { code: string } }[]
type Payload = { data?: { alerts: Update } | null; errors?: Refusal }
type Message =
  | { type: 'connection_ack' | 'ping' | 'pong' | 'complete' }
  | { type: 'error'; payload: Refusal }
  | { type: 'next'; payload: Payload }

describe('two tenants and three roles on one stream', () => {
  let database: Awaited<ReturnType<typeof createStackDatabase>>
  let wake: Wake
  let alerts: RunningSubgraph
  let gateway: Gateway
  let url: string
  let wsUrl: string
  const rights = new Map<string, Right[]>()
  const grant = (token: string, caller: Caller | null) =>
    rights.set(token, [...(rights.get(token) ?? []), { from: Date.now(), caller }])

  beforeAll(async () => {
    database = await createStackDatabase()
    await prepareDatabase(database.url, TEST_KEY)
    wake = new Wake({ acrossProcesses: false })
    alerts = await openSubgraph(ALERTS, { url: database.url, masterKey: TEST_KEY, wake }, {})
    await alerts.start()
    const logger = createLogger('gateway')
    logger.level = 'silent'
    gateway = createGateway({
      supergraphSdl: await readFile(SUPERGRAPH, 'utf8'),
      subgraphs: { alerts: { handle: alerts.handle } },
      authenticate: async bearer => rights.get(bearer)?.at(-1)?.caller ?? null,
      contextKey: deriveKey(TEST_KEY, 'context'),
      port: 0,
      logger,
      limits: { windowCost: 1_000_000_000 },
      live: { recheckMs: 100 },
    })
    ;({ url, wsUrl } = await gateway.listen())
  })
  afterAll(async () => {
    await gateway?.close()
    await alerts?.stop()
    await wake?.close()
    await database?.drop()
  })

  /** One that the tenant's policy of the test raises an alert on. */
  const activityOf = (tenant: string, n: number): Topics['activity.stored'] =>
    ({
      type: 'activity',
      id: `${tenant}-${n}`,
      app: 'app',
      connector: 'okta',
      stream: 'system-log',
      vendorId: `${tenant}-${n}`,
      part: 0,
      time: Date.now(),
      observedAt: Date.now(),
      lane: 'live',
      isSimulated: false,
      action: 'file.download',
      vendorAction: 'file.download',
      classUid: 6001,
      activityId: 1,
      severity: 'INFORMATIONAL',
      outcome: 'SUCCESS',
      outcomeReason: null,
      actor: { id: `p${n}`, email: null, name: `P${n}`, kind: 'user' },
      targets: [],
      ip: null,
      userAgent: null,
      sessionId: null,
      isAdmin: false,
      isImpersonated: false,
      raw: '{}',
      accountId: `account-${n}`,
      userId: `user-${n}`,
      targetAccountIds: [],
      browser: null,
      os: null,
      lastSeenForUser: null,
      uncommonForUser: null,
    }) as Topics['activity.stored']

  it.each([20261128, 7])(
    'gives every frame to those alone who may have it, whatever becomes of their rights (seed %i)',
    async seed => {
      const random = numbersOf(seed)
      const pick = <T>(of: readonly T[]): T => of[random(of.length)]!
      const tenants = TENANTS.map(each => `${each}${seed}`)
      const admin = (tenant: string) => ({ url, token: `admin-${tenant}` })
      for (const tenant of tenants) {
        grant(`admin-${tenant}`, callerOf(tenant, CAN_ALL))
        const made = await ask<{ createPolicy: { userErrors: { message: string }[] } }>(
          admin(tenant),
          'mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { userErrors { message } } }',
          {
            i: {
              name: tenant,
              kind: 'ACTIVITY',
              enabled: true,
              dedupSeconds: 0,
              definition: { filter: { action: { in: ['file.download'] } } },
            },
          },
        )
        expect(made.createPolicy.userErrors).toEqual([])
      }

      const filters = [null, { state: ['OPEN'] }, { not: { state: ['OPEN'] } }]
      const viewers = tenants.flatMap(tenant =>
        (Object.keys(ROLES) as (keyof typeof ROLES)[]).flatMap(role =>
          (Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]).flatMap(question =>
            [true, false].flatMap(steady =>
              [{ wsUrl }, { url }].map(way => {
                const token = `${tenant}-${role}-${question}-${steady}-${Object.keys(way)[0]}`
                grant(token, callerOf(tenant, ROLES[role]))
                const filter = steady ? null : pick(filters)
                return { token, tenant, role, question, steady, viewer: new Viewer(way, token, question, filter) }
              }),
            ),
          ),
        ),
      )
      const mayAtFirst = ({ role, question }: (typeof viewers)[0]) =>
        QUESTIONS[question].needs.every(scope => (ROLES[role] as readonly string[]).includes(scope))
      await eventually(
        'all who may are live',
        async () => viewers.filter(each => mayAtFirst(each) && !each.viewer.isLive).map(({ token }) => token),
        left => left.length === 0,
      )

      const changing = viewers.filter(({ steady }) => !steady)
      let raised = 0
      const alertsOf = async (tenant: string) =>
        (
          await alerts.db.read(tenant, tx =>
            tx.query<{ id: string; state: string }>(
              'select id, state from alerts.alert where tenant = $1 order by id',
              [tenant],
            ),
          )
        ).filter(({ state }) => state === 'OPEN')
      for (let step = 0; step < STEPS; step++) {
        const what = random(10)
        const tenant = pick(tenants)
        if (what < 4)
          await alerts.db.write(tenant, async tx => tx.append('activity.stored', [activityOf(tenant, raised++)]))
        else if (what < 6) {
          const open = await alertsOf(tenant)
          if (open.length)
            await ask(admin(tenant), 'mutation ($i: TriageInput!) { triageAlerts(input: $i) { count } }', {
              i: pick([
                { ids: [pick(open).id], state: 'IN_PROGRESS' },
                { ids: [pick(open).id], comment: `step ${step}` },
              ]),
            })
        } else {
          const { token } = pick(changing)
          // Revoked, another role, another tenant, or both.
          grant(
            token,
            random(4) === 0 ? null : callerOf(pick(tenants), ROLES[pick(['analyst', 'watcher', 'outsider'] as const)]),
          )
        }
        await sleep(random(12))
      }

      const total = () =>
        Promise.all(
          tenants.map(tenant =>
            alerts.db.read(tenant, tx =>
              tx.query<{ n: number }>('select count(*)::int as n from alerts.alert where tenant = $1', [tenant]),
            ),
          ),
        )
      await eventually(
        'every activity is an alert',
        async () => (await total()).reduce((sum, [row]) => sum + row!.n, 0),
        seen => seen === raised,
      )
      const logs = new Map<string, { seq: string; alert: string }[]>()
      for (const tenant of tenants)
        logs.set(
          tenant,
          await alerts.db.read(tenant, tx =>
            tx.query('select seq, alert from alerts.alert_event where tenant = $1 order by seq', [tenant]),
          ),
        )
      const ownerOf = new Map(tenants.flatMap(tenant => logs.get(tenant)!.map(({ alert }) => [alert, tenant] as const)))
      const steadyOnes = viewers.filter(each => each.steady && mayAtFirst(each))
      await eventually(
        'those whose rights stayed have all',
        async () => steadyOnes.map(({ viewer }) => viewer.frames.at(-1)?.sequence ?? 0),
        seen => seen.every((last, n) => last >= Number(logs.get(steadyOnes[n]!.tenant)!.at(-1)!.seq)),
      )
      for (const { viewer } of viewers) viewer.stop()

      /** Rights of a token that were in force at some time within the second before a moment. */
      const inForce = (token: string, at: number) => {
        const all = rights.get(token)!
        return all.filter(
          ({ from }, n) => from <= at && (all[n + 1] === undefined || all[n + 1]!.from >= at - IN_FORCE_MS),
        )
      }
      const crossed = viewers.flatMap(({ token, question, viewer }) =>
        viewer.frames.flatMap(frame => {
          const tenant = frame.alertId === null ? null : ownerOf.get(frame.alertId)
          const may = inForce(token, frame.at).some(
            ({ caller }) =>
              caller !== null &&
              (tenant === null || caller.tenant === tenant) &&
              QUESTIONS[question].needs.every(scope => caller.scopes.includes(scope)),
          )
          return may ? [] : [{ token, ...frame, tenant }]
        }),
      )
      expect(crossed).toEqual([])

      for (const { tenant, question, viewer } of steadyOnes) {
        const steps = viewer.frames.filter(({ alertId }) => alertId !== null)
        expect(steps.map(({ sequence }) => sequence)).toEqual(logs.get(tenant)!.map(({ seq }) => Number(seq)))
        expect(steps.every(({ hasEvidence }) => hasEvidence === (question === 'deep'))).toBe(true)
      }
      for (const each of viewers.filter(one => one.steady && !mayAtFirst(one))) {
        expect(each.viewer.frames).toEqual([])
        expect([...each.viewer.refusals]).toEqual(['FORBIDDEN'])
      }
      // That it was tried at all: rights changed often, viewers were put out, came back, and were shown more.
      const changes = changing.reduce((sum, { token }) => sum + rights.get(token)!.length - 1, 0)
      expect(changes).toBeGreaterThan(100)
      expect(new Set(changing.flatMap(({ viewer }) => [...viewer.ends])).size).toBeGreaterThan(1)
      expect(new Set(changing.flatMap(({ viewer }) => [...viewer.refusals]))).toEqual(
        new Set(['FORBIDDEN', 'BAD_CURSOR', 'UNAUTHENTICATED']),
      )
      const shown = changing.reduce((sum, { viewer }) => sum + viewer.frames.filter(({ alertId }) => alertId).length, 0)
      expect(shown).toBeGreaterThan(100)
    },
    120_000,
  )
})
