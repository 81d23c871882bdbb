import type { StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { at, daily, day, DetectorTrial, somebody } from '../../../testing/detector-trial.ts'
import { areNeighbours, COUNTRIES_WITH_BORDERS } from './borders.ts'
import { COUNTRIES } from './countries.ts'

const travel = new DetectorTrial('impossible-travel')
const by = (sensitivity: string) => new DetectorTrial('impossible-travel', { sensitivity })

const home = (n: number, minutes = 0, parts: Partial<StoredActivity> = {}) =>
  activity(`home-${n}-${minutes}`, { time: day(n, minutes), ip: at('DE', { asn: 3320 }), ...parts })
const away = (n: number, minutes: number, parts: Partial<StoredActivity> = {}) =>
  activity(`away-${n}-${minutes}`, { time: day(n, minutes), ip: at('BR', { asn: 27699 }), ...parts })

/** Ann in both countries on each of some days, the way there impossible, the way back slow. */
const commuting = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => [home(from + n), away(from + n, 2)]).flat()

describe('impossible travel', () => {
  it('fires on two countries too far apart, while it still learns too, and cites both activities', () => {
    expect(travel.always([home(0), away(0, 2)])).toEqual({
      fired: ['away-0-2: Ann Lee was in DE and 2 minutes later in BR'],
      kept: [],
    })
    const [match] = travel.matches([home(0), away(0, 2)]).fired
    expect(match!.cited.map(({ id, time }) => [id, time])).toEqual([
      ['home-0-0', day(0)],
      ['away-0-2', day(0, 2)],
    ])
    expect(match!.explanation.suppressions.map(each => [each.name, each.applied])).toEqual([
      ['system:hidden-network', false],
      ['system:own-networks', false],
      ['system:way-back', false],
      ['user:usual-countries', false],
      ['user:known-journey', false],
      ['tenant:common-network', false],
    ])
    expect(match!.explanation.summary).toMatch(/9196 km apart.*275893 km\/h, over the 900 km\/h/)
  })

  it.each([
    ['neighbours', [home(0), away(0, 2, { ip: at('PL') })], /have a border/],
    ['one country', [home(0), away(0, 2, { ip: at('DE') })], /same country/],
    ['countries nearer than 500 km', [home(0), away(0, 2, { ip: at('LI') })], /Nearer than 500 km/],
    ['time enough', [home(0), away(1, 0)], /which is possible/],
    ['a failure', [home(0), away(0, 2, { outcome: 'FAILURE' })], /nobody at a place/],
    ["an act in another's name", [home(0), away(0, 2, { isImpersonated: true })], /nobody at a place/],
    ['a service', [home(0), away(0, 2, { actor: { id: 's', email: null, name: 's', kind: 'service' } })], /nobody/],
    ['the first activity', [away(0, 2)], /no other place/],
  ] as [string, StoredActivity[], RegExp][])('never fires on %s, and says so', (_, story, reason) => {
    expect(travel.always(story)).toEqual({ fired: [], kept: [] })
    expect(travel.explain(story.slice(0, -1), story.at(-1)!)).toMatchObject({
      matched: false,
      summary: expect.stringMatching(reason),
    })
  })

  it('finds a journey when the earlier end comes late, and keeps the later as the last place', () => {
    const state = new Map()
    expect(travel.outcome([away(0, 2)], state).fired).toEqual([])
    expect(travel.outcome([home(0)], state).fired).toEqual(['home-0-0: Ann Lee was in DE and 2 minutes later in BR'])
    expect(travel.outcome([away(0, 4)], state)).toEqual({ fired: [], kept: [] })
  })

  it.each([
    ['a VPN by its tag', { networkTag: 'VPN' }],
    ['a cloud by its tag', { networkTag: 'CLOUD' }],
    ['a cloud by its number', { asn: 16509 }],
    ['a satellite network', { asn: 14593 }],
    ['an anycast network', { asn: 13335 }],
    ['a network of VPN services', { asn: 9009 }],
  ] as [string, object][])('keeps %s back at every sensitivity, once a day', (_, ip) => {
    const story = [home(0), away(0, 2, { ip: at('BR', ip) }), away(0, 3, { ip: at('BR', ip) }), home(0, 5)]
    for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH'])
      expect(by(sensitivity).always(story)).toEqual({ fired: [], kept: ['away-0-2: system:hidden-network'] })
  })

  it.each(['TOR', 'PROXY', 'RISKY'] as const)('fires on %s, which is no last place, once a day', tag => {
    const flagged = { ip: at('BR', { networkTag: tag, asn: 16509 }) }
    const story = [home(0), away(0, 2, flagged), home(0, 4), away(0, 6, flagged), home(1, 3), away(1, 4, flagged)]
    expect(travel.always(story).fired.map(each => each.split(':')[0])).toEqual(['away-0-2', 'away-1-4'])
    // A VPN there before, which was kept back, takes nothing from it.
    const vpn = away(0, 1, { ip: at('BR', { networkTag: 'VPN' }) })
    expect(travel.always([home(0), vpn, away(0, 2, flagged)])).toMatchObject({
      fired: [expect.stringMatching(/^away-0-2/)],
      kept: ['away-0-1: system:hidden-network'],
    })
  })

  it("keeps two ends in the tenant's own networks back at every sensitivity, one end not", () => {
    const own = { networkTag: 'CORPORATE' } as const
    const both = [home(0, 0, { ip: at('DE', own) }), away(0, 2, { ip: at('BR', own) })]
    for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH'])
      expect(by(sensitivity).always(both)).toEqual({ fired: [], kept: ['away-0-2: system:own-networks'] })
    expect(travel.always([home(0), both[1]!]).fired).toHaveLength(1)
  })

  it('keeps the way back, but tells a second journey', () => {
    expect(travel.always([home(0), away(0, 2), home(0, 4), away(0, 6)])).toEqual({
      fired: [
        'away-0-2: Ann Lee was in DE and 2 minutes later in BR',
        'away-0-6: Ann Lee was in DE and 2 minutes later in BR',
      ],
      kept: ['home-0-4: system:way-back'],
    })
  })

  it('keeps usual countries back after a week of learning, unless the sensitivity is HIGH', () => {
    const story = [...daily('de', 0, 9, { ip: at('DE') }), ...daily('jp', 20, 24, { ip: at('JP') })]
    const now = [...daily('de2', 30, 31, { ip: at('DE') }), activity('jp', { time: day(30, 5), ip: at('JP') })]
    expect(travel.always([...story, ...now])).toEqual({ fired: [], kept: ['jp: user:usual-countries'] })
    expect(by('LOW').always([...story, ...now]).kept).toHaveLength(1)
    const { fired } = by('HIGH').matches([...story, ...now])
    expect(fired).toHaveLength(1)
    expect(fired[0]!.explanation.suppressions[3]).toEqual({
      name: 'user:usual-countries',
      applied: false,
      reason: expect.stringMatching(/in JP on 4; 3 days.*Sensitivity HIGH does not use it/),
    })
  })

  it('does not trust usual countries while it learns', () => {
    const story = commuting(0, 6)
    const { fired } = travel.matches([...story, home(6), away(6, 2)])
    expect(fired).toHaveLength(7)
    expect(fired.at(-1)!.explanation.suppressions[3]!.reason).toMatch(/6 of the 7 days/)
  })

  it('trusts neither a country nor a journey for what one day shows, however often', () => {
    const burst = Array.from({ length: 20 }, (_, n) => [home(10, n * 4), away(10, n * 4 + 2)]).flat()
    const { fired } = travel.matches([...daily('de', 0, 10, { ip: at('DE') }), ...burst])
    expect(fired).toHaveLength(20)
  })

  it('knows a journey that was seen on three earlier days, when its countries are no usual ones', () => {
    const trial = new DetectorTrial('impossible-travel', { confirmDays: 3 })
    // More countries than are remembered push BR out of the list; the journey stays.
    const others = ['US', 'JP', 'AU', 'ZA', 'IN'].flatMap((country, n) =>
      daily(country, 20 + n * 2, 21 + n * 2, { ip: at(country) }),
    )
    const story = [...commuting(8, 11), ...others, home(40), away(40, 2)]
    const { kept } = trial.matches([home(0), ...story])
    expect(kept.at(-1)!.suppressedBy).toBe('user:known-journey')
  })

  it('keeps networks that are common in the tenant back at LOW alone', () => {
    const colleagues = Array.from({ length: 6 }, (_, n) =>
      daily(`c${n}`, 0, 3, { ...somebody(n), ip: at('BR', { asn: 27699 }) }),
    ).flat()
    const story = [...colleagues, home(9), away(9, 2)]
    expect(by('LOW').always(story)).toEqual({ fired: [], kept: ['away-9-2: tenant:common-network'] })
    for (const sensitivity of ['MEDIUM', 'HIGH']) expect(by(sensitivity).always(story).fired).toHaveLength(1)
    // Known for too short a time, or by too few.
    expect(by('LOW').always([...colleagues, home(4), away(4, 2)]).fired).toHaveLength(1)
    expect(by('LOW').always([...colleagues.slice(0, 9), home(9), away(9, 2)]).fired).toHaveLength(1)
  })

  it('learns from history, which raises nothing', () => {
    const past = { ...home(0), lane: 'history' as const }
    expect(travel.outcome([past, { ...away(0, 2), lane: 'history' }])).toEqual({ fired: [], kept: [] })
    expect(travel.outcome([past, away(0, 2)]).fired).toHaveLength(1)
  })
})

describe('borders', () => {
  it('are of countries that are known, both ways', () => {
    for (const country of COUNTRIES_WITH_BORDERS) expect([country, COUNTRIES.has(country)]).toEqual([country, true])
    for (const [one, other] of ['US CA', 'FR ES', 'RU KP', 'CN VN', 'GB IE', 'ZM BW'].map(pair => pair.split(' ')))
      expect([areNeighbours(one!, other!), areNeighbours(other!, one!)]).toEqual([true, true])
    for (const [one, other] of ['US GB', 'DE IT', 'BR CL', 'JP KR', 'GB NL'].map(pair => pair.split(' ')))
      expect(areNeighbours(one!, other!)).toBe(false)
  })
})
