import { setTimeout as sleep } from 'node:timers/promises'
import {
  ask,
  EndedEarly,
  eventually,
  liveClient,
  startStackProcess,
  temporaryFolder,
  type StackProcess,
} from './harness.ts'
import { openOktaOrg, type OktaOrg } from './okta-org.ts'
import { createStackDatabase } from './stack-database.ts'

// Kill -9 at every fault point, then a restart: what is stored, what was raised and what a subscriber has seen equal those of a run
// without the kill.

const POINTS = [
  'apps:before-commit@2',
  'apps:after-commit@2',
  'apps:inventory-before-commit@2',
  'activities:before-handle@2',
  'activities:before-commit@2',
  'activities:after-commit@1',
  'alerts:before-handle@2',
  'alerts:before-commit@1',
  'alerts:after-commit@1',
  'alerts-findings:before-commit@1',
  'alerts-system-apps:before-commit@1',
]
/** Killed by us at a random moment, whatever it was doing. */
const RANDOM_KILLS = 1

interface Outcome {
  accounts: string[]
  activities: string[]
  alerts: string[]
  incidents: string[]
  seen: string[]
}

describe('kill -9 and restart', () => {
  let undisturbed: Outcome
  beforeAll(async () => {
    undisturbed = await live(null)
  }, 120_000)

  it('without a kill stores every row once and raises an alert a victim', () => {
    expect(undisturbed.activities).toHaveLength(new Set(undisturbed.activities).size)
    expect(undisturbed.alerts.length).toBeGreaterThanOrEqual(3)
    expect(undisturbed.seen).toEqual(undisturbed.alerts)
    expect(undisturbed.incidents).toHaveLength(undisturbed.alerts.length)
  })

  // A life waits more than it works: some are led beside each other (`maxConcurrency`).
  it.concurrent.each(POINTS)(
    'at %s nothing is lost, doubled or raised twice',
    async point => {
      expect(await live(point)).toEqual(undisturbed)
    },
    120_000,
  )

  it.concurrent.each(Array.from({ length: RANDOM_KILLS }, (_, n) => [300 + 700 * n]))(
    '%i ms after connecting nothing is lost, doubled or raised twice',
    async ms => {
      expect(await live(ms)).toEqual(undisturbed)
    },
    120_000,
  )
})

/** One life: connect, collect, perhaps die, come back, and what is there in the end. */
async function live(kill: string | number | null): Promise<Outcome> {
  const folder = await temporaryFolder()
  const database = await createStackDatabase()
  const org = await openOktaOrg()
  org.noise(60)
  org.guessedPassword(1)
  const options = { dataDir: folder.path, databaseUrl: database.url, routes: org.replay.routes }
  let stack: StackProcess | null = null
  try {
    const follower = new Follower()
    try {
      stack = await startStackProcess({
        ...options,
        environment: typeof kill === 'string' ? { CASBAH_CRASH_AT: kill } : {},
      })
      follower.follow(stack)
      await connect(stack, org)
      if (typeof kill === 'number') setTimeout(() => stack!.child.kill('SIGKILL'), kill)
      await feed(org)
      if (kill !== null) expect(await stack.ended).toBe('SIGKILL')
    } catch (error) {
      // What we ask of a process that dies fails before we are told that it has died.
      if (kill === null || (!(error instanceof EndedEarly) && !(await endsSoon(stack)))) throw error
    }
    if (kill !== null) {
      await stack?.ended
      stack = await startStackProcess(options)
      if (!(await apps(stack)).length) await connect(stack, org)
      follower.follow(stack)
      if (org.rows() < ROWS) await feed(org)
    }
    const running = stack!
    const activities = await eventually(
      'every row is stored',
      () => storedRows(running),
      rows => rows.length >= ROWS,
    )
    const alerts = await eventually(
      'every alert is raised',
      () => raisedAlerts(running),
      raised => raised.length >= 3,
    )
    const seen = await eventually(
      'the subscriber has seen them',
      async () => follower.raised(),
      raised => raised.length >= alerts.length,
    )
    const accounts = await eventually(
      'every account is listed, and who of them is an administrator',
      () => listedAccounts(running),
      listed =>
        listed.length >= org.vendor.accounts.length &&
        listed.filter(each => each.endsWith('true')).length >= org.vendor.accounts.filter(each => each.isAdmin).length,
    )
    return { accounts, activities, alerts, incidents: await incidents(running), seen }
  } finally {
    await stack?.stop()
    await org.replay.close()
    await database.drop()
    await folder.remove()
  }
}

const endsSoon = (stack: StackProcess | null): Promise<boolean> =>
  Promise.race([(stack?.ended ?? Promise.resolve()).then(() => true), sleep(5_000, false)])

const ROWS = 60 + 16 + 2 * (20 + 16)

/** Life goes on while it runs (or is dead). */
async function feed(org: OktaOrg): Promise<void> {
  for (const victim of [2, 3]) {
    await sleep(700)
    org.noise(20)
    org.guessedPassword(victim)
  }
}

async function connect(stack: StackProcess, org: OktaOrg): Promise<void> {
  const { authKind, config, credentials } = org.vendor
  const { connectApp } = await ask<{ connectApp: { userErrors: { message: string }[] } }>(
    stack,
    'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id } userErrors { message } } }',
    {
      input: {
        connector: 'okta',
        name: 'Okta',
        config,
        authKind,
        credentials,
        backfillSince: new Date(Date.now() - 86_400_000).toISOString(),
        idempotencyKey: 'connect',
      },
    },
  )
  if (connectApp.userErrors.length) throw new Error(connectApp.userErrors[0]!.message)
}

async function apps(stack: StackProcess): Promise<unknown[]> {
  return (await ask<{ apps: { edges: unknown[] } }>(stack, '{ apps { edges { node { id } } } }')).apps.edges
}

async function listedAccounts(stack: StackProcess): Promise<string[]> {
  const { accounts } = await ask<{
    accounts: { edges: { node: { externalId: string; status: string; isAdmin: boolean } }[] }
  }>(stack, '{ accounts(first: 500) { edges { node { externalId status isAdmin } } } }')
  return accounts.edges.map(({ node }) => `${node.externalId} ${node.status} ${node.isAdmin}`).sort()
}

async function storedRows(stack: StackProcess): Promise<string[]> {
  const { activities } = await ask<{ activities: { edges: { node: { raw: { uuid: string } } }[] } }>(
    stack,
    '{ activities(first: 500, orderBy: TIME_ASC) { edges { node { raw } } } }',
  )
  return activities.edges.map(({ node }) => node.raw.uuid).sort()
}

async function raisedAlerts(stack: StackProcess): Promise<string[]> {
  const { alerts } = await ask<{
    alerts: { edges: { node: { id: string; title: string; activityCount: number; firstActivityAt: string } }[] }
  }>(stack, '{ alerts(first: 100) { edges { node { id title activityCount firstActivityAt } } } }')
  return alerts.edges.map(({ node }) => node.title).sort()
}

async function incidents(stack: StackProcess): Promise<string[]> {
  const { incidents: found } = await ask<{
    incidents: { edges: { node: { title: string; riskScore: number; alerts: { title: string }[] } }[] }
  }>(stack, '{ incidents { edges { node { title riskScore alerts { title } } } } }')
  return found.edges
    .map(({ node }) => `${node.title}: ${node.riskScore} by ${node.alerts.map(({ title }) => title).join()}`)
    .sort()
}

/** A subscriber who resumes by cursor, as the documentation tells clients to. */
class Follower {
  private readonly titles = new Map<string, string>()
  private after: string | null = null

  follow(stack: StackProcess): void {
    const client = liveClient(stack)
    const document = 'subscription ($after: Cursor) { alerts(after: $after) { cursor kind alert { id title } } }'
    void (async () => {
      for await (const { data } of client.iterate<{
        alerts: { cursor: string; kind: string; alert: { id: string; title: string } | null }
      }>({ query: document, variables: { after: this.after } })) {
        const { cursor, kind, alert } = data!.alerts
        this.after = cursor
        if (kind === 'RAISED') {
          if (this.titles.has(alert!.id)) this.titles.set(`${alert!.id} again`, alert!.title)
          this.titles.set(alert!.id, alert!.title)
        }
      }
    })().catch(() => undefined)
  }

  async raised(): Promise<string[]> {
    return [...this.titles.values()].sort()
  }
}
