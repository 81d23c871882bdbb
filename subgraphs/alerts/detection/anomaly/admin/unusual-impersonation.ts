import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import type { Learner } from '../learners.ts'
import { Assessing, condition, measure, NOTHING, round, type Assessment } from '../people/assessing.ts'
import { DAY_MS, DAY_S, dayOf, secondsOf } from '../people/clock.ts'
import { Evidence } from '../people/evidence.ts'
import { shortPersonKey } from '../people/person.ts'
import { sensitivity } from '../people/sensitivity.ts'
import { SliceCounts } from '../people/slice-counts.ts'
import { daysBefore, learningOf } from '../people/span.ts'
import { fromSharedAddress } from '../people/shared-address.ts'

/** Numbers of the detector `unusual-impersonation`. */
export const unusualImpersonationParameters = z.strictObject({
  least: z
    .int()
    .min(1)
    .max(1_000)
    .default(10)
    .describe(
      'Activities in the name of others on one day that are never too many, count; Splunk, 10 as floor of its statistical template.',
    ),
  deviations: z
    .number()
    .min(0)
    .max(10)
    .default(3)
    .describe('Standard deviations over the daily mean of the person that are still usual; Splunk, 3.'),
  learningDays: z
    .number()
    .min(1)
    .max(180)
    .default(7)
    .describe('Days that the tenant must be known, days; Microsoft Defender for Cloud Apps, 7.'),
  sensitivity,
})
export type UnusualImpersonationParameters = z.infer<typeof unusualImpersonationParameters>

export const UNUSUAL_IMPERSONATION: AnomalyKind<UnusualImpersonationParameters> = {
  name: 'unusual-impersonation',
  parameters: unusualImpersonationParameters,
  needs: [],
  make: (severity, parameters) => new UnusualImpersonation(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningOf(learnt, learningDays),
}

const DAILY = new SliceCounts('daily', 5)
const ROOM = 16_384
const EVIDENCE = new Evidence('impersonation evidence', 128)
const table = (learnt: Learnt) => learnt.table('impersonation', DAILY.columns, ROOM) as SlotTable

/** Remembers how much each person does in the name of others, a day. */
export const IMPERSONATIONS: Learner = {
  name: 'impersonations',
  observe(event, learnt) {
    const who = shortPersonKey(event)
    if (!event.activity.isImpersonated || who === null || event.activity.outcome === 'FAILURE') return
    DAILY.add(table(learnt), table(learnt).claim(who, event.time), dayOf(secondsOf(event.time)) || 1)
    EVIDENCE.add(learnt, who, event, 0)
  },
}

/** More in the name of others than the person is used to. */
class UnusualImpersonation extends Assessing {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: filterPredicate({ isImpersonated: true, outcome: ['SUCCESS', 'UNKNOWN'] }),
    },
  ]
  private readonly parameters: UnusualImpersonationParameters

  constructor(severity: Severity, parameters: UnusualImpersonationParameters) {
    super(severity, parameters.sensitivity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, { learnt }: Judging, known: boolean): Assessment | string {
    const { activity } = event
    const who = shortPersonKey(event)
    if (who === null || !activity.isImpersonated || activity.outcome === 'FAILURE')
      return 'The activity is done in nobody else’s name.'
    const { least, deviations, learningDays } = this.parameters
    const now = secondsOf(event.time)
    const day = dayOf(now) || 1
    const slot = table(learnt).find(who)
    const view = slot < 0 ? { count: 0, mean: 0, deviation: 0 } : DAILY.read(table(learnt), slot, day)
    const count = view.count + (known ? 0 : 1)
    const usual = Math.max(least, view.mean + deviations * view.deviation)
    const daysLearnt = daysBefore(learnt, now)
    const matched = count > usual && daysLearnt >= learningDays
    if (!matched && !known) return NOTHING
    const shared = fromSharedAddress(event, learnt)
    const start = day * DAY_S * 1000
    return {
      matched,
      key: personKey(activity)!,
      severity: this.severity,
      title: app =>
        `${actorName(activity)} acted in the name of others ${count} times today in ${app}, more than usual`,
      cited: [
        ...EVIDENCE.read(learnt, who, start, start + DAY_MS, () => true).filter(({ id }) => id !== activity.id),
        citationOf(event),
      ].sort((a, b) => a.time - b.time),
      summary: `${count} activities in the name of others on one day; the person’s mean is ${round(view.mean)} with a deviation of ${round(view.deviation)}, and over ${round(usual)} is unusual.`,
      conditions: [condition('isImpersonated', 'equals', true, activity.isImpersonated, true)],
      measures: [
        measure('activities today', count, round(usual), null, round(view.mean)),
        measure('days known', Math.floor(daysLearnt), learningDays, 'days'),
      ],
      reasons: [
        {
          name: 'shared-address',
          tier: 'TENANT',
          holds: shared,
          reason: shared
            ? 'Several people have used this address for days: work at the office.'
            : 'The address is none that several people have used for days.',
        },
      ],
    }
  }
}
