import type { StoredActivity, Tx } from '@casbah/kit'
import { citationOf } from '../detection/citation.ts'
import type { Found } from '../detection/engine.ts'
import { JudgedEvent } from '../detection/event.ts'
import { policiesOf } from '../policy/policy.service.ts'

/** Matches as a policy would find them, one on each activity, each an alert of its own. */
export async function foundOn(tx: Tx, activities: StoredActivity[]): Promise<Found[]> {
  const policy = (await policiesOf(tx)).policies.find(({ name }) => name === 'Password attack')!
  return activities.map(activity => {
    const event = new JudgedEvent(activity)
    return {
      policy,
      event,
      match: {
        key: activity.id,
        severity: activity.severity,
        title: (app: string) => `${activity.id} in ${app}`,
        cited: [citationOf(event)],
        explanation: { matched: true, summary: activity.id, conditions: [], measures: [], suppressions: [] },
      },
    }
  })
}
