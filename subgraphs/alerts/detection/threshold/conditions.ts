import type { StoredActivity } from '@casbah/kit'
import type { ExplanationData } from '../detector.ts'
import { compileFilter, type EventFilter } from './activity-filter.ts'

type Condition = ExplanationData['conditions'][number]

const ACTUAL: Record<string, (activity: StoredActivity) => unknown> = {
  app: activity => activity.app,
  connector: activity => activity.connector,
  action: activity => activity.action,
  vendorAction: activity => activity.vendorAction,
  classUid: activity => activity.classUid,
  severity: activity => activity.severity,
  actor: activity => activity.actor?.email ?? activity.actor?.name ?? null,
  target: activity => activity.targets.map(target => target.name ?? target.email ?? target.id),
  ip: activity => activity.ip,
  userAgent: activity => activity.userAgent,
  sessionId: activity => activity.sessionId,
  outcome: activity => activity.outcome,
  isAdmin: activity => activity.isAdmin,
  isImpersonated: activity => activity.isImpersonated,
}

/** Each top-level condition of a filter, with what was there. */
export function conditionsOf(filter: EventFilter, activity: StoredActivity): Condition[] {
  return Object.entries(filter).map(([field, expected]) => {
    const [operator, value] = spell(expected)
    return {
      field,
      operator,
      expected: value,
      actual: ACTUAL[field]?.(activity) ?? null,
      matched: compileFilter({ [field]: expected } as EventFilter)(activity),
    }
  })
}

function spell(expected: unknown): [operator: string, value: unknown] {
  if (Array.isArray(expected)) return ['in', expected]
  if (typeof expected !== 'object' || expected === null) return ['equals', expected]
  const entries = Object.entries(expected)
  return entries.length === 1 ? entries[0]! : ['matches', expected]
}
