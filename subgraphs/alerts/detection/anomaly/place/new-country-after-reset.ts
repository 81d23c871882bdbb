import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { dayOf } from './days.ts'
import { elapsed } from './elapsed.ts'
import { learningFrom } from './learning.ts'
import { measure } from './measure.ts'
import { commonPeople, confirmDays, learningDays, settleDays } from './parameters.ts'
import { placeSuppressions } from './place-suppressions.ts'
import { Places, seenAt, type Seen } from './places.ts'
import { Resets, type Reset } from './resets.ts'
import { sensitivity, weigh } from './suppression.ts'

/** Numbers of the detector `new-country-after-reset`. */
export const newCountryParameters = z.strictObject({
  withinHours: z
    .number()
    .min(1)
    .max(720)
    .default(24)
    .describe('Longest time from the reset to the sign-in, hours; source: ours.'),
  learningDays: learningDays(7, 'Defender for Cloud Apps'),
  confirmDays,
  commonPeople,
  settleDays,
  sensitivity,
})
export type NewCountryParameters = z.infer<typeof newCountryParameters>

export const NEW_COUNTRY_AFTER_RESET: AnomalyKind<NewCountryParameters> = {
  name: 'new-country-after-reset',
  parameters: newCountryParameters,
  needs: ['country'],
  make: (severity, parameters) => new NewCountryAfterReset(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningFrom(learningDays, new Places(learnt).progress(learningDays)),
}

interface Found {
  seen: Seen
  reset: Reset
  explanation: ExplanationData
  suppressedBy?: string
}

/** The first sign-in from a country new to the person, soon after the account's password or second factor was reset. */
class NewCountryAfterReset implements Detector {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: filterPredicate({
        action: { in: ['user.login', 'app.login', 'session.create'] },
        outcome: ['SUCCESS', 'UNKNOWN'],
      }),
    },
  ]
  private readonly severity: Severity
  private readonly parameters: NewCountryParameters

  constructor(severity: Severity, parameters: NewCountryParameters) {
    this.severity = severity
    this.parameters = parameters
  }

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const found = this.find(event, judging)
    if (typeof found === 'string') return null
    const { seen, reset, explanation, suppressedBy } = found
    judging.memory.set(`${seen.person}|${seen.country}`, reset.time)
    return {
      key: `${seen.person}|${seen.country}`,
      severity: this.severity,
      title: app =>
        `${actorName(event.activity)} signed in to ${app} from ${seen.country} for the first time, ${elapsed(event.time - reset.time)} after a reset of the ${reset.factor}`,
      cited: [...(reset.ref ? [reset.ref] : []), citationOf(event)],
      explanation,
      ...(suppressedBy && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const found = this.find(event, judging)
    if (typeof found !== 'string') return found.explanation
    return { matched: false, summary: found, conditions: [], measures: [], suppressions: [] }
  }

  private find(event: JudgedEvent, { learnt, memory }: Judging): Found | string {
    const { withinHours, learningDays } = this.parameters
    const seen = seenAt(event)
    if (!seen) return 'The activity shows nobody at a place.'
    const reset = new Resets(learnt).of(event.activity)
    const since = reset ? event.time - reset.time : -1
    if (!reset || since < 0) return 'No reset of the account before is known.'
    if (since > withinHours * 3_600_000)
      return `The last reset was ${elapsed(since)} before, over the ${withinHours} hours that are looked at.`
    const today = dayOf(event.time)
    const person = new Places(learnt).of(seen.person)
    const known = person?.daysKnown(today) ?? 0
    if (!person || known < learningDays)
      return `Still learning: the person is known for ${known} of ${learningDays} days.`
    const country = person.country(seen.country, today)
    // A reset by the one who signs in comes from the new country itself.
    if (country && country.first < dayOf(reset.time))
      return `The person was in ${seen.country} before the reset, the last time ${Math.max(0, today - country.last)} days ago.`
    if (memory.get<number>(`${seen.person}|${seen.country}`) === reset.time)
      return `The first sign-in from ${seen.country} after this reset was weighed already.`
    const { suppressions, suppressedBy } = weigh(
      this.parameters.sensitivity,
      placeSuppressions({ seen, person, learnt }, today, this.parameters),
    )
    return {
      seen,
      reset,
      ...(suppressedBy && { suppressedBy }),
      explanation: {
        matched: true,
        summary: `The ${reset.factor} of the account was reset ${elapsed(since)} before, and the person was never seen in ${seen.country} before that; ${withinHours} hours are looked at.`,
        conditions: [
          {
            field: 'ip.country',
            operator: 'not in',
            expected: person.countries().filter(each => each !== seen.country),
            actual: seen.country,
            matched: true,
          },
        ],
        measures: [
          measure('time since reset', Math.round(since / 1000), 's', { threshold: withinHours * 3600 }),
          measure('days known', known, 'd', { threshold: learningDays }),
        ],
        suppressions,
      },
    }
  }
}
