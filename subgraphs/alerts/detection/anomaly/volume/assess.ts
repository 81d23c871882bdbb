import type { JudgedEvent } from '../../event.ts'
import type { ExplanationData } from '../../detector.ts'
import { weigh, type Weighed } from '../sensitivity.ts'
import type { Family } from './families.ts'
import type { VolumeParameters } from './parameters.ts'
import { environmentOf } from './subject.ts'
import type { Usage, Usual, Window } from './usage.ts'

/** Up to how much is usual. Rounded up a hair short of the next number, so that the order of sums decides nothing. */
export function limitOf({ mean, deviation }: Usual, deviations: number): number {
  return Math.ceil(mean + deviations * deviation - 0.005)
}

/** What a count comes to. */
export interface Assessment {
  count: number
  /** It has to be over what is usual and at least the floor. */
  threshold: number
  usual: Usual | null
  /** Counts up to which one thing or another is usual. */
  limits: number[]
  measures: ExplanationData['measures']
  suppressions: ExplanationData['suppressions']
  suppressedBy: string | undefined
}

/** Weighs a count that is over the floor against what is usual: of the person, of the tenant, of the environment. */
export function assess(
  usage: Usage,
  family: Family,
  parameters: VolumeParameters,
  event: JudgedEvent,
  subject: string,
  window: Window,
): Assessment {
  const { deviations, learningDays, sensitivity, tenantPercentile, floor } = parameters
  const { count } = window
  const weighed: Weighed[] = [
    {
      name: 'vendor-itself',
      tier: 'system',
      holds: event.activity.actor?.kind === 'system',
      reason:
        event.activity.actor?.kind === 'system'
          ? 'The app itself did it, not somebody.'
          : 'Somebody did it, not the app itself.',
    },
  ]
  const limits: { name: string; limit: number | null; baseline: number | null }[] = []
  const usualOf = (who: string, around: Window) =>
    usage.daysKnown(who, event.time) >= learningDays ? usage.usual(who, around) : null
  const tenant = usage.tenant.daysKnown(event.time) >= learningDays ? usage.tenant.percentile(tenantPercentile) : null

  const usual = usualOf(subject, window)
  const days = usage.daysKnown(subject, event.time)
  // Who is known and never did so has no usual number to be under.
  const own = usual ? limitOf(usual, deviations) : days >= learningDays && learningDays > 0 ? 0 : null
  // Who is not known yet is taken for one like the others.
  const stand = own ?? tenant
  limits.push({ name: 'usual for the person', limit: own, baseline: usual && round(usual.mean) })
  weighed.push({
    name: 'usual-for-person',
    tier: 'user',
    holds: stand !== null && count <= stand,
    reason: ownReason(count, usual, own, tenant, days, parameters),
  })
  limits.push({ name: 'usual in the tenant', limit: tenant, baseline: null })
  weighed.push({
    name: 'usual-in-tenant',
    tier: 'tenant',
    holds: tenant !== null && count <= tenant,
    reason:
      tenant === null
        ? `What is usual in the tenant is not learnt yet: ${Math.min(usage.tenant.daysKnown(event.time), learningDays)} of ${learningDays} days, or too few active hours.`
        : `${tenantPercentile} % of the tenant's active hours have up to ${tenant}.`,
  })
  if (family.environment) weighed.push(environment(usage, parameters, event, limits, usualOf))
  const { suppressions, suppressedBy } = weigh(weighed, sensitivity)
  const tiers =
    sensitivity === 'HIGH' ? [] : sensitivity === 'LOW' ? [stand, ...limits.map(each => each.limit)] : [stand]
  const threshold = Math.max(floor, ...tiers.filter(limit => limit !== null).map(limit => limit + 1))
  return {
    count,
    threshold,
    usual,
    limits: limits.map(each => each.limit).filter(limit => limit !== null),
    suppressions,
    suppressedBy,
    measures: [
      { name: 'count', value: count, unit: 'things', baseline: usual && round(usual.mean), threshold },
      { name: 'floor', value: count, unit: 'things', baseline: null, threshold: floor },
      ...limits
        .filter(({ limit }) => limit !== null)
        .map(({ name, limit, baseline }) => ({ name, value: count, unit: 'things', baseline, threshold: limit })),
    ],
  }
}

/** The app's own count, whoever did it, against what is usual of the app. */
function environment(
  usage: Usage,
  { deviations, learningDays, windowMinutes }: VolumeParameters,
  event: JudgedEvent,
  limits: { name: string; limit: number | null; baseline: number | null }[],
  usualOf: (who: string, around: Window) => Usual | null,
): Weighed {
  const who = environmentOf(event)
  const window = usage.window(who, event.time, windowMinutes)
  const usual = usualOf(who, window)
  const limit = usual && limitOf(usual, deviations)
  limits.push({ name: 'usual in the environment', limit, baseline: usual && round(usual.mean) })
  return {
    name: 'usual-in-environment',
    tier: 'tenant',
    holds: limit !== null && window.count + 1 <= limit,
    reason:
      limit === null
        ? `What is usual of the app as a whole is not learnt yet (${learningDays} days).`
        : `The app as a whole has ${round(usual!.mean)} in a usual active hour and up to ${limit}; it has ${window.count + 1} now.`,
  }
}

function ownReason(
  count: number,
  usual: Usual | null,
  own: number | null,
  tenant: number | null,
  days: number,
  { learningDays, deviations }: VolumeParameters,
): string {
  if (usual)
    return `The person has ${round(usual.mean)} in a usual active hour, give or take ${round(usual.deviation)}; up to ${own} (${deviations} deviations more) is usual, ${count} it is.`
  if (own !== null) return `The person is known for ${days} days and has no other hour with any of this.`
  const known = `What is usual for the person is not learnt yet (${Math.min(days, learningDays)} of ${learningDays} days)`
  return tenant === null ? `${known}, so the floor alone counts.` : `${known}; most others have up to ${tenant}.`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
