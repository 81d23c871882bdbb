import { startReplayServer, type ReplayServer, type VendorAccount } from '@casbah/testkit'
import { createDemoCompany, type DemoCompany } from '@casbah/testkit/demo'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// What an analyst says of an alert, in the running whole: it is on time, and its like is raised no more.

const ALERTS = `{ alerts(filter: { text: "Guessing" }, orderBy: RAISED_AT_ASC) { edges { node {
  id users { id displayName } sla { acknowledgeBy acknowledgedAt resolvedAt state } } } } }`
const TRENDS = `query ($from: DateTime!, $to: DateTime!) { alertTrends(from: $from, to: $to, bucket: DAY, filter: { text: "Guessing" }) {
  severities { severity raised acknowledged resolved breached } } }`
const KEPT = `{
  suppressionRules { edges { node { id hitCount owner { kind } policy { name } scope { users { displayName } ips } } } }
  suppressions { edges { node { name rule { id } activity { action } user { displayName } } } } }`

interface Alerts {
  alerts: { edges: { node: { id: string; users: { displayName: string }[]; sla: Record<string, string | null> } }[] }
}

describe('an analyst’s verdict', () => {
  let company: DemoCompany
  let replay: ReplayServer
  let stack: StackProcess
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    company = createDemoCompany({ seed: 'feedback', name: 'Acme', domain: 'acme.example', size: 20 })
    replay = await startReplayServer({ vendors: Object.values(company.vendors) })
    stack = await startStackProcess({ dataDir: folder.path, databaseUrl: database.url, routes: replay.routes })
    tidy = async () => {
      await stack.stop()
      await replay.close()
      await database.drop()
      await folder.remove()
    }
    const { authKind, config, credentials } = company.vendors.okta
    const input = { connector: 'okta', name: 'Okta', config, authKind, credentials }
    await ask(stack, 'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { userErrors { message } } }', {
      input,
    })
    await eventually(
      'accounts',
      () => ask<{ accounts: { totalCount: number } }>(stack, '{ accounts { totalCount } }'),
      ({ accounts }) => accounts.totalCount >= 20,
      60_000,
    )
  }, 120_000)
  afterAll(() => tidy())

  const alerts = async () => (await ask<Alerts>(stack, ALERTS)).alerts.edges.map(({ node }) => node)
  const raised = (count: number) => eventually('alerts', alerts, found => found.length >= count, 60_000)

  it('stops the clocks, and keeps the like of it from being raised, counts of activities included', async () => {
    const { createPolicy } = await ask<{ createPolicy: { userErrors: object[] } }>(
      stack,
      'mutation ($input: CreatePolicyInput!) { createPolicy(input: $input) { userErrors { message path } } }',
      {
        input: {
          name: 'Guessing',
          kind: 'ACTIVITY',
          enabled: true,
          definition: {
            filter: { action: { in: ['user.login'] }, outcome: ['FAILURE'] },
            count: 5,
            windowSeconds: 600,
            per: ['USER'],
          },
        },
      },
    )
    expect(createPolicy.userErrors).toEqual([])
    const [known, other] = company.vendors.okta.accounts as [VendorAccount, VendorAccount]
    company.vendors.okta.emit(failures(known))
    await raised(1)
    const [alert] = await alerts()
    expect(alert!.users).toEqual([{ id: expect.any(String), displayName: known.name }])
    expect(alert!.sla).toMatchObject({ acknowledgedAt: null, resolvedAt: null, state: 'ON_TIME' })
    const { triageAlerts } = await ask<{ triageAlerts: { count: number } }>(
      stack,
      'mutation ($i: TriageInput!) { triageAlerts(input: $i) { count } }',
      { i: { ids: [alert!.id], state: 'RESOLVED', classification: 'FALSE_POSITIVE' } },
    )
    expect(triageAlerts.count).toBe(1)
    expect((await alerts())[0]!.sla).toMatchObject({ resolvedAt: expect.any(String), state: 'MET' })
    const { suppressLikeThis } = await ask<{ suppressLikeThis: { userErrors: object[] } }>(
      stack,
      'mutation ($i: SuppressLikeThisInput!) { suppressLikeThis(input: $i) { userErrors { message } } }',
      {
        i: {
          alert: alert!.id,
          by: ['USER', 'IP'],
          reason: 'A test of ours.',
          expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        },
      },
    )
    expect(suppressLikeThis.userErrors).toEqual([])
    company.vendors.okta.emit(failures(known))
    company.vendors.okta.emit(failures(other))
    await raised(2)
    const kept = await eventually(
      'what was kept',
      () =>
        ask<{ suppressionRules: { edges: { node: { hitCount: number } }[] }; suppressions: { edges: object[] } }>(
          stack,
          KEPT,
        ),
      ({ suppressionRules }) => suppressionRules.edges[0]!.node.hitCount > 0,
      60_000,
    )
    expect(kept.suppressionRules.edges).toMatchObject([
      {
        node: {
          owner: { kind: 'TOKEN' },
          policy: { name: 'Guessing' },
          scope: { users: [{ displayName: known.name }], ips: ['203.0.113.9'] },
        },
      },
    ])
    expect(kept.suppressions.edges[0]).toMatchObject({
      node: { rule: { id: expect.any(String) }, activity: { action: 'user.login' }, user: { displayName: known.name } },
    })
    expect((await alerts()).map(({ users }) => users[0]!.displayName)).toEqual([known.name, other.name])
    const { alertTrends } = await ask<{ alertTrends: { severities: Record<string, number>[] }[] }>(stack, TRENDS, {
      from: new Date(Date.now() - 60_000).toISOString(),
      to: new Date().toISOString(),
    })
    const sum = (name: string) =>
      alertTrends.flatMap(each => each.severities).reduce((all, each) => all + each[name]!, 0)
    expect(['raised', 'acknowledged', 'resolved', 'breached'].map(sum)).toEqual([2, 1, 1, 0])
  }, 180_000)
})

let serial = 0

/** Five refused passwords within a moment. */
function failures({ id, email, name }: VendorAccount): object[] {
  return Array.from({ length: 5 }, () => ({
    uuid: `feedbacc-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
    published: new Date().toISOString(),
    eventType: 'user.session.start',
    version: '0',
    severity: 'WARN',
    displayMessage: 'User login to Okta',
    actor: { id, type: 'User', alternateId: email, displayName: name },
    client: { ipAddress: '203.0.113.9' },
    outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
    target: [],
  }))
}
