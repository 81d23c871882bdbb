import { APP, check, openPosture, result, type Anything } from '../testing.ts'

const CHANGE = `query ($from: DateTime!, $to: DateTime!, $app: ID) { scoreChange(from: $from, to: $to, app: $app) {
  from { percent points maxPoints } to { percent points maxPoints coverage }
  causes { kind percent changes { finding { control { id } message status app { id } } before after points changedBy { id } } } } }`

describe('the change of a score', () => {
  let posture: Awaited<ReturnType<typeof openPosture>>
  beforeAll(async () => {
    posture = await openPosture()
  })
  beforeEach(async () => {
    await posture.reset()
    await posture.controls([check('mfa', 10), check('sso', 5), check('log', 5)])
    await posture.app()
  })
  afterAll(() => posture.close())

  const change = async (from: string, to: string, tenant = 'acme', app: string | null = null) => {
    const { data, errors } = await posture.ask(CHANGE, { from, to, app }, tenant)
    expect(errors).toBeUndefined()
    return data.scoreChange as Anything
  }
  const parts = ({ causes }: Anything) =>
    Object.fromEntries(causes.map(({ kind, percent }: Anything) => [kind, percent]))
  const first = '2026-01-01T10:00:00Z'
  const second = '2026-01-03T10:00:00Z'

  it('is told by causes that add up, with the findings that each touched', async () => {
    await posture.assess([result('mfa', 'FAIL'), result('sso', 'PASS'), result('log', 'CANNOT_TELL')], first)
    await posture.assess(
      [result('mfa', 'PARTIAL', [true, false]), result('sso', 'FAIL'), result('log', 'PASS')],
      second,
    )
    const told = await change('2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z')
    expect(told).toMatchObject({
      from: { percent: 33.33, points: 5, maxPoints: 15 },
      to: { percent: 50, points: 10, maxPoints: 20, coverage: 1 },
    })
    expect(told.causes.map(({ kind }: Anything) => kind)).toEqual(['SETTINGS', 'CATALOGUE', 'EXCEPTIONS', 'COVERAGE'])
    const { SETTINGS, COVERAGE, ...none } = parts(told)
    expect(none).toEqual({ CATALOGUE: 0, EXCEPTIONS: 0 })
    expect(SETTINGS + COVERAGE).toBeCloseTo(16.67, 5)
    expect(told.causes[0].changes.sort((a: Anything, b: Anything) => b.points - a.points)).toMatchObject([
      { finding: { control: { id: 'okta/mfa' } }, before: 'FAIL', after: 'PARTIAL', points: 5 },
      { finding: { control: { id: 'okta/sso' } }, before: 'PASS', after: 'FAIL', points: -5 },
    ])
    expect(told.causes[3].changes).toMatchObject([
      { finding: { control: { id: 'okta/log' } }, before: 'CANNOT_TELL', after: 'PASS', points: 5 },
    ])
  })

  it('is nothing between moments without any, and everything since before the first', async () => {
    await posture.assess([result('mfa', 'PASS'), result('sso', 'FAIL')], first)
    expect(parts(await change('2026-01-02T00:00:00Z', '2026-01-09T00:00:00Z'))).toEqual({
      SETTINGS: 0,
      CATALOGUE: 0,
      EXCEPTIONS: 0,
      COVERAGE: 0,
    })
    const since = await change('2025-01-01T00:00:00Z', '2026-01-09T00:00:00Z')
    expect(since).toMatchObject({ from: { percent: 0, maxPoints: 0 }, to: { percent: 66.67 } })
    expect(parts(since)).toEqual({ SETTINGS: 0, CATALOGUE: 0, EXCEPTIONS: 0, COVERAGE: 66.67 })
  })

  it('counts a control that the connector no longer has to the catalogue, and can still name it', async () => {
    await posture.assess([result('mfa', 'PASS'), result('sso', 'FAIL')], first)
    await posture.controls([check('mfa', 10)])
    await posture.assess([result('mfa', 'PASS')], second)
    const told = await change('2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z')
    expect(parts(told)).toMatchObject({ CATALOGUE: 33.33, COVERAGE: 0 })
    expect(told.causes[1].changes).toMatchObject([
      {
        finding: { control: { id: 'okta/sso' }, message: expect.stringContaining('any more'), app: { id: APP } },
        before: 'FAIL',
        after: null,
        points: 0,
      },
    ])
  })

  it('counts what people decide to the exceptions', async () => {
    await posture.assess([result('mfa', 'PASS'), result('sso', 'FAIL')], first)
    const before = new Date().toISOString()
    const { data } = await posture.ask(
      '{ findings(filter: { control: ["okta/sso"] }) { edges { node { id version } } } }',
    )
    const { id: finding, version: expectedVersion } = data.findings.edges[0].node
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const input = { finding, expectedVersion, kind: 'THIRD_PARTY', reason: 'The proxy does it', expiresAt }
    await posture.ask('mutation ($i: ExceptionInput!) { setException(input: $i) { userErrors { message } } }', {
      i: input,
    })
    const told = await change(before, new Date(Date.now() + 1_000).toISOString())
    expect(parts(told)).toMatchObject({ EXCEPTIONS: 33.33, SETTINGS: 0 })
    expect(told.causes[2].changes).toMatchObject([{ before: 'FAIL', after: 'FAIL', points: 5 }])
  })

  it('is of one app or of all, and an app whose data goes takes its part with it', async () => {
    const other = '00000000-0000-4000-8000-00000000000b'
    await posture.app('acme', { id: other })
    await posture.assess([result('mfa', 'PASS')], first)
    await posture.assess([result('mfa', 'FAIL')], first, 'acme', other)
    await posture.assess([result('mfa', 'PASS')], second, 'acme', other)
    expect(parts(await change('2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z', 'acme', APP))).toMatchObject({
      SETTINGS: 0,
    })
    expect(parts(await change('2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z', 'acme', other))).toMatchObject({
      SETTINGS: 100,
    })
    const before = new Date().toISOString()
    await posture.assess([result('mfa', 'FAIL')], before, 'acme', other)
    await posture.app('acme', { id: other, deletedData: true })
    const told = await change(before, new Date(Date.now() + 1_000).toISOString())
    expect(parts(told)).toEqual({ SETTINGS: 0, CATALOGUE: 0, EXCEPTIONS: 0, COVERAGE: 50 })
  })

  it('is of the tenant’s own findings', async () => {
    await posture.app('globex')
    await posture.assess([result('mfa', 'FAIL')], first)
    await posture.assess([result('mfa', 'PASS')], second)
    await posture.assess([result('mfa', 'FAIL')], first, 'globex')
    expect(parts(await change('2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z', 'globex'))).toMatchObject({ SETTINGS: 0 })
    expect(parts(await change('2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z'))).toMatchObject({ SETTINGS: 100 })
  })

  it('refuses what goes backwards, and lets nobody rewrite the ledger', async () => {
    const { errors } = await posture.ask(CHANGE, { from: second, to: first })
    expect(errors).toMatchObject([
      { message: expect.stringContaining('earlier day'), extensions: { code: 'BAD_USER_INPUT' } },
    ])
    await expect(
      posture.db.write('acme', tx => tx.query('update posture.finding_change set points = 0')),
    ).rejects.toThrow(/permission denied/)
  })
})
