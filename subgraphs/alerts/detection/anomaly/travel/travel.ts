import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf, type ActivityRef } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Common } from '../place/common.ts'
import { dayOf } from '../place/days.ts'
import { elapsed } from '../place/elapsed.ts'
import { learningFrom } from '../place/learning.ts'
import { measure } from '../place/measure.ts'
import { hidingPlace, isOwn, networkName, networkOf, tellsPlace } from '../place/network-kind.ts'
import { commonPeople, confirmDays, learningDays, settleDays } from '../place/parameters.ts'
import { journeyBetween, Places, seenAt, type LastPlace, type Person, type Seen } from '../place/places.ts'
import { sharedByMany } from '../place/shared-by-many.ts'
import { sensitivity, weigh, type Weighed } from '../place/suppression.ts'

/** Numbers of the detector `impossible-travel`. */
export const travelParameters = z.strictObject({
  maxSpeedKmh: z
    .number()
    .min(100)
    .max(10_000)
    .default(900)
    .describe('Faster than this nobody travels, km/h; source: Panther, Standard.ImpossibleTravel.Login.'),
  minDistanceKm: z
    .number()
    .min(0)
    .max(20_000)
    .default(500)
    .describe('Countries nearer to each other than this, middle to middle, are not told apart, km; source: Datadog.'),
  returnHours: z
    .number()
    .min(0)
    .max(168)
    .default(24)
    .describe('The way back is not told again for so long, hours; source: the one-day memory of Panther.'),
  learningDays: learningDays(7, 'Defender for Cloud Apps'),
  confirmDays,
  commonPeople,
  settleDays,
  sensitivity,
})
export type TravelParameters = z.infer<typeof travelParameters>

export const IMPOSSIBLE_TRAVEL: AnomalyKind<TravelParameters> = {
  name: 'impossible-travel',
  parameters: travelParameters,
  needs: ['country'],
  make: (severity, parameters) => new ImpossibleTravel(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningFrom(learningDays, new Places(learnt).progress(learningDays)),
}

/** Where the person was before the last impossible journey, and when that ended, epoch ms. */
interface Home {
  country: string
  at: number
}

/** A journey that nobody can have made, and what speaks against telling of it. */
interface Journey {
  seen: Seen
  last: LastPlace
  /** The activity at the last place. */
  before: ActivityRef | null
  explanation: ExplanationData
  suppressedBy?: string
  isReturn: boolean
}

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

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const journey = this.journey(event, judging)
    if (typeof journey === 'string') return null
    const { seen, last, before, isReturn, explanation, suppressedBy } = journey
    // Only what becomes the last place can be left again.
    if (!isReturn && event.time >= last.time && tellsPlace(seen.ip))
      judging.memory.set(seen.person, { country: last.country, at: event.time } satisfies Home)
    const here = citationOf(event)
    const isLater = event.time >= last.time
    const [from, to] = isLater ? [last.country, seen.country] : [seen.country, last.country]
    return {
      key: seen.person,
      severity: this.severity,
      title: () => `${actorName(here)} was in ${from} and ${elapsed(Math.abs(event.time - last.time))} later in ${to}`,
      cited: before ? (isLater ? [before, here] : [here, before]) : [here],
      explanation,
      ...(suppressedBy && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const journey = this.journey(event, judging)
    if (typeof journey !== 'string') return journey.explanation
    return { matched: false, summary: journey, conditions: [], measures: [], suppressions: [] }
  }

  /** The impossible journey that an event shows; else why there is none. */
  private journey(event: JudgedEvent, { learnt, memory }: Judging): Journey | string {
    const seen = seenAt(event)
    if (!seen) return 'The activity shows nobody at a place that can be compared with another.'
    const person = new Places(learnt).of(seen.person)
    const last = person?.last
    if (!last) return 'The person was seen at no other place before.'
    if (last.country === seen.country) return `The last activity was in the same country, ${seen.country}.`
    const way = journeyBetween(last.country, seen.country, event.time - last.time)
    if (!way) return `${last.country} and ${seen.country} have a border, so their networks are not told apart.`
    const { maxSpeedKmh, minDistanceKm } = this.parameters
    const [km, kmh] = [Math.round(way.km), Math.round(way.kmh)]
    const apart = `${last.country} and ${seen.country} are ${km} km apart, the activities ${elapsed(Math.abs(event.time - last.time))}: ${kmh} km/h`
    if (way.km <= minDistanceKm) return `${apart}. Nearer than ${minDistanceKm} km countries are not told apart.`
    if (way.kmh <= maxSpeedKmh) return `${apart}, which is possible.`
    if (person.weighedBefore(seen, event.time))
      return `The person was in ${seen.country} by a network that is no place within the last day; that was weighed then.`
    const home = memory.get<Home>(seen.person)
    const isReturn =
      home?.country === seen.country && Math.abs(event.time - home.at) <= this.parameters.returnHours * 3_600_000
    const { suppressions, suppressedBy } = weigh(
      this.parameters.sensitivity,
      this.suppressions({ seen, last, person, isReturn, learnt }, dayOf(event.time)),
    )
    return {
      seen,
      last,
      before: person.lastActivity,
      isReturn,
      ...(suppressedBy && { suppressedBy }),
      explanation: {
        matched: true,
        summary: `${apart}, over the ${maxSpeedKmh} km/h that are possible.`,
        conditions: [
          { field: 'ip.country', operator: 'differs', expected: last.country, actual: seen.country, matched: true },
        ],
        measures: [
          measure('distance', km, 'km', { threshold: minDistanceKm }),
          measure('time', Math.round(Math.abs(event.time - last.time) / 1000), 's'),
          measure('speed', kmh, 'km/h', { threshold: maxSpeedKmh }),
          measure('days known', person.daysKnown(dayOf(event.time)), 'd', { threshold: this.parameters.learningDays }),
        ],
        suppressions,
      },
    }
  }

  private suppressions(
    {
      seen,
      last,
      person,
      isReturn,
      learnt,
    }: Pick<Journey, 'seen' | 'last' | 'isReturn'> & Pick<Judging, 'learnt'> & { person: Person },
    today: number,
  ): Weighed[] {
    const { learningDays, confirmDays, commonPeople, settleDays, returnHours } = this.parameters
    const hiding = hidingPlace(seen.ip)
    const ends = (isOwn(seen.ip.networkTag) ? 1 : 0) + (last.own ? 1 : 0)
    const learned = person.daysKnown(today) >= learningDays
    const early = `The person is known for ${person.daysKnown(today)} of the ${learningDays} days before usual places count.`
    const daysIn = (country: string) => person.country(country, today)?.days ?? 0
    const [here, there] = [daysIn(seen.country), daysIn(last.country)]
    const journeys = person.journeyDays(last.country, seen.country, today)
    const common = new Common(learnt).of(`network:${networkOf(seen.ip)}`, today)
    return [
      {
        tier: 'system',
        name: 'hidden-network',
        holds: hiding !== null,
        reason: hiding
          ? `${networkName(seen.ip)} is ${hiding}, which does not tell where its users are.`
          : 'The address is in no network that is known to hide where its users are.',
      },
      {
        tier: 'system',
        name: 'own-networks',
        holds: ends === 2,
        reason: `${['Neither end is', 'One end is', 'Both ends are'][ends]} in a network of the tenant's own.`,
      },
      {
        tier: 'system',
        name: 'way-back',
        holds: isReturn,
        reason: isReturn
          ? `It is the way back from an impossible journey of the last ${returnHours} hours, which was told.`
          : `It is no way back from an impossible journey of the last ${returnHours} hours.`,
      },
      {
        tier: 'user',
        name: 'usual-countries',
        holds: learned && Math.min(here, there) >= confirmDays,
        reason: learned
          ? `Before today the person was in ${last.country} on ${there} days and in ${seen.country} on ${here}; ${confirmDays} days make a country usual.`
          : early,
      },
      {
        tier: 'user',
        name: 'known-journey',
        holds: learned && journeys >= confirmDays,
        reason: learned
          ? `The same impossible journey was seen on ${journeys} earlier days; ${confirmDays} make it known.`
          : early,
      },
      sharedByMany('tenant', 'common-network', networkName(seen.ip), common, {
        people: commonPeople,
        days: settleDays,
      }),
    ]
  }
}
