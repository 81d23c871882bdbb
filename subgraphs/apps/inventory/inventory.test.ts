import { openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'

let world: AppsWorld
let app: string
beforeAll(async () => {
  world = await openAppsWorld()
  for (const [index, sharing] of SHARING.entries())
    world.vendor.documents.set(`d${index}`, {
      id: `d${index}`,
      name: `/plans/${index}`,
      owner: 'u1',
      sharing,
      at: `2026-01-0${index + 1}T00:00:00.000Z`,
      key: 'vendor-key-77',
    })
  world.vendor.grants.set('u1', [
    { id: 'g-notes', app: 'Notes', rights: ['read'] },
    { id: 'g-bot', app: 'Bot', rights: ['read', 'write'] },
  ])
  app = await world.connect()
  await until(async () => (await documents()).totalCount === 5 && (await grants()).length === 2)
})
afterAll(() => world.close())

const SHARING = [
  [],
  ['bob@acme.example'],
  ['x@partner.example', 'bob@acme.example'],
  ['link'],
  ['ann@acme.example', 'stuck@else.example'],
]

interface Listed {
  totalCount: number
  edges: { cursor: string; node: { id: string; externalId: string; exposure: string; goneAt: string | null } }[]
}
const RESOURCES = `query ($filter: ResourceFilter, $first: Int, $after: Cursor) { resources(filter: $filter, first: $first, after: $after) {
  totalCount edges { cursor node { id externalId name kind exposure sharedWith modifiedAt goneAt owner { email } app { id } } } } }`
const documents = async (variables: object = {}, tenant?: string) =>
  (await world.ask<{ resources: Listed }>(RESOURCES, variables, tenant)).data.resources
const ids = async (filter: object) => (await documents({ filter })).edges.map(({ node }) => node.externalId)
const idOf = async (externalId: string) =>
  (await documents()).edges.find(({ node }) => node.externalId === externalId)!.node.id
const grants = async (tenant?: string) =>
  (
    await world.ask<{ app: { grants: { edges: { node: { id: string; clientName: string } }[] } } | null }>(
      'query ($id: ID!) { app(id: $id) { grants { edges { node { id clientName risk scopes account { email } } } } } }',
      { id: app },
      tenant,
    )
  ).data.app?.grants.edges.map(({ node }) => node) ?? []
const touch = (listing: string, externalId: string) =>
  world.apps.db.write('acme', tx =>
    tx.query('insert into apps.touched (tenant, app, listing, external_id, at) values ($1, $2, $3, $4, 0)', [
      tx.tenant,
      app,
      listing,
      externalId,
    ]),
  )

describe('resources', () => {
  it('are listed last modified first, with their exposure, page by page', async () => {
    const { edges } = await documents()
    expect(edges.map(({ node }) => [node.externalId, node.exposure])).toEqual([
      ['d4', 'EXTERNAL'],
      ['d3', 'PUBLIC_LINK'],
      ['d2', 'EXTERNAL'],
      ['d1', 'INTERNAL'],
      ['d0', 'PRIVATE'],
    ])
    expect(edges[2]!.node).toMatchObject({
      name: '/plans/2',
      kind: 'FILE',
      sharedWith: ['x@partner.example', 'bob@acme.example'],
      modifiedAt: '2026-01-03T00:00:00.000Z',
      owner: { email: 'ann@acme.example' },
      app: { id: app },
    })
    const seen: string[] = []
    for (let after: string | null = null; ;) {
      const page: Listed = await documents({ first: 2, after })
      seen.push(...page.edges.map(({ node }) => node.externalId))
      if (page.edges.length < 2) break
      after = page.edges.at(-1)!.cursor
    }
    expect(seen).toEqual(['d4', 'd3', 'd2', 'd1', 'd0'])
  })

  it.each<[string, object, string[]]>([
    ['exposure', { exposure: ['PUBLIC_LINK', 'PRIVATE'] }, ['d3', 'd0']],
    ['whom it is shared with', { sharedWith: { contains: 'PARTNER' } }, ['d2']],
    ['not being shared', { sharedWith: { isSet: false } }, ['d3', 'd0']],
    ['name', { name: { startsWith: '/Plans/4' } }, ['d4']],
    ['kind', { kind: ['REPOSITORY'] }, []],
    ['time', { modifiedAt: { since: '2026-01-02T00:00:00Z', until: '2026-01-04T00:00:00Z' } }, ['d2', 'd1']],
    ['what does not hold', { not: { exposure: ['EXTERNAL'] } }, ['d3', 'd1', 'd0']],
  ])('are found by %s', async (_what, filter, found) => expect(await ids(filter)).toEqual(found))

  it('are told to the neighbours once, and again only when they change', async () => {
    const told = (await world.items('resource.changed')).filter(one => one.app === app)
    expect(told).toHaveLength(5)
    expect(told.map(one => one.lane)).toEqual(Array(5).fill('history'))
    expect(told.find(one => one.externalId === 'd2')).toMatchObject({
      exposure: 'EXTERNAL',
      exposureBefore: null,
      sharedWith: ['x@partner.example', 'bob@acme.example'],
      ownerAccountId: expect.any(String),
      modifiedAt: Date.parse('2026-01-03T00:00:00Z'),
      gone: false,
      outsideDomains: ['partner.example'],
      isSharedWithPersonalMail: false,
      at: expect.any(Number),
    })
    await until(async () => {
      const { rows } = await world.apps.db.system.query(
        `select 1 from apps.inventory where app = $1 and phase = 'things' and place->>'completedAt' is not null`,
        [app],
      )
      return rows.length > 0
    })
    await touch('documents', 'd1')
    world.vendor.documents.get('d2')!.sharing = []
    await touch('documents', 'd2')
    await until(async () => (await ids({ exposure: ['PRIVATE'] })).includes('d2'))
    await until(async () => !(await world.apps.db.system.query('select 1 from apps.touched')).rows.length)
    const after = (await world.items('resource.changed')).slice(told.length)
    expect(after).toMatchObject([{ externalId: 'd2', exposure: 'PRIVATE', exposureBefore: 'EXTERNAL', lane: 'live' }])
  })

  it('leave the lists when they are gone, and can still be named', async () => {
    const id = await idOf('d0')
    world.vendor.documents.delete('d0')
    await touch('documents', 'd0')
    await until(async () => !(await ids({})).includes('d0'))
    const { data } = await world.ask<{ resource: object }>('query ($id: ID!) { resource(id: $id) { name goneAt } }', {
      id,
    })
    expect(data.resource).toEqual({ name: '/plans/0', goneAt: expect.any(String) })
    expect((await world.items('resource.changed')).at(-1)).toMatchObject({ externalId: 'd0', gone: true })
  })

  it('are judged anew when the domains of the organisation change', async () => {
    world.vendor.documents.get('d2')!.sharing = ['x@partner.example']
    await touch('documents', 'd2')
    await until(async () => (await ids({ exposure: ['EXTERNAL'] })).includes('d2'))
    world.vendor.domains.push('partner.example')
    await world.apps.db.write('acme', tx =>
      tx.query(
        `insert into apps.app_work (tenant, app, kind, argument) values ($1, $2, 'inventory', 'null')
        on conflict (tenant, app, kind) do update set not_before = now()`,
        [tx.tenant, app],
      ),
    )
    await until(async () => (await ids({ exposure: ['INTERNAL'] })).includes('d2'))
    expect((await world.items('resource.changed')).at(-1)).toMatchObject({
      externalId: 'd2',
      exposure: 'INTERNAL',
      exposureBefore: 'EXTERNAL',
      lane: 'history',
    })
  })
})

describe('the domains of the organisation', () => {
  const SET =
    'mutation ($d: [String!]!) { setOwnDomains(input: { domains: $d }) { domains userErrors { message path } } }'
  const set = async (d: string[], tenant?: string) =>
    (await world.ask<{ setOwnDomains: object }>(SET, { d }, tenant)).data.setOwnDomains

  it('are those that apps list and those named by hand, personal mail left out', async () => {
    expect(await set(['Else.example', 'gmail.com'])).toEqual({
      domains: ['acme.example', 'else.example', 'partner.example'],
      userErrors: [],
    })
    await until(async () => (await ids({ exposure: ['EXTERNAL'] })).length === 0)
    expect(await set([])).toMatchObject({ domains: ['acme.example', 'partner.example'] })
    await until(async () => (await ids({ exposure: ['EXTERNAL'] })).includes('d4'))
  })

  it('are refused when they are none, and each tenant has its own', async () => {
    expect(await set(['acme'])).toMatchObject({ domains: [], userErrors: [{ path: ['input', 'domains'] }] })
    expect(await set(['globex.example'], 'globex')).toMatchObject({ domains: ['globex.example'] })
    const { data } = await world.ask('{ viewer { tenant { ownDomains } } }')
    expect(data).toEqual({ viewer: { tenant: { ownDomains: ['acme.example', 'partner.example'] } } })
  })
})

describe('what else an app lists', () => {
  it('are grants, riskiest first, with who allowed them', async () => {
    expect(await grants()).toMatchObject([
      { clientName: 'Bot', risk: 'HIGH', scopes: ['read', 'write'], account: { email: 'ann@acme.example' } },
      { clientName: 'Notes', risk: 'LOW' },
    ])
    expect((await world.items('grant.changed')).map(one => [one.clientName, one.gone, one.lane])).toEqual(
      expect.arrayContaining([
        ['Bot', false, 'history'],
        ['Notes', false, 'history'],
      ]),
    )
  })

  it('are groups, whose names their members carry, named by id or address', async () => {
    const { data } = await world.ask<{ accounts: { edges: { node: object }[] } }>(
      '{ accounts(filter: { group: ["Board"] }) { edges { node { externalId groups } } } }',
    )
    expect(data.accounts.edges.map(({ node }) => node)).toEqual([
      { externalId: 'u1', groups: ['Board'] },
      { externalId: 'u2', groups: ['Board'] },
    ])
  })

  it('shows how far the reading is', async () => {
    const { data } = await world.ask<{ app: { inventory: object[] } }>(
      `query ($id: ID!) { app(id: $id) { inventory { part state listing done total eta lastCompleteAt rejected
         skipped { listing reason { code } } lastError { code } } } }`,
      { id: app },
    )
    expect(data.app.inventory).toMatchObject([
      { part: 'PEOPLE', done: 5, lastCompleteAt: expect.any(String), lastError: null },
      { part: 'THINGS', state: 'IDLE', listing: null, done: 7, total: 7, eta: null, rejected: 0, skipped: [] },
    ])
  })
})

describe('another tenant', () => {
  it('sees none of it, by list, id, filter or cursor', async () => {
    const [first] = (await documents()).edges
    expect(await documents({}, 'globex')).toEqual({ totalCount: 0, edges: [] })
    expect(await grants('globex')).toEqual([])
    const { data } = await world.ask('query ($id: ID!) { resource(id: $id) { id } }', { id: first!.node.id }, 'globex')
    expect(data).toEqual({ resource: null })
    expect(await documents({ filter: { app: [app] } }, 'globex')).toMatchObject({ totalCount: 0 })
    const foreign = await world.ask(RESOURCES, { after: first!.cursor }, 'globex')
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('has the same ids apart', async () => {
    const other = await world.connect('globex', 'Theirs')
    await until(async () => (await documents({}, 'globex')).totalCount === 4)
    const theirs = (await documents({}, 'globex')).edges.map(({ node }) => node.id)
    const ours = (await documents()).edges.map(({ node }) => node.id)
    expect(theirs.filter(id => ours.includes(id))).toEqual([])
    expect(await documents({ filter: { app: [other] } })).toMatchObject({ totalCount: 0 })
    const { data } = await world.ask<{ requestAction: { userErrors: object[] } }>(REQUEST, {
      input: { spec: 'fake/close-document', app, resource: theirs[0], reason: 'no' },
    })
    expect(data.requestAction.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'resource'] }])
  })
})

const REQUEST = `mutation ($input: RequestActionInput!) { requestAction(input: $input) { action { id state request } userErrors { code message path } } }`
interface Asked {
  requestAction: { action: { id: string; state: string; request: object } | null; userErrors: { message: string }[] }
}
interface Shown {
  state: string
  result: string
  error: { message: string } | null
}
const ask = async (input: object) =>
  (await world.ask<Asked>(REQUEST, { input: { app, reason: 'test', ...input } })).data.requestAction
const shown = async (id: string) =>
  (
    await world.ask<{ governanceAction: Shown }>(
      `query ($id: ID!) { governanceAction(id: $id) { state result error { message } request undoable resource { externalId } grant { clientName }
         approvedBy { name } rejectedBy { name } } }`,
      { id },
    )
  ).data.governanceAction
const ended = (id: string, state: string) =>
  until(async () => {
    const action = await shown(id)
    return action.state === state ? action : null
  })

describe('actions on what an app lists', () => {
  it('look up, show every request, send them in order, and are taken back by what was remembered', async () => {
    world.vendor.documents.get('d1')!.sharing = ['bob@acme.example', 'y@else.example']
    const resource = await idOf('d1')
    world.vendor.writes = []
    const dry = await ask({ spec: 'fake/close-document', resource, dryRun: true })
    expect(dry.action).toMatchObject({
      state: 'SUCCEEDED',
      request: {
        requests: [
          { method: 'DELETE', url: 'https://acme.fake.example/documents/d1/bob@acme.example' },
          { method: 'DELETE', url: 'https://acme.fake.example/documents/d1/y@else.example' },
        ],
      },
    })
    expect(world.vendor.writes).toEqual([])
    const { action } = await ask({ spec: 'fake/close-document', resource })
    expect(await ended(action!.id, 'SUCCEEDED')).toMatchObject({
      result: 'Shared with 0.',
      undoable: true,
      resource: { externalId: 'd1' },
      grant: null,
      approvedBy: null,
      rejectedBy: null,
    })
    expect(world.vendor.writes).toEqual([
      'DELETE /documents/d1/bob@acme.example',
      'DELETE /documents/d1/y@else.example',
    ])
    await until(async () => (await ids({ exposure: ['PRIVATE'] })).includes('d1'))
    const { rows } = await world.apps.db.system.query('select remembered from apps.governance_action where id = $1', [
      action!.id,
    ])
    expect(rows).toEqual([{ remembered: { sharing: ['bob@acme.example', 'y@else.example'], key: '[secret]' } }])
    await world.ask('mutation ($id: ID!) { undoAction(input: { id: $id, reason: "no" }) { userErrors { code } } }', {
      id: action!.id,
    })
    await ended(action!.id, 'UNDONE')
    expect(world.vendor.documents.get('d1')!.sharing).toEqual(['bob@acme.example', 'y@else.example'])
    const { data } = await world.ask<{ governanceActions: { totalCount: number } }>(
      'query ($id: ID!) { governanceActions(filter: { resource: [$id] }) { totalCount } }',
      { id: resource },
    )
    expect(data.governanceActions.totalCount).toBe(2)
  })

  it('end with the first request that fails, and say what was sent', async () => {
    const { action } = await ask({ spec: 'fake/close-document', resource: await idOf('d4') })
    const failed = await ended(action!.id, 'FAILED')
    expect(failed.error?.message).toContain('1 of 2 requests were carried out')
    expect(world.vendor.documents.get('d4')!.sharing).toEqual(['stuck@else.example'])
  })

  it('act on a grant, and on the whole app', async () => {
    const grant = (await grants()).find(one => one.clientName === 'Bot')!.id
    const revoked = await ask({ spec: 'fake/revoke-grant', grant })
    const approve = 'mutation ($id: ID!) { approveAction(input: { id: $id }) { userErrors { message } } }'
    const second = { ...world.caller('acme'), actor: { kind: 'MEMBER' as const, id: 'm2', name: 'Cy', email: null } }
    await world.ask(approve, { id: revoked.action!.id }, 'acme', second)
    expect(await ended(revoked.action!.id, 'SUCCEEDED')).toMatchObject({ grant: { clientName: 'Bot' } })
    expect(world.vendor.grants.get('u1')).toHaveLength(1)
    await until(async () => (await grants()).length === 1)
    world.vendor.writes = []
    const asked = await ask({ spec: 'fake/require-mfa' })
    await ended(asked.action!.id, 'SUCCEEDED')
    expect(world.vendor.writes).toEqual(['PUT /settings'])
  })

  it.each<[string, () => Promise<object>, string]>([
    ['no target', async () => ({ spec: 'fake/close-document' }), 'Name the resource'],
    ['an unknown target', async () => ({ spec: 'fake/revoke-grant', grant: 'nope' }), 'no grant with this id'],
    [
      'a target of another kind',
      async () => ({ spec: 'fake/require-mfa', resource: await idOf('d3') }),
      'acts on the whole app',
    ],
  ])('are refused for %s', async (_what, input, message) => {
    const { action, userErrors } = await ask(await input())
    expect(action).toBeNull()
    expect(userErrors[0]?.message).toContain(message)
  })

  it('are asked for by a policy, too', async () => {
    const resource = await idOf('d3')
    const wanted = { spec: 'fake/close-document', app, account: null, resource, reason: 'public', parameters: {} }
    await world.apps.db.write('acme', async tx =>
      tx.append('action.wanted', [{ ...wanted, policy: 'p9', alert: null, dryRun: false, notBefore: 0 }]),
    )
    await until(() => world.vendor.documents.get('d3')!.sharing.length === 0)
  })
})
