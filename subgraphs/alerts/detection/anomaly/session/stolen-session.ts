import type { NetworkTag, Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import { pathOf } from '../../predicate/path.ts'
import type { FieldTest } from '../../predicate/predicate.ts'
import type { AnomalyKind } from '../kind.ts'
import type { Learner } from '../learners.ts'
import { Assessing, condition, measure, NOTHING, type Assessment } from '../people/assessing.ts'
import { hash16, shortKey } from '../people/hash.ts'
import { ID_BYTES, packId, unpackId } from '../people/packed-id.ts'
import { addressOf, fromUsualAddress } from '../people/person.ts'
import { sensitivity, type Reason } from '../people/sensitivity.ts'
import { fromSharedAddress } from '../people/shared-address.ts'
import { COUNTRIES } from '../travel/countries.ts'
import { distanceKm } from '../travel/distance.ts'

/** Numbers of the detector `stolen-session`. */
export const stolenSessionParameters = z.strictObject({
  minutes: z
    .number()
    .min(1)
    .max(1_440)
    .default(720)
    .describe('Time between two uses of a session that are compared, minutes; ours, a session of a working day.'),
  countryMinutes: z
    .number()
    .min(1)
    .max(1_440)
    .default(60)
    .describe('Two countries within this time are two places at once, minutes; Elastic, 65 for two countries.'),
  minDistanceKm: z
    .number()
    .min(0)
    .max(20_000)
    .default(500)
    .describe('Countries nearer than this, middle to middle, are not told apart, km; Datadog, 500.'),
  sensitivity,
})
export type StolenSessionParameters = z.infer<typeof stolenSessionParameters>

export const STOLEN_SESSION: AnomalyKind<StolenSessionParameters> = {
  name: 'stolen-session',
  parameters: stolenSessionParameters,
  needs: ['country', 'asn'],
  make: (severity, parameters) => new StolenSession(severity, parameters),
}

const ROOM = 32_768
const COLUMNS = {
  time: { type: 'f64', per: 1 },
  address: { type: 'u32', per: 1 },
  asn: { type: 'u16', per: 1 },
  country: { type: 'u16', per: 1 },
  /** Operating system and browser. */
  os: { type: 'u16', per: 1 },
  browser: { type: 'u16', per: 1 },
  relayed: { type: 'u8', per: 1 },
  id: { type: 'u8', per: ID_BYTES },
} as const

const IN_SESSION: FieldTest = {
  is: 'field',
  field: 'sessionId',
  paths: [pathOf('sessionId')],
  operator: 'exists',
  expected: true,
  test: () => true,
  absent: false,
  hints: null,
}

/** Networks in which a session may change address for good reasons. */
const RELAYS = new Set<NetworkTag | null>(['CORPORATE', 'ADMINISTRATIVE', 'VPN', 'CLOUD'])

/** Where and by what a session was used; numbers of networks are cut to 16 bits. */
interface Use {
  time: number
  address: number
  asn: number
  country: number
  os: number
  browser: number
  relayed: boolean
}

/** Session ids are the vendor's: those of two apps may be equal. */
function sessionOf({ activity: { sessionId, app, actor, ip, outcome } }: JudgedEvent): string | null {
  if (!sessionId || !ip || actor?.kind !== 'user' || outcome === 'FAILURE') return null
  return shortKey(`${app}|${sessionId}`)
}

function useOf(event: JudgedEvent): Use {
  const {
    activity: { ip, os, browser },
    time,
  } = event
  const { country } = ip!
  return {
    time,
    address: addressOf(event),
    asn: ip!.asn === null ? 0 : ip!.asn % 0xffff || 0xffff,
    country: country?.length === 2 ? country.charCodeAt(0) * 256 + country.charCodeAt(1) : 0,
    os: numberOf(os),
    browser: numberOf(browser),
    relayed: RELAYS.has(ip!.networkTag),
  }
}

/** Names of systems and browsers repeat; the numbers of so many are kept at hand. */
const FEW = 1_000
const numbers = new Map<string, number>()

/** A system or browser as a number, without its version: both update themselves in the middle of a session. */
function numberOf(name: string | null): number {
  if (!name) return 0
  const text = name.slice(0, 100)
  const known = numbers.get(text)
  if (known !== undefined) return known
  const number = hash16(text.replace(/[\s/]*\d.*$/, ''))
  if (numbers.size < FEW) numbers.set(text, number)
  return number
}

/** Remembers the last use of each session. */
export const SESSIONS: Learner = {
  name: 'sessions',
  observe(event, learnt) {
    const session = sessionOf(event)
    if (session === null) return
    const table = learnt.table('sessions', COLUMNS, ROOM)
    const slot = table.claim(session, event.time)
    if (event.time < table.column('time')[slot]!) return
    const use = useOf(event)
    for (const name of ['time', 'address', 'asn', 'country', 'os', 'browser'] as const)
      table.column(name)[slot] = use[name]
    table.column('relayed')[slot] = use.relayed ? 1 : 0
    packId(table.column('id') as Uint8Array, slot * ID_BYTES, event.activity.id)
  },
}

/** One session used by two machines at two places. */
class StolenSession extends Assessing {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: {
        is: 'all',
        of: [filterPredicate({ outcome: ['SUCCESS', 'UNKNOWN'] }), IN_SESSION],
      },
    },
  ]
  private readonly parameters: StolenSessionParameters

  constructor(severity: Severity, parameters: StolenSessionParameters) {
    super(severity, parameters.sensitivity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, { learnt }: Judging, known: boolean): Assessment | string {
    const session = sessionOf(event)
    if (session === null) return 'The activity belongs to no session of a person.'
    const table = learnt.table('sessions', COLUMNS, ROOM)
    const slot = table.find(session)
    if (slot < 0) return 'The session has not been used before.'
    const now = useOf(event)
    const moved = now.address !== table.column('address')[slot]
    if (!moved && !known) return NOTHING
    const id = unpackId(table.column('id') as Uint8Array, slot * ID_BYTES)
    const before: Use = {
      time: table.column('time')[slot]!,
      address: table.column('address')[slot]!,
      asn: table.column('asn')[slot]!,
      country: table.column('country')[slot]!,
      os: table.column('os')[slot]!,
      browser: table.column('browser')[slot]!,
      relayed: table.column('relayed')[slot] === 1,
    }
    const { minutes, countryMinutes, minDistanceKm } = this.parameters
    const apart = Math.abs(now.time - before.time) / 60_000
    const differ = (one: number, other: number) => one !== 0 && other !== 0 && one !== other
    const machine = differ(now.os, before.os) || differ(now.browser, before.browser)
    // Where both networks are known, an address alone says little: phones change it all day.
    const network = moved && (now.asn === 0 || before.asn === 0 || now.asn !== before.asn)
    const km = distanceOf(now.country, before.country)
    const elsewhere = network && km > minDistanceKm && apart <= countryMinutes
    const stolen = apart <= minutes && network && (machine || elsewhere)
    if (!stolen && !known) return NOTHING
    const { activity } = event
    const places = [codeOf(before.country), codeOf(now.country)]
    const how = machine ? 'another machine at another address' : `another country, ${Math.round(km)} km away`
    return {
      matched: stolen,
      key: `${activity.app}|${activity.sessionId}`,
      severity: this.severity,
      title: app =>
        `A session of ${actorName(activity)} in ${app} is used by ${machine ? 'two machines' : `somebody in ${places[0]} and somebody in ${places[1]}`}, now from ${activity.ip!.address}`,
      cited: [...(id === null || id === activity.id ? [] : [{ id, time: before.time }]), citationOf(event)].sort(
        (a, b) => a.time - b.time,
      ),
      summary: stolen
        ? `The session was used ${Math.round(apart)} minutes apart by ${how}.`
        : `The session was last used ${Math.round(apart)} minutes apart, and not by another machine in another network or in two countries at once.`,
      conditions: [
        condition('os or browser', 'differs', true, machine, machine),
        condition('address and network', 'differs', true, network, network),
        condition('ip.country', 'differs', places[0], places[1], elsewhere),
      ],
      measures: [
        measure('time apart', Math.round(apart), machine ? minutes : countryMinutes, 'min'),
        measure('distance', Math.round(km), minDistanceKm, 'km'),
      ],
      reasons: this.reasons(event, learnt, before.relayed || now.relayed),
    }
  }

  private reasons(event: JudgedEvent, learnt: Judging['learnt'], relayed: boolean): Reason[] {
    const usual = fromUsualAddress(event, learnt)
    const shared = fromSharedAddress(event, learnt)
    return [
      {
        name: 'relayed-network',
        tier: 'SYSTEM',
        holds: relayed,
        reason: relayed
          ? 'One of the addresses is in a corporate, VPN or cloud network, which changes what others see.'
          : 'Neither address is in a corporate, VPN or cloud network.',
      },
      {
        name: 'shared-address',
        tier: 'TENANT',
        holds: shared,
        reason: shared
          ? 'Several people have used this address for days.'
          : 'The address is none that several people have used for days.',
      },
      {
        name: 'usual-address',
        tier: 'USER',
        holds: usual,
        reason: usual
          ? 'The person has used this address for days.'
          : 'The address is none that the person has used for days.',
      },
    ]
  }
}

function codeOf(country: number): string {
  return country === 0 ? 'an unknown country' : String.fromCharCode(country >> 8, country & 255)
}

function distanceOf(one: number, other: number): number {
  if (one === 0 || other === 0 || one === other) return 0
  const [a, b] = [COUNTRIES.get(codeOf(one)), COUNTRIES.get(codeOf(other))]
  return a && b ? distanceKm(a, b) : 0
}
