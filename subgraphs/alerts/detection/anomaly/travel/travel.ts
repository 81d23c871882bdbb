import type { NetworkTag, Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf, type Citation } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { COUNTRIES } from './countries.ts'
import { distanceKm } from './distance.ts'

/** Numbers of the detector `impossible-travel`. */
export const travelParameters = z.strictObject({
  /** Faster than this nobody travels, km/h. */
  maxSpeedKmh: z.number().min(100).max(10_000).default(900),
  /** Countries nearer to each other than this, middle to middle, are not told apart, km. */
  minDistanceKm: z.number().min(0).max(20_000).default(500),
})
export type TravelParameters = z.infer<typeof travelParameters>

export const IMPOSSIBLE_TRAVEL: AnomalyKind<TravelParameters> = {
  name: 'impossible-travel',
  parameters: travelParameters,
  needs: ['country'],
  make: (severity, parameters) => new ImpossibleTravel(severity, parameters),
}

interface Remembered {
  /** The last place seen. */
  last: Citation
  /** Where the person was before the last impossible journey, and when that ended, epoch ms. */
  home: { country: string; at: number } | null
}

/** A place behind one of these says nothing of where a person is. */
const RELAYED = new Set<NetworkTag | null>(['CORPORATE', 'ADMINISTRATIVE', 'VPN', 'CLOUD'])
const RETURN_MS = 24 * 3_600_000
/** Events of the same second still have a finite speed. */
const MIN_HOURS = 1 / 3600

/** One person in two countries too far apart for the time between. */
class ImpossibleTravel implements Detector {
  readonly gates: readonly Gate[] = [
    { connectors: null, view: 'activity', predicate: filterPredicate({ outcome: ['SUCCESS', 'UNKNOWN'] }) },
  ]
  private readonly severity: Severity
  private readonly parameters: TravelParameters

  constructor(severity: Severity, parameters: TravelParameters) {
    this.severity = severity
    this.parameters = parameters
  }

  judge(event: JudgedEvent, _: readonly number[], { memory }: Judging): Match | null {
    const key = whoAndWhere(event)
    if (!key) return null
    const here = citationOf(event)
    const known = memory.get<Remembered>(key)
    const journey = known && this.journey(known.last, here)
    const impossible = Boolean(
      journey && journey.km > this.parameters.minDistanceKm && journey.kmh > this.parameters.maxSpeedKmh,
    )
    const returns = impossible && isReturn(known!, here)
    // Of two places the later one is remembered; one that comes late is judged against it and forgotten.
    if (!known || here.time >= known.last.time)
      memory.set(key, { last: here, home: homeAfter(known, here, impossible && !returns) })
    if (!impossible || returns) return null
    const [first, second] = known!.last.time <= here.time ? [known!.last, here] : [here, known!.last]
    return {
      key,
      severity: this.severity,
      title: () =>
        `${actorName(second)} was in ${country(first)} and ${ago(second.time - first.time)} later in ${country(second)}`,
      cited: [first, second],
      explanation: this.explanation(first, second, journey!),
    }
  }

  learn(event: JudgedEvent, _: readonly number[], { memory }: Judging): void {
    const key = whoAndWhere(event)
    if (!key) return
    const known = memory.get<Remembered>(key)
    if (!known || event.time > known.last.time) memory.set(key, { last: citationOf(event), home: known?.home ?? null })
  }

  explain(event: JudgedEvent, { memory }: Judging): ExplanationData {
    const key = whoAndWhere(event)
    const known = key === null ? undefined : memory.get<Remembered>(key)
    const nothing = { matched: false, conditions: [], measures: [], suppressions: [] }
    if (!known)
      return { ...nothing, summary: 'The activity shows nobody at a place that can be compared with another.' }
    const here = citationOf(event)
    const journey = this.journey(known.last, here)
    if (!journey) return { ...nothing, summary: `The last activity was in the same country, ${country(here)}.` }
    const [first, second] = known.last.time <= here.time ? [known.last, here] : [here, known.last]
    return this.explanation(first, second, journey)
  }

  private journey(from: Citation, to: Citation): { km: number; hours: number; kmh: number } | null {
    const a = COUNTRIES.get(from.ip!.country!)
    const b = COUNTRIES.get(to.ip!.country!)
    if (!a || !b || from.ip!.country === to.ip!.country) return null
    const km = distanceKm(a, b)
    const hours = Math.max(Math.abs(to.time - from.time) / 3_600_000, MIN_HOURS)
    return { km, hours, kmh: km / hours }
  }

  private explanation(
    first: Citation,
    second: Citation,
    journey: { km: number; hours: number; kmh: number },
  ): ExplanationData {
    const { maxSpeedKmh, minDistanceKm } = this.parameters
    const [km, kmh] = [Math.round(journey.km), Math.round(journey.kmh)]
    const measure = (name: string, value: number, unit: string, threshold: number | null) => ({
      name,
      value,
      unit,
      baseline: null,
      threshold,
    })
    return {
      matched: true,
      summary: `${country(first)} and ${country(second)} are ${km} km apart, the activities ${ago(second.time - first.time)}: ${kmh} km/h, over the ${maxSpeedKmh} km/h that are possible.`,
      conditions: [
        { field: 'ip.country', operator: 'differs', expected: country(first), actual: country(second), matched: true },
      ],
      measures: [
        measure('distance', km, 'km', minDistanceKm),
        measure('time', Math.round((second.time - first.time) / 1000), 's', null),
        measure('speed', kmh, 'km/h', maxSpeedKmh),
      ],
      suppressions: [
        {
          name: 'relayed-network',
          applied: false,
          reason: 'Neither address is in a network that hides where its user is: corporate, VPN or cloud.',
        },
        {
          name: 'way-back',
          applied: false,
          reason: `It is no return to where an impossible journey of the last 24 hours began.`,
        },
      ],
    }
  }
}

/** Key of the person, when the event shows a person at a place. */
function whoAndWhere({ activity }: JudgedEvent): string | null {
  const { actor, ip, outcome } = activity
  if (!ip?.country || !COUNTRIES.has(ip.country) || RELAYED.has(ip.networkTag)) return null
  if (actor?.kind !== 'user' || outcome === 'FAILURE' || activity.isImpersonated) return null
  return personKey(activity)
}

/** Back to where the impossible journey began: the same story, told already. */
function isReturn({ home }: Remembered, here: Citation): boolean {
  return home !== null && home.country === here.ip!.country && here.time - home.at <= RETURN_MS
}

function homeAfter(known: Remembered | undefined, here: Citation, left: boolean): Remembered['home'] {
  if (left) return { country: known!.last.ip!.country!, at: here.time }
  return known?.home && here.time - known.home.at <= RETURN_MS ? known.home : null
}

const country = ({ ip }: Citation) => ip!.country!

function ago(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes >= 120) return `${Math.round(minutes / 60)} hours`
  return minutes >= 2 ? `${minutes} minutes` : `${Math.max(0, Math.round(ms / 1000))} seconds`
}
