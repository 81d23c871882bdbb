import { createLogger, Database, Wake } from '@casbah/kit'
import { startTestPostgres, TEST_KEY } from '@casbah/kit/testing'
import { createLiveClient, type LiveClient } from '@casbah/schema'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { liveClient, startStackProcess, temporaryFolder, type StackProcess } from '../e2e/harness.ts'
import { alertingActivity, makePolicies } from '../live/alerting.ts'
import type { Verdict } from './main.ts'
import { createStackDatabase } from '../e2e/stack-database.ts'

const QUERY = `subscription ($filter: AlertFilter, $after: Cursor) {
  alerts(filter: $filter, after: $after) { sequence kind alert { id title apps { name } } } }`

export interface Restarting {
  clients: number
  filters: number
  seconds: number
  /** Alerts made a second. */
  perSecond: number
  /** Clients whose connection is cut a second. */
  cutsPerSecond: number
  /** The server is killed with SIGKILL and started again so often, evenly over the time. */
  restarts: number
  random?: () => number
  onProgress?: (line: string) => void
}

export interface Followed {
  /** Clients that saw exactly the steps of their filter, once each and in order. */
  exact: number
  clients: number
  /** What the others saw instead. */
  problems: string[]
  steps: number
  frames: number
  cuts: number
  /** Times that a client had to wait and come back. */
  comebacks: number
}

/**
 * Clients that follow alerts by the client kit while their connections are cut at random and the server is killed and started again: what each has seen
 * in the end is held against the alert log in the database.
 */
export async function followThroughRestarts(options: Restarting): Promise<Followed> {
  const { clients: count, filters, seconds, perSecond, cutsPerSecond, restarts, random = Math.random } = options
  const { onProgress = () => undefined } = options
  const folder = await temporaryFolder()
  const database = await createStackDatabase()
  const start = (port = 0) =>
    startStackProcess({
      dataDir: folder.path,
      databaseUrl: database.url,
      flags: ['--no-demo', '--port', String(port)],
    })
  let stack: StackProcess | null = await start()
  const { url, token, tenant } = stack
  const port = Number(new URL(url).port)
  const wake = new Wake({ acrossProcesses: false })
  const logger = createLogger('verify')
  logger.level = 'silent'
  const db = await Database.open({ name: 'alerts', url: database.url, masterKey: TEST_KEY, entities: [], wake, logger })
  const sockets = new Set<WebSocket>()
  class Cuttable extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args)
      this.on('open', () => sockets.add(this))
      this.on('close', () => sockets.delete(this))
    }
  }
  const followers: Follower[] = []
  try {
    const policies = await makePolicies(stack, filters)
    const after = await placeNow(stack)
    const wsUrl = stack.wsUrl
    for (let n = 0; n < count; n++)
      followers.push(follow({ wsUrl, token, after, policy: policies[n % filters]!, Socket: Cuttable }))
    let made = 0
    let cuts = 0
    const begun = Date.now()
    const passed = () => (Date.now() - begun) / 1_000
    let restarted = 0
    let restarting: Promise<void> | null = null
    while (passed() < seconds) {
      const due = Math.floor(passed() * perSecond)
      if (due > made) {
        const items = Array.from({ length: due - made }, (_, n) => alertingActivity(made + n, filters, Date.now()))
        await db.write(tenant, async tx => tx.append('activity.stored', items))
        made = due
      }
      while (cuts < passed() * cutsPerSecond) {
        const open = [...sockets]
        open[Math.floor(random() * open.length)]?.terminate()
        cuts += 1
      }
      if (restarted < restarts && passed() > ((restarted + 1) * seconds) / (restarts + 1)) {
        restarted += 1
        onProgress(`${Math.round(passed())} s: the server is killed, ${made} alerts made so far`)
        const dying: StackProcess = stack!
        restarting = (async () => {
          dying.child.kill('SIGKILL')
          await dying.ended
          stack = await start(port)
        })()
      }
      await sleep(50)
    }
    await restarting
    const log = await logOf(db, tenant, policies, made)
    onProgress(`${log.length} steps in the log; waiting for the clients`)
    const wanted = followers.map(({ policy }) => log.filter(step => step.policy === policy).map(({ seq }) => seq))
    for (let tries = 0; tries < 600; tries++) {
      if (followers.every(({ seen }, n) => (seen.at(-1) ?? 0) >= (wanted[n]!.at(-1) ?? 0))) break
      await sleep(100)
    }
    const problems = followers.flatMap(({ seen, problem }, n) => {
      if (problem !== null) return [`client ${n} ended: ${String(problem)}`]
      return String(seen) === String(wanted[n]) ? [] : [`client ${n} saw ${difference(seen, wanted[n]!)}`]
    })
    return {
      exact: count - problems.length,
      clients: count,
      problems: problems.slice(0, 10),
      steps: log.length,
      frames: followers.reduce((sum, { seen }) => sum + seen.length, 0),
      cuts,
      comebacks: followers.reduce((sum, { comebacks }) => sum + comebacks, 0),
    }
  } finally {
    for (const { client } of followers) await client.dispose()
    await db.close()
    await wake.close()
    await stack?.stop()
    await database.drop()
    await folder.remove()
  }
}

interface Follower {
  client: LiveClient
  policy: string
  seen: number[]
  problem: unknown
  comebacks: number
}

interface Update {
  alerts: { sequence: number; kind: string }
}

function follow(of: { wsUrl: string; token: string; after: string; policy: string; Socket: unknown }): Follower {
  const client = createLiveClient({
    url: of.wsUrl,
    token: of.token,
    webSocketImpl: of.Socket,
    waits: { first: 100, longest: 2_000 },
    onState: ({ state }) => {
      if (state === 'waiting') follower.comebacks += 1
    },
  })
  const follower: Follower = { client, policy: of.policy, seen: [], problem: null, comebacks: 0 }
  client.subscribe<{ data: Update }>(
    { query: QUERY, variables: { filter: { policy: [of.policy] }, after: of.after } },
    {
      next: ({ data }) => {
        if (data.alerts.kind !== 'CAUGHT_UP') follower.seen.push(data.alerts.sequence)
      },
      error: error => (follower.problem = JSON.stringify(error) === '{}' ? error : JSON.stringify(error)),
      complete: () => undefined,
    },
  )
  return follower
}

/** Cursor of the end of the alert log. */
async function placeNow(stack: StackProcess): Promise<string> {
  const client = liveClient(stack)
  const events = client.iterate<{ alerts: { cursor: string } }>({ query: 'subscription { alerts { cursor } }' })
  const { value } = await events.next()
  await events.return!()
  await client.dispose()
  return value!.data!.alerts.cursor
}

/** All steps of the policies' alerts, once so many were raised. */
async function logOf(
  db: Database,
  tenant: string,
  policies: string[],
  raised: number,
): Promise<{ seq: number; policy: string }[]> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await db.system.query<{ seq: string; kind: string; policy: string }>(
      `select e.seq, e.kind, a.policy::text from alerts.alert_event e join alerts.alert a on a.tenant = e.tenant and a.id = e.alert
       where e.tenant = $1 and a.policy = any($2::uuid[]) order by e.seq`,
      [tenant, policies],
    )
    if (rows.filter(({ kind }) => kind === 'RAISED').length === raised)
      return rows.map(({ seq, policy }) => ({ seq: Number(seq), policy }))
    await sleep(100)
  }
  throw new Error(`Not all of the ${raised} alerts were raised within a minute.`)
}

function difference(seen: number[], wanted: number[]): string {
  const [has, wants] = [new Set(seen), new Set(wanted)]
  const missing = wanted.filter(seq => !has.has(seq)).length
  const alien = seen.filter(seq => !wants.has(seq)).length
  return `${seen.length} of ${wanted.length} steps: ${missing} missing, ${seen.length - has.size} twice, ${alien} of others`
}

/** Two hundred clients for five minutes, two restarts. */
export async function live(args: string[]): Promise<Verdict> {
  const seconds = args[0] ? Number(args[0]) : 300
  const stopPostgres = await startTestPostgres()
  const followed = await followThroughRestarts({
    clients: 200,
    filters: 10,
    seconds,
    perSecond: 20,
    cutsPerSecond: 20,
    restarts: 2,
    onProgress: line => console.error(line),
  }).finally(stopPostgres)
  const { exact, clients, problems, ...figures } = followed
  for (const problem of problems) console.error(problem)
  console.error(JSON.stringify(figures))
  return { passed: exact, of: clients }
}
