import { check, openPosture, result, type Anything } from '../testing.ts'

const ref = (framework: string, requirement: string, version: string | null = null) => ({
  framework,
  version,
  requirement,
  derived: false,
})
const REPORT = `query ($f: String!) { compliance(framework: $f) { framework percent requirements { requirement status derived findings { status control { id } } } } }`

describe('frameworks', () => {
  let posture: Awaited<ReturnType<typeof openPosture>>
  beforeAll(async () => {
    posture = await openPosture()
    await posture.controls([
      check('mfa', 10, {
        frameworks: [
          ref('CIS Controls', '6.3', '8.1'),
          ref('NIST 800-53', 'IA-10', 'r5'),
          ref('NIST 800-53', 'IA-2', 'r5'),
        ],
      }),
      check('sso', 5, { category: 'sso', frameworks: [ref('CIS AWS Foundations', '6.3')] }),
      check('odd', 5, { category: 'of-its-own', frameworks: [ref('NIST 800-53', 'IA-2', 'r5')] }),
      check('never', 1, { category: 'of-its-own', frameworks: [ref('Own', '1')] }),
    ])
    await posture.app()
    await posture.app('globex')
    await posture.assess(
      [result('mfa', 'PASS'), result('sso', 'PARTIAL', [true, false]), result('odd', 'CANNOT_TELL')],
      '2026-01-01T00:00:00Z',
    )
    await posture.assess([result('mfa', 'FAIL')], '2026-01-01T00:00:00Z', 'globex')
  })
  afterAll(() => posture.close())

  const report = async (f: string, tenant = 'acme') => {
    const { data, errors } = await posture.ask(REPORT, { f }, tenant)
    if (errors) throw new Error(errors[0]!.message)
    return data.compliance as Anything
  }
  const statuses = ({ requirements }: Anything) =>
    Object.fromEntries(requirements.map(({ requirement, status }: Anything) => [requirement, status]))

  it('are reported by requirement in the order of their numbers, each as bad as the worst of its findings', async () => {
    const told = await report('NIST 800-53r5')
    expect(told.framework).toBe('NIST 800-53')
    // IA-8 comes of the category of the control alone.
    expect(told.requirements.map(({ requirement, derived }: Anything) => [requirement, derived])).toEqual([
      ['IA-2', true],
      ['IA-8', true],
      ['IA-10', false],
    ])
    expect(statuses(told)).toEqual({ 'IA-2': 'PARTIAL', 'IA-8': 'PARTIAL', 'IA-10': 'PASS' })
    expect(told.requirements[0].findings.map(({ status, control }: Anything) => [status, control.id])).toEqual([
      ['PARTIAL', 'okta/sso'],
      ['CANNOT_TELL', 'okta/odd'],
      ['PASS', 'okta/mfa'],
    ])
    expect(told.percent).toBe(33.33)
  })

  it('of one family are reported together', async () => {
    expect(statuses(await report('CIS'))).toEqual({ 'CIS AWS Foundations 6.3': 'PARTIAL', 'CIS Controls 6.3': 'PASS' })
    expect(statuses(await report('cis controls v8.1'))).toEqual({ '6.3': 'PASS' })
  })

  it('do not pass without any finding', async () => {
    expect(await report('Own')).toMatchObject({ percent: 0, requirements: [{ status: 'CANNOT_TELL', findings: [] }] })
  })

  it('are of the tenant’s own findings', async () => {
    expect(statuses(await report('CIS Controls', 'globex'))).toEqual({ '6.3': 'FAIL' })
    expect(statuses(await report('CIS AWS Foundations', 'globex'))).toEqual({ '6.3': 'CANNOT_TELL' })
  })

  it('narrow controls, findings and scores, also by family and by what was derived', async () => {
    const { data, errors } = await posture.ask(`{
      controls(framework: "SOC 2") { id frameworks { framework version requirement derived } }
      findings(filter: { framework: ["CIS"] }) { totalCount } all: findings { totalCount }
      score: secureScore(framework: "CIS AWS Foundations") { maxPoints } cis: secureScore(framework: "CIS") { maxPoints } }`)
    expect(errors).toBeUndefined()
    expect(data.controls.map(({ id }: Anything) => id)).toEqual(['okta/mfa', 'okta/sso'])
    expect(data.controls[0].frameworks).toContainEqual({
      framework: 'SOC 2',
      version: '2017',
      requirement: 'CC6.1',
      derived: true,
    })
    // Where the card names a framework, its word is the last.
    expect(
      data.controls[0].frameworks
        .filter((each: Anything) => each.framework === 'NIST 800-53')
        .every((each: Anything) => !each.derived),
    ).toBe(true)
    expect([data.findings.totalCount, data.all.totalCount]).toEqual([2, 3])
    expect([data.score.maxPoints, data.cis.maxPoints]).toEqual([5, 15])
  })

  it('are listed, and an unknown one is answered with those that there are', async () => {
    const { data } = await posture.ask('{ frameworks { framework version controls requirements derived } }')
    expect(data.frameworks).toContainEqual({
      framework: 'CIS Controls',
      version: '8.1',
      controls: 1,
      requirements: 1,
      derived: 0,
    })
    expect(data.frameworks).toContainEqual({
      framework: 'SOC 2',
      version: '2017',
      controls: 2,
      requirements: 1,
      derived: 1,
    })
    await expect(report('HIPAA')).rejects.toThrow(/no control answers.*CIS Controls.*SOC 2/i)
  })
})
