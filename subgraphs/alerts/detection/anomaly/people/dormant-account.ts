import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Assessing, condition, measure, NOTHING, type Assessment } from './assessing.ts'
import { DAY_S, secondsOf } from './clock.ts'
import { isKnown, peopleOf, shortPersonKey } from './person.ts'
import { sensitivity } from './sensitivity.ts'
import { fromSharedAddress } from './shared-address.ts'
import { daysBefore, learningOf } from './span.ts'

/** Numbers of the detector `dormant-account`. */
export const dormantAccountParameters = z.strictObject({
  days: z
    .int()
    .min(7)
    .max(730)
    .default(180)
    .describe('Days without any activity after which a person is dormant, days; Microsoft Sentinel, 180.'),
  sensitivity,
})
export type DormantAccountParameters = z.infer<typeof dormantAccountParameters>

export const DORMANT_ACCOUNT: AnomalyKind<DormantAccountParameters> = {
  name: 'dormant-account',
  parameters: dormantAccountParameters,
  needs: [],
  make: (severity, parameters) => new DormantAccount(severity, parameters),
  // Somebody is known to have been away so long once the tenant is known so long; people need no history of their own.
  learning: ({ days }, { learnt }) => {
    const learning = learningOf(learnt, days)
    return { ...learning, usersReady: learning.daysLearnt >= days ? 1 : 0 }
  },
}

/** Somebody acts who has not for months. */
class DormantAccount extends Assessing {
  readonly gates: readonly Gate[] = [
    { connectors: null, view: 'activity', predicate: filterPredicate({ outcome: ['SUCCESS', 'UNKNOWN'] }) },
  ]
  private readonly parameters: DormantAccountParameters

  constructor(severity: Severity, parameters: DormantAccountParameters) {
    super(severity, parameters.sensitivity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, { learnt }: Judging, known: boolean): Assessment | string {
    const { activity } = event
    const who = shortPersonKey(event)
    if (who === null || activity.actor?.kind !== 'user' || !isKnown(event)) return 'The activity is of no known person.'
    const now = secondsOf(event.time)
    const { days } = this.parameters
    const daysLearnt = daysBefore(learnt, now)
    if (daysLearnt < days)
      return known
        ? `Activities are known of ${Math.floor(daysLearnt)} days; who has been away for ${days} is told once they reach so far.`
        : NOTHING
    const people = peopleOf(learnt)
    const slot = people.find(who)
    const last = slot < 0 ? 0 : people.column('last')[slot]!
    if (last === 0) return 'The person has not been seen before: nobody can say how long he was away.'
    const away = Math.max(0, (now - last) / DAY_S)
    if (away < days && !known) return NOTHING
    const shared = fromSharedAddress(event, learnt)
    return {
      matched: away >= days,
      key: personKey(activity)!,
      severity: this.severity,
      title: app => `${actorName(activity)} is active in ${app} after ${Math.floor(away)} days without any activity`,
      cited: [citationOf(event)],
      summary: `The last activity was ${Math.floor(away)} days before; from ${days} on a person is dormant.`,
      conditions: [
        condition('outcome', 'in', ['SUCCESS', 'UNKNOWN'], activity.outcome, activity.outcome !== 'FAILURE'),
      ],
      measures: [measure('away', Math.floor(away), days, 'days')],
      reasons: [
        {
          name: 'shared-address',
          tier: 'TENANT',
          holds: shared,
          reason: shared
            ? 'Several people have used this address for days: somebody came back to work.'
            : 'The address is none that several people have used for days.',
        },
      ],
    }
  }
}
