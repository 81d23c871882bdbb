import { FakeClock } from '../fake-clock.ts'
import { check, openPosture, result } from '../testing.ts'

const FIELDS = `finding { id status points maxPoints version failingSince exception { kind reason owner { kind id name email } }
  attestation { evidence by { id } } } userErrors { code path }`
const SET = `mutation($input: ExceptionInput!) { setException(input: $input) { ${FIELDS} } }`
const CLEAR = `mutation($input: IdInput!) { clearException(input: $input) { ${FIELDS} } }`
const ATTEST = `mutation($input: AttestInput!) { attest(input: $input) { ${FIELDS} } }`
const DAY_MS = 86_400_000

const ahead = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

let posture: Awaited<ReturnType<typeof openPosture>>
beforeAll(async () => {
  posture = await openPosture()
  await posture.controls([check('mfa', 10)])
})
afterAll(() => posture.close())

/** A tenant of its own with one finding in a status. */
let tenants = 0
async function finding(status: Parameters<typeof result>[1], subjects: boolean[] = [false]) {
  const tenant = `t${++tenants}`
  await posture.app(tenant)
  await posture.assess([result('mfa', status, subjects)], '2026-01-01T00:00:00Z', tenant)
  const { data } = await posture.ask('{ findings { edges { node { id } } } }', {}, tenant)
  return { tenant, id: data.findings.edges[0].node.id as string }
}

async function score(tenant: string) {
  return (await posture.ask('{ secureScore { points maxPoints percent coverage } }', {}, tenant)).data.secureScore
}

function exception(id: string, more = {}) {
  return { finding: id, expectedVersion: 1, kind: 'THIRD_PARTY', reason: 'WAF', expiresAt: ahead(30), ...more }
}

/** Two years go by for what was decided in a tenant. */
async function over(tenant: string) {
  for (const [table, columns] of [
    ['finding', ['exception_expires_at', 'attestation_expires_at', 'subjects_excepted_until']],
    ['exception', ['expires_at']],
  ] as const)
    await posture.db.system.query(
      `update posture.${table} set ${columns.map(column => `${column} = ${column} - interval '2 years'`).join(', ')} where tenant = $1`,
      [tenant],
    )
}

describe('an exception', () => {
  it.each([
    ['FAIL', 'RISK_ACCEPTED', [0, 10]],
    ['FAIL', 'THIRD_PARTY', [10, 10]],
    ['FAIL', 'ALTERNATE_MITIGATION', [10, 10]],
    ['PARTIAL', 'RISK_ACCEPTED', [0, 10]],
    ['PARTIAL', 'THIRD_PARTY', [10, 10]],
    ['PASS', 'RISK_ACCEPTED', [10, 10]],
    ['CANNOT_TELL', 'THIRD_PARTY', [0, 0]],
    ['CANNOT_TELL', 'RISK_ACCEPTED', [0, 0]],
    ['ERROR', 'ALTERNATE_MITIGATION', [0, 0]],
    ['MANUAL', 'THIRD_PARTY', [0, 0]],
    ['NOT_APPLICABLE', 'THIRD_PARTY', [0, 0]],
  ] as const)('on %s as %s', async (status, kind, [points, maxPoints]) => {
    const { tenant, id } = await finding(status, [true, false])
    const { data } = await posture.ask(SET, { input: exception(id, { kind }) }, tenant)
    expect(data.setException).toMatchObject({
      userErrors: [],
      finding: { status, points, maxPoints, version: 2, exception: { kind, reason: 'WAF', owner: { id: 'm1' } } },
    })
    expect(await score(tenant)).toMatchObject({ points, maxPoints })
  })

  it('counts until its end, is then read as none, and is taken back with score and news', async () => {
    const { tenant, id } = await finding('FAIL')
    await posture.ask(SET, { input: exception(id) }, tenant)
    expect(await score(tenant)).toMatchObject({ percent: 100 })
    await over(tenant)
    expect(await score(tenant)).toMatchObject({ percent: 0 })
    const read = await posture.ask('query($id: ID!) { finding(id: $id) { exception { kind } points } }', { id }, tenant)
    expect(read.data.finding).toEqual({ exception: null, points: 0 })
    await Promise.all([posture.schedule.once(), posture.schedule.once()])
    await posture.settle()
    expect((await posture.told(tenant, 'score.changed')).map(item => item.percent)).toEqual([0, 100, 0])
    expect(await posture.told(tenant, 'finding.changed')).toMatchObject([
      { before: null, status: 'FAIL', severity: 'HIGH', hasException: false },
      { before: 'FAIL', status: 'FAIL', severity: 'HIGH', connector: 'okta', control: 'okta/mfa', hasException: true },
      { before: 'FAIL', status: 'FAIL', severity: 'HIGH', title: expect.any(String), hasException: false },
    ])
  })

  it('is kept over an assessment and ended by clearException', async () => {
    const { tenant, id } = await finding('FAIL')
    await posture.ask(SET, { input: exception(id) }, tenant)
    await posture.assess([result('mfa', 'FAIL', [false])], '2026-01-02T00:00:00Z', tenant)
    expect(await score(tenant)).toMatchObject({ points: 10 })
    const { data } = await posture.ask(CLEAR, { input: { id, expectedVersion: 2 } }, tenant)
    expect(data.clearException).toMatchObject({ userErrors: [], finding: { points: 0, exception: null, version: 3 } })
  })

  it('is refused for an outdated version, a bad term, no reason, or no such finding; nothing changes', async () => {
    const { tenant, id } = await finding('FAIL')
    for (const [more, code, field] of [
      [{ expectedVersion: 7 }, 'CONFLICT', 'expectedVersion'],
      [{ expiresAt: ahead(-1) }, 'BAD_USER_INPUT', 'expiresAt'],
      [{ expiresAt: ahead(400) }, 'BAD_USER_INPUT', 'expiresAt'],
      [{ reason: '  ' }, 'BAD_USER_INPUT', 'reason'],
    ] as const) {
      const { data } = await posture.ask(SET, { input: exception(id, more) }, tenant)
      expect(data.setException).toEqual({ finding: null, userErrors: [{ code, path: ['input', field] }] })
    }
    for (const unknown of ['nonsense', '00000000-0000-4000-8000-000000000099']) {
      const { data } = await posture.ask(SET, { input: exception(unknown) }, tenant)
      expect(data.setException).toMatchObject({ finding: null, userErrors: [{ code: 'NOT_FOUND' }] })
    }
    const conflict = await posture.ask(CLEAR, { input: { id, expectedVersion: 9 } }, tenant)
    expect(conflict.data.clearException.userErrors).toMatchObject([{ code: 'CONFLICT' }])
    const read = await posture.ask('query($id: ID!) { finding(id: $id) { version } }', { id }, tenant)
    expect(read.data.finding).toEqual({ version: 1 })
    expect(await posture.told(tenant, 'finding.changed')).toHaveLength(1)
  })
})

describe('an attestation', () => {
  const word = (id: string, passed: boolean, more = {}) => ({
    finding: id,
    expectedVersion: 1,
    passed,
    evidence: 'seen in the console',
    expiresAt: ahead(30),
    ...more,
  })

  it.each([
    [true, 'PASS', 10],
    [false, 'FAIL', 0],
  ])('that it is so: %s, counts as %s until its end', async (passed, status, points) => {
    const { tenant, id } = await finding('MANUAL', [])
    expect(await score(tenant)).toEqual({ points: 0, maxPoints: 0, percent: 0, coverage: 0 })
    const { data } = await posture.ask(ATTEST, { input: word(id, passed) }, tenant)
    expect(data.attest).toMatchObject({
      userErrors: [],
      finding: { status, points, maxPoints: 10, attestation: { evidence: 'seen in the console', by: { id: 'm1' } } },
    })
    expect(data.attest.finding.failingSince === null).toBe(passed)
    expect(await score(tenant)).toMatchObject({ points, maxPoints: 10, coverage: 1 })
    await over(tenant)
    await posture.schedule.once()
    expect(await score(tenant)).toEqual({ points: 0, maxPoints: 0, percent: 0, coverage: 0 })
    expect((await posture.told(tenant, 'finding.changed')).map(item => [item.before, item.status])).toEqual([
      [null, 'MANUAL'],
      ['MANUAL', status],
      [status, 'MANUAL'],
    ])
  })

  it('that it is not so can have an exception: two axes, each with an end of its own', async () => {
    const { tenant, id } = await finding('MANUAL', [])
    await posture.ask(ATTEST, { input: word(id, false) }, tenant)
    const { data } = await posture.ask(
      SET,
      { input: exception(id, { expectedVersion: 2, expiresAt: ahead(60) }) },
      tenant,
    )
    expect(data.setException.finding).toMatchObject({ status: 'FAIL', points: 10, exception: { kind: 'THIRD_PARTY' } })
    await posture.scheduleBy(new FakeClock(Date.now() + 40 * DAY_MS)).once()
    const read = await posture.ask(
      `query($id: ID!) { f: finding(id: $id) { status points maxPoints attestation { evidence } exception { kind } } }`,
      { id },
      tenant,
    )
    expect(read.data.f).toEqual({
      status: 'MANUAL',
      points: 0,
      maxPoints: 0,
      attestation: null,
      exception: { kind: 'THIRD_PARTY' },
    })
  })

  it('is refused for what the vendor’s settings answer, without evidence, and for an outdated version', async () => {
    const judged = await finding('FAIL')
    const refused = await posture.ask(ATTEST, { input: word(judged.id, true) }, judged.tenant)
    expect(refused.data.attest).toMatchObject({ finding: null, userErrors: [{ code: 'BAD_USER_INPUT' }] })
    const { tenant, id } = await finding('MANUAL', [])
    for (const [more, code] of [
      [{ evidence: ' ' }, 'BAD_USER_INPUT'],
      [{ expectedVersion: 4 }, 'CONFLICT'],
      [{ expiresAt: ahead(367) }, 'BAD_USER_INPUT'],
    ] as const) {
      const { data } = await posture.ask(ATTEST, { input: word(id, true, more) }, tenant)
      expect(data.attest).toMatchObject({ finding: null, userErrors: [{ code }] })
    }
  })
})
