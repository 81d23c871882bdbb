import { startReplayServer, type ReplayServer, type VendorAccount } from '@casbah/testkit'
import { createDemoCompany, type DemoCompany } from '@casbah/testkit/demo'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// A policy with a response on the running whole: what happens at the vendor is answered at the vendor, and confirmed.

const PEOPLE = 7

interface Action {
  id: string
  state: string
  result: string | null
  account: { email: string } | null
  finishedAt: string | null
}

describe('a policy with a response', () => {
  let company: DemoCompany
  let replay: ReplayServer
  let stack: StackProcess
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    company = createDemoCompany({ seed: 'response', name: 'Acme', domain: 'acme.example', size: 20 })
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

  const actions = async () => {
    const { governanceActions } = await ask<{ governanceActions: { edges: { node: Action }[] } }>(
      stack,
      '{ governanceActions(first: 100) { edges { node { id state result finishedAt account { email } } } } }',
    )
    return governanceActions.edges.map(({ node }) => node)
  }

  it('suspends whom it finds at the vendor within seconds, confirmed, and the alert tells of it', async () => {
    const { createPolicy } = await ask<{ createPolicy: { userErrors: object[] } }>(
      stack,
      'mutation ($input: CreatePolicyInput!) { createPolicy(input: $input) { userErrors { message path } } }',
      {
        input: {
          name: 'Guessing',
          kind: 'ACTIVITY',
          severity: 'HIGH',
          enabled: true,
          definition: {
            filter: { action: { in: ['user.login'] }, outcome: ['FAILURE'] },
            count: 5,
            windowSeconds: 600,
          },
          responses: [{ action: 'okta/suspend-user' }],
        },
      },
    )
    expect(createPolicy.userErrors).toEqual([])
    const people = company.vendors.okta.accounts.slice(0, PEOPLE)
    const took: number[] = []
    for (const person of people) {
      const began = Date.now()
      company.vendors.okta.emit(failures(person))
      const done = await eventually(
        `the end of what ${person.email} is answered with`,
        actions,
        all => all.some(each => each.account?.email === person.email && each.state === 'SUCCEEDED'),
        30_000,
      )
      took.push(Date.now() - began)
      const action = done.find(each => each.account?.email === person.email)!
      expect(action.result).toContain('SUSPENDED')
    }
    // Each once, and nobody else.
    const all = await actions()
    expect(all.map(each => each.account?.email).sort()).toEqual(people.map(({ email }) => email).sort())
    const { alerts } = await ask<{ alerts: { edges: { node: { history: { kind: string; to: string }[] } }[] } }>(
      stack,
      '{ alerts(filter: { policyKind: [ACTIVITY] }) { edges { node { history { kind to } } } } }',
    )
    const told = alerts.edges.map(({ node }) =>
      node.history.filter(({ kind }) => kind === 'ACTION').map(({ to }) => to),
    )
    for (const steps of told) expect(steps.at(-1)).toBe('Suspend user: SUCCEEDED')
    const median = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]
    console.info(`from event to confirmed action: median ${median} ms, worst ${Math.max(...took)} ms`)
  }, 240_000)

  it('leaves a break-glass account alone, and what is over the limit waits for a person', async () => {
    const { setGovernanceSettings } = await ask<{ setGovernanceSettings: { userErrors: object[] } }>(
      stack,
      'mutation { setGovernanceSettings(input: { limitPerPolicy: 9 }) { userErrors { message } } }',
    )
    expect(setGovernanceSettings.userErrors).toEqual([])
    const [breakGlass, ...flood] = company.vendors.okta.accounts.slice(PEOPLE, PEOPLE + 9)
    const { accounts } = await ask<{ accounts: { edges: { node: { id: string; email: string } }[] } }>(
      stack,
      '{ accounts(first: 100) { edges { node { id email } } } }',
    )
    const { id } = accounts.edges.find(({ node }) => node.email === breakGlass!.email)!.node
    await ask(stack, `mutation { updateAccount(input: { id: "${id}", isProtected: true }) { userErrors { message } } }`)
    company.vendors.okta.emit([breakGlass!, ...flood].flatMap(failures))
    const ended = ['SUCCEEDED', 'FAILED', 'AWAITING_APPROVAL']
    const all = await eventually(
      'all nine answered',
      actions,
      found => found.length === PEOPLE + 9 && found.every(({ state }) => ended.includes(state)),
      60_000,
    )
    const count = (state: string) => all.filter(each => each.state === state).length
    expect([count('SUCCEEDED'), count('AWAITING_APPROVAL'), count('FAILED')]).toEqual([9, PEOPLE + 8 - 9, 1])
    expect(all.find(({ state }) => state === 'FAILED')!.account!.email).toBe(breakGlass!.email)
  }, 120_000)
})

let serial = 0

/** Five refused passwords within a moment. */
function failures({ id, email, name }: VendorAccount): object[] {
  return Array.from({ length: 5 }, () => ({
    uuid: `re5b0000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
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
