import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Assessing, condition, measure, NOTHING, type Assessment } from '../people/assessing.ts'
import { DAY_S, secondsOf } from '../people/clock.ts'
import { peopleOf, shortPersonKey } from '../people/person.ts'
import { sensitivity } from '../people/sensitivity.ts'
import { daysBefore, learningOf } from '../people/span.ts'
import { doersOf } from './admin-actions.ts'

/** Numbers of the detector `first-admin-action`. */
export const firstAdminActionParameters = z.strictObject({
  learningDays: z
    .number()
    .min(1)
    .max(180)
    .default(7)
    .describe(
      'Days that the person and the app must be known before a first is one, days; Microsoft Defender for Cloud Apps, 7.',
    ),
  commonDoers: z
    .int()
    .min(2)
    .max(8)
    .default(5)
    .describe('An action that so many other people have done is common in the tenant, people; ours.'),
  sensitivity,
})
export type FirstAdminActionParameters = z.infer<typeof firstAdminActionParameters>

export const FIRST_ADMIN_ACTION: AnomalyKind<FirstAdminActionParameters> = {
  name: 'first-admin-action',
  parameters: firstAdminActionParameters,
  needs: [],
  make: (severity, parameters) => new FirstAdminAction(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningOf(learnt, learningDays),
}

/** Somebody known for days uses administrative rights who never has. */
class FirstAdminAction extends Assessing {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: filterPredicate({ isAdmin: true, outcome: ['SUCCESS', 'UNKNOWN'] }),
    },
  ]
  private readonly parameters: FirstAdminActionParameters

  constructor(severity: Severity, parameters: FirstAdminActionParameters) {
    super(severity, parameters.sensitivity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, { learnt }: Judging, explaining: boolean): Assessment | string {
    const { activity } = event
    const who = shortPersonKey(event)
    if (who === null || !activity.isAdmin || activity.outcome === 'FAILURE' || activity.actor?.kind !== 'user')
      return 'The activity is no administrative one of a person.'
    const people = peopleOf(learnt)
    const slot = people.find(who)
    const now = secondsOf(event.time)
    const { learningDays, commonDoers } = this.parameters
    const first = slot < 0 ? now : people.column('first')[slot] || now
    const known = Math.max(0, (now - first) / DAY_S)
    const app = daysBefore(learnt, now, activity.app)
    const before = slot < 0 ? 0 : people.column('admin')[slot]!
    const isFirst = before === 0 || before >= now
    const matched = isFirst && known >= learningDays && app >= learningDays
    if (!matched && !explaining) return NOTHING
    const doers = doersOf(learnt, activity.action)
    const common = doers >= commonDoers
    return {
      matched,
      key: personKey(activity)!,
      severity: this.severity,
      title: name =>
        `${actorName(activity)} used administrative rights for the first time: ${activity.action} in ${name}`,
      cited: [citationOf(event)],
      summary: isFirst
        ? `It is the first administrative action in the ${Math.floor(known)} days that the person has been seen; the app is known for ${Math.floor(app)} days, ${learningDays} of both are needed.`
        : 'The person has used administrative rights before.',
      conditions: [
        condition('isAdmin', 'equals', true, activity.isAdmin, true),
        condition('administrative actions before', 'equals', 0, isFirst ? 0 : 1, isFirst),
      ],
      measures: [
        measure('person known', Math.floor(known), learningDays, 'days'),
        measure('app known', Math.floor(app), learningDays, 'days'),
        measure('people who did it', doers, commonDoers),
      ],
      reasons: [
        {
          name: 'common-action',
          tier: 'TENANT',
          holds: common,
          reason: common ? 'Many people of the tenant do this.' : 'Few people of the tenant have done this.',
        },
      ],
    }
  }
}
