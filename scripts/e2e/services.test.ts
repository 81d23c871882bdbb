import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { appendFile, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ALL_TENANT_SCOPES, APPS, createToken, seedTenant } from '@casbah/apps'
import { openSubgraph, Wake } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { prepareDatabase } from '../stack/database.ts'
import { ask, askFor, eventually, liveClient, temporaryFolder } from './harness.ts'
import { openOktaOrg } from './okta-org.ts'
import { openOtlpReceiver } from './otlp-receiver.ts'
import { createStackDatabase } from './stack-database.ts'

// Each part as a service of its own, in a process of its own: the same code, the same answers.

const SERVICE = join(import.meta.dirname, '..', 'start-service.js')
const SUPERGRAPH = join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql')

describe('the separate services', () => {
  const children: ChildProcess[] = []
  let drop: () => Promise<void>
  let org: Awaited<ReturnType<typeof openOktaOrg>>
  let traces: Awaited<ReturnType<typeof openOtlpReceiver>>
  let url: string
  let token: string
  let appsUrl: string
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let supergraph: string
  /** Where the stream of alerts stood before there was one. */
  let beginning: unknown
  let databaseUrl: string

  beforeAll(async () => {
    const database = await createStackDatabase()
    drop = database.drop
    databaseUrl = database.url
    const masterKey = TEST_KEY
    await prepareDatabase(database.url, masterKey)
    const wake = new Wake({ acrossProcesses: true })
    const apps = await openSubgraph(
      APPS,
      { url: database.url, masterKey, wake },
      { connectorFolders: [], routes: new Map(), hostName: 'setup' },
    )
    await seedTenant(apps.db, { id: 'acme', name: 'Acme' })
    token = await createToken(apps.db, 'acme', {
      name: 'test',
      scopes: [...ALL_TENANT_SCOPES],
      expiresAt: new Date(Date.now() + 3_600_000),
    })
    await apps.stop()
    await wake.close()
    org = await openOktaOrg()
    traces = await openOtlpReceiver()
    const environment = {
      CASBAH_KEY: masterKey.toString('hex'),
      DATABASE_URL: database.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
      CASBAH_VENDOR_ROUTES: JSON.stringify(Object.fromEntries(org.replay.routes)),
    }
    const service = (name: string, more: Record<string, string> = {}) => startService(name, { ...environment, ...more })
    // Alerts is told where activities is, but does not need it to start.
    const activitiesAt = await service('activities')
    const [appsAt, alertsAt] = await Promise.all([service('apps'), service('alerts', { ACTIVITIES_URL: activitiesAt })])
    const postureAt = await service('posture')
    appsUrl = appsAt!
    folder = await temporaryFolder()
    supergraph = join(folder.path, 'supergraph.graphql')
    await copyFile(SUPERGRAPH, supergraph)
    url = await service('gateway', {
      APPS_URL: appsAt!,
      ACTIVITIES_URL: activitiesAt!,
      ALERTS_URL: alertsAt!,
      POSTURE_URL: postureAt!,
      SUPERGRAPH: supergraph,
      SUPERGRAPH_POLL_SECONDS: '0.1',
    })
  }, 90_000)

  afterAll(async () => {
    const running = children.filter(child => child.exitCode === null && child.signalCode === null)
    const ended = running.map(child => new Promise(done => child.once('exit', done)))
    for (const child of running) child.kill('SIGTERM')
    await Promise.all(ended)
    await org.replay.close()
    await folder.remove()
    await traces.close()
    await drop()
  }, 30_000)

  function startService(name: string, environment: Record<string, string>): Promise<string> {
    const child = spawn(process.execPath, [SERVICE, name], {
      env: { ...process.env, NODE_OPTIONS: '', PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    return new Promise((ready, failed) => {
      let words = ''
      child.stderr.on('data', (text: Buffer) => (words += text.toString()))
      child.stdout.on('data', (text: Buffer) => {
        const found = /ready at (\S+)/.exec(text.toString())
        if (found) ready(found[1]!)
      })
      child.once('exit', code => failed(new Error(`${name} ended with ${code}: ${words}`)))
    })
  }

  it('have the intake at the gateway, and count at their own door', async () => {
    const pushed = await fetch(new URL('/intake/6f0d5a4e-0000-4000-8000-000000000000/hooks', url), {
      method: 'POST',
      body: '{}',
    })
    expect([pushed.status, await pushed.json()]).toEqual([
      404,
      {
        errors: [
          { message: expect.stringContaining('No connected app takes events'), extensions: { code: 'NOT_FOUND' } },
        ],
      },
    ])
    expect(await (await fetch(new URL('/metrics', appsUrl))).text()).toContain(
      '# TYPE casbah_stream_rows_total counter',
    )
  })

  it('carry one event from the vendor to a live alert', async () => {
    const client = liveClient({ wsUrl: url.replace(/^http/, 'ws'), token })
    const titles: string[] = []
    const { promise: subscribed, resolve: live, reject: failed } = Promise.withResolvers<unknown>()
    void (async () => {
      for await (const { data, errors, extensions } of client.iterate<
        { alerts: { kind: string; alert: { title: string; apps: { name: string }[] } } },
        { cursor: string }
      >({ query: 'subscription { alerts { kind alert { title apps { name } } } }' }))
        if (errors) throw new Error(errors[0]!.message)
        else if (data!.alerts.kind === 'CAUGHT_UP') live((beginning = extensions!.cursor))
        else if (data!.alerts.kind === 'RAISED')
          titles.push(`${data!.alerts.alert.title} in ${data!.alerts.alert.apps[0]!.name}`)
    })().catch(failed)
    await subscribed
    const { authKind, config, credentials } = org.vendor
    const { connectApp } = await ask<{ connectApp: { userErrors: unknown[] } }>(
      { url, token },
      'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id } userErrors { message } } }',
      { input: { connector: 'okta', name: 'Okta', config, authKind, credentials } },
    )
    expect(connectApp.userErrors).toEqual([])
    org.noise(10)
    org.guessedPassword(4)
    await eventually(
      'an alert',
      async () => titles,
      seen => seen.length > 0,
    )
    expect(titles[0]).toMatch(/ in Okta$/)
    await client.dispose()
    const { apps } = await ask<{
      apps: { edges: { node: { activities: { totalCount: number }; secureScore: { percent: number } } }[] }
    }>({ url, token }, '{ apps { edges { node { activities { totalCount } secureScore { percent } } } } }')
    expect(apps.edges[0]!.node.activities.totalCount).toBe(26)
    // And out again, to a SIEM.
    const lines = await fetch(new URL('/export/alerts.ocsf.ndjson', url), {
      headers: { authorization: `Bearer ${token}` },
    })
    const [first] = (await lines.text()).split('\n')
    expect(JSON.parse(first!)).toMatchObject({ class_uid: 2004, metadata: { sequence: 1 } })
  }, 60_000)

  it('run a policy over the past, which alerts reads from activities over HTTP', async () => {
    const { policies } = await ask<{ policies: { edges: { node: { kind: string; definition: object } }[] } }>(
      { url, token },
      '{ policies(filter: { name: { in: ["Password attack"] } }) { edges { node { kind definition } } } }',
    )
    const { backtestPolicy } = await ask<{ backtestPolicy: { backtest: { id: string } } }>(
      { url, token },
      'mutation ($i: BacktestInput!) { backtestPolicy(input: $i) { backtest { id } userErrors { message } } }',
      { i: { ...policies.edges[0]!.node, since: new Date(Date.now() - 3 * 86_400_000).toISOString() } },
    )
    const { backtest } = await eventually(
      'the end of the backtest',
      () =>
        ask<{ backtest: { state: string } & Record<string, unknown> }>(
          { url, token },
          'query ($id: ID!) { backtest(id: $id) { state activitiesRead alertCount overlap samples { title activity { action } } error { message } } }',
          { id: backtestPolicy.backtest.id },
        ),
      seen => !['QUEUED', 'RUNNING'].includes(seen.backtest.state),
    )
    expect(backtest).toMatchObject({
      state: 'SUCCEEDED',
      activitiesRead: 26,
      alertCount: 1,
      // It falls on the alert that was raised live.
      overlap: 1,
      samples: [{ title: expect.stringContaining('Okta'), activity: { action: 'user.login' } }],
      error: null,
    })
  }, 30_000)

  it('end live alerts with complete when the graph changes, to be resumed without gap or double', async () => {
    const client = liveClient({ wsUrl: url.replace(/^http/, 'ws'), token })
    let change = 0
    /** Kinds of what comes after a cursor until the graph changes, which it does once all was caught up. */
    const follow = async (after: unknown) => {
      const kinds: string[] = []
      let cursor = after
      const query = 'subscription ($after: Cursor) { alerts(after: $after) { kind } }'
      for await (const { data, errors, extensions } of client.iterate<{ alerts: { kind: string } }, { cursor: string }>(
        {
          query,
          variables: { after },
        },
      )) {
        if (errors) throw new Error(errors[0]!.message)
        kinds.push(data!.alerts.kind)
        cursor = extensions!.cursor
        if (kinds.at(-1) === 'CAUGHT_UP') await appendFile(supergraph, `# change ${++change}\n`)
      }
      return { kinds, cursor }
    }
    const first = await follow(beginning)
    expect(first.kinds.slice(0, -1)).toContain('RAISED')
    expect(first.kinds.at(-1)).toBe('CAUGHT_UP')
    expect((await follow(first.cursor)).kinds).toEqual(['CAUGHT_UP'])
    expect((await follow(beginning)).kinds).toEqual(first.kinds)
    await client.dispose()
  }, 30_000)

  it('have a token for what stands above tenants, printed to whoever has the key', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [SERVICE, 'platform-token'], {
      env: { ...process.env, NODE_OPTIONS: '', CASBAH_KEY: TEST_KEY.toString('hex'), DATABASE_URL: databaseUrl },
    })
    const platform = { url, token: stdout.trim() }
    const { connectors } = await ask<{ connectors: { slug: string; sandbox: { pid: number } | null }[] }>(
      platform,
      '{ connectors { slug sandbox { pid } } }',
    )
    expect(connectors.map(({ slug }) => slug)).toContain('okta')
    expect(await ask(platform, '{ apps { totalCount } }')).toEqual({ apps: { totalCount: 0 } })
  }, 30_000)

  it('answer nobody but the gateway', async () => {
    const { errors } = await askFor({ url: appsUrl, token }, '{ viewer { tenant { id } } }')
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('trace an operation through the processes', async () => {
    await ask({ url, token }, 'query Traced { apps { edges { node { secureScore { percent } } } } }')
    const spans = await eventually(
      'spans of gateway and subgraphs',
      async () => {
        const traceId = traces.spans.find(({ attributes }) =>
          attributes.some(each => each.value.stringValue === 'Traced'),
        )?.traceId
        return traces.spans.filter(span => span.traceId === traceId)
      },
      seen => new Set(seen.map(span => span.service)).size === 3,
    )
    const above = new Map(spans.map(span => [span.spanId, `${span.service} ${span.name}`]))
    const tree = spans.map(span => `${above.get(span.parentSpanId ?? '') ?? ''} > ${span.service} ${span.name}`)
    expect(tree.sort()).toEqual([
      ' > casbah-gateway query',
      'casbah-gateway query > casbah-gateway query apps',
      'casbah-gateway query > casbah-gateway query posture',
      'casbah-gateway query apps > casbah-apps query',
      'casbah-gateway query posture > casbah-posture query',
    ])
  }, 30_000)

  it('give what is there and say what is missing while one of them is down', async () => {
    children.find(({ spawnargs }) => spawnargs.at(-1) === 'posture')!.kill('SIGKILL')
    const answer = await eventually(
      'a partial answer',
      () =>
        askFor<{ apps: { edges: { node: { name: string; secureScore: unknown } }[] } }>(
          { url, token },
          '{ apps { edges { node { name secureScore { percent } } } } }',
        ),
      ({ errors }) => (errors?.length ?? 0) > 0,
    )
    expect(answer.data!.apps.edges[0]!.node).toEqual({ name: 'Okta', secureScore: null })
    expect(answer.errors![0]).toMatchObject({
      message: expect.stringContaining('posture'),
      extensions: { code: 'UNAVAILABLE' },
    })
    expect((await fetch(new URL('/readyz', url))).status).toBe(503)
  })
})
