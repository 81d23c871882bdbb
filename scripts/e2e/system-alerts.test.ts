import { TEST_KEY } from '@casbah/kit/testing'
import type { Client } from 'graphql-ws'
import { startAllInOne, type Stack } from '../stack/all-in-one.ts'
import { ask, eventually, liveClient, temporaryFolder } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// The vendor takes the demo company's Okta token away: Casbah says so on the stream of alerts, and closes that by itself once it is mended.

const LIVE = `subscription { alerts(filter: { policyKind: [SYSTEM] }) { kind alert { id title severity state classification
  policy { name kind builtIn } apps { name state problem { code } } explanation { summary } history { kind to actor { kind name } } } } }`

interface Update {
  kind: string
  alert: {
    id: string
    title: string
    severity: string
    state: string
    classification: string | null
    policy: { name: string; kind: string; builtIn: boolean }
    apps: { name: string; state: string; problem: { code: string } | null }[]
    explanation: { summary: string }
    history: { kind: string; to: string | null; actor: { kind: string; name: string } }[]
  } | null
}

interface Apps {
  apps: { edges: { node: { id: string; name: string; state: string; version: number; connector: { slug: string } } }[] }
}
const APPS = '{ apps { edges { node { id name state version connector { slug } } } } }'

describe('alerts on Casbah itself', () => {
  let stack: Stack
  let client: Client
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    process.env.DATABASE_URL = database.url
    process.env.CASBAH_KEY = TEST_KEY.toString('hex')
    stack = await startAllInOne({
      port: 0,
      dataDir: folder.path,
      demo: true,
      quiet: true,
      demoDays: 2,
      demoAt: ['okta'],
    })
    client = liveClient(stack)
    tidy = async () => {
      await client.dispose()
      await stack.stop()
      delete process.env.DATABASE_URL
      delete process.env.CASBAH_KEY
      await database.drop()
      await folder.remove()
    }
  }, 60_000)
  afterAll(() => tidy())

  const okta = async () => {
    const { apps } = await ask<Apps>(stack, APPS)
    return apps.edges.map(({ node }) => node).find(({ connector }) => connector.slug === 'okta')
  }

  it('tells of a token that was taken away, and closes it when there is a new one', async () => {
    const read = await eventually('Okta to be read', okta, app => app?.state === 'HEALTHY', 60_000)
    const updates = client.iterate<{ alerts: Update }>({ query: LIVE })
    const next = async () => {
      const { value } = await updates.next()
      expect(value.errors).toBeUndefined()
      return value.data!.alerts as Update
    }
    expect(await next()).toMatchObject({ kind: 'CAUGHT_UP' })

    const { vendors } = stack.demo!.companies.find(({ tenant }) => tenant === stack.tenant)!.company
    const body = { errorCode: 'E0000011', errorSummary: 'Invalid token provided' }
    stack.demo!.replay.fault(vendors.okta.hosts[0]!, { kind: 'status', status: 401, body }, 10_000)
    const raised = await next()
    expect(raised).toMatchObject({
      kind: 'RAISED',
      alert: {
        title: `${read!.name} is not watched: the vendor refuses the credentials`,
        severity: 'HIGH',
        state: 'OPEN',
        policy: { name: 'App not watched', kind: 'SYSTEM', builtIn: true },
        apps: [{ name: read!.name, state: 'AUTH_FAILED', problem: { code: 'AUTH_FAILED' } }],
      },
    })
    expect(raised.alert!.explanation.summary).toMatch(/nothing of .* is seen, .*updateApp/)

    stack.demo!.replay.mend()
    const { version } = (await okta())!
    const { updateApp } = await ask<{ updateApp: { userErrors: object[] } }>(
      stack,
      'mutation ($i: UpdateAppInput!) { updateApp(input: $i) { userErrors { code message } } }',
      { i: { id: read!.id, expectedVersion: version, credentials: vendors.okta.credentials } },
    )
    expect(updateApp.userErrors).toEqual([])
    const over = await next()
    expect(over).toMatchObject({
      kind: 'CHANGED',
      alert: { id: raised.alert!.id, state: 'RESOLVED', classification: 'BENIGN' },
    })
    expect(over.alert!.history.filter(({ kind }) => kind === 'STATE')).toEqual([
      { kind: 'STATE', to: 'RESOLVED', actor: { kind: 'SYSTEM', name: 'Casbah' } },
    ])
    await updates.return?.(undefined)
  }, 90_000)

  it('raises nothing on what goes well', async () => {
    const count = (token: string) =>
      ask<{ alerts: { totalCount: number } }>(
        { url: stack.url, token },
        '{ alerts(filter: { policyKind: [SYSTEM] }) { totalCount } }',
      )
    const [own, ...others] = Object.values(stack.tokens)
    expect((await count(own!)).alerts.totalCount).toBe(1)
    for (const token of others) expect((await count(token)).alerts.totalCount).toBe(0)
  })
})
