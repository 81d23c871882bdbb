import { createHash } from 'node:crypto'
import type { CollectedActivity } from '@casbah/kit'
import { createToken } from './index.ts'
import { CONNECT, input, openAppsWorld, until, type AppsWorld } from './testing/apps-world.ts'

let world: AppsWorld
beforeAll(async () => {
  world = await openAppsWorld()
})
afterAll(() => world.close())

const row = (id: string, secondsAgo: number, who = 'u1') => ({
  id,
  at: new Date(Date.now() - secondsAgo * 1000).toISOString(),
  who,
})
const activities = async (tenant?: string) =>
  (await world.items('activity.collected', tenant)).filter(item => item.type === 'activity') as CollectedActivity[]
const sql = async <T = Record<string, string>>(text: string, values: unknown[] = []) =>
  (await world.apps.db.system.query(text, values)).rows as T[]

type Failed = { connectApp: { app: null; userErrors: { code: string; path: string[] }[] } }

describe('connecting an app', () => {
  it('lists connectors, broken ones with their problems', async () => {
    const { data } =
      await world.ask(`{ connectors { slug state version problems { code message } configSchema streams { name latenessSeconds }
      actions { id undoable connector { slug } } requiredScopes { scope usedBy } } }`)
    expect(data).toMatchObject({
      connectors: [
        { slug: 'absent', state: 'FAILED', problems: [{ code: 'BAD_CONNECTOR' }] },
        {
          slug: 'fake',
          state: 'LOADED',
          version: '1.2.3',
          problems: [],
          configSchema: { type: 'object', required: ['domain'] },
          streams: [{ name: 'log', latenessSeconds: 60 }],
          actions: [
            { id: 'fake/suspend', undoable: true, connector: { slug: 'fake' } },
            { id: 'fake/close-document', undoable: true },
            { id: 'fake/revoke-grant', undoable: false },
            { id: 'fake/require-mfa', undoable: false },
          ],
          requiredScopes: [
            { scope: 'log.read', usedBy: ['log'] },
            { scope: 'settings.read', usedBy: ['fake/mfa'] },
            { scope: 'users.write', usedBy: ['fake/suspend'] },
            { scope: 'documents.write', usedBy: ['fake/close-document'] },
            { scope: 'grants.write', usedBy: ['fake/revoke-grant'] },
            { scope: 'settings.write', usedBy: ['fake/require-mfa'] },
          ],
        },
      ],
    })
  })

  it.each([
    ['an unknown connector', { connector: 'none' }, 'NOT_FOUND', ['input', 'connector']],
    ['a configuration that does not fit', { config: { domain: 'UPPER' } }, 'BAD_CONFIG', ['input', 'config']],
    ['a missing credential', { credentials: {} }, 'BAD_USER_INPUT', ['input', 'credentials', 'token']],
    ['an unknown auth kind', { authKind: 'none' }, 'BAD_USER_INPUT', ['input', 'authKind']],
    [
      'credentials that the vendor refuses',
      { credentials: { token: 'wrong' } },
      'AUTH_FAILED',
      ['input', 'credentials'],
    ],
  ])('refuses %s', async (_what, more, code, path) => {
    const { data } = await world.ask<Failed>(CONNECT, { input: input('Never', more) })
    expect(data.connectApp).toMatchObject({ app: null, userErrors: [{ code, path }] })
  })

  it('collects: accounts first, then history and live rows, each once, and is HEALTHY', async () => {
    world.vendor.rows = [row('e1', 3000), row('e2', 2000), row('e3', 5)]
    const id = await world.connect()
    await until(async () => (await activities()).length >= 3)
    world.vendor.rows.push(row('e4', 0, 'u2'))
    await until(async () => (await activities()).length >= 4)
    const collected = await activities()
    expect(collected.map(({ vendorId, lane, isSimulated }) => [vendorId, lane, isSimulated]).sort()).toEqual([
      ['e1', 'history', false],
      ['e2', 'history', false],
      ['e3', 'live', false],
      ['e4', 'live', false],
    ])
    expect(new Set(collected.map(one => one.id)).size).toBe(4)
    const state = async () =>
      (await world.ask<{ app: { state: string } }>(`query ($id: ID!) { app(id: $id) { state } }`, { id })).data.app
        .state
    await until(async () => (await state()) === 'HEALTHY')
    expect((await world.items('activity.collected')).filter(item => item.type === 'backfillEnd')).toMatchObject([
      { app: id, stream: 'log' },
    ])
    const { data } = await world.ask<{
      apps: { edges: { node: object }[] }
    }>(`{ apps { totalCount edges { node { id name lastEventAt config
      connector { name } streams { name state rows rejected backfill { done } lagSeconds } accounts { edges { node { externalId email displayName status user { email accounts { id } } app { id } } } } } } } }`)
    expect(data.apps).toMatchObject({
      totalCount: 1,
      edges: [
        {
          node: {
            name: 'Fake one',
            config: { domain: 'acme.fake.example' },
            connector: { name: 'Fake' },
            streams: [{ name: 'log', rows: 4, rejected: 0, backfill: null }],
            accounts: {
              edges: [
                {
                  node: {
                    externalId: 'u1',
                    email: 'ann@acme.example',
                    status: 'ACTIVE',
                    user: { email: 'ann@acme.example' },
                    app: { id },
                  },
                },
                { node: { externalId: 'u2', email: 'bob@acme.example' } },
              ],
            },
          },
        },
      ],
    })
    expect((await world.items('account.changed')).map(one => [one.externalId, one.userEmail, one.userName])).toEqual(
      expect.arrayContaining([['u1', 'ann@acme.example', 'Ann']]),
    )
    const states = (await world.items('app.changed')).filter(one => one.id === id).map(one => one.state)
    expect(states[0]).toBe('SYNCING')
    expect(states.at(-1)).toBe('HEALTHY')
  })

  it('keeps no credential in the open, and no other tenant sees the app or its accounts', async () => {
    const [sealed] = await sql<{ sealed: Buffer }>('select sealed from apps.credential')
    expect(sealed!.sealed.includes('vendor-secret-1')).toBe(false)
    for (const table of ['app', 'governance_action', 'app_stream', 'idempotency'])
      expect(JSON.stringify(await sql(`select * from apps.${table}`))).not.toContain('vendor-secret-1')
    const [app] = await sql(`select id::text from apps.app where tenant = 'acme'`)
    const [account] = await sql('select id::text from apps.account limit 1')
    const { data } = await world.ask(
      `query ($app: ID!, $account: ID!) { app(id: $app) { id } account(id: $account) { id } user(email: "ann@acme.example") { id }
         apps { totalCount } accounts { totalCount } viewer { tenant { id name } } }`,
      { app: app!.id, account: account!.id },
      'globex',
    )
    expect(data).toEqual({
      app: null,
      account: null,
      user: null,
      apps: { totalCount: 0 },
      accounts: { totalCount: 0 },
      viewer: { tenant: { id: 'globex', name: 'Globex' } },
    })
  })

  it('gives a repeat with the same key the first answer, and a name to one app alone', async () => {
    const ask = () =>
      world.ask<{ connectApp: { app: { id: string } } }>(CONNECT, { input: input('Keyed', { idempotencyKey: 'k1' }) })
    const first = await ask()
    expect((await ask()).data).toEqual(first.data)
    const { data } = await world.ask<Failed>(CONNECT, { input: input('Keyed') })
    expect(data.connectApp.userErrors).toMatchObject([{ code: 'CONFLICT', path: ['input', 'name'] }])
  })
})

describe('changing an app', () => {
  const UPDATE = `mutation ($input: UpdateAppInput!) { updateApp(input: $input) { app { id name version } userErrors { code path } } }`

  it('refuses an outdated version and takes the present one', async () => {
    const id = await world.connect('acme', 'Changing')
    const { data } = await world.ask(UPDATE, { input: { id, expectedVersion: 7, name: 'Other' } })
    expect(data).toMatchObject({ updateApp: { app: null, userErrors: [{ code: 'CONFLICT' }] } })
    const changed = await world.ask(UPDATE, { input: { id, expectedVersion: 1, name: 'Other' } })
    expect(changed.data).toMatchObject({ updateApp: { app: { name: 'Other', version: 2 }, userErrors: [] } })
  })

  it('pauses, resumes and disconnects, and destroys the credentials', async () => {
    const id = await world.connect('acme', 'Ending')
    const tell = (verb: string) =>
      world.ask<Record<string, { app: { state: string } }>>(
        `mutation ($id: ID!) { ${verb}(input: { id: $id }) { app { state } userErrors { code } } }`,
        { id },
      )
    expect((await tell('pauseApp')).data.pauseApp!.app.state).toBe('PAUSED')
    expect((await tell('resumeApp')).data.resumeApp!.app.state).toBe('SYNCING')
    expect((await tell('disconnectApp')).data.disconnectApp!.app.state).toBe('DISCONNECTED')
    expect(await sql('select 1 from apps.credential where app = $1', [id])).toEqual([])
    expect((await tell('resumeApp')).data).toMatchObject({
      resumeApp: { app: null, userErrors: [{ code: 'NOT_FOUND' }] },
    })
  })

  it('says AUTH_FAILED once the vendor refuses the credentials, and reads again with new ones', async () => {
    const id = await world.connect('acme', 'Refused')
    world.vendor.token = 'vendor-secret-2'
    const read = async () =>
      (
        await world.ask<{ app: { state: string; version: number; problem: { code: string } | null } }>(
          `query ($id: ID!) { app(id: $id) { state version problem { code } } }`,
          { id },
        )
      ).data.app
    await until(async () => (await read()).state === 'AUTH_FAILED')
    expect((await read()).problem).toEqual({ code: 'AUTH_FAILED' })
    const { version } = await read()
    const done = await world.ask(UPDATE, {
      input: { id, expectedVersion: version, credentials: { token: 'vendor-secret-2' } },
    })
    expect(done.data).toMatchObject({ updateApp: { userErrors: [] } })
    await until(async () => (await read()).state === 'HEALTHY')
    world.vendor.token = 'vendor-secret-1'
  })

  it('sorts by the copies of scores and open alerts, page by page', async () => {
    const apps = (await sql(`select id::text, name from apps.app where tenant = 'acme' order by name`)).slice(0, 3)
    await world.apps.db.write('acme', async tx => {
      tx.append(
        'score.changed',
        apps.map(({ id }, n) => ({ app: id!, percent: 90 - n * 10 })),
      )
      tx.append(
        'alert.counted',
        apps.map(({ id }, n) => ({ app: id!, open: n + 1 })),
      )
    })
    await until(
      async () => (await sql('select 1 from apps.app where score is not null and open_alerts > 0')).length === 3,
    )
    const names = apps.map(app => app.name).reverse()
    for (const order of ['SCORE_ASC', 'OPEN_ALERTS_DESC']) {
      const seen: string[] = []
      let after: string | null = null
      for (let page = 0; page < 3; page++) {
        const { data }: { data: { apps: { edges: { cursor: string; node: { name: string } }[] } } } = await world.ask(
          `query ($o: AppOrder!, $after: Cursor) { apps(orderBy: $o, first: 1, after: $after) { edges { cursor node { name } } } }`,
          { o: order, after },
        )
        seen.push(data.apps.edges[0]!.node.name)
        after = data.apps.edges[0]!.cursor
      }
      expect(seen).toEqual(names)
    }
  })

  it('refuses a page of 100,000 and the cursor of another tenant', async () => {
    expect((await world.ask('{ apps(first: 100000) { totalCount } }')).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
    })
    const { data } = await world.ask<{ apps: { pageInfo: { endCursor: string } } }>(
      '{ apps(first: 1) { pageInfo { endCursor } } }',
    )
    const foreign = await world.ask(
      'query ($after: Cursor) { apps(after: $after) { totalCount } }',
      { after: data.apps.pageInfo.endCursor },
      'globex',
    )
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR' })
  })
})

describe('API tokens', () => {
  const door = async (secret: string) => {
    const hash = createHash('sha256').update(secret).digest('hex')
    return world.apps.doors['/token/']!({
      method: 'GET',
      path: `/token/${hash}`,
      query: new URLSearchParams(),
      headers: {},
      body: new Uint8Array(),
    })
  }

  it('keeps the hash alone, opens the door with it, and ends with its revocation', async () => {
    const wanted = { name: 'partner', scopes: ['apps:read'], expiresAt: new Date(Date.now() + 3_600_000) }
    const { data } = await world.ask<{ createApiToken: { secret: string; apiToken: { id: string } } }>(
      `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { id prefix } userErrors { code path } } }`,
      { input: { ...wanted, expiresAt: wanted.expiresAt.toISOString() } },
    )
    const { secret, apiToken } = data.createApiToken
    expect(JSON.stringify(await sql('select * from apps.api_token'))).not.toContain(secret)
    const answer = await door(secret)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({
      tenant: 'acme',
      scopes: ['apps:read'],
      actor: { kind: 'TOKEN', id: apiToken.id, name: 'partner', email: null },
      expiresAt: wanted.expiresAt.getTime(),
    })
    expect((await door('csb_invented')).status).toBe(404)
    const revoke = (tenant: string) =>
      world.ask(
        'mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { id userErrors { code } } }',
        { id: apiToken.id },
        tenant,
      )
    expect((await revoke('globex')).data).toEqual({ revokeApiToken: { id: null, userErrors: [{ code: 'NOT_FOUND' }] } })
    expect((await revoke('acme')).data).toEqual({ revokeApiToken: { id: apiToken.id, userErrors: [] } })
    expect((await door(secret)).status).toBe(404)
  })

  it('shuts the door on an expired token', async () => {
    const secret = await createToken(world.apps.db, 'acme', {
      name: 'old',
      scopes: ['apps:read'],
      expiresAt: new Date(Date.now() - 1),
    })
    expect((await door(secret)).status).toBe(404)
  })

  it('refuses scopes beyond the catalogue and an end too far ahead, both at once', async () => {
    const { data } = await world.ask<{ createApiToken: { userErrors: { path: string[] }[] } }>(
      `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { code path } } }`,
      { input: { name: 'x', scopes: ['platform:connectors'], expiresAt: '2999-01-01T00:00:00Z' } },
    )
    expect(data.createApiToken.userErrors.map(error => error.path[1])).toEqual(['scopes', 'expiresAt'])
  })
})

describe('governance', () => {
  const REQUEST = `mutation ($input: RequestActionInput!) { requestAction(input: $input) { action { id state dryRun request undoable } userErrors { code path } } }`
  type Asked = { requestAction: { action: { id: string; state: string; request: { headers: object } } } }
  const parts = async () => {
    const [account] = await sql(`select c.id::text, c.app::text from apps.account c join apps.app a on a.id = c.app
      where a.tenant = 'acme' and a.name = 'Fake one' and c.external_id = 'u1'`)
    return { spec: 'fake/suspend', app: account!.app!, account: account!.id!, reason: 'test' }
  }
  const action = async (id: string) =>
    (
      await world.ask<{ governanceAction: { state: string; result: string; undoable: boolean } }>(
        'query ($id: ID!) { governanceAction(id: $id) { state result undoable spec { title } account { id } requestedBy { kind name } error { message } } }',
        { id },
      )
    ).data.governanceAction

  it('shows the exact request of a dry run with secrets blanked, and sends nothing', async () => {
    const { data } = await world.ask<Asked>(REQUEST, { input: { ...(await parts()), dryRun: true } })
    expect(data.requestAction.action).toMatchObject({
      state: 'SUCCEEDED',
      dryRun: true,
      undoable: false,
      request: { method: 'POST', url: 'https://acme.fake.example/users/u1/suspend' },
    })
    expect(JSON.stringify(data)).not.toContain('vendor-secret')
    expect(world.vendor.writes).toEqual([])
  })

  it('sends, confirms, and takes back', async () => {
    const { data } = await world.ask<Asked>(REQUEST, { input: { ...(await parts()), idempotencyKey: 'a1' } })
    const { id } = data.requestAction.action
    expect(
      (await world.ask<Asked>(REQUEST, { input: { ...(await parts()), idempotencyKey: 'a1' } })).data.requestAction
        .action.id,
    ).toBe(id)
    await until(async () => (await action(id)).state === 'SUCCEEDED')
    expect(await action(id)).toMatchObject({ result: 'The vendor shows suspended: true.', undoable: true })
    expect(world.vendor.writes).toEqual(['POST /users/u1/suspend'])
    await world.ask(
      'mutation ($id: ID!) { undoAction(input: { id: $id, reason: "mistake" }) { userErrors { code } } }',
      { id },
    )
    await until(async () => (await action(id)).state === 'UNDONE')
    expect(world.vendor.suspended.size).toBe(0)
    const log = await sql('select state from apps.governance_event where action = $1 order by id', [id])
    expect(log.map(line => line.state)).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED', 'UNDOING', 'UNDONE'])
    await expect(
      world.apps.db.write('acme', tx => tx.query(`update apps.governance_event set state = 'x'`)),
    ).rejects.toThrow(/permission denied/)
  })

  it('asks whether an action that a crash cut off holds, instead of sending it twice', async () => {
    world.vendor.writes = []
    world.vendor.suspended.add('u1')
    const { spec, app, account } = await parts()
    const id = '00000000-0000-4000-8000-000000000001'
    await world.apps.db.write('acme', tx =>
      tx.query(
        `insert into apps.governance_action (tenant, id, spec, app, account, state, dry_run, requested_by, reason, parameters)
         values ('acme', $1, $2, $3, $4, 'RUNNING', false, '{"kind":"SYSTEM","id":null,"name":"x","email":null}', 'r', '{}')`,
        [id, spec, app, account],
      ),
    )
    await until(async () => (await action(id)).state === 'SUCCEEDED')
    expect(world.vendor.writes).toEqual([])
  })

  it('lets no policy act on a protected account', async () => {
    const { spec, app, account, reason } = await parts()
    await world.ask(
      'mutation ($id: ID!) { updateAccount(input: { id: $id, isProtected: true }) { account { isProtected } userErrors { code } } }',
      { id: account },
    )
    const wanted = {
      spec,
      app,
      account,
      reason,
      policy: 'p1',
      alert: 'al1',
      parameters: {},
      dryRun: false,
      notBefore: 0,
    }
    await world.apps.db.write('acme', async tx => tx.append('action.wanted', [wanted]))
    const list = async () =>
      (
        await world.ask<{ governanceActions: { edges: { node: object }[] } }>(
          '{ governanceActions(filter: { policy: ["p1"] }) { edges { node { state error { code } policy { id } alert { id } } } } }',
        )
      ).data.governanceActions.edges
    await until(async () => (await list()).length > 0)
    expect((await list())[0]).toEqual({
      node: { state: 'FAILED', error: { code: 'FORBIDDEN' }, policy: { id: 'p1' }, alert: { id: 'al1' } },
    })
  })
})

describe('neighbours', () => {
  it('judges an app on demand and answers with our account ids', async () => {
    const [account] = await sql(`select c.id::text, c.app::text from apps.account c join apps.app a on a.id = c.app
      where a.name = 'Fake one' and c.external_id = 'u1'`)
    await world.apps.db.write('acme', async tx =>
      tx.append('assessment.wanted', [{ app: account!.app!, checks: null, parameters: { mfa: { days: 30 } } }]),
    )
    await until(async () => (await world.items('assessment.done')).length > 0)
    const [done] = await world.items('assessment.done')
    expect(done).toMatchObject({
      app: account!.app,
      connector: 'fake',
      results: [
        {
          control: 'fake/mfa',
          status: 'FAIL',
          criteria: { days: 30 },
          subjects: [{ name: 'ann', accountId: account!.id }],
          evidence: [{ read: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
        },
      ],
      fragments: [{ hash: expect.stringMatching(/^[0-9a-f]{64}$/), truncated: false }],
    })
  })

  it('plays every attack as marked activities of the account, once a key', async () => {
    const [account] = await sql(`select c.id::text from apps.account c join apps.app a on a.id = c.app
      where a.name = 'Fake one' and c.external_id = 'u2'`)
    const play = (scenario: string) =>
      world.ask<{ simulateAttack: { startedAt: string } }>(
        'mutation ($i: SimulateInput!) { simulateAttack(input: $i) { account { externalId } startedAt userErrors { code } } }',
        { i: { scenario, account: account!.id, idempotencyKey: scenario } },
      )
    const { data } = await world.ask<{ __type: { enumValues: { name: string }[] } }>(
      '{ __type(name: "AttackScenario") { enumValues { name } } }',
    )
    for (const { name } of data.__type.enumValues) {
      const first = await play(name)
      expect(first.data.simulateAttack).toMatchObject({ account: { externalId: 'u2' }, userErrors: [] })
      expect((await play(name)).data).toEqual(first.data)
    }
    const simulated = (await activities()).filter(one => one.isSimulated)
    expect(
      simulated.every(one => one.stream === 'simulation' && one.lane === 'live' && one.time <= one.observedAt),
    ).toBe(true)
    const guess = simulated.filter(one => one.vendorId.startsWith('PASSWORD_GUESS'))
    expect(guess.map(one => one.outcome)).toEqual([...Array<string>(15).fill('FAILURE'), 'SUCCESS'])
    expect(new Set(simulated.map(one => one.id)).size).toBe(simulated.length)
  })
})
