import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { openOktaOrg } from './okta-org.ts'
import { createStackDatabase } from './stack-database.ts'

// Kill -9 of the whole stack right before and right after a suspension goes out: it is asked about, and never sent twice.

const SUSPEND = '00u00000000000000005'

describe('kill -9 while an account is suspended', () => {
  it.each([
    ['before', 'apps:action-before-send', false],
    ['after', 'apps:action-after-send', true],
  ])(
    '%s it is sent',
    async (_when, point, done) => {
      const folder = await temporaryFolder()
      const database = await createStackDatabase()
      const org = await openOktaOrg()
      const options = { dataDir: folder.path, databaseUrl: database.url, routes: org.replay.routes }
      let stack: StackProcess | null = null
      try {
        stack = await startStackProcess({ ...options, environment: { CASBAH_CRASH_AT: point } })
        const { app, account } = await connect(stack, org)
        await request(stack, { spec: 'okta/suspend-user', app, account, reason: 'phished' }).catch(() => undefined)
        expect(await stack.ended).toBe('SIGKILL')
        const person = org.vendor.accounts.find(({ id }) => id === SUSPEND)!
        expect(person.status === 'SUSPENDED').toBe(done)

        stack = await startStackProcess(options)
        const state = await eventually(
          'the vendor was asked',
          () => stateOf(stack!),
          seen => seen !== 'RUNNING',
        )
        // Not shown by the vendor yet is not the same as not done: it goes on asking for two minutes.
        expect(state).toBe(done ? 'SUCCEEDED' : 'CONFIRMING')
        const sent = org.replay.requests.filter(({ path }) => path.endsWith('/lifecycle/suspend'))
        expect(sent).toHaveLength(done ? 1 : 0)
      } finally {
        await stack?.stop()
        await org.replay.close()
        await database.drop()
        await folder.remove()
      }
    },
    120_000,
  )
})

async function connect(stack: StackProcess, org: Awaited<ReturnType<typeof openOktaOrg>>) {
  const { authKind, config, credentials } = org.vendor
  const input = { connector: 'okta', name: 'Okta', config, authKind, credentials }
  const { connectApp } = await ask<{ connectApp: { app: { id: string } } }>(
    stack,
    'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id } userErrors { message } } }',
    { input },
  )
  const account = await eventually(
    'the account is listed',
    async () => {
      const { accounts } = await ask<{ accounts: { edges: { node: { id: string; externalId: string } }[] } }>(
        stack,
        '{ accounts(first: 100) { edges { node { id externalId } } } }',
      )
      return accounts.edges.find(({ node }) => node.externalId === SUSPEND)?.node.id
    },
    id => id !== undefined,
  )
  return { app: connectApp.app.id, account }
}

const request = (stack: StackProcess, input: object) =>
  ask(
    stack,
    'mutation ($input: RequestActionInput!) { requestAction(input: $input) { action { id } userErrors { message } } }',
    {
      input,
    },
  )

async function stateOf(stack: StackProcess): Promise<string> {
  const { governanceActions } = await ask<{ governanceActions: { edges: { node: { state: string } }[] } }>(
    stack,
    '{ governanceActions { edges { node { state } } } }',
  )
  return governanceActions.edges[0]!.node.state
}
