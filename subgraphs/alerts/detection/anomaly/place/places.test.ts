import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { at, daily, day, DetectorTrial, somebody } from '../../../testing/detector-trial.ts'
import { JudgedEvent } from '../../event.ts'
import { Memory } from '../../memory.ts'
import { Learnt } from '../../state.ts'
import { ANOMALY_KINDS } from '../kinds.ts'
import { LEARNERS } from '../learners.ts'
import { Common } from './common.ts'
import { packCountry, unpackCountry } from './country-code.ts'
import { dayOf } from './days.ts'
import { ID_BYTES, packId, unpackId } from './packed-id.ts'
import { Places } from './places.ts'

const taught = (activities: StoredActivity[]): Learnt => {
  const learnt = new Learnt()
  for (const each of activities) for (const learner of LEARNERS) learner.observe(new JudgedEvent(each), learnt)
  return learnt
}

describe('what is learnt of a person', () => {
  const ANN = 'user:user-ann'

  it('is the last place, countries with days, networks with days', () => {
    const person = new Places(
      taught([
        ...daily('de', 0, 4, { ip: at('DE', { asn: 3320 }) }),
        activity('fr', { time: day(4), ip: at('FR', { asn: 3215 }) }),
        activity('late', { time: day(2, 7), ip: at('IT', { asn: 3269 }) }),
      ]),
    ).of(ANN)!
    const today = dayOf(day(5))
    expect(person.last).toEqual({ time: day(4), country: 'FR', own: false })
    expect(person.lastActivity).toEqual({ id: 'fr', time: day(4) })
    expect(person.countries()).toEqual(['FR', 'DE', 'IT'])
    expect(person.country('DE', today)).toEqual({ first: dayOf(day(0)), last: dayOf(day(3)), days: 4 })
    expect(person.country('DE', dayOf(day(3)))!.days).toBe(3)
    expect([3320, 3215, 3269, 7].map(asn => person.networkDays(asn, today))).toEqual([4, 1, 1, 0])
    expect(person.daysKnown(today)).toBe(5)
  })

  it('forgets the country that was not seen the longest, but not for what comes late', () => {
    const codes = ['DE', 'FR', 'IT', 'ES', 'PT', 'NL']
    const places = (activities: StoredActivity[]) => new Places(taught(activities)).of(ANN)!.countries()
    const story = codes.map((country, n) => activity(country, { time: day(n), ip: at(country) }))
    expect(places(story)).toEqual(['NL', 'PT', 'ES', 'IT', 'FR'])
    expect(places([...story.slice(1), story[0]!])).toEqual(['NL', 'PT', 'ES', 'IT', 'FR'])
  })

  it.each(['VPN', 'CLOUD', 'TOR', 'PROXY', 'RISKY'] as const)('is no place by %s', networkTag => {
    const person = new Places(taught([activity('x', { ip: at('DE', { networkTag, asn: 3320 }) })])).of(ANN)!
    expect([person.last, person.countries()]).toEqual([null, []])
  })

  it('takes times before 1970 and after all days', () => {
    for (const time of [-8.64e15, 0, 8.64e15]) {
      const person = new Places(taught([activity('x', { time, observedAt: time })])).of(ANN)!
      expect(person.last!.country).toBe('DE')
    }
  })

  it('tells how far learning is by the newest activity', () => {
    const learnt = taught([...daily('a', 0, 8), ...daily('b', 5, 8, somebody(1))])
    const progress = (name: string) => {
      const kind = ANOMALY_KINDS.get(name)!
      return kind.learning!(kind.parameters.parse({}), { learnt, memory: new Memory() })
    }
    expect(progress('infrequent-country')).toEqual({ daysLearnt: 7, daysNeeded: 7, usersReady: 0.5 })
    expect(progress('unusual-isp-for-oauth-app')).toEqual({ daysLearnt: 0, daysNeeded: 30, usersReady: 0 })
  })
})

describe('what many share', () => {
  it('is counted by people, within the last one or two spans of 30 days', () => {
    const common = new Common(new Learnt())
    for (let n = 0; n < 20; n++) {
      common.mark('network:1', `user:user-${n}`, 30, day(30))
      common.mark('network:1', `user:user-${n}`, 31, day(31))
    }
    const people = (today: number) => common.of('network:1', today).people
    expect(people(59)).toBeGreaterThanOrEqual(17)
    expect(people(59)).toBeLessThanOrEqual(23)
    expect([people(89), people(90)]).toEqual([people(59), 0])
    common.mark('network:1', 'user:user-1', 65, day(65))
    expect([people(65), people(100), people(130)]).toEqual([people(59), 1, 0])
    expect(common.of('network:1', 45).days).toBe(15)
    expect(common.of('network:2', 45)).toEqual({ people: 0, days: 0 })
  })
})

describe('packed', () => {
  it.each([
    'm9k2j3x1-0b0e7a52-7b63-4d0e-9c3f-1f2a3b4c5d6e',
    '0-00000000-0000-0000-0000-000000000000',
    'home',
    'grün',
    'x'.repeat(22),
  ])('id %s is read back', id => {
    const bytes = new Uint8Array(3 * ID_BYTES).fill(255)
    packId(id, bytes, 1)
    expect(unpackId(bytes, 1)).toBe(id)
    expect([bytes[ID_BYTES - 1], bytes[2 * ID_BYTES]]).toEqual([255, 255])
  })

  it.each(['x'.repeat(23), 'ü'.repeat(12), '', 'zzzzzzzzz-0b0e7a52-7b63-4d0e-9c3f-1f2a3b4c5d6e-more'])(
    'id %s is not kept',
    id => {
      const bytes = new Uint8Array(ID_BYTES)
      packId(id, bytes, 0)
      expect(unpackId(bytes, 0)).toBeNull()
    },
  )

  it('countries are read back, and what is none is 0', () => {
    for (const country of ['AA', 'DE', 'ZZ']) expect(unpackCountry(packCountry(country))).toBe(country)
    for (const country of ['', 'D', 'de', 'DEU', '12', null, undefined]) expect(packCountry(country)).toBe(0)
  })
})

describe('bounds', () => {
  const hostile: Partial<StoredActivity>[] = [
    { actor: { id: 'x'.repeat(1_000_000), email: null, name: null, kind: 'user' }, userId: null, accountId: null },
    { actor: { id: '__proto__', email: null, name: null, kind: 'service' }, userId: null, accountId: null },
    { ip: at('__proto__', { isp: 'x'.repeat(1_000_000), asn: null }) },
    { ip: at('DE', { isp: '', asn: -1 }) },
    {
      targets: Array.from({ length: 10_000 }, () => ({ kind: 'user', id: 'a', name: null, email: null })),
      action: 'mfa.reset',
    },
    { id: '\0'.repeat(100_000) },
  ]

  it.each([...ANOMALY_KINDS.keys()])('%s judges, explains and remembers whatever comes', name => {
    const trial = new DetectorTrial(name, {})
    for (const parts of hostile) {
      const event = activity('h', parts)
      expect(trial.judge([event, { ...event, time: event.time + 1 }]).failures.size).toBe(0)
      trial.explain([event], event)
    }
  })

  // All that learns of everybody, with what `npm run bench -- detection` adds for correlations and windows, stays under 1 kB.
  it('need at most 600 bytes a person, keys included', () => {
    const people = 20_000
    const id = (n: number) => `${n.toString(16).padStart(8, '0')}-7b63-4d0e-9c3f-1f2a3b4c5d6e`
    const live = (learnt: Learnt, until: number) => {
      for (let n = 0; n < until; n++) {
        const time = day(Math.floor(n / people), n % 1000)
        const parts = { time, userId: id(n % people), ip: at(n % 7 ? 'DE' : 'FR', { asn: 3000 + (n % 40) }) }
        const event = new JudgedEvent(activity(`${time.toString(36)}-${id(n)}`, parts))
        for (const learner of LEARNERS) learner.observe(event, learnt)
      }
    }
    // Once for all that is made on the way and stays.
    live(new Learnt(), 1_000)
    const before = used()
    const learnt = new Learnt()
    live(learnt, 3 * people)
    const perPerson = (used() - before) / people
    expect(new Places(learnt).progress(0).people).toBe(people)
    expect(perPerson).toBeGreaterThan(100)
    expect(perPerson).toBeLessThan(600)
  })
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes in use, after all that can be thrown away is. */
function used(): number {
  for (let n = 0; n < 4; n++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
