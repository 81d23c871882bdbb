import type { RawFragment } from '@casbah/kit'
import { APP, check, openPosture, result, type Anything } from '../testing.ts'

let posture: Awaited<ReturnType<typeof openPosture>>
beforeAll(async () => {
  posture = await openPosture()
})
afterAll(() => posture.close())

const AT = '2026-01-01T00:00:00Z'
const LATER = '2026-01-02T00:00:00Z'
const ID = 'own/okta/long-passwords'
const OTHER = '00000000-0000-4000-8000-00000000000b'

const policies = (...lengths: (number | null)[]) => lengths.map((length, n) => ({ name: `p${n}`, length }))
const raw = (body: unknown, at = AT, more: Partial<RawFragment> = {}): RawFragment => ({
  read: 'policies',
  endpoint: 'GET acme.test/policies',
  at: Date.parse(at),
  hash: 'aa',
  body,
  truncated: false,
  ...more,
})
/** What the connector's own control found, with the reads that it asked for. */
const seen = (status: 'PASS' | 'ERROR' | 'CANNOT_TELL' = 'PASS', at = AT, reads = ['policies']) => ({
  ...result('mfa', status),
  evidence: reads.map(read => ({ read, endpoint: 'x', time: Date.parse(at), hash: 'aa', values: {} })),
})
const INPUT = {
  connector: 'okta',
  name: 'long-passwords',
  title: 'Passwords are long',
  severity: 'HIGH',
  category: 'password',
  points: 8,
  frameworks: [{ framework: 'House rules', requirement: '7.1' }],
  rule: { read: 'policies', each: '$', subject: 'name', expect: { path: 'length', op: 'gte', value: 12 } },
}
const CONTROL =
  'id connector { slug } title severity category points reads rule version frameworks { framework requirement derived }'

async function write(
  mutation: string,
  type: string,
  input: object,
  tenant = 'acme',
  scopes?: string[],
): Promise<Anything> {
  const fields = mutation === 'deleteControl' ? 'id' : `control { ${CONTROL} }`
  const { data, errors } = await posture.ask(
    `mutation ($i: ${type}!) { ${mutation}(input: $i) { ${fields} userErrors { code message path } } }`,
    { i: input },
    tenant,
    scopes,
  )
  expect(errors).toBeUndefined()
  return data[mutation]
}
const create = (more: object = {}, tenant = 'acme') =>
  write('createControl', 'CreateControlInput', { ...INPUT, ...more }, tenant)
const update = (more: object, tenant = 'acme') =>
  write('updateControl', 'UpdateControlInput', { id: ID, expectedVersion: 1, ...more }, tenant)
const remove = (id = ID, tenant = 'acme', more: object = {}) =>
  write('deleteControl', 'IdInput', { id, ...more }, tenant)

const FINDING = `id status message failing evaluated points maxPoints evidence version control { id title }
  subjects { edges { node { name passed detail } } } hasIt: exception { kind }`
async function findings(tenant = 'acme', filter: object = { control: [ID] }): Promise<Anything[]> {
  const { data } = await posture.ask(
    `query ($f: FindingFilter) { findings(filter: $f) { edges { node { ${FINDING} } } } }`,
    { f: filter },
    tenant,
  )
  return data.findings.edges.map(({ node }: Anything) => node)
}
const assess = (fragments: RawFragment[], at = AT, results = [seen('PASS', at)], tenant = 'acme', app = APP) =>
  posture.assess(results, at, tenant, app, fragments)

beforeEach(async () => {
  await posture.reset()
  await posture.controls([check('mfa', 10, { reads: ['policies', 'users'] })])
  await posture.app()
})

describe('an own control', () => {
  it('judges what is stored as soon as it is made', async () => {
    await assess([raw(policies(14, 8, 12))])
    const { control, userErrors } = await create()
    expect(userErrors).toEqual([])
    expect(control).toMatchObject({
      id: ID,
      connector: { slug: 'okta' },
      title: 'Passwords are long',
      reads: ['policies'],
      rule: INPUT.rule,
      version: 1,
    })
    expect(control.frameworks).toEqual(
      expect.arrayContaining([
        { framework: 'House rules', requirement: '7.1', derived: false },
        { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
      ]),
    )
    const [finding, ...more] = await findings()
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      status: 'PARTIAL',
      message: '2 of 3 rows of "policies" are as the rule expects.',
      failing: 1,
      evaluated: 3,
      points: 8 * (2 / 3),
      maxPoints: 8,
      control: { id: ID, title: 'Passwords are long' },
      evidence: [
        {
          read: 'policies',
          endpoint: 'GET acme.test/policies',
          time: Date.parse(AT),
          hash: 'aa',
          values: { rows: 3, judged: 3, failing: 1, unknown: 0 },
        },
      ],
    })
    expect(finding.subjects.edges.map(({ node }: Anything) => [node.name, node.passed, node.detail])).toEqual([
      ['p1', false, 'length: 8'],
      ['p0', true, 'length: 14'],
      ['p2', true, 'length: 12'],
    ])
    await posture.settle()
    expect((await posture.told('acme', 'finding.changed')).filter(each => each.control === ID)).toEqual([
      expect.objectContaining({
        app: APP,
        connector: 'okta',
        status: 'PARTIAL',
        before: null,
        severity: 'HIGH',
        title: 'Passwords are long',
        category: 'password',
      }),
    ])
  })

  it('judges again with each assessment, in the same finding', async () => {
    await create()
    expect(await findings()).toEqual([
      expect.objectContaining({
        status: 'CANNOT_TELL',
        message: expect.stringContaining('"policies" yet'),
        evidence: [],
      }),
    ])
    const statuses: string[] = []
    const ids = new Set<string>()
    for (const [n, body] of [policies(8), policies(8, 12), policies(12), policies(null), []].entries()) {
      const at = `2026-02-0${n + 1}T00:00:00Z`
      await assess([raw(body, at)], at)
      const [finding] = await findings()
      statuses.push(finding.status)
      ids.add(finding.id)
    }
    expect(statuses).toEqual(['FAIL', 'PARTIAL', 'PASS', 'CANNOT_TELL', 'CANNOT_TELL'])
    expect(ids.size).toBe(1)
    expect(
      (await posture.told('acme', 'finding.changed')).filter(each => each.control === ID).map(each => each.status),
    ).toEqual(['CANNOT_TELL', 'FAIL', 'PARTIAL', 'PASS', 'CANNOT_TELL'])
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['is cut', () => assess([raw(policies(14), LATER, { truncated: true })], LATER), 'only the first 1'],
    ['was not given the last time', () => assess([], LATER, [seen('ERROR', LATER)]), 'got no answer'],
    ['was not even asked for', () => assess([], LATER, [seen('CANNOT_TELL', LATER, ['users'])]), 'got no answer'],
    [
      'is not asked for any more',
      async () => {
        await posture.controls([check('mfa', 10, { reads: ['users'] })])
        await assess([], LATER)
      },
      'does not read "policies" any more',
    ],
  ])('tells nothing when its answer %s', async (_, happens, message) => {
    await assess([raw(policies(14))])
    await create()
    expect((await findings())[0].status).toBe('PASS')
    await happens()
    expect((await findings())[0]).toMatchObject({
      status: 'CANNOT_TELL',
      message: expect.stringContaining(message),
      points: 0,
      maxPoints: 0,
    })
    await posture.controls([check('mfa', 10, { reads: ['policies', 'users'] })])
    await assess([raw(policies(14), '2026-01-03T00:00:00Z')], '2026-01-03T00:00:00Z')
    expect((await findings())[0].status).toBe('PASS')
  })

  it('stays as it was when an assessment is about other reads', async () => {
    await assess([raw(policies(14))])
    await create()
    await assess([raw([], LATER, { read: 'users' })], LATER, [seen('PASS', LATER, ['users'])])
    expect((await findings())[0].status).toBe('PASS')
  })

  it('is changed as it was last seen, and judges anew at once', async () => {
    await assess([raw(policies(14, 8))])
    await create()
    const rule = { ...INPUT.rule, expect: { path: 'length', op: 'gte', value: 8 } }
    const { control } = await update({ rule, points: 4, frameworks: [] })
    expect(control).toMatchObject({ version: 2, points: 4, rule, title: 'Passwords are long' })
    expect(control.frameworks.map(({ framework }: Anything) => framework)).not.toContain('House rules')
    expect((await findings())[0]).toMatchObject({ status: 'PASS', points: 4, maxPoints: 4 })
    expect(await update({ points: 5 })).toEqual({
      control: null,
      userErrors: [expect.objectContaining({ code: 'CONFLICT', path: ['input', 'expectedVersion'] })],
    })
  })

  it('that is changed, and so finds something else, is put down to the catalogue', async () => {
    await assess([raw(policies(8))])
    await create()
    const from = new Date().toISOString()
    await update({ rule: { ...INPUT.rule, expect: { path: 'length', op: 'gte', value: 8 } } })
    const { data } = await posture.ask(
      'query ($f: DateTime!, $t: DateTime!) { scoreChange(from: $f, to: $t) { causes { kind percent } } }',
      { f: from, t: new Date().toISOString() },
    )
    const [cause, ...more] = data.scoreChange.causes.filter(({ percent }: Anything) => percent)
    expect([cause.kind, more]).toEqual(['CATALOGUE', []])
  })

  it('goes with its findings and exceptions, which the score puts down to the catalogue', async () => {
    await assess([raw(policies(8))])
    const before = new Date(Date.now()).toISOString()
    await create()
    const [finding] = await findings()
    const set = await posture.ask(
      'mutation ($i: ExceptionInput!) { setException(input: $i) { finding { points hasIt: exception { kind } } userErrors { message } } }',
      {
        i: {
          finding: finding.id,
          expectedVersion: finding.version,
          kind: 'THIRD_PARTY',
          reason: 'Elsewhere',
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
    )
    expect(set.data.setException.finding).toEqual({ points: 8, hasIt: { kind: 'THIRD_PARTY' } })
    const between = new Date().toISOString()
    expect(await remove()).toEqual({ id: ID, userErrors: [] })
    expect(await findings()).toEqual([])
    const after = new Date().toISOString()
    const change = async (from: string, to: string) => {
      const { data } = await posture.ask(
        'query ($f: DateTime!, $t: DateTime!) { scoreChange(from: $f, to: $t) { causes { kind changes { finding { control { title } } before after points } } } }',
        { f: from, t: to },
      )
      return data?.scoreChange.causes.filter(({ changes }: Anything) => changes.length)
    }
    const named = { control: { title: 'Passwords are long' } }
    expect(await change(before, between)).toEqual([
      { kind: 'CATALOGUE', changes: [{ finding: named, before: null, after: 'FAIL', points: expect.any(Number) }] },
    ])
    expect(await change(between, after)).toEqual([
      { kind: 'CATALOGUE', changes: [{ finding: named, before: 'FAIL', after: null, points: expect.any(Number) }] },
    ])
    expect((await posture.ask('{ secureScore { points maxPoints } }')).data.secureScore).toEqual({
      points: 10,
      maxPoints: 10,
    })
    const { rows } = await posture.db.system.query(
      'select gone from posture.finding_change where control = $1 order by id desc limit 1',
      [ID],
    )
    expect(rows).toEqual([{ gone: true }])
    expect((await posture.ask(`{ control(id: "${ID}") { id } controls { id } }`)).data).toEqual({
      control: null,
      controls: [{ id: 'okta/mfa' }],
    })
    expect((await update({ points: 1 })).userErrors).toEqual([expect.objectContaining({ code: 'NOT_FOUND' })])
    expect((await create()).userErrors).toEqual([])
    expect((await findings())[0]).toMatchObject({ status: 'FAIL', hasIt: null, points: 0 })
  })

  it.each<[string, object, string[], string]>([
    ['connector', { connector: 'nobody' }, ['connector'], 'No connector nobody'],
    ['name', { name: 'Not So' }, ['name'], 'lower case'],
    ['category', { category: '' }, ['category'], 'lower case'],
    ['title', { title: ' ' }, ['title'], 'one line'],
    ['points', { points: 11 }, ['points'], '0 to 10'],
    ['description', { description: 'x'.repeat(2_001) }, ['description'], '2000'],
    ['frameworks', { frameworks: [{ framework: '', requirement: '1' }] }, ['frameworks', '0', 'framework'], '1 to 100'],
    ['read', { rule: { ...INPUT.rule, read: 'nothing' } }, ['rule', 'read'], 'policies, users'],
    [
      'operator',
      { rule: { ...INPUT.rule, expect: { all: [{ path: 'a', op: 'is', value: 1 }] } } },
      ['rule', 'expect', 'all', '0', 'op'],
      'There are eq',
    ],
  ])('is refused with a wrong %s', async (_, more, path, message) => {
    const { control, userErrors } = await create(more)
    expect(control).toBeNull()
    expect(userErrors).toEqual([
      expect.objectContaining({ path: ['input', ...path], message: expect.stringContaining(message) }),
    ])
  })

  it('is refused when there is one of the name, and beyond two hundred', async () => {
    await create()
    expect((await create()).userErrors).toEqual([
      expect.objectContaining({ code: 'CONFLICT', path: ['input', 'name'] }),
    ])
    await posture.db.system.query(
      `insert into posture.own_control (tenant, id, connector, title, description, severity, category, points, read, remediation, frameworks, rule, added_at)
       select tenant, id || n, 'none', title, description, severity, category, points, read, remediation, frameworks, rule, added_at
       from posture.own_control cross join generate_series(1, 199) n`,
    )
    expect((await create({ name: 'more' })).userErrors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('200 own controls') }),
    ])
    expect((await create({}, 'globex')).userErrors).toEqual([])
  })

  it('is none that comes with a connector', async () => {
    const wrong = [expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining('no own control') })]
    expect((await update({ id: 'okta/mfa' })).userErrors).toEqual(wrong)
    expect((await remove('okta/mfa')).userErrors).toEqual(wrong)
  })

  it('needs the right to write', async () => {
    const { errors } = await posture.ask(
      'mutation ($i: CreateControlInput!) { createControl(input: $i) { userErrors { message } } }',
      { i: INPUT },
      'acme',
      ['posture:read'],
    )
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

describe('own controls of two tenants', () => {
  beforeEach(async () => {
    await posture.app('globex', { id: OTHER, name: 'Globex Okta' })
    await assess([raw(policies(8))])
    await assess([raw(policies(14))], AT, [seen()], 'globex', OTHER)
    await create()
  })

  const paths: [string, (tenant: string) => Promise<unknown>][] = [
    ['controls', async tenant => ids((await posture.ask('{ controls { id } }', {}, tenant)).data.controls)],
    [
      'controls of a framework',
      async tenant =>
        ids((await posture.ask('{ controls(framework: "House rules") { id } }', {}, tenant)).data.controls),
    ],
    [
      'control',
      async tenant =>
        ids([(await posture.ask(`{ control(id: "${ID}") { id } }`, {}, tenant)).data.control].filter(Boolean)),
    ],
    [
      'Connector.controls',
      async tenant => {
        const { data } = await posture.ask(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Connector { controls { id } } } }',
          { r: [{ __typename: 'Connector', slug: 'okta' }] },
          tenant,
        )
        return ids(data._entities[0].controls)
      },
    ],
    [
      'the entity Control',
      async tenant => {
        const { data } = await posture.ask(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Control { id title } } }',
          { r: [{ __typename: 'Control', id: ID }] },
          tenant,
        )
        return ids((data?._entities ?? []).filter(Boolean))
      },
    ],
    ['findings', async tenant => (await findings(tenant, {})).map(({ control }) => control.id).filter(own)],
    [
      'frameworks',
      async tenant =>
        (await posture.ask('{ frameworks { framework } }', {}, tenant)).data.frameworks
          .map(({ framework }: Anything) => framework)
          .filter((name: string) => name === 'House rules')
          .map(() => ID),
    ],
    [
      'compliance',
      async tenant => {
        const { data } = await posture.ask(
          '{ compliance(framework: "House rules") { requirements { findings { control { id } } } } }',
          {},
          tenant,
        )
        return (data?.compliance?.requirements ?? [])
          .flatMap((each: Anything) => each.findings)
          .map(({ control }: Anything) => control.id)
      },
    ],
    [
      'scoreChange',
      async tenant => {
        const { data } = await posture.ask(
          'query ($t: DateTime!) { scoreChange(from: "2026-01-01T12:00:00Z", to: $t) { causes { changes { finding { control { id } } } } } }',
          { t: new Date().toISOString() },
          tenant,
        )
        return data.scoreChange.causes
          .flatMap(({ changes }: Anything) => changes)
          .map(({ finding }: Anything) => finding.control.id)
      },
    ],
    ...['findings.json', 'findings.csv', 'findings.ocsf.ndjson'].map(
      (name): [string, (tenant: string) => Promise<unknown>] => [
        name,
        async tenant => ((await posture.file(name, tenant)).text.includes(ID) ? [ID] : []),
      ],
    ),
    [
      'report.html',
      async tenant => ((await posture.file('report.html', tenant)).text.includes('Passwords are long') ? [ID] : []),
    ],
  ]
  const own = (id: string) => id.startsWith('own/')
  const ids = (controls: { id: string }[]) => controls.map(({ id }) => id).filter(own)

  it.each(paths)('are apart in %s', async (_, read) => {
    expect([await read('acme'), await read('globex')]).toEqual([[ID], []])
  })

  it('are apart in the score', async () => {
    const score = async (tenant: string) =>
      (await posture.ask('{ secureScore { points maxPoints } }', {}, tenant)).data.secureScore
    expect([await score('acme'), await score('globex')]).toEqual([
      { points: 10, maxPoints: 18 },
      { points: 10, maxPoints: 10 },
    ])
  })

  it('are apart where apps are counted and excepted', async () => {
    const controls = async (tenant: string, id: string) =>
      (await posture.ask('mutation ($i: AppIdInput!) { assessApp(input: $i) { controls } }', { i: { id } }, tenant))
        .data.assessApp.controls
    expect([await controls('acme', APP), await controls('globex', OTHER)]).toEqual([2, 1])
    const except = async (tenant: string) =>
      (
        await posture.ask(
          'mutation ($i: CreateExceptionInput!) { createException(input: $i) { exception { control { id } } userErrors { code } } }',
          {
            i: {
              control: ID,
              kind: 'RISK_ACCEPTED',
              reason: 'r',
              expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
            },
          },
          tenant,
        )
      ).data.createException
    expect(await except('globex')).toEqual({ exception: null, userErrors: [{ code: 'NOT_FOUND' }] })
    expect(await except('acme')).toEqual({ exception: { control: { id: ID } }, userErrors: [] })
  })

  it('are changed by their tenant alone, and may have one name', async () => {
    const missing = [expect.objectContaining({ code: 'NOT_FOUND' })]
    expect((await update({ points: 1 }, 'globex')).userErrors).toEqual(missing)
    expect((await remove(ID, 'globex')).userErrors).toEqual(missing)
    expect((await create({ title: 'Theirs' }, 'globex')).userErrors).toEqual([])
    expect([(await findings())[0], (await findings('globex'))[0]]).toEqual([
      expect.objectContaining({ status: 'FAIL', control: { id: ID, title: 'Passwords are long' } }),
      expect.objectContaining({ status: 'PASS', control: { id: ID, title: 'Theirs' } }),
    ])
    await remove(ID, 'globex')
    expect([(await findings()).length, (await findings('globex')).length]).toEqual([1, 0])
  })
})
