import { TEST_KEY } from '@casbah/kit/testing'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startAllInOne, type Stack } from '../stack/all-in-one.ts'
import { ask, askFor, eventually, liveClient, temporaryFolder } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// The whole of Casbah with the demo company: what whoever types `npm start` sees.

const JOIN_ALL = `{ apps { edges { node { name connector { slug } secureScore { percent } activities(first: 5) { edges { node { action alerts { title severity } } } } } } } }`

interface JoinAll {
  apps: {
    edges: {
      node: {
        name: string
        connector: { slug: string }
        secureScore: { percent: number } | null
        activities: { edges: { node: { action: string; alerts: { title: string }[] } }[] }
      }
    }[]
  }
}

describe('first light', () => {
  let stack: Stack
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    process.env.DATABASE_URL = database.url
    process.env.CASBAH_KEY = TEST_KEY.toString('hex')
    stack = await startAllInOne({ port: 0, dataDir: folder.path, demo: true, quiet: false, demoDays: 2 })
    tidy = async () => {
      await stack.stop()
      delete process.env.DATABASE_URL
      delete process.env.CASBAH_KEY
      await database.drop()
      await folder.remove()
    }
  }, 60_000)
  afterAll(() => tidy())

  const vendors = () => Object.keys(stack.demo!.companies[0]!.company.vendors).sort()

  it('joins all four subgraphs in one request', async () => {
    const seen = await eventually(
      'all apps of the demo with a score and activities',
      () => ask<JoinAll>(stack, JOIN_ALL),
      ({ apps }) =>
        apps.edges.length === vendors().length &&
        apps.edges.every(({ node }) => node.secureScore && node.activities.edges.length === 5),
      120_000,
    )
    expect(seen.apps.edges.map(({ node }) => node.connector.slug).sort()).toEqual(vendors())
  }, 130_000)

  it('tells the activities of a person from all of its accounts', async () => {
    interface Person {
      activities: { edges: { node: { app: { id: string } } }[] }
    }
    await eventually(
      'a person with activities in two apps',
      () =>
        ask<{ accounts: { edges: { node: { user: Person | null } }[] } }>(
          stack,
          `{ accounts(first: 5, filter: { domain: ["acme.example"], isAdmin: true }) { edges { node { user {
             activities(first: 60) { edges { node { app { id } } } } } } } } }`,
        ),
      seen =>
        seen.accounts.edges.some(
          ({ node }) => new Set(node.user?.activities.edges.map(edge => edge.node.app.id)).size > 1,
        ),
      60_000,
    )
  }, 70_000)

  it('raises an alert of the demo’s attacks and pushes it with the activities it cites', async () => {
    const client = liveClient(stack)
    const document = `subscription { alerts { kind cursor alert { title severity apps { name } policy { name kind } activities(first: 2) { edges { node { action app { name } } } } } } }`
    for await (const { data, errors } of client.iterate<{
      alerts: { kind: string; alert: { title: string; apps: unknown[]; activities: { edges: unknown[] } } | null }
    }>({ query: document })) {
      expect(errors).toBeUndefined()
      if (data!.alerts.kind !== 'RAISED') continue
      expect(data!.alerts.alert!.title).toMatch(/\w/)
      expect(data!.alerts.alert!.apps).toHaveLength(1)
      expect(data!.alerts.alert!.activities.edges.length).toBeGreaterThan(0)
      break
    }
    await client.dispose()
  }, 90_000)

  it('never alerts on history', async () => {
    const { alerts, apps } = await ask<{
      alerts: { edges: { node: { lastActivityAt: string } }[] }
      apps: { edges: { node: { connectedAt: string } }[] }
    }>(stack, '{ alerts(first: 200) { edges { node { lastActivityAt } } } apps { edges { node { connectedAt } } } }')
    const connected = Math.min(...apps.edges.map(({ node }) => Date.parse(node.connectedAt)))
    for (const { node } of alerts.edges)
      expect(Date.parse(node.lastActivityAt)).toBeGreaterThan(connected - 24 * 3_600_000)
  })

  it('shows what anyone can see, closes a repository, and names it in what was done to it', async () => {
    interface Seen {
      resources: { edges: { node: { id: string; name: string; kind: string; app: { id: string } } }[] }
    }
    const open = () =>
      ask<Seen>(stack, '{ resources(filter: { exposure: [PUBLIC] }) { edges { node { id name kind app { id } } } } }')
    const seen = await eventually('a public repository and a public bucket', open, ({ resources }) =>
      ['REPOSITORY', 'BUCKET'].every(kind => resources.edges.some(({ node }) => node.kind === kind)),
    )
    const repository = seen.resources.edges.find(({ node }) => node.kind === 'REPOSITORY')!.node
    const { requestAction } = await ask<{ requestAction: { userErrors: object[] } }>(
      stack,
      'mutation ($i: RequestActionInput!) { requestAction(input: $i) { userErrors { message } } }',
      {
        i: {
          spec: 'github/make-repository-private',
          app: repository.app.id,
          resource: repository.id,
          reason: 'Not for everybody.',
        },
      },
    )
    expect(requestAction.userErrors).toEqual([])
    await eventually(
      'the repository to be closed',
      () =>
        ask<{
          resource: { exposure: string }
          governanceActions: { edges: { node: { state: string } }[] }
          activities: { edges: { node: { action: string; target: { resource: { name: string } | null }[] } }[] }
        }>(
          stack,
          `query ($id: ID!) { resource(id: $id) { exposure }
             governanceActions(filter: { resource: [$id] }) { edges { node { state resource { name } } } }
             activities(filter: { action: { in: ["repository.visibility"] }, target: { resource: [$id] } }) {
               edges { node { action target { kind resource { name } } } } } }`,
          { id: repository.id },
        ),
      ({ resource, governanceActions, activities }) =>
        resource.exposure === 'INTERNAL' &&
        governanceActions.edges[0]?.node.state === 'SUCCEEDED' &&
        activities.edges.some(({ node }) => node.target.some(target => target.resource?.name === repository.name)),
      60_000,
    )
  }, 120_000)

  it('shows a tenant nothing of another', async () => {
    const other = { url: stack.url, token: stack.tokens.globex! }
    const mine = await ask<{ apps: { edges: { node: { id: string } }[] } }>(stack, '{ apps { edges { node { id } } } }')
    const theirs = await ask<{ apps: { edges: { node: { id: string } }[] }; viewer: { tenant: { id: string } } }>(
      other,
      '{ viewer { tenant { id } } apps { edges { node { id } } } }',
    )
    expect(theirs.viewer.tenant.id).toBe('globex')
    const ids = new Set(theirs.apps.edges.map(({ node }) => node.id))
    expect(mine.apps.edges.some(({ node }) => ids.has(node.id))).toBe(false)
    const { app } = await ask<{ app: unknown }>(other, 'query ($id: ID!) { app(id: $id) { id } }', {
      id: mine.apps.edges[0]!.node.id,
    })
    expect(app).toBeNull()
  })

  it.each([
    ['a missing token', '', '{ apps { edges { node { id } } } }', 'UNAUTHENTICATED', /token/i],
    ['a wrong token', 'csb_wrong', '{ apps { edges { node { id } } } }', 'UNAUTHENTICATED', /token/i],
    ['an unknown field', null, '{ apps { edges { node { colour } } } }', 'GRAPHQL_VALIDATION_FAILED', /colour/],
    [
      'a malformed cursor',
      null,
      '{ activities(after: "bm9uc2Vuc2U") { edges { node { id } } } }',
      'BAD_CURSOR',
      /cursor/,
    ],
    [
      'first: 100000',
      null,
      '{ activities(first: 100000) { edges { node { id } } } }',
      'BAD_USER_INPUT',
      /smaller pages/,
    ],
  ])('answers %s with one clear sentence', async (_what, token, query, code, words) => {
    const { errors } = await askFor({ url: stack.url, token: token ?? stack.token }, query)
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(words), extensions: { code } })
  })

  it('refuses a cursor that was made for another tenant', async () => {
    const query = '{ activities(first: 1) { pageInfo { endCursor } } }'
    const { activities } = await ask<{ activities: { pageInfo: { endCursor: string } } }>(stack, query)
    const { errors } = await askFor(
      { url: stack.url, token: stack.tokens.globex! },
      `{ activities(after: "${activities.pageInfo.endCursor}") { edges { node { id } } } }`,
    )
    expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR')
  })

  const operations = join(
    process.env.CASBAH_SHARED ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared'),
    'public-api',
    'operations',
  )
  /** An operation of the contract; null when the contract is not here. */
  const operation = (name: string) =>
    readFile(join(operations, `${name}.graphql`), 'utf8').catch(() => {
      console.warn(`not run: ${operations} is absent; the contract's ${name} was not tried`)
      return null
    })

  it('answers the contract’s overview', async () => {
    const overview = await operation('partner-overview')
    if (overview === null) return
    const { data, errors } = await askFor<{ high: { totalCount: number }; apps: { edges: unknown[] } }>(stack, overview)
    expect(errors).toBeUndefined()
    const [, page] = /\$firstApps: Int = (\d+)/.exec(overview)!
    expect(data!.apps.edges).toHaveLength(Math.min(Number(page), vendors().length))
  })

  it('streams alerts with their incidents by the contract’s live operation, and goes on from a cursor', async () => {
    const query = await operation('live-alerts')
    if (query === null) return
    const client = liveClient(stack)
    interface Update {
      alerts: {
        cursor: string
        sequence: number
        kind: string
        alert: { id: string; incident: { id: string; riskScore: number } } | null
      }
    }
    const first = async (kinds: string[], variables: Record<string, unknown>) => {
      for await (const { data, errors } of client.iterate<Update>({ query, variables })) {
        expect(errors).toBeUndefined()
        if (kinds.includes(data!.alerts.kind)) return data!.alerts
      }
      throw new Error('the stream ended')
    }
    const { cursor } = await first(['CAUGHT_UP'], {})
    const live = await first(['RAISED', 'CHANGED'], { after: cursor })
    expect(live.alert!.incident.riskScore).toBeGreaterThan(0)
    const again = await first(['RAISED', 'CHANGED'], { after: cursor })
    expect([again.sequence, again.alert!.id, again.alert!.incident.id]).toEqual([
      live.sequence,
      live.alert!.id,
      live.alert!.incident.id,
    ])
    await client.dispose()
    const { incident } = await ask<{
      incident: { title: string; riskScore: number; alerts: { id: string }[]; timeline: { summary: string }[] }
    }>(stack, 'query ($id: ID!) { incident(id: $id) { title riskScore alerts { id } timeline { summary } } }', {
      id: live.alert!.incident.id,
    })
    expect(incident.alerts.map(({ id }) => id)).toContain(live.alert!.id)
    expect(incident.timeline.length).toBeGreaterThan(1)
    console.info(`an incident: ${incident.title}, risk ${incident.riskScore}, ${incident.alerts.length} alerts`)
  }, 90_000)

  it('has its doors', async () => {
    const origin = new URL(stack.url).origin
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    expect((await fetch(`${origin}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${origin}/metrics`)).text()).toMatch(/^# HELP/m)
    expect(await (await fetch(origin)).text()).toMatch(/<html/i)
  })

  it('stays within the vendors’ limits', () => {
    expect(stack.demo!.replay.requests.filter(({ status }) => status === 429)).toEqual([])
  })
})
