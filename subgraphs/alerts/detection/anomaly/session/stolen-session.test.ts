import type { StoredActivity } from '@casbah/kit'
import { activity, minute, place } from '../../../testing/activity.ts'
import { alertsOf, anomalyBed, keepsItsPromises } from '../../../testing/anomaly-bed.ts'

const DAY = 24 * 60
const bed = anomalyBed('stolen-session')
const KEY = 'app-okta|s1'
type Place = NonNullable<StoredActivity['ip']>
const at = (country: string, address: string, asn: number | null, networkTag: Place['networkTag'] = null): Place => ({
  ...place(country, address),
  asn,
  networkTag,
})
const mac = { sessionId: 's1', os: 'macOS 15', browser: 'Safari 18', ip: at('DE', '203.0.113.7', 3320) }
const owner = (id = 'owner', parts: Partial<StoredActivity> = {}) => activity(id, { ...mac, ...parts })
const thief = (parts: Partial<StoredActivity> = {}) =>
  activity('thief', {
    ...mac,
    os: 'Windows 11',
    browser: 'Chrome 140',
    ip: at('DE', '198.51.100.9', 9009),
    time: minute(30),
    ...parts,
  })

describe('stolen-session', () => {
  it.each([
    ['another machine at another address', thief()],
    ['another browser alone', thief({ os: 'macOS 15' })],
    ['another machine where no network is known', thief({ ip: at('DE', '198.51.100.9', null) })],
    [
      'the same machine in two countries at once',
      thief({ os: mac.os, browser: mac.browser, ip: at('BR', '198.51.100.9', 9009) }),
    ],
  ])('finds %s', (_, second) => {
    const { found } = bed.judge([owner(), second])
    expect(alertsOf(found)).toEqual({ [KEY]: 'MEDIUM' })
    expect(found[0]!.match.cited.map(({ id }) => id)).toEqual(['owner', 'thief'])
  })

  it.each([
    ['a phone that changes its address', thief({ os: mac.os, browser: mac.browser })],
    ['a phone at a border', thief({ os: mac.os, browser: mac.browser, ip: at('NL', '198.51.100.9', 9009) })],
    [
      'a journey of hours',
      thief({ os: mac.os, browser: mac.browser, ip: at('BR', '198.51.100.9', 9009), time: minute(600) }),
    ],
    ['another machine in the same network', thief({ ip: at('DE', '198.51.100.9', 3320) })],
    ['another machine at the same address', thief({ ip: mac.ip })],
    ['a browser that updates itself', thief({ os: 'macOS 15.1', browser: 'Safari 18.1' })],
    ['another session', thief({ sessionId: 's2' })],
    ['a session of the same id in another app', thief({ app: 'app-other' })],
    ['no session', thief({ sessionId: null })],
    ['a failed use', thief({ outcome: 'FAILURE' })],
    ['a service', thief({ actor: { id: 'bot', email: null, name: 'bot', kind: 'service' } })],
    ['the next day', thief({ time: minute(DAY) })],
  ])('does not match %s', (_, second) => {
    expect(bed.judge([owner(), second])).toMatchObject({ found: [], suppressed: [] })
  })

  const thiefs = Array.from({ length: 4 }, (_, day) =>
    activity(`t-${day}`, { time: minute(-DAY * (4 - day)), ip: thief().ip }),
  )
  const office = Array.from({ length: 6 }, (_, n) =>
    activity(`o-${n}`, { userId: `u${n}`, time: minute(-DAY * (1 + n)), ip: thief().ip }),
  )
  it.each([
    ['relayed-network', 'SYSTEM', [owner(), thief({ ip: at('DE', '198.51.100.9', 9009, 'VPN') })]],
    ['relayed-network', 'SYSTEM', [owner('owner', { ip: at('DE', '203.0.113.7', 3320, 'CLOUD') }), thief()]],
    ['usual-address', 'USER', [...thiefs, owner(), thief()]],
    ['shared-address', 'TENANT', [...office, owner(), thief()]],
  ] as [string, string, StoredActivity[]][])('weighs %s, of the %s', (name, tier, story) => {
    const applies = { LOW: ['SYSTEM', 'TENANT', 'USER'], MEDIUM: ['SYSTEM', 'USER'], HIGH: ['SYSTEM'] }
    for (const [sensitivity, tiers] of Object.entries(applies))
      expect(anomalyBed('stolen-session', { sensitivity }).suppressed(story)).toEqual(
        tiers.includes(tier) ? [name] : [],
      )
  })

  it('finds the same in any order', () => {
    expect(alertsOf(bed.oneByOne([thief(), owner()]))).toEqual({ [KEY]: 'MEDIUM' })
  })

  keepsItsPromises(bed, [owner(), thief(), owner('again', { time: minute(40) })])
})
