import type { StoredActivity } from '@casbah/kit'

/** Fields whose distinct values can be counted: the graph's ActivityField, and the first target by id or name. */
export const DISTINCT_FIELDS = [
  'APP',
  'CONNECTOR',
  'ACTION',
  'VENDOR_ACTION',
  'CLASS_UID',
  'SEVERITY',
  'ACTOR',
  'TARGET_KIND',
  'TARGET',
  'OUTCOME',
  'IP_ADDRESS',
  'COUNTRY',
  'ASN',
  'NETWORK_TAG',
  'BROWSER',
  'OS',
] as const
export type DistinctField = (typeof DISTINCT_FIELDS)[number]

/** An activity with more kinds of targets counts for so many. */
const KINDS = 16

const VALUE: Record<
  Exclude<DistinctField, 'TARGET_KIND'>,
  (activity: StoredActivity) => string | number | null | undefined
> = {
  APP: activity => activity.app,
  CONNECTOR: activity => activity.connector,
  ACTION: activity => activity.action,
  VENDOR_ACTION: activity => activity.vendorAction,
  CLASS_UID: activity => activity.classUid,
  SEVERITY: activity => activity.severity,
  ACTOR: ({ accountId, actor }) => accountId ?? actor?.name ?? actor?.email ?? actor?.id,
  TARGET: ({ targets: [target] }) => target?.id ?? target?.name,
  OUTCOME: activity => activity.outcome,
  IP_ADDRESS: activity => activity.ip?.address,
  COUNTRY: activity => activity.ip?.country,
  ASN: activity => activity.ip?.asn,
  NETWORK_TAG: activity => activity.ip?.networkTag,
  BROWSER: activity => activity.browser,
  OS: activity => activity.os,
}

/** The values that an activity has of a field: none or one, and one for each kind of target. */
export function distinctValues(activity: StoredActivity, field: DistinctField): string[] {
  if (field === 'TARGET_KIND') return [...new Set(activity.targets.map(({ kind }) => kind))].slice(0, KINDS)
  const value = VALUE[field](activity)
  return value === null || value === undefined ? [] : [String(value)]
}
