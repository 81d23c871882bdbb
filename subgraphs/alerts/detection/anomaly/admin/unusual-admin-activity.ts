import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Assessing, condition, measure, NOTHING, round, type Assessment } from '../people/assessing.ts'
import { DAY_S, secondsOf } from '../people/clock.ts'
import { peopleOf, shortPersonKey } from '../people/person.ts'
import { runAround, withMoment } from '../people/recent.ts'
import { sensitivity } from '../people/sensitivity.ts'
import { daysBefore, learningOf } from '../people/span.ts'
import { actionOf, RARE, RARE_BELOW, RARE_EVIDENCE, usualOf } from './admin-actions.ts'

/** Numbers of the detector `unusual-admin-activity`. */
export const unusualAdminActivityParameters = z.strictObject({
  rareActions: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe('Different administrative actions within the window that are rare for the person, count; ours.'),
  windowMinutes: z
    .number()
    .min(1)
    .max(60)
    .default(60)
    .describe('Window, minutes; ours, for the session that Microsoft Defender for Cloud Apps looks at.'),
  tenantUsual: z
    .number()
    .min(1)
    .max(1_000_000)
    .default(50)
    .describe('An action done so often in the tenant is usual in it, decayed count with a half-life of 30 days; ours.'),
  learningDays: z
    .number()
    .min(1)
    .max(180)
    .default(7)
    .describe('Days that the person and the app must be known, days; Microsoft Defender for Cloud Apps, 7.'),
  sensitivity,
})
export type UnusualAdminActivityParameters = z.infer<typeof unusualAdminActivityParameters>

export const UNUSUAL_ADMIN_ACTIVITY: AnomalyKind<UnusualAdminActivityParameters> = {
  name: 'unusual-admin-activity',
  parameters: unusualAdminActivityParameters,
  needs: [],
  make: (severity, parameters) => new UnusualAdminActivity(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningOf(learnt, learningDays),
}

/** Several administrative actions in an hour that the person hardly ever does. */
class UnusualAdminActivity extends Assessing {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: filterPredicate({ isAdmin: true, outcome: ['SUCCESS', 'UNKNOWN'] }),
    },
  ]
  private readonly parameters: UnusualAdminActivityParameters

  constructor(severity: Severity, parameters: UnusualAdminActivityParameters) {
    super(severity, parameters.sensitivity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, { learnt }: Judging, known: boolean): Assessment | string {
    const { activity } = event
    const who = shortPersonKey(event)
    if (who === null || !activity.isAdmin || activity.outcome === 'FAILURE' || activity.actor?.kind !== 'user')
      return 'The activity is no administrative one of a person.'
    const now = secondsOf(event.time)
    const { rareActions, windowMinutes, tenantUsual, learningDays } = this.parameters
    const people = peopleOf(learnt)
    const slot = people.find(who)
    const days = slot < 0 ? 0 : Math.max(0, (now - (people.column('first')[slot] || now)) / DAY_S)
    const app = daysBefore(learnt, now, activity.app)
    const usual = usualOf(event, learnt)
    const rare = usual.person < RARE_BELOW
    if (!rare && !known) return NOTHING
    const moments = RARE.read(learnt, who)
    const run = runAround(
      rare && !known ? withMoment(moments, { time: now, tag: actionOf(event) }) : moments,
      now,
      windowMinutes * 60,
    )
    const different = new Set(run.map(({ tag }) => tag)).size
    const matched = rare && different >= rareActions && days >= learningDays && app >= learningDays
    if (!matched && !known) return NOTHING
    const common = usual.tenant >= tenantUsual
    const cited = run.length
      ? RARE_EVIDENCE.read(learnt, who, run[0]!.time * 1000, (run.at(-1)!.time + 1) * 1000, () => true).filter(
          ({ id }) => id !== activity.id,
        )
      : []
    return {
      matched,
      key: personKey(activity)!,
      severity: this.severity,
      title: name =>
        `${actorName(activity)} did ${different} administrative actions that are unusual for this person, now ${activity.action} in ${name}`,
      cited: [...cited, citationOf(event)].sort((a, b) => a.time - b.time),
      summary: `${different} different administrative actions within ${windowMinutes} minutes are rare for the person, who did this one ${round(usual.person)} times lately (the tenant ${round(usual.tenant)} times); ${rareActions} are enough.`,
      conditions: [
        condition('isAdmin', 'equals', true, activity.isAdmin, true),
        condition('action', 'is rare for', actorName(activity), activity.action, rare),
      ],
      measures: [
        measure('rare actions', different, rareActions),
        measure('done by the person', round(usual.person), RARE_BELOW, 'times'),
        measure('done in the tenant', round(usual.tenant), tenantUsual, 'times'),
        measure('person known', Math.floor(days), learningDays, 'days'),
      ],
      reasons: [
        {
          name: 'usual-in-tenant',
          tier: 'TENANT',
          holds: common,
          reason: common
            ? 'The action is an everyday one in the tenant.'
            : 'The action is no everyday one in the tenant.',
        },
      ],
    }
  }
}
