import { BUILT_IN, builtInId } from '../policy/built-in/index.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import type { StoredActivity } from '@casbah/kit'
import { activity, burst, guessing, minute, place, START } from '../testing/activity.ts'
import { compilePolicy } from './compile.ts'
import { Engine } from './engine.ts'
import { Memory } from './memory.ts'
import type { ShardState } from './state.ts'
import { readState, writeState } from './snapshot.ts'
import { distanceKm } from './anomaly/travel/distance.ts'
import { COUNTRIES } from './anomaly/travel/countries.ts'

const policies = BUILT_IN.map(
  ({ slug, ...policy }) =>
    ({
      ...policy,
      tenant: 'acme',
      id: builtInId('acme', slug),
      enabled: true,
      builtIn: true,
      version: 1,
      definitionVersion: 1,
      failures: 0,
    }) as PolicyRow,
)

function judge(activities: StoredActivity[], memory: ShardState = new Map()) {
  return new Engine().judge({ tenant: 'acme', activities, policies }, memory).found.map(({ policy, match }) => ({
    policy: policy.name,
    title: match.title('Okta'),
    severity: match.severity,
    match,
  }))
}

const names = (activities: StoredActivity[]) => judge(activities).map(each => each.policy)

describe('guessed password', () => {
  it('matches failures and then a success from one address', () => {
    const [found, ...more] = judge(guessing('g', START))
    expect(more).toEqual([])
    expect(found).toMatchObject({
      policy: 'Password attack',
      severity: 'HIGH',
      title: 'The password of Ann Lee was guessed from 198.51.100.9 (DE): 15 failed sign-ins in Okta, then a success',
    })
    expect(found!.match.cited).toHaveLength(16)
    expect(found!.match.explanation.measures[0]).toMatchObject({ name: 'count', value: 15, threshold: 10 })
  })

  it.each([
    ['too few failures', [...guessing('g', START).slice(6, 15), guessing('g', START)[15]!]],
    ['no success', guessing('g', START).slice(0, 15)],
    [
      'a success from elsewhere',
      [...guessing('g', START).slice(0, 15), activity('in', { time: minute(1), ip: place('DE', '192.0.2.1') })],
    ],
    [
      'a success too late',
      [...guessing('g', START).slice(0, 15), activity('in', { time: minute(30), ip: place('DE', '198.51.100.9') })],
    ],
    [
      'failures of too few different people',
      burst('g', 14, { outcome: 'FAILURE' }).map((each, n) => ({ ...each, userId: `u${n}` })),
    ],
  ])('does not match %s', (_, activities) => {
    expect(names(activities)).toEqual([])
  })

  it('matches when failures come after the success but happened before it', () => {
    const [...all] = guessing('g', START)
    expect(names([all[15]!, ...all.slice(0, 15)])).toContain('Password attack')
  })
})

describe('mass download', () => {
  const download = { action: 'repository.clone', connector: 'github' }

  it('matches thirty within ten minutes and gets worse with sixty', () => {
    expect(names(burst('d', 29, download))).toEqual([])
    expect(judge(burst('d', 30, download))).toMatchObject([{ policy: 'Mass download', severity: 'MEDIUM' }])
    expect(judge(burst('d', 60, download)).at(-1)).toMatchObject({ severity: 'HIGH' })
  })

  it('does not match thirty over a day or failed ones', () => {
    expect(names(burst('d', 40, download, 60))).toEqual([])
    expect(names(burst('d', 40, { ...download, outcome: 'FAILURE' }))).toEqual([])
  })
})

describe('impossible travel', () => {
  const home = activity('home')
  const away = (parts: Partial<StoredActivity> = {}) => activity('away', { time: minute(2), ip: place('BR'), ...parts })

  it('matches two countries too far apart, and explains it by distance and speed', () => {
    const [found] = judge([home, away()])
    expect(found).toMatchObject({ policy: 'Impossible travel', title: 'Ann Lee was in DE and 2 minutes later in BR' })
    expect(found!.match.explanation.measures).toMatchObject([
      { name: 'distance', unit: 'km', threshold: 500 },
      { name: 'time', value: 120 },
      { name: 'speed', unit: 'km/h', threshold: 900 },
      { name: 'days known', value: 0, unit: 'd', threshold: 7 },
    ])
    expect(found!.match.cited.map(each => each.id)).toEqual(['home', 'away'])
  })

  it.each([
    ['a neighbouring country', away({ ip: place('NL') })],
    ['a day later', away({ time: minute(60 * 24) })],
    ['a failed sign-in', away({ outcome: 'FAILURE' })],
    ['a VPN', away({ ip: { ...place('BR'), networkTag: 'VPN' } })],
    ['a service', away({ actor: { id: 'bot', email: null, name: 'bot', kind: 'service' } })],
    ['somebody else', away({ userId: 'user-bob' })],
    ['an unknown country', away({ ip: { ...place('BR'), country: null } })],
  ])('does not match %s', (_, second) => {
    expect(names([home, second])).toEqual([])
  })

  it('does not tell the way back again, but tells a second journey', () => {
    const back = activity('back', { time: minute(4) })
    const again = away({ id: 'again', time: minute(6) })
    expect(names([home, away(), back])).toEqual(['Impossible travel'])
    expect(names([home, away(), back, again])).toEqual(['Impossible travel', 'Impossible travel'])
  })

  it('learns from history without judging it', () => {
    const past = { ...home, lane: 'history' as const }
    expect(names([past, { ...away(), lane: 'history' }])).toEqual([])
    expect(names([past, away()])).toEqual(['Impossible travel'])
  })

  it('knows where countries lie', () => {
    expect(COUNTRIES.size).toBeGreaterThan(230)
    expect(distanceKm(COUNTRIES.get('DE')!, COUNTRIES.get('BR')!)).toBeGreaterThan(8_000)
    for (const [latitude, longitude] of COUNTRIES.values())
      expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180).toBe(true)
  })
})

describe('audit logging switched off', () => {
  const aws = (record: object) =>
    activity('a', {
      connector: 'aws',
      raw: JSON.stringify({
        EventId: 'a',
        CloudTrailEvent: JSON.stringify({ eventSource: 'cloudtrail.amazonaws.com', ...record }),
      }),
    })

  it.each([
    ['StopLogging', aws({ eventName: 'StopLogging' })],
    [
      'DeleteTrail as a plain record',
      activity('a', {
        connector: 'aws',
        raw: JSON.stringify({ eventSource: 'cloudtrail.amazonaws.com', eventName: 'deletetrail' }),
      }),
    ],
    ['UpdateTrail to one region', aws({ eventName: 'UpdateTrail', requestParameters: { isMultiRegionTrail: false } })],
    [
      'GitHub streaming destroyed',
      activity('a', { connector: 'github', raw: '{"action":"audit_log_streaming.destroy"}' }),
    ],
    [
      'Okta log stream deactivated',
      activity('a', { raw: '{"eventType":"system.log_stream.lifecycle.deactivate","outcome":{"result":"SUCCESS"}}' }),
    ],
    ['Okta event hook deactivated', activity('a', { raw: '{"eventType":"event_hook.deactivated"}' })],
  ])('matches %s', (_, event) => {
    expect(names([event])).toEqual(['Audit logging switched off'])
  })

  it.each([
    ['a refused StopLogging', aws({ eventName: 'StopLogging', errorCode: 'AccessDenied' })],
    ['DescribeTrails', aws({ eventName: 'DescribeTrails' })],
    ['an UpdateTrail that widens', aws({ eventName: 'UpdateTrail', requestParameters: { isMultiRegionTrail: true } })],
    [
      'the same words of another vendor',
      activity('a', { connector: 'okta', raw: '{"action":"audit_log_streaming.destroy"}' }),
    ],
    ['a raw event that is no JSON', activity('a', { connector: 'github', raw: 'oops' })],
  ])('does not match %s', (_, event) => {
    expect(names([event])).toEqual([])
  })
})

describe('the engine', () => {
  it('skips a policy that throws for that event, counts it and goes on', () => {
    const broken = activity('b', { connector: 'aws', raw: '{"CloudTrailEvent":"no json"}' })
    const judged = new Engine().judge(
      { tenant: 'acme', activities: [broken, ...guessing('g', minute(1))], policies },
      new Map(),
    )
    // Every policy on records of AWS, each once.
    expect(judged.failures.get(builtInId('acme', 'logging-off'))).toBe(1)
    expect(new Set(judged.failures.values())).toEqual(new Set([1]))
    expect(judged.failures.has(builtInId('acme', 'mass-download'))).toBe(false)
    expect(judged.found).toHaveLength(1)
  })

  it('goes on from a snapshot as if nothing had been', () => {
    const story = [...guessing('g', START), activity('far', { time: minute(3), ip: place('JP') })]
    const whole = judge(story).map(each => each.title)
    for (let cut = 0; cut <= story.length; cut++) {
      const memory: ShardState = new Map()
      const before = judge(story.slice(0, cut), memory)
      const after = judge(story.slice(cut), readState(writeState(memory))!)
      expect([...before, ...after].map(each => each.title)).toEqual(whole)
    }
  })

  it('judges a time far ahead by our own reading of it', () => {
    const ahead = activity('ahead', { time: minute(60 * 24), observedAt: minute(2), ip: place('BR') })
    expect(names([activity('home'), ahead])).toEqual(['Impossible travel'])
  })

  it('forgets the longest untouched when it has no room, and counts that', () => {
    const memory = new Memory([], 2)
    for (const key of ['a', 'b', 'a', 'c']) memory.set(key, key)
    expect(memory.save().map(([key]) => key)).toEqual(['a', 'c'])
    expect(memory.evicted).toBe(1)
  })
})

describe('definitions', () => {
  it.each([
    [
      'a filter with an unknown field',
      { kind: 'ACTIVITY', definition: { filter: { colour: 'red' } } } as const,
      /definition\.filter: .*colour/,
    ],
    ['a count of none', { kind: 'ACTIVITY', definition: { filter: {}, count: 0 } } as const, /definition\.count/],
    [
      'an unknown detector',
      { kind: 'ANOMALY', definition: { detector: 'mind-reading' } } as const,
      /definition\.detector/,
    ],
  ])('refuses %s with the reason', (_, policy, reason) => {
    expect(() => compilePolicy({ name: 'P', severity: 'LOW', ...policy })).toThrow(reason)
  })
})

describe('a stored definition that cannot be read', () => {
  it('fails on each event and stops no other policy', () => {
    const broken = {
      ...policies[0]!,
      id: 'broken',
      kind: 'ACTIVITY' as const,
      definition: { filter: { colour: 'red' } },
    }
    const judged = new Engine().judge(
      { tenant: 'acme', activities: guessing('g', START), policies: [broken, ...policies] },
      new Map(),
    )
    expect(judged.failures.get('broken')).toBe(16)
    expect(judged.found).toHaveLength(1)
  })
})
