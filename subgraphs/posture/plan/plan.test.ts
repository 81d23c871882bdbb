import { check, openPosture, result, type Anything } from '../testing.ts'

const PLAN =
  'mutation ($i: PlanInput!) { planFinding(input: $i) { finding { version plan { by note owner { name } } points } userErrors { code message path } } }'
const SEEN =
  '{ findings { edges { node { id version status control { id } plan { note } } } } secureScore { percent planned achievable } }'

describe('plans', () => {
  let posture: Awaited<ReturnType<typeof openPosture>>
  beforeAll(async () => {
    posture = await openPosture()
    await posture.controls([check('mfa', 10), check('sso', 5), check('log', 5)])
    await posture.app()
    await posture.assess([result('mfa', 'FAIL'), result('sso', 'PASS'), result('log', 'FAIL')], '2026-01-01T00:00:00Z')
  })
  afterAll(() => posture.close())

  const seen = async (control: string, tenant = 'acme') => {
    const { data } = await posture.ask(SEEN, {}, tenant)
    const edge = data.findings.edges.find(({ node }: Anything) => node.control.id === control)
    return { ...edge?.node, score: data.secureScore } as Anything
  }
  const plan = async (input: object, tenant = 'acme') =>
    (await posture.ask(PLAN, { i: input }, tenant)).data.planFinding as Anything
  const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

  it('tell what the score would be, and change nothing of what it is', async () => {
    const { id, version, score } = await seen('okta/mfa')
    expect(score).toEqual({ percent: 25, planned: 25, achievable: 100 })
    const planned = await plan({ finding: id, expectedVersion: version, by: ahead(30), note: 'With the new phones' })
    expect(planned).toMatchObject({
      userErrors: [],
      finding: { points: 0, plan: { note: 'With the new phones', owner: { name: 'Ada' } } },
    })
    expect((await seen('okta/mfa')).score).toEqual({ percent: 25, planned: 75, achievable: 100 })
    expect(await plan({ finding: id, expectedVersion: version, by: ahead(1) })).toMatchObject({
      userErrors: [{ code: 'CONFLICT' }],
    })
    await plan({ finding: id, expectedVersion: planned.finding.version })
    expect(await seen('okta/mfa')).toMatchObject({ plan: null, score: { planned: 25 } })
  })

  it('leave a risk that is accepted as it is', async () => {
    const { id, version } = await seen('okta/log')
    await posture.ask('mutation ($i: ExceptionInput!) { setException(input: $i) { userErrors { message } } }', {
      i: { finding: id, expectedVersion: version, kind: 'RISK_ACCEPTED', reason: 'Small', expiresAt: ahead(9) },
    })
    expect((await seen('okta/log')).score).toEqual({ percent: 25, planned: 25, achievable: 75 })
  })

  it('are for what fails, by a day ahead, of the own tenant', async () => {
    const passing = await seen('okta/sso')
    const failing = await seen('okta/mfa')
    const wrong = async (input: object, tenant?: string) => (await plan(input, tenant)).userErrors
    expect(await wrong({ finding: passing.id, expectedVersion: passing.version, by: ahead(3) })).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('does not fail') },
    ])
    expect(await wrong({ finding: failing.id, expectedVersion: failing.version, by: ahead(-1) })).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', 'by'] },
    ])
    expect(
      await wrong({ finding: failing.id, expectedVersion: failing.version, by: ahead(3) }, 'globex'),
    ).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  it('are over when the control passes', async () => {
    const { id, version } = await seen('okta/mfa')
    await plan({ finding: id, expectedVersion: version, by: ahead(3), note: 'x' })
    await posture.assess([result('mfa', 'PASS'), result('sso', 'PASS'), result('log', 'FAIL')], '2026-01-02T00:00:00Z')
    expect(await seen('okta/mfa')).toMatchObject({ status: 'PASS', plan: null })
  })
})
