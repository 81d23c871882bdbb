import { CAUSES, explainChange, type Cause } from './causes.ts'
import type { Standing } from './ledger.ts'

/** A finding: of ten points, in app `a`, passing, unless told otherwise. */
function standing(finding: string, parts: Partial<Standing> & { share?: number } = {}): Standing {
  const { share = 1, ...more } = parts
  const weight = more.weight ?? 10
  const judged = more.rawMaxPoints !== 0
  const raw = { rawPoints: judged ? weight * share : 0, rawMaxPoints: judged ? weight : 0 }
  const status = !judged ? 'CANNOT_TELL' : share === 1 ? 'PASS' : share === 0 ? 'FAIL' : 'PARTIAL'
  return {
    finding,
    app: 'a',
    control: `okta/${finding}`,
    category: 'mfa',
    weight,
    criteria: '',
    rawStatus: status,
    status,
    points: raw.rawPoints,
    maxPoints: raw.rawMaxPoints,
    excepted: false,
    attested: false,
    ...raw,
    ...more,
  }
}
const failing = (finding: string, parts: Partial<Standing> = {}) => standing(finding, { share: 0, ...parts })
const unjudged = (finding: string, parts: Partial<Standing> = {}) => standing(finding, { rawMaxPoints: 0, ...parts })
const mitigated = (finding: string) => failing(finding, { excepted: true, points: 10, maxPoints: 10 })
const percent = (standings: readonly Standing[]) => {
  const max = standings.reduce((sum, each) => sum + each.maxPoints, 0)
  return max ? (100 * standings.reduce((sum, each) => sum + each.points, 0)) / max : 0
}
const total = (parts: Record<Cause, number>) => CAUSES.reduce((sum, cause) => sum + parts[cause], 0)

describe('the causes of a change', () => {
  const other = standing('other')
  it.each<[string, Standing[], Standing[], Partial<Record<Cause, number>>]>([
    ['nothing', [other], [other], {}],
    ['a setting that is mended', [other, failing('x')], [other, standing('x')], { SETTINGS: 50 }],
    ['a setting that gets worse', [other, standing('x')], [other, standing('x', { share: 0.5 })], { SETTINGS: -25 }],
    ['a control more, which fails', [other], [other, failing('x')], { CATALOGUE: -50 }],
    ['a control less, which failed', [other, failing('x')], [other], { CATALOGUE: 50 }],
    ['a control that weighs more', [other, failing('x')], [other, failing('x', { weight: 30 })], { CATALOGUE: -25 }],
    [
      'a threshold that is set, whatever the setting does meanwhile',
      [other, standing('x')],
      [other, failing('x', { criteria: '{"days":30}' })],
      { CATALOGUE: -50 },
    ],
    ['a threshold that changes nothing', [other, standing('x')], [other, standing('x', { criteria: 'y' })], {}],
    ['an app more', [other], [other, failing('x', { app: 'b' })], { COVERAGE: -50 }],
    ['an app less', [other, failing('x', { app: 'b' })], [other], { COVERAGE: 50 }],
    ['what cannot be judged any more', [other, failing('x')], [other, unjudged('x')], { COVERAGE: 50 }],
    ['what can be judged now', [other, unjudged('x')], [other, failing('x')], { COVERAGE: -50 }],
    ['an exception that begins', [other, failing('x')], [other, mitigated('x')], { EXCEPTIONS: 50 }],
    ['an exception that ends', [other, mitigated('x')], [other, failing('x')], { EXCEPTIONS: -50 }],
    ['an accepted risk, which earns nothing', [other, failing('x')], [other, failing('x', { excepted: true })], {}],
    [
      'an attestation',
      [other, unjudged('x', { rawStatus: 'MANUAL' })],
      [other, unjudged('x', { rawStatus: 'MANUAL', attested: true, status: 'FAIL', points: 0, maxPoints: 10 })],
      { EXCEPTIONS: -50 },
    ],
    [
      'a failure under an exception, which costs nothing: half of what it would have cost, and of what spared it',
      [other, standing('x')],
      [other, mitigated('x')],
      { SETTINGS: -25, EXCEPTIONS: 25 },
    ],
  ])('%s', (_, before, after, expected) => {
    const { percent: parts } = explainChange(before, after)
    for (const cause of CAUSES) expect([cause, parts[cause]]).toEqual([cause, expect.closeTo(expected[cause] ?? 0, 9)])
  })

  it('name the findings, the greatest effect first', () => {
    const { effects } = explainChange(
      [failing('big'), failing('small', { weight: 2 }), unjudged('dark')],
      [standing('big'), standing('small', { weight: 2 }), standing('dark')],
    )
    expect(effects.SETTINGS.map(({ finding, points }) => [finding, points])).toEqual([
      ['big', expect.closeTo(10, 9)],
      ['small', expect.closeTo(2, 9)],
    ])
    expect(effects.COVERAGE.map(({ finding }) => finding)).toEqual(['dark'])
    expect(effects.CATALOGUE).toEqual([])
  })

  it('always add up to the difference, turn round with the moments, and do not go by the order of findings', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return (seed >>> 8) % below
    }
    const one = (n: number): Standing[] => {
      const app = `app-${n % 3}`
      const weight = 1 + random(10)
      switch (random(7)) {
        case 0:
          return []
        case 1:
          return [unjudged(`f${n}`, { app, weight })]
        case 2:
          return [failing(`f${n}`, { app, weight, excepted: true, points: weight, maxPoints: weight })]
        case 3:
          return [unjudged(`f${n}`, { app, weight, attested: true, points: random(2) * weight, maxPoints: weight })]
        case 4:
          return [standing(`f${n}`, { app, weight, share: 0.5, excepted: true, points: 0.75 * weight })]
        default:
          return [standing(`f${n}`, { app, weight, share: random(5) / 4 })]
      }
    }
    for (let round = 0; round < 300; round++) {
      const [before, after] = [0, 1].map(() => Array.from({ length: random(12) }, (_, n) => one(n)).flat())
      const there = explainChange(before!, after!)
      const back = explainChange(after!, before!)
      expect(total(there.percent)).toBeCloseTo(percent(after!) - percent(before!), 8)
      for (const cause of CAUSES) expect(back.percent[cause]).toBeCloseTo(-there.percent[cause], 8)
      const points = CAUSES.flatMap(cause => there.effects[cause]).reduce((sum, effect) => sum + effect.points, 0)
      const sum = (standings: readonly Standing[]) => standings.reduce((all, each) => all + each.points, 0)
      expect(points).toBeCloseTo(sum(after!) - sum(before!), 8)
      const turned = explainChange(before!.toReversed(), after!.toReversed())
      for (const cause of CAUSES) expect(turned.percent[cause]).toBeCloseTo(there.percent[cause], 8)
    }
  })
})
