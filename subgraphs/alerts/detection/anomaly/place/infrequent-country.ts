import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { dayOf } from './days.ts'
import { learningFrom } from './learning.ts'
import { measure } from './measure.ts'
import { commonPeople, confirmDays, learningDays, settleDays } from './parameters.ts'
import { FORGET_DAYS, Places, seenAt, type Seen } from './places.ts'
import { placeSuppressions } from './place-suppressions.ts'
import { sensitivity, weigh } from './suppression.ts'

/** Numbers of the detector `infrequent-country`. */
export const infrequentCountryParameters = z.strictObject({
  rememberDays: z
    .int()
    .min(1)
    .max(FORGET_DAYS)
    .default(60)
    .describe(
      'A country not seen for so long is infrequent, days; source: ours, between the month of Defender for Cloud Apps and the 90 days of Sentinel.',
    ),
  learningDays: learningDays(7, 'Defender for Cloud Apps'),
  confirmDays,
  commonPeople,
  settleDays,
  sensitivity,
})
export type InfrequentCountryParameters = z.infer<typeof infrequentCountryParameters>

export const INFREQUENT_COUNTRY: AnomalyKind<InfrequentCountryParameters> = {
  name: 'infrequent-country',
  parameters: infrequentCountryParameters,
  needs: ['country'],
  make: (severity, parameters) => new InfrequentCountry(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningFrom(learningDays, new Places(learnt).progress(learningDays)),
}

interface Infrequent {
  seen: Seen
  explanation: ExplanationData
  suppressedBy?: string
}

/** A person in a country where that person was not seen lately or ever; told once a day until it is usual. */
class InfrequentCountry implements Detector {
  readonly gates: readonly Gate[] = [
    { connectors: null, view: 'activity', predicate: filterPredicate({ outcome: ['SUCCESS', 'UNKNOWN'] }) },
  ]
  private readonly severity: Severity
  private readonly parameters: InfrequentCountryParameters

  constructor(severity: Severity, parameters: InfrequentCountryParameters) {
    this.severity = severity
    this.parameters = parameters
  }

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const found = this.find(event, judging)
    if (typeof found === 'string') return null
    const { seen, explanation, suppressedBy } = found
    return {
      key: `${seen.person}|${seen.country}`,
      severity: this.severity,
      title: app => `${actorName(event.activity)} was active in ${app} from ${seen.country}, an infrequent country`,
      cited: [citationOf(event)],
      explanation,
      ...(suppressedBy && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const found = this.find(event, judging)
    if (typeof found !== 'string') return found.explanation
    return { matched: false, summary: found, conditions: [], measures: [], suppressions: [] }
  }

  private find(event: JudgedEvent, { learnt }: Judging): Infrequent | string {
    const { learningDays, rememberDays, confirmDays } = this.parameters
    const today = dayOf(event.time)
    const seen = seenAt(event)
    if (!seen) return 'The activity shows nobody at a place.'
    const person = new Places(learnt).of(seen.person)
    const known = person?.daysKnown(today) ?? 0
    if (!person || known < learningDays)
      return `Still learning: the person is known for ${known} of ${learningDays} days.`
    const country = person.country(seen.country, today)
    if (country?.last === today) return `The person was in ${seen.country} today already; that was weighed then.`
    if (person.weighedBefore(seen, event.time))
      return `The person was in ${seen.country} by a network that is no place within the last day; that was weighed then.`
    const absent = country ? Math.max(0, today - country.last) : null
    // What was seen while the person was learnt needs no further day.
    const usual = country !== null && (country.days >= confirmDays || country.first - person.since < learningDays)
    if (usual && absent! <= rememberDays)
      return `The person was in ${seen.country} ${absent} days ago, within the ${rememberDays} days that are remembered.`
    const { suppressions, suppressedBy } = weigh(
      this.parameters.sensitivity,
      placeSuppressions({ seen, person, learnt }, today, this.parameters),
    )
    const when = country
      ? `on ${country.days} days before, the last ${absent} days ago`
      : `never in the ${FORGET_DAYS} days that are remembered`
    return {
      seen,
      ...(suppressedBy && { suppressedBy }),
      explanation: {
        matched: true,
        summary: `The person, known for ${known} days, was seen in ${seen.country} ${when}; it is usual after ${confirmDays} days within ${rememberDays}.`,
        conditions: [
          {
            field: 'ip.country',
            operator: 'not in',
            expected: person.countries(),
            actual: seen.country,
            matched: true,
          },
        ],
        measures: [
          measure('days seen in country', country?.days ?? 0, 'd', { threshold: confirmDays }),
          ...(absent === null ? [] : [measure('days since last seen', absent, 'd', { threshold: rememberDays })]),
          measure('days known', known, 'd', { threshold: learningDays }),
        ],
        suppressions,
      },
    }
  }
}
