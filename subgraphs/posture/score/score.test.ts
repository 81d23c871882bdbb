import { APP, card, check, openPosture, result } from '../testing.ts'
import { sum } from './score.service.ts'

const at = new Date(0)
const row = (status: string, points: number, max_points: number, category = 'mfa', app = 'a', excepted_points = 0) => ({
  app,
  excepted_points,
  category,
  status,
  points,
  max_points,
})

describe('the sum', () => {
  it('is that done by hand', () => {
    const score = sum(
      [
        row('PASS', 10, 10),
        row('PARTIAL', 2.5, 5, 'sso'),
        row('FAIL', 0, 5, 'sso', 'b'),
        row('CANNOT_TELL', 0, 0, 'oauth', 'b'),
        row('NOT_APPLICABLE', 0, 0, 'oauth', 'b'),
      ],
      at,
    )
    expect(score).toEqual({
      at,
      points: 12.5,
      maxPoints: 20,
      percent: 62.5,
      planned: null,
      achievable: null,
      exceptedPoints: 0,
      coverage: 0.75,
      byCategory: [
        { category: 'mfa', app: null, points: 10, maxPoints: 10, percent: 100 },
        { category: 'oauth', app: null, points: 0, maxPoints: 0, percent: 0 },
        { category: 'sso', app: null, points: 2.5, maxPoints: 10, percent: 25 },
      ],
      byApp: [
        { category: null, app: { id: 'a' }, points: 12.5, maxPoints: 15, percent: 83.33 },
        { category: null, app: { id: 'b' }, points: 0, maxPoints: 5, percent: 0 },
      ],
    })
  })

  it('of nothing is nothing, never full', () => {
    expect(sum([], at)).toMatchObject({ percent: 0, points: 0, maxPoints: 0, coverage: 0, byApp: [] })
    expect(sum([row('ERROR', 0, 0), row('MANUAL', 0, 0)], at)).toMatchObject({ percent: 0, maxPoints: 0, coverage: 0 })
    expect(sum([row('NOT_APPLICABLE', 0, 0)], at)).toMatchObject({ percent: 0, maxPoints: 0, coverage: 0 })
  })
})

describe('the score of a tenant', () => {
  let posture: Awaited<ReturnType<typeof openPosture>>
  beforeAll(async () => {
    posture = await openPosture()
  })
  beforeEach(async () => {
    await posture.reset()
    await posture.controls([check('mfa', 10), check('sso', 5, { category: 'sso', frameworks: [] })])
    await posture.app()
  })
  afterAll(() => posture.close())

  it('can be that of a part, and is told to neighbours', async () => {
    await posture.assess(
      [result('mfa', 'PARTIAL', [true, true, true, false]), result('sso', 'FAIL', [false])],
      '2026-01-01T00:00:00Z',
    )
    const { data, errors } = await posture.ask(`{
      all: secureScore { percent points maxPoints coverage byApp { app { id } percent } byCategory { category percent } }
      mfa: secureScore(category: "mfa") { percent } cis: secureScore(framework: "CIS") { maxPoints }
      okta: secureScore(connector: "okta") { maxPoints } github: secureScore(connector: "github") { maxPoints }
      app: secureScore(app: "${APP.toUpperCase()}") { maxPoints } }`)
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      all: {
        percent: 50,
        points: 7.5,
        maxPoints: 15,
        coverage: 1,
        byApp: [{ app: { id: APP }, percent: 50 }],
        byCategory: [
          { category: 'mfa', percent: 75 },
          { category: 'sso', percent: 0 },
        ],
      },
      mfa: { percent: 75 },
      cis: { maxPoints: 10 },
      okta: { maxPoints: 15 },
      github: { maxPoints: 0 },
      app: { maxPoints: 15 },
    })
    expect(await posture.told('acme', 'score.changed')).toEqual([{ app: APP, percent: 50 }])
    const bad = await posture.ask('{ secureScore(app: "nonsense") { percent } }')
    expect(bad.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  it('without anything judged is told as none', async () => {
    await posture.assess([result('mfa', 'CANNOT_TELL'), result('sso', 'ERROR')], '2026-01-01T00:00:00Z')
    expect(await posture.told('acme', 'score.changed')).toEqual([{ app: APP, percent: null }])
  })

  it('has a history of one score a day, days without change filled, none before the first or after today', async () => {
    await posture.assess([result('mfa', 'FAIL', [false])], '2026-01-02T10:00:00Z')
    await posture.assess([result('mfa', 'PARTIAL', [true, false])], '2026-01-02T23:59:59Z')
    await posture.assess([result('mfa', 'PASS')], '2026-01-05T00:00:00Z')
    const history = async (since: string, until: string | null, app: string | null = null) =>
      (
        await posture.ask(
          `query($since: DateTime!, $until: DateTime, $app: ID) { secureScoreHistory(since: $since, until: $until, app: $app) { at percent byApp { app { id } percent } } }`,
          { since, until, app },
        )
      ).data.secureScoreHistory
    const byApp = (percent: number) => [{ app: { id: APP }, percent }]
    const expected = [
      ['02', 50],
      ['03', 50],
      ['04', 50],
      ['05', 100],
      ['06', 100],
    ].map(([day, percent]) => ({ at: `2026-01-${day}T00:00:00.000Z`, percent, byApp: byApp(percent as number) }))
    expect(await history('2025-12-30T00:00:00Z', '2026-01-06T12:00:00Z')).toEqual(expected)
    expect(await history('2026-01-04T15:00:00Z', '2026-01-06T12:00:00Z', APP)).toEqual(expected.slice(2))
    expect(await history('0001-01-01T00:00:00Z', '2026-01-03T00:00:00Z')).toEqual(expected.slice(0, 2))
    const long = await history('0001-01-01T00:00:00Z', '9999-01-01T00:00:00Z')
    expect(long.length).toBeLessThanOrEqual(400)
    expect(Date.parse(long.at(-1).at)).toBeLessThanOrEqual(Date.now())
    expect(await history('2026-01-04T00:00:00Z', '2026-01-03T00:00:00Z')).toEqual([])
  })

  it('is of the tenant’s own apps, several in one read', async () => {
    const other = '00000000-0000-4000-8000-00000000000b'
    await posture.app('acme', { id: other })
    await posture.assess([result('mfa', 'PASS')], '2026-01-01T00:00:00Z')
    await posture.assess([result('mfa', 'FAIL', [false])], '2026-01-01T00:00:00Z', 'acme', other)
    const { data } = await posture.ask(
      'query($of: [_Any!]!) { _entities(representations: $of) { ... on App { secureScore { percent } } } }',
      { of: [other, APP].map(id => ({ __typename: 'App', id })) },
    )
    expect(data._entities).toEqual([{ secureScore: { percent: 0 } }, { secureScore: { percent: 100 } }])
  })

  it('knows the cards of several connectors apart', async () => {
    await posture.feed('', 'connector.changed', [card([check('x', 1, { id: 'github/x' })])])
    const { data } = await posture.ask(
      '{ controls { id } github: controls(connector: "github") { id } cis: controls(framework: "CIS") { id } }',
    )
    expect(data).toEqual({
      controls: [{ id: 'github/x' }, { id: 'okta/mfa' }, { id: 'okta/sso' }],
      github: [{ id: 'github/x' }],
      cis: [{ id: 'github/x' }, { id: 'okta/mfa' }],
    })
  })
})
