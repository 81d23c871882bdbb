import type { StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { at, daily, day, DetectorTrial, somebody } from '../../../testing/detector-trial.ts'

const infrequent = new DetectorTrial('infrequent-country')
const by = (sensitivity: string) => new DetectorTrial('infrequent-country', { sensitivity })

const learnt = daily('de', 0, 10, { ip: at('DE', { asn: 3320 }) })
const abroad = (n: number, minutes = 1, ip = at('KP', { asn: 131279 })): StoredActivity =>
  activity(`kp-${n}-${minutes}`, { time: day(n, minutes), ip })

describe('infrequent country', () => {
  it('fires on a country that was never seen, once a day, and explains it by days', () => {
    expect(infrequent.always([...learnt, abroad(10), abroad(10, 5), abroad(10, 9)])).toEqual({
      fired: ['kp-10-1: Ann Lee was active in Okta from KP, an infrequent country'],
      kept: [],
    })
    const [match] = infrequent.matches([...learnt, abroad(10)]).fired
    expect(match).toMatchObject({
      key: 'user:user-ann|KP',
      explanation: {
        conditions: [{ field: 'ip.country', operator: 'not in', expected: ['DE'], actual: 'KP' }],
        measures: [
          { name: 'days seen in country', value: 0, threshold: 3 },
          { name: 'days known', value: 10, threshold: 7 },
        ],
      },
    })
  })

  it('learns for seven days', () => {
    const early = daily('de', 0, 6, { ip: at('DE') })
    expect(infrequent.always([...early, abroad(6)])).toEqual({ fired: [], kept: [] })
    expect(infrequent.explain(early, abroad(6)).summary).toBe('Still learning: the person is known for 6 of 7 days.')
    expect(infrequent.always([...early, abroad(7)]).fired).toHaveLength(1)
    // What was seen while it learnt is usual.
    expect(infrequent.always([abroad(0), ...daily('de', 1, 9, { ip: at('DE') }), abroad(20)]).fired).toEqual([])
  })

  it('does not let an attack make itself usual, until three days have confirmed it', () => {
    const days = [10, 11, 12, 13, 14].map(n => abroad(n))
    expect(infrequent.always([...learnt, ...days]).fired.map(each => each.split(':')[0])).toEqual([
      'kp-10-1',
      'kp-11-1',
      'kp-12-1',
    ])
  })

  it('forgets a country after 60 days, or fewer when told so', () => {
    const story = (absent: number) => [
      ...daily('kp', 0, 3, { ip: at('KP') }),
      ...daily('de', 3, 2 + absent),
      abroad(2 + absent),
    ]
    expect(infrequent.always(story(60)).fired).toEqual([])
    expect(infrequent.always(story(61)).fired).toHaveLength(1)
    expect(new DetectorTrial('infrequent-country', { rememberDays: 30 }).always(story(31)).fired).toHaveLength(1)
  })

  it('learns a person anew who was away for more than 60 days', () => {
    const back = daily('de', 80, 82, { ip: at('DE') })
    expect(infrequent.always([...learnt, ...back, abroad(82)])).toEqual({ fired: [], kept: [] })
    expect(infrequent.always([...learnt, ...daily('de', 80, 88, { ip: at('DE') }), abroad(88)]).fired).toHaveLength(1)
  })

  it.each([
    ['a network that hides its users', at('KP', { networkTag: 'VPN' }), 'system:hidden-network'],
    ["the tenant's own network", at('KP', { networkTag: 'CORPORATE' }), 'system:own-network'],
  ])('keeps %s back at every sensitivity', (_, ip, name) => {
    for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH'])
      expect(by(sensitivity).always([...learnt, abroad(10, 1, ip), abroad(10, 2, ip)])).toEqual({
        fired: [],
        kept: [`kp-10-1: ${name}`],
      })
  })

  it('fires on Tor, proxies and risky addresses once a day, and learns no country from them', () => {
    for (const networkTag of ['TOR', 'PROXY', 'RISKY'] as const) {
      const from = (n: number, minutes: number) => abroad(n, minutes, at('KP', { networkTag }))
      const story = [...learnt, from(10, 1), from(10, 9), from(11, 9), from(12, 10), from(13, 11), from(14, 12)]
      expect(infrequent.always(story).fired.map(each => each.split(':')[0])).toEqual([
        'kp-10-1',
        'kp-11-9',
        'kp-12-10',
        'kp-13-11',
        'kp-14-12',
      ])
    }
  })

  it('keeps the usual network of the person back, unless the sensitivity is HIGH', () => {
    const story = [...learnt, abroad(10, 1, at('KP', { asn: 3320 }))]
    expect(infrequent.always(story)).toEqual({ fired: [], kept: ['kp-10-1: user:usual-network'] })
    expect(by('LOW').always(story).kept).toHaveLength(1)
    expect(by('HIGH').always(story).fired).toHaveLength(1)
  })

  it('keeps countries that are common in the tenant back at LOW alone', () => {
    const colleagues = Array.from({ length: 6 }, (_, n) =>
      daily(`c${n}`, 0, 3, { ...somebody(n), ip: at('KP') }),
    ).flat()
    const story = [...learnt, ...colleagues, abroad(10)]
    expect(by('LOW').always(story)).toEqual({ fired: [], kept: ['kp-10-1: tenant:common-country'] })
    for (const sensitivity of ['MEDIUM', 'HIGH']) expect(by(sensitivity).always(story).fired).toHaveLength(1)
  })

  it('learns from history, and tells how far it is', () => {
    const past = learnt.map(event => ({ ...event, lane: 'history' as const }))
    expect(infrequent.outcome([...past, abroad(10)]).fired).toHaveLength(1)
  })
})
