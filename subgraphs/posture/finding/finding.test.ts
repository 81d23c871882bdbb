import { APP, check, openPosture, result, type Anything } from '../testing.ts'

const READ = `{ findings { totalCount edges { cursor node {
  id status message failing evaluated evidence firstSeenAt failingSince resolvedAt reopenedCount lastChangedAt lastAssessedAt points maxPoints version
  control { id title connector { slug } frameworks { framework requirement } } app { id }
  exception { kind reason owner { kind id name } expiresAt } attestation { evidence by { name } } } } } }`

const FILTERS: [string, string[]][] = [
  ['{ status: [FAIL] }', ['okta/mfa']],
  ['{ severity: [LOW] }', ['okta/sso']],
  ['{ category: ["sso"] }', ['okta/sso']],
  ['{ framework: ["CIS"] }', ['okta/mfa']],
  ['{ framework: ["nothing"] }', []],
  ['{ control: ["okta/sso"] }', ['okta/sso']],
  [`{ app: ["${APP}"] }`, ['okta/mfa', 'okta/sso']],
  ['{ app: ["no uuid"] }', []],
  ['{ connector: ["github"] }', []],
  ['{ hasException: false }', ['okta/mfa', 'okta/sso']],
  ['{ failingSince: { since: "2026-01-01T00:00:00Z" } }', ['okta/mfa']],
  ['{ failingSince: { until: "2026-01-01T00:00:00Z" } }', []],
  ['{ lastChangedAt: { since: "2026-01-01T00:00:00Z" } }', ['okta/mfa', 'okta/sso']],
  ['{ lastChangedAt: { until: "2026-01-01T00:00:00Z" } }', []],
  ['{ resolvedAt: { since: "2026-01-01T00:00:00Z" } }', []],
  ['{ reopenedAtLeast: 1 }', []],
  ['{ reopenedAtLeast: 0 }', ['okta/mfa', 'okta/sso']],
  ['{ not: { status: [FAIL] } }', ['okta/sso']],
  ['{ or: [] }', []],
  ['{ or: [{ status: [PASS] }, { severity: [HIGH] }] }', ['okta/mfa', 'okta/sso']],
  ['{ and: [{ status: [PASS] }, { severity: [HIGH] }] }', []],
]

let posture: Awaited<ReturnType<typeof openPosture>>
beforeAll(async () => {
  posture = await openPosture()
})
beforeEach(async () => {
  await posture.reset()
})
afterAll(() => posture.close())

async function one(tenant = 'acme') {
  const { data, errors } = await posture.ask(READ, {}, tenant)
  expect(errors).toBeUndefined()
  return data.findings.edges[0].node
}

describe('the life of a finding', () => {
  it('keeps since when it fails over repeated failures and unknowns, and clears it on a pass', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    const steps = [
      ['2026-01-01T00:00:00.000Z', 'PASS', null],
      ['2026-01-02T00:00:00.000Z', 'FAIL', '2026-01-02T00:00:00.000Z'],
      ['2026-01-03T00:00:00.000Z', 'PARTIAL', '2026-01-02T00:00:00.000Z'],
      ['2026-01-04T00:00:00.000Z', 'CANNOT_TELL', null],
      ['2026-01-05T00:00:00.000Z', 'FAIL', '2026-01-02T00:00:00.000Z'],
      ['2026-01-06T00:00:00.000Z', 'PASS', null],
      ['2026-01-07T00:00:00.000Z', 'FAIL', '2026-01-07T00:00:00.000Z'],
    ] as const
    const ids = new Set<string>()
    for (const [at, status, since] of steps) {
      await posture.assess([result('mfa', status, [true, false])], at)
      const finding = await one()
      ids.add(finding.id)
      expect(finding).toMatchObject({
        status,
        failingSince: since,
        firstSeenAt: steps[0][0],
        lastAssessedAt: at,
        control: {
          id: 'okta/mfa',
          connector: { slug: 'okta' },
          frameworks: expect.arrayContaining([{ framework: 'CIS', requirement: '6.3' }]),
        },
        app: { id: APP },
        evidence: [{ endpoint: '/api', values: { on: true } }],
      })
    }
    expect(ids.size).toBe(1)
    expect(
      (await posture.told('acme', 'finding.changed')).map(item => [item.before, item.status, item.severity]),
    ).toEqual(steps.map(([, status], n) => [n ? steps[n - 1]![1] : null, status, 'HIGH']))
    expect((await posture.told('acme', 'finding.changed'))[0]).toMatchObject({
      title: expect.any(String),
      category: expect.any(String),
      frameworks: expect.arrayContaining(['CIS', 'SOC 2']),
      hasException: false,
    })
  })

  it('keeps since when it is resolved, how often it failed again, and when it last changed', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    const steps = [
      ['2026-01-01', 'PASS', null, 0, '2026-01-01'],
      ['2026-01-02', 'PASS', null, 0, '2026-01-01'],
      ['2026-01-03', 'FAIL', null, 0, '2026-01-03'],
      ['2026-01-04', 'PASS', '2026-01-04', 0, '2026-01-04'],
      ['2026-01-05', 'CANNOT_TELL', '2026-01-04', 0, '2026-01-05'],
      ['2026-01-06', 'FAIL', null, 1, '2026-01-06'],
      ['2026-01-07', 'CANNOT_TELL', null, 1, '2026-01-07'],
      ['2026-01-08', 'FAIL', null, 1, '2026-01-08'],
      ['2026-01-09', 'FAIL', null, 1, '2026-01-08'],
      ['2026-01-10', 'NOT_APPLICABLE', '2026-01-10', 1, '2026-01-10'],
      ['2026-01-11', 'PARTIAL', null, 2, '2026-01-11'],
    ] as const
    const dayOf = (moment: string | null) => moment && moment.slice(0, 10)
    for (const [day, status, resolved, reopened, changed] of steps) {
      await posture.assess([result('mfa', status, [true, false])], `${day}T00:00:00Z`)
      const { resolvedAt, reopenedCount, lastChangedAt } = await one()
      expect([day, status, dayOf(resolvedAt), reopenedCount, dayOf(lastChangedAt)]).toEqual([
        day,
        status,
        resolved,
        reopened,
        changed,
      ])
    }
  })

  it.each([
    ['message', { message: 'worse' }],
    ['value that it was judged by', { evidence: [{ endpoint: '/api', time: 1, hash: 'aa', values: { on: false } }] }],
    ['subject', { subjects: [{ name: 's1', passed: false, detail: null, accountId: null }] }],
  ])('has changed when its %s has, not when it was read anew', async (_, more) => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    const found = result('mfa', 'FAIL')
    const reread = [{ ...found.evidence[0]!, time: 2, hash: 'bb' }]
    await posture.assess([found], '2026-01-01T00:00:00Z')
    await posture.assess([{ ...found, evidence: reread }], '2026-01-02T00:00:00Z')
    expect((await one()).lastChangedAt).toBe('2026-01-01T00:00:00.000Z')
    await posture.assess([{ ...found, ...more }], '2026-01-03T00:00:00Z')
    expect((await one()).lastChangedAt).toBe('2026-01-03T00:00:00.000Z')
  })

  it('tells of other points under the same status, and of nothing when nothing changed', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    await posture.assess([result('mfa', 'PARTIAL', [true, false])], '2026-01-01T00:00:00Z')
    await posture.assess([result('mfa', 'PARTIAL', [true, false])], '2026-01-02T00:00:00Z')
    expect(await one()).toMatchObject({ points: 5, maxPoints: 10, version: 1, failing: 1, evaluated: 2 })
    expect(await posture.told('acme', 'finding.changed')).toHaveLength(1)
    await posture.assess([result('mfa', 'PARTIAL', [true, true, true, false])], '2026-01-03T00:00:00Z')
    expect(await one()).toMatchObject({ points: 7.5, version: 2 })
    expect(await posture.told('acme', 'finding.changed')).toHaveLength(2)
  })

  it('takes away findings of a control that its connector no longer has, and shows them until then', async () => {
    await posture.controls([check('mfa', 10), check('sso', 5)])
    await posture.app()
    await posture.assess([result('mfa', 'FAIL', [false]), result('sso', 'PASS')], '2026-01-01T00:00:00Z')
    await posture.controls([check('sso', 5)])
    expect((await one()).control.id).toBe('okta/mfa')
    expect((await posture.ask('{ controls { id } }')).data.controls).toEqual([{ id: 'okta/sso' }])
    await posture.assess([result('sso', 'PASS')], '2026-01-02T00:00:00Z')
    const { data } = await posture.ask('{ findings { totalCount edges { node { control { id } } } } }')
    expect(data.findings).toEqual({ totalCount: 1, edges: [{ node: { control: { id: 'okta/sso' } } }] })
  })

  it('goes by the counts where not every subject is told', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    const many = { ...result('mfa', 'PARTIAL', [false, false]), failing: 250, evaluated: 1_000 }
    await posture.assess([many], '2026-01-01T00:00:00Z')
    expect(await one()).toMatchObject({
      failing: 250,
      evaluated: 1_000,
      points: 7.5,
      lastChangedAt: '2026-01-01T00:00:00.000Z',
    })
    await posture.assess([many], '2026-01-02T00:00:00Z')
    expect(await one()).toMatchObject({ lastChangedAt: '2026-01-01T00:00:00.000Z' })
    await posture.assess([{ ...many, failing: 251 }], '2026-01-03T00:00:00Z')
    expect(await one()).toMatchObject({ failing: 251, lastChangedAt: '2026-01-03T00:00:00.000Z' })
  })

  it('stores what a vendor names with a NUL character', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    await posture.assess([result('mfa', 'FAIL', [false], 'bad\0name')], '2026-01-01T00:00:00Z')
    expect((await one()).message).toBe('bad\ufffdname')
  })

  it('forgets an app whose data is to go, and does not take it back from a late assessment', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    await posture.assess([result('mfa', 'PASS')], '2026-01-01T00:00:00Z')
    await posture.app('acme', { state: 'DISCONNECTED', deletedData: true })
    await posture.assess([result('mfa', 'FAIL', [false])], '2026-01-01T00:01:00Z')
    const { data } = await posture.ask('{ findings { totalCount } secureScore { maxPoints } }')
    expect(data).toEqual({ findings: { totalCount: 0 }, secureScore: { maxPoints: 0 } })
  })
})

describe('lists of findings', () => {
  it('page by page equals all at once, those that cost most first', async () => {
    const checks = Array.from({ length: 23 }, (_, n) => check(`c${String(n).padStart(2, '0')}`, (n * 7) % 11))
    await posture.controls(checks)
    await posture.app()
    await posture.assess(
      checks.map((each, n) =>
        result(each.id.slice(5), (['FAIL', 'PARTIAL', 'PASS'] as const)[n % 3]!, [true, true, false]),
      ),
      '2026-01-01T00:00:00Z',
    )
    const page = `query($after: Cursor) { findings(first: 4, after: $after) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { id points maxPoints } } } }`
    const paged: { id: string; points: number; maxPoints: number }[] = []
    let after: string | null = null
    for (let pages = 0; pages < 10; pages++) {
      const answer = await posture.ask(page, { after })
      const { data } = answer
      paged.push(...data.findings.edges.map((edge: { node: unknown }) => edge.node))
      expect(data.findings.totalCount).toBe(23)
      expect(data.findings.pageInfo.hasPreviousPage).toBe(after !== null)
      after = data.findings.pageInfo.endCursor
      if (!data.findings.pageInfo.hasNextPage) break
    }
    const { data } = await posture.ask('{ findings(first: 500) { edges { node { id points maxPoints } } } }')
    expect(paged).toEqual(data.findings.edges.map((edge: { node: unknown }) => edge.node))
    const lost = paged.map(finding => finding.maxPoints - finding.points)
    expect(lost).toEqual([...lost].sort((a, b) => b - a))
    expect(new Set(paged.map(finding => finding.id)).size).toBe(23)
  })

  it('refuses a page of 100,000 and another tenant’s, another list’s or an invented cursor, each with what to do', async () => {
    await posture.controls([check('mfa', 10), check('sso', 5)])
    await posture.app('acme')
    await posture.app('globex')
    const results = [result('mfa', 'FAIL', [false, false]), result('sso', 'FAIL', [false])]
    await posture.assess(results, '2026-01-01T00:00:00Z', 'acme')
    await posture.assess(results, '2026-01-01T00:00:00Z', 'globex')
    const big = await posture.ask('{ findings(first: 100000) { totalCount } }')
    expect(big.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringMatching(/500/) },
    ])
    const after = `query($after: Cursor) { findings(after: $after) { edges { node { id } } } }`
    const own = (await posture.ask('{ findings(first: 1) { pageInfo { endCursor } } }')).data.findings.pageInfo
      .endCursor
    expect((await posture.ask(after, { after: own })).data.findings.edges).toHaveLength(1)
    const subject = (
      await posture.ask('{ findings(first: 1) { edges { node { subjects(first: 1) { pageInfo { endCursor } } } } } }')
    ).data.findings.edges[0].node.subjects.pageInfo.endCursor
    for (const [cursor, tenant] of [
      [own, 'globex'],
      [subject, 'acme'],
      ['invented', 'acme'],
    ]) {
      const refused = await posture.ask(after, { after: cursor }, tenant)
      expect(refused.errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR' } }])
    }
  })

  it('are those that a filter asks for', async () => {
    await posture.controls([check('mfa', 10), check('sso', 5, { severity: 'LOW', category: 'sso', frameworks: [] })])
    await posture.app()
    await posture.assess([result('mfa', 'FAIL', [false]), result('sso', 'PASS')], '2026-01-01T00:00:00Z')
    for (const [filter, controls] of FILTERS) {
      const { data } = await posture.ask(
        `{ findings(filter: ${filter}) { totalCount edges { node { control { id } } } } }`,
      )
      const found = data.findings.edges.map((edge: Anything) => edge.node.control.id).sort()
      expect({ filter, found, count: data.findings.totalCount }).toEqual({
        filter,
        found: controls,
        count: controls.length,
      })
    }
  })

  it('names the account or resource that a subject is', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    const found = result('mfa', 'PARTIAL', [false, true])
    const [first, second] = found.subjects
    const resourceId = '00000000-0000-4000-8000-0000000000f1'
    const subjects = [
      { ...first!, resourceId },
      { ...second!, resourceId: null },
    ]
    await posture.assess([{ ...found, subjects }], '2026-01-01T00:00:00Z')
    const read =
      '{ findings { edges { node { subjects { edges { node { name account { id } resource { id } } } } } } } }'
    expect((await posture.ask(read)).data.findings.edges[0].node.subjects.edges).toEqual([
      { node: { name: 's0', account: null, resource: { id: resourceId } } },
      { node: { name: 's1', account: null, resource: null } },
    ])
  })

  it('pages subjects, failing ones first', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app()
    await posture.assess([result('mfa', 'PARTIAL', [true, false, true, false])], '2026-01-01T00:00:00Z')
    const read = `query($after: Cursor) { findings { edges { node { subjects(first: 3, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { name passed } } } } } } }`
    const first = (await posture.ask(read)).data.findings.edges[0].node.subjects
    expect(first.edges.map((edge: Anything) => edge.node.name)).toEqual(['s1', 's3', 's0'])
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } })
    const rest = (await posture.ask(read, { after: first.pageInfo.endCursor })).data.findings.edges[0].node.subjects
    expect(rest.edges).toEqual([{ node: { name: 's2', passed: true } }])
  })
})

describe('who may see what', () => {
  it('keeps two tenants with the same app apart, in every way to read', async () => {
    await posture.controls([check('mfa', 10)])
    await posture.app('acme')
    await posture.app('globex')
    await posture.assess([result('mfa', 'PASS')], '2026-01-01T00:00:00Z', 'acme')
    await posture.assess([result('mfa', 'FAIL', [false])], '2026-01-01T00:00:00Z', 'globex')
    const theirs = await one('globex')
    const read = `query($app: ID!, $id: ID!, $day: DateTime!, $of: [_Any!]!) {
      finding(id: $id) { id } secureScore(app: $app) { percent maxPoints }
      secureScoreHistory(app: $app, since: $day, until: $day) { percent }
      findings { edges { node { status subjects { totalCount } } } }
      _entities(representations: $of) { ... on App { secureScore { percent } findings { totalCount edges { node { status } } } } ... on Finding { id } } }`
    const variables = {
      app: APP,
      id: theirs.id,
      day: '2026-01-01T00:00:00Z',
      of: [
        { __typename: 'App', id: APP },
        { __typename: 'Finding', id: theirs.id },
      ],
    }
    const pass = [{ node: { status: 'PASS' } }]
    const { data } = await posture.ask(read, variables, 'acme')
    expect(data).toEqual({
      finding: null,
      secureScore: { percent: 100, maxPoints: 10 },
      secureScoreHistory: [{ percent: 100 }],
      findings: { edges: [{ node: { status: 'PASS', subjects: { totalCount: 0 } } }] },
      _entities: [{ secureScore: { percent: 100 }, findings: { totalCount: 1, edges: pass } }, null],
    })
    const write = await posture.ask(
      `mutation($id: ID!) { clearException(input: { id: $id }) { finding { id } userErrors { code } } }`,
      { id: theirs.id },
      'acme',
    )
    expect(write.data.clearException).toEqual({ finding: null, userErrors: [{ code: 'NOT_FOUND' }] })
    expect((await one('globex')).version).toBe(1)
  })

  it.each([
    ['{ findings { totalCount } }', ['posture:write'], 'posture:read'],
    [`mutation { assessApp(input: { id: "${APP}" }) { controls } }`, ['posture:read'], 'posture:write'],
    ['{ _entities(representations: []) { ... on Finding { id } } }', [], 'posture:read'],
    ['subscription { findingChanged { id } }', [], 'posture:read'],
  ])('%s needs its scope', async (query, scopes, missing) => {
    const { errors } = await posture.ask(query, {}, 'acme', scopes)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scopes: [missing] } }])
  })

  it('answers App and Connector by key', async () => {
    await posture.controls([check('mfa', 10), check('sso', 5)])
    await posture.app()
    await posture.assess([result('mfa', 'FAIL', [false])], '2026-01-01T00:00:00Z')
    const of = [
      { __typename: 'Connector', slug: 'okta' },
      { __typename: 'Connector', slug: 'nobody' },
      { __typename: 'App', id: APP },
      { __typename: 'App', id: 'no uuid' },
      { __typename: 'Control', id: 'okta/sso' },
    ]
    const { data, errors } = await posture.ask(
      `query($of: [_Any!]!) { _entities(representations: $of) {
        ... on Connector { controls { id } } ... on App { findings(first: 1) { edges { node { status } } } } ... on Control { title } } }`,
      { of },
    )
    expect(errors).toBeUndefined()
    expect(data._entities).toEqual([
      { controls: [{ id: 'okta/mfa' }, { id: 'okta/sso' }] },
      { controls: [] },
      { findings: { edges: [{ node: { status: 'FAIL' } }] } },
      null,
      { title: 'sso' },
    ])
  })
})

describe('findingChanged', () => {
  it('gives each change that fits the filter, to its own tenant alone, and ends at once when left', async () => {
    await posture.controls([check('mfa', 10), check('sso', 5)])
    await posture.app('acme')
    await posture.app('globex')
    const stream = await posture.answer(
      'subscription { findingChanged(filter: { status: [FAIL] }) { status control { id } app { id } } }',
    )
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream))
    const next = stream.next()
    await posture.assess([result('mfa', 'FAIL', [false])], '2026-01-01T00:00:00Z', 'globex')
    await posture.assess([result('sso', 'PASS'), result('mfa', 'FAIL', [false])], '2026-01-01T00:00:00Z', 'acme')
    expect(JSON.parse(JSON.stringify((await next).value))).toEqual({
      data: { findingChanged: { status: 'FAIL', control: { id: 'okta/mfa' }, app: { id: APP } } },
    })
    const waiting = stream.next()
    await stream.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })
})

describe('assessApp', () => {
  const ASSESS =
    'mutation($id: ID!) { assessApp(input: { id: $id }) { app { id } controls userErrors { code message } } }'

  it('asks for an assessment of an app that can be read, and says why not otherwise', async () => {
    await posture.controls([check('mfa', 10), check('sso', 5)])
    await posture.app('acme')
    expect(await posture.told('acme', 'assessment.wanted')).toEqual([{ app: APP, checks: null }])
    expect((await posture.ask(ASSESS, { id: APP })).data.assessApp).toEqual({
      app: { id: APP },
      controls: 2,
      userErrors: [],
    })
    expect(await posture.told('acme', 'assessment.wanted')).toHaveLength(2)
    for (const [id, tenant] of [
      [APP, 'globex'],
      ['nonsense', 'acme'],
    ])
      expect((await posture.ask(ASSESS, { id }, tenant)).data.assessApp).toMatchObject({
        app: null,
        controls: 0,
        userErrors: [{ code: 'NOT_FOUND' }],
      })
    await posture.app('acme', { state: 'AUTH_FAILED' })
    expect((await posture.ask(ASSESS, { id: APP })).data.assessApp.userErrors).toMatchObject([{ code: 'UNAVAILABLE' }])
    expect(await posture.told('acme', 'assessment.wanted')).toHaveLength(2)
  })

  it('is asked for once a day, and when the connector has got controls', async () => {
    await posture.app('acme')
    const wanted = async () => (await posture.told('acme', 'assessment.wanted')).length
    expect(await wanted()).toBe(1)
    await posture.schedule.once()
    expect(await wanted()).toBe(1)
    await posture.controls([check('mfa', 10)])
    await Promise.all([posture.schedule.once(), posture.schedule.once()])
    expect(await wanted()).toBe(2)
    await posture.controls([check('mfa', 10)])
    await posture.schedule.once()
    expect(await wanted()).toBe(2)
    await posture.db.system.query(`update posture.app set wanted_at = wanted_at - interval '24 hours'`)
    await posture.schedule.once()
    expect(await wanted()).toBe(3)
  })
})
