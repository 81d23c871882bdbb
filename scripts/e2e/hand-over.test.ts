import { startReplayServer, type ReplayServer } from '@casbah/testkit'
import { createDemoCompany, type DemoCompany } from '@casbah/testkit/demo'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// Workday ends no sessions. What is seen there is answered at the identity provider, on the same person's account: by a policy and by hand.

interface Account {
  id: string
  email: string
  app: { id: string; name: string }
}
interface Action {
  state: string
  spec: { id: string }
  app: { name: string }
  account: { email: string } | null
}

describe('what Workday has no way for', () => {
  let company: DemoCompany
  let replay: ReplayServer
  let stack: StackProcess
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    company = createDemoCompany({ seed: 'hand over', name: 'Acme', domain: 'acme.example', size: 10 })
    const { okta, workday } = company.vendors
    replay = await startReplayServer({ vendors: [okta, workday] })
    stack = await startStackProcess({ dataDir: folder.path, databaseUrl: database.url, routes: replay.routes })
    tidy = async () => {
      await stack.stop()
      await replay.close()
      await database.drop()
      await folder.remove()
    }
    for (const [name, { slug: connector, config, authKind, credentials }] of Object.entries({
      Okta: okta,
      Workday: workday,
    }))
      await ask(stack, 'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { userErrors { message } } }', {
        input: { connector, name, config, authKind, credentials },
      })
    await eventually('accounts of both', accounts, all => all.length === 22, 60_000)
  }, 120_000)
  afterAll(() => tidy())

  const accounts = async () => {
    const { accounts: found } = await ask<{ accounts: { edges: { node: Account }[] } }>(
      stack,
      '{ accounts(first: 100) { edges { node { id email app { id name } } } } }',
    )
    return found.edges.map(({ node }) => node)
  }
  const actions = async () => {
    const { governanceActions } = await ask<{ governanceActions: { edges: { node: Action }[] } }>(
      stack,
      '{ governanceActions(first: 100) { edges { node { state spec { id } app { name } account { email } } } } }',
    )
    return governanceActions.edges.map(({ node }) => node)
  }
  const inWorkday = async (person: number) => {
    const { email } = company.people[person]!
    return (await accounts()).find(account => account.app.name === 'Workday' && account.email === email)!
  }

  it('is done at Okta when somebody asks for it with the account of Workday', async () => {
    const { id, app, email } = await inWorkday(0)
    for (const spec of ['okta/end-sessions', 'okta/suspend-user', 'workday/suspend-account']) {
      const { requestAction } = await ask<{ requestAction: { userErrors: object[] } }>(
        stack,
        'mutation ($input: RequestActionInput!) { requestAction(input: $input) { userErrors { message } } }',
        { input: { spec, app: app.id, account: id, reason: 'Pay diverted' } },
      )
      expect(requestAction.userErrors).toEqual([])
    }
    const all = await eventually(
      'the end of all three',
      actions,
      found => found.length === 3 && found.every(({ state }) => state === 'SUCCEEDED'),
      60_000,
    )
    expect(
      all.map(({ spec, app: { name }, account }) => `${spec.id} in ${name} on ${account?.email}`).toSorted(),
    ).toEqual([
      `okta/end-sessions in Okta on ${email}`,
      `okta/suspend-user in Okta on ${email}`,
      `workday/suspend-account in Workday on ${email}`,
    ])
    const statuses = [company.vendors.okta, company.vendors.workday].map(
      vendor => vendor.accounts.find(account => account.email === email)?.status,
    )
    expect(statuses).toEqual(['SUSPENDED', 'SUSPENDED'])
    const sent = replay.requests.filter(({ method }) => method === 'DELETE')
    expect(sent.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/api\/v1\/users\/[^/]+\/sessions$/)])
  }, 90_000)

  it('is done at Okta when a policy finds something in Workday', async () => {
    const { email, app } = await inWorkday(1)
    const { createPolicy } = await ask<{ createPolicy: { userErrors: object[] } }>(
      stack,
      'mutation ($input: CreatePolicyInput!) { createPolicy(input: $input) { userErrors { message path } } }',
      {
        input: {
          name: 'Guessing at Workday',
          kind: 'ACTIVITY',
          severity: 'HIGH',
          enabled: true,
          definition: {
            filter: { app: [app.id], action: { in: ['user.login'] }, outcome: ['FAILURE'] },
            count: 5,
            windowSeconds: 600,
          },
          responses: [{ action: 'okta/suspend-user' }],
        },
      },
    )
    expect(createPolicy.userErrors).toEqual([])
    const rows = Array.from({ length: 5 }, (_, index) => ({
      Signon_ID: `guess-${index}`,
      Signon_DateTime: new Date(Date.now() - (5 - index) * 1_000).toISOString(),
      User_Name: email,
      Successful: '0',
      Failed_Signon: '1',
      Invalid_Credentials: '1',
      Signon_IP_Address: '203.0.113.9',
    }))
    company.vendors.workday.emit(rows, 'sign-ons')
    await ask(stack, `mutation { syncApp(input: { id: "${app.id}" }) { userErrors { message } } }`)
    const done = await eventually(
      'the answer at Okta',
      actions,
      found => found.some(({ account, state }) => account?.email === email && state === 'SUCCEEDED'),
      60_000,
    )
    expect(done.find(({ account }) => account?.email === email)?.app.name).toBe('Okta')
    expect(company.vendors.okta.accounts.find(account => account.email === email)?.status).toBe('SUSPENDED')
    expect(company.vendors.workday.accounts.find(account => account.email === email)?.status).toBe('ACTIVE')
  }, 120_000)
})
