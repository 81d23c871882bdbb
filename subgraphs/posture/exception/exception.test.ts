import { FakeClock } from '../fake-clock.ts'
import { ADA, APP, check, openPosture, result, type Anything } from '../testing.ts'

const OTHER_APP = '00000000-0000-4000-8000-00000000000b'
const DAY_MS = 86_400_000
const BOB = { kind: 'MEMBER', id: 'm2', name: 'Bob', email: 'bob@example.test' } as const
const TOKEN = { kind: 'TOKEN', id: 't1', name: 'ci', email: null } as const
const SCOPES = ['posture:read', 'posture:write']

const EXCEPTION = `id version kind reason control { id } category app { id } subjects owner { kind id name } createdBy { id } approver { id name } approvedAt
  createdAt expiresAt endedAt endedBy { id } worsenedAt`
const FINDING = `id version status points maxPoints failing exceptedFailing exception { ${EXCEPTION} }`
const SET = `mutation($input: ExceptionInput!) { setException(input: $input) { finding { ${FINDING} } userErrors { code message path } } }`
const CLEAR = `mutation($input: IdInput!) { clearException(input: $input) { finding { ${FINDING} } userErrors { code message path } } }`
const CREATE = `mutation($input: CreateExceptionInput!) { createException(input: $input) { exception { ${EXCEPTION} } userErrors { code message path } } }`
const END = `mutation($input: IdInput!) { endException(input: $input) { exception { ${EXCEPTION} } userErrors { code message path } } }`
const APPROVE = `mutation($input: IdInput!) { approveException(input: $input) { exception { ${EXCEPTION} } userErrors { code message path } } }`
const LIST = `query($filter: ExceptionFilter, $first: Int, $after: Cursor) { exceptions(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { ${EXCEPTION} } } } }`

const ahead = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

let posture: Awaited<ReturnType<typeof openPosture>>
beforeAll(async () => {
  posture = await openPosture()
})
beforeEach(async () => {
  await posture.reset()
  await posture.controls([check('mfa', 10), check('sso', 5, { category: 'sso' })])
})
afterAll(() => posture.close())

let minutes = 0
/** Each assessment is a minute later than the one before. */
const assess = (results: Parameters<typeof posture.assess>[0], tenant = 'acme', app = APP) =>
  posture.assess(results, new Date(Date.UTC(2026, 0, 1) + ++minutes * 60_000).toISOString(), tenant, app)

async function findingOf(control: string, tenant = 'acme', app = APP): Promise<Anything> {
  const filter = { control: [`okta/${control}`], app: [app] }
  const { data, errors } = await posture.ask(
    `query($filter: FindingFilter) { findings(filter: $filter) { edges { node { ${FINDING} } } } }`,
    { filter },
    tenant,
  )
  expect(errors).toBeUndefined()
  return data.findings.edges[0]?.node
}

async function except(more: object = {}, tenant = 'acme'): Promise<Anything> {
  const { id, version } = await findingOf('mfa', tenant)
  const input = {
    finding: id,
    expectedVersion: version,
    kind: 'THIRD_PARTY',
    reason: 'why',
    expiresAt: ahead(30),
    ...more,
  }
  const { data, errors } = await posture.ask(SET, { input }, tenant)
  expect(errors).toBeUndefined()
  return data.setException
}

const write = async (query: string, input: object, tenant = 'acme', actor: typeof ADA = ADA): Promise<Anything> => {
  const { data, errors } = await posture.ask(query, { input }, tenant, SCOPES, actor)
  expect(errors).toBeUndefined()
  return Object.values(data)[0]
}

async function list(filter: object = {}, tenant = 'acme'): Promise<Anything[]> {
  const { data, errors } = await posture.ask(LIST, { filter }, tenant)
  expect(errors).toBeUndefined()
  return data.exceptions.edges.map((edge: Anything) => edge.node)
}

const named = (names: [string, boolean][]) => {
  const found = result('mfa', names.every(([, passed]) => !passed) ? 'FAIL' : 'PARTIAL')
  return { ...found, subjects: names.map(([name, passed]) => ({ name, passed, detail: null, accountId: null })) }
}

describe('an exception of single subjects', () => {
  const half: [string, boolean][] = [
    ['ann', true],
    ['bob', true],
    ['root-1', false],
    ['root-2', false],
  ]
  const none: [string, boolean][] = [
    ['root-1', false],
    ['root-2', false],
  ]
  it.each([
    ['half fail, one is mitigated', half, ['root-1'], 'THIRD_PARTY', 7.5, 1, false],
    ['half fail, both are mitigated', half, ['root-*'], 'ALTERNATE_MITIGATION', 10, 2, true],
    ['half fail, both by name', half, ['ROOT-1', ' Root-2 '], 'THIRD_PARTY', 10, 2, true],
    ['half fail, one accepted', half, ['root-1'], 'RISK_ACCEPTED', 5, 1, false],
    ['half fail, both accepted', half, ['root-*'], 'RISK_ACCEPTED', 5, 2, true],
    ['half fail, who passes has one', half, ['ann'], 'THIRD_PARTY', 5, 0, false],
    ['all fail, one is mitigated', none, ['root-1'], 'THIRD_PARTY', 0, 1, false],
    ['all fail, all are mitigated', none, ['*-1', 'r*2'], 'THIRD_PARTY', 10, 2, true],
    ['what LIKE takes for any', half, ['root_1', 'root%'], 'THIRD_PARTY', 5, 0, false],
  ] as const)('%s', async (_, subjects, names, kind, points, exceptedFailing, hasException) => {
    await posture.app()
    await assess([named([...subjects])])
    const before = await findingOf('mfa')
    const { finding, userErrors } = await except({ kind, subjects: { names } })
    expect(userErrors).toEqual([])
    expect(finding).toMatchObject({ status: before.status, failing: 2, exceptedFailing, points, exception: null })
    const filter = { hasException }
    const { data } = await posture.ask(
      'query($filter: FindingFilter) { findings(filter: $filter) { totalCount } secureScore { points maxPoints exceptedPoints } }',
      { filter },
    )
    expect(data.findings.totalCount).toBe(1)
    expect(data.secureScore).toEqual({ points, maxPoints: 10, exceptedPoints: points - before.points })
  })

  it('is shown with each, kept over assessments, and leaves those that fail later', async () => {
    await posture.app()
    await assess([named(half)])
    await except({ subjects: { names: ['root-*'] }, kind: 'RISK_ACCEPTED' })
    await assess([named([...half, ['carl', true]])])
    expect(await findingOf('mfa')).toMatchObject({ exceptedFailing: 2, points: 6 })
    await assess([named([...half, ['carl', false]])])
    expect(await findingOf('mfa')).toMatchObject({ exceptedFailing: 2, failing: 3 })
    const { data } = await posture.ask(
      '{ findings { edges { node { subjects { edges { node { name exception { kind subjects control { id } } } } } } } } }',
    )
    const exception = { kind: 'RISK_ACCEPTED', subjects: ['root-*'], control: { id: 'okta/mfa' } }
    expect(data.findings.edges[0].node.subjects.edges.map((edge: Anything) => edge.node)).toEqual([
      { name: 'root-1', exception },
      { name: 'root-2', exception },
      { name: 'carl', exception: null },
      { name: 'ann', exception: null },
      { name: 'bob', exception: null },
    ])
    const told = await posture.told('acme', 'finding.changed')
    expect(told.map(item => item.hasException)).toEqual([false, true, true, false])
  })

  it.each([
    [{ names: [] }, 'from 1 to 50'],
    [{ names: Array.from({ length: 51 }, (_, n) => `s${n}`) }, 'from 1 to 50'],
    [{ names: ['ann', ' '] }, 'from 1 to 500 characters'],
    [{ names: ['*'] }, 'Leave subjects out'],
  ])('of %j is refused', async (subjects, sentence) => {
    await posture.app()
    await assess([named(half)])
    const { finding, userErrors } = await except({ subjects })
    expect(finding).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'subjects', 'names'] }])
    expect(userErrors[0].message).toContain(sentence)
  })
})

describe('the time of an exception', () => {
  it('is over without a restart: the finding counts again, the record stays', async () => {
    await posture.app()
    await assess([result('mfa', 'FAIL', [false])])
    const now = Date.now()
    const clock = new FakeClock(now)
    const schedule = posture.scheduleBy(clock)
    const { finding } = await except({ expiresAt: new Date(now + 3_600_000).toISOString() })
    expect(finding).toMatchObject({ points: 10 })
    schedule.start()
    try {
      await asleep(clock)
      // Never past half a minute, so that what others make due is seen.
      expect(clock.asleepFor).toBe(30_000)
      clock.advance(3_590_000)
      await asleep(clock, 10_000)
      expect(await findingOf('mfa')).toMatchObject({ points: 10 })
      clock.advance(10_000)
      await until(async () => (await findingOf('mfa')).points === 0)
    } finally {
      await schedule.stop()
    }
    expect(await findingOf('mfa')).toMatchObject({ status: 'FAIL', exception: null, points: 0, version: 3 })
    await posture.settle()
    expect((await posture.told('acme', 'finding.changed')).map(item => item.hasException)).toEqual([false, true, false])
    expect((await posture.told('acme', 'score.changed')).map(item => item.percent)).toEqual([0, 100, 0])
    const [ended] = await list({ inForce: false })
    expect(ended).toMatchObject({ id: finding.exception.id, endedAt: finding.exception.expiresAt, endedBy: null })
  })

  it('is over for single subjects, too', async () => {
    await posture.app()
    await assess([result('mfa', 'PARTIAL', [true, false])])
    await except({ subjects: { names: ['s1'] }, expiresAt: ahead(1) })
    expect(await findingOf('mfa')).toMatchObject({ points: 10, exceptedFailing: 1 })
    await posture.scheduleBy(new FakeClock(Date.now() + 2 * DAY_MS)).once()
    expect(await findingOf('mfa')).toMatchObject({ points: 5, exceptedFailing: 0 })
  })

  it('uncovers a wider one that is still in force', async () => {
    await posture.app()
    await assess([result('mfa', 'FAIL', [false])])
    await write(CREATE, { control: 'okta/mfa', kind: 'THIRD_PARTY', reason: 'all', expiresAt: ahead(30) })
    await except({ kind: 'RISK_ACCEPTED', expiresAt: ahead(1) })
    expect(await findingOf('mfa')).toMatchObject({ points: 0, exception: { reason: 'why' } })
    await posture.scheduleBy(new FakeClock(Date.now() + 2 * DAY_MS)).once()
    expect(await findingOf('mfa')).toMatchObject({ points: 10, exception: { reason: 'all' } })
  })

  it('passes for one on a finding that passes, without any effect', async () => {
    await posture.app()
    await assess([result('mfa', 'PASS', [true])])
    expect((await except({ kind: 'RISK_ACCEPTED' })).finding).toMatchObject({
      points: 10,
      exception: { kind: 'RISK_ACCEPTED' },
    })
    await assess([result('mfa', 'FAIL', [false])])
    await assess([result('mfa', 'PASS', [true])])
    expect(await findingOf('mfa')).toMatchObject({ points: 10, exception: { kind: 'RISK_ACCEPTED', endedAt: null } })
  })
})

describe('the record of an exception', () => {
  beforeEach(async () => {
    await posture.app()
    await assess([result('mfa', 'PARTIAL', [true, false, false])])
  })

  it('names its owner: the caller, or a member that is known and active', async () => {
    await posture.feed('acme', 'member.changed', [
      { id: 'm2', name: 'Bob', email: 'bob@example.test', active: true },
      { id: 'm3', name: 'Eve', email: null, active: false },
    ])
    await posture.feed('globex', 'member.changed', [{ id: 'm4', name: 'Gil', email: null, active: true }])
    expect((await except()).finding.exception).toMatchObject({
      owner: { id: 'm1', name: 'Ada' },
      createdBy: { id: 'm1' },
    })
    expect((await except({ owner: 'm2' })).finding.exception).toMatchObject({
      owner: { kind: 'MEMBER', id: 'm2', name: 'Bob' },
      createdBy: { id: 'm1' },
    })
    for (const owner of ['m3', 'm4', 'nobody'])
      expect(await except({ owner })).toMatchObject({
        finding: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['input', 'owner'] }],
      })
  })

  it('keeps who agreed to it: another member than the one who made it', async () => {
    const { id, version } = (await except()).finding.exception
    for (const [actor, sentence] of [
      [ADA, 'another member'],
      [TOKEN, 'not a token'],
    ] as const) {
      const refused = await write(APPROVE, { id }, 'acme', actor)
      expect(refused).toMatchObject({ exception: null, userErrors: [{ code: 'FORBIDDEN' }] })
      expect(refused.userErrors[0].message).toContain(sentence)
    }
    expect(await list({ approved: false })).toHaveLength(1)
    const outdated = await write(APPROVE, { id, expectedVersion: version + 1 }, 'acme', BOB)
    expect(outdated.userErrors).toMatchObject([{ code: 'CONFLICT' }])
    const { exception } = await write(APPROVE, { id, expectedVersion: version }, 'acme', BOB)
    expect(exception).toMatchObject({
      approver: { id: 'm2', name: 'Bob' },
      approvedAt: expect.any(String),
      version: version + 1,
    })
    expect((await findingOf('mfa')).exception.approver).toEqual({ id: 'm2', name: 'Bob' })
    expect((await list({ approved: true })).map(each => each.id)).toEqual([id])
  })

  it('stays when it is replaced or cleared, with who ended it', async () => {
    const first = (await except({ reason: 'first' })).finding.exception.id
    const second = (await except({ reason: 'second' })).finding.exception.id
    const { id } = await findingOf('mfa')
    expect((await write(CLEAR, { id }, 'acme', BOB)).finding).toMatchObject({
      exception: null,
      points: expect.closeTo(3.33, 1),
    })
    expect(await list({ inForce: true })).toEqual([])
    const ended = new Map((await list({ inForce: false })).map(each => [each.id, each.endedBy]))
    expect(ended).toEqual(
      new Map([
        [first, { id: 'm1' }],
        [second, { id: 'm2' }],
      ]),
    )
    const again = await write(END, { id: first })
    expect(again).toMatchObject({ exception: null, userErrors: [{ code: 'BAD_USER_INPUT' }] })
  })

  it('notes when more fails than when it was made, of all or of its subjects', async () => {
    await except()
    await except({ subjects: { names: ['s*'] } })
    const worsened = async () => (await list({ worsened: true })).map(each => [each.subjects, each.worsenedAt])
    await assess([result('mfa', 'PARTIAL', [true, false, false])])
    await assess([result('mfa', 'PARTIAL', [true, true, false])])
    expect(await worsened()).toEqual([])
    await assess([result('mfa', 'PARTIAL', [true, false, false, false])])
    const noted = await worsened()
    expect(noted.map(([subjects]) => subjects)).toEqual(expect.arrayContaining([['s*'], null]))
    expect(noted).toHaveLength(2)
    await assess([result('mfa', 'FAIL', [false, false, false, false])])
    expect(await worsened()).toEqual(noted)
  })

  it('of a failure without subjects is not worse for its being there, and is for its coming', async () => {
    await assess([result('sso', 'PASS')])
    const { id, version } = await findingOf('sso')
    const input = { finding: id, expectedVersion: version, kind: 'RISK_ACCEPTED', reason: 'why', expiresAt: ahead(3) }
    await posture.ask(SET, { input })
    expect(await list({ worsened: true })).toEqual([])
    await assess([result('sso', 'FAIL')])
    expect(await list({ worsened: true })).toHaveLength(1)
  })
})

describe('a wider exception', () => {
  const wide = (more: object) => ({ kind: 'THIRD_PARTY', reason: 'proxy', expiresAt: ahead(90), ...more })
  beforeEach(async () => {
    await posture.app()
    await assess([result('mfa', 'FAIL', [false]), result('sso', 'FAIL', [false])])
  })

  it('is about a control in all apps, those that come later among them, until it is ended', async () => {
    const { exception } = await write(CREATE, wide({ control: 'okta/mfa' }))
    expect(exception).toMatchObject({ control: { id: 'okta/mfa' }, category: null, app: null, subjects: null })
    await posture.app('acme', { id: OTHER_APP, name: 'Second' })
    await assess([result('mfa', 'FAIL', [false]), result('sso', 'FAIL', [false])], 'acme', OTHER_APP)
    for (const app of [APP, OTHER_APP]) {
      expect(await findingOf('mfa', 'acme', app)).toMatchObject({ points: 10, exception: { id: exception.id } })
      expect(await findingOf('sso', 'acme', app)).toMatchObject({ points: 0, exception: null })
    }
    const { id } = await findingOf('mfa')
    const refused = await write(CLEAR, { id })
    expect(refused.userErrors[0]).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(exception.id),
    })
    const ended = await write(END, { id: exception.id })
    expect(ended.exception).toMatchObject({ endedAt: expect.any(String), endedBy: { id: 'm1' } })
    for (const app of [APP, OTHER_APP])
      expect(await findingOf('mfa', 'acme', app)).toMatchObject({ points: 0, exception: null })
  })

  it('is about a category, one app or some subjects', async () => {
    await write(CREATE, wide({ category: 'sso', app: APP, subjects: { names: ['s0'] } }))
    expect(await findingOf('sso')).toMatchObject({ points: 5, exceptedFailing: 1, exception: null })
    expect(await findingOf('mfa')).toMatchObject({ points: 0, exceptedFailing: 0 })
  })

  it('gives way to a narrower one, whichever came first', async () => {
    await except({ kind: 'RISK_ACCEPTED' })
    await write(CREATE, wide({ control: 'okta/mfa' }))
    await write(CREATE, wide({ category: 'mfa' }))
    expect(await findingOf('mfa')).toMatchObject({ points: 0, exception: { kind: 'RISK_ACCEPTED' } })
  })

  it.each([
    [{}, 'BAD_USER_INPUT', ['input']],
    [{ control: 'okta/mfa', category: 'mfa' }, 'BAD_USER_INPUT', ['input']],
    [{ category: ' ' }, 'BAD_USER_INPUT', ['input']],
    [{ control: 'okta/nothing' }, 'NOT_FOUND', ['input', 'control']],
    [{ control: 'okta/mfa', app: 'nonsense' }, 'NOT_FOUND', ['input', 'app']],
    [{ control: 'okta/mfa', app: OTHER_APP }, 'NOT_FOUND', ['input', 'app']],
    [{ control: 'okta/mfa', reason: '' }, 'BAD_USER_INPUT', ['input', 'reason']],
    [{ control: 'okta/mfa', expiresAt: ahead(400) }, 'BAD_USER_INPUT', ['input', 'expiresAt']],
  ])('of %j is refused', async (more, code, path) => {
    expect(await write(CREATE, wide(more))).toMatchObject({ exception: null, userErrors: [{ code, path }] })
    expect(await list()).toEqual([])
  })
})

describe('the list of exceptions', () => {
  it('is that which a filter asks for, page by page, those that end first at the top', async () => {
    await posture.app()
    await assess([result('mfa', 'FAIL', [false])])
    for (const days of [50, 10, 40, 20, 30])
      await write(CREATE, {
        category: `c${days}`,
        kind: days > 25 ? 'THIRD_PARTY' : 'RISK_ACCEPTED',
        reason: 'r',
        expiresAt: ahead(days),
      })
    await except({ expiresAt: ahead(60) })
    const paged: string[] = []
    let after: string | null = null
    for (let pages = 0; pages < 5; pages++) {
      const { data }: Anything = await posture.ask(LIST, { first: 4, after })
      expect(data.exceptions.totalCount).toBe(6)
      paged.push(...data.exceptions.edges.map((edge: Anything) => edge.node.category))
      after = data.exceptions.pageInfo.endCursor
      if (!data.exceptions.pageInfo.hasNextPage) break
    }
    expect(paged).toEqual(['c10', 'c20', 'c30', 'c40', 'c50', null])
    for (const [filter, expected] of [
      [{ expiresBefore: ahead(25), inForce: true }, ['c10', 'c20']],
      [{ kind: ['RISK_ACCEPTED'] }, ['c10', 'c20']],
      [{ control: ['okta/mfa'] }, [null]],
      [{ app: [OTHER_APP] }, ['c10', 'c20', 'c30', 'c40', 'c50']],
      [{ app: ['nonsense'] }, ['c10', 'c20', 'c30', 'c40', 'c50']],
      [{ owner: ['m9'] }, []],
      [{ inForce: false }, []],
    ] as const)
      expect({ filter, found: (await list(filter)).map(each => each.category) }).toEqual({ filter, found: expected })
  })
})

describe('two tenants', () => {
  it('except the same control of the same app each for itself', async () => {
    for (const tenant of ['acme', 'globex']) {
      await posture.app(tenant)
      await assess([result('mfa', 'FAIL', [false])], tenant)
    }
    const { exception } = await write(CREATE, {
      control: 'okta/mfa',
      kind: 'THIRD_PARTY',
      reason: 'r',
      expiresAt: ahead(3),
    })
    expect(await findingOf('mfa', 'globex')).toMatchObject({ points: 0, exception: null, version: 1 })
    expect(await list({}, 'globex')).toEqual([])
    for (const query of [END, APPROVE])
      expect(await write(query, { id: exception.id }, 'globex', BOB)).toMatchObject({
        userErrors: [{ code: 'NOT_FOUND' }],
      })
    const cursor = (await posture.ask(LIST)).data.exceptions.pageInfo.endCursor
    expect((await posture.ask(LIST, { after: cursor }, 'globex')).errors).toMatchObject([
      { extensions: { code: 'BAD_CURSOR' } },
    ])
    await except({ subjects: { names: ['s0'] } }, 'globex')
    expect(await findingOf('mfa', 'globex')).toMatchObject({ points: 10 })
    await write(END, { id: exception.id })
    expect(await findingOf('mfa')).toMatchObject({ points: 0, exceptedFailing: 0 })
    expect(await findingOf('mfa', 'globex')).toMatchObject({ points: 10, exceptedFailing: 1 })
  })

  it.each([
    ['{ exceptions { totalCount } }', ['posture:write'], 'posture:read'],
    ['mutation { endException(input: { id: "x" }) { userErrors { code } } }', ['posture:read'], 'posture:write'],
    ['mutation { approveException(input: { id: "x" }) { userErrors { code } } }', ['posture:read'], 'posture:write'],
  ])('%s needs its scope', async (query, scopes, missing) => {
    const { errors } = await posture.ask(query, {}, 'acme', scopes)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scopes: [missing] } }])
  })
})

/** Resolves when the schedule sleeps, for so long when that is given. */
async function asleep(clock: FakeClock, ms?: number): Promise<void> {
  await until(() => Promise.resolve(clock.asleepFor !== null && (ms === undefined || clock.asleepFor === ms)))
}

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await is()) return
    await new Promise(done => setTimeout(done, 10))
  }
  throw new Error('it did not come to be')
}
