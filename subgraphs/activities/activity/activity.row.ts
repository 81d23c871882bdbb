import type { StoredActivity } from '@casbah/kit'
import { activityId, parseActivityId } from './activity-id.ts'

type Target = StoredActivity['targets'][number]

/** A target as the table keeps it, with the account or resource that was known behind it. */
interface TargetRow extends Target {
  account: string | null
  resource?: string | null
}

/** An activity without what lists do not need: the vendor's event, and the person (known by `account`, not stored). */
export type ActivitySummary = Omit<StoredActivity, 'raw' | 'userId'>

/** Columns and their types in the order of the table; `tenant` stands in front and is no part of a record. */
export const COLUMNS: readonly (readonly [column: string, type: string])[] = [
  ['time', 'timestamptz'],
  ['id', 'uuid'],
  ['app', 'text'],
  ['connector', 'text'],
  ['stream', 'text'],
  ['vendor_id', 'text'],
  ['part', 'int'],
  ['observed_at', 'timestamptz'],
  ['lane', 'text'],
  ['action', 'text'],
  ['vendor_action', 'text'],
  ['class_uid', 'int'],
  ['activity_id', 'int'],
  ['severity', 'text'],
  ['outcome', 'text'],
  ['outcome_reason', 'text'],
  ['actor_account', 'text'],
  ['actor_external', 'text'],
  ['actor_name', 'text'],
  ['actor_email', 'text'],
  ['actor_domain', 'text'],
  ['actor_kind', 'text'],
  ['ip', 'inet'],
  ['country', 'text'],
  ['city', 'text'],
  ['asn', 'bigint'],
  ['isp', 'text'],
  ['network_tag', 'text'],
  ['user_agent', 'text'],
  ['browser', 'text'],
  ['os', 'text'],
  ['session_id', 'text'],
  ['is_admin', 'boolean'],
  ['is_impersonated', 'boolean'],
  ['is_simulated', 'boolean'],
  ['targets', 'json'],
  ['last_seen', 'json'],
  ['uncommon', 'json'],
  ['raw', 'json'],
]

/** An activity as one JSON object of columns, for the insert. */
export function toRecord(activity: StoredActivity): Record<string, unknown> {
  const { actor, ip } = activity
  return {
    time: new Date(activity.time).toISOString(),
    id: parseActivityId(activity.id)!.uuid,
    app: activity.app,
    connector: activity.connector,
    stream: activity.stream,
    vendor_id: activity.vendorId,
    part: activity.part,
    observed_at: new Date(activity.observedAt).toISOString(),
    lane: activity.lane,
    action: activity.action,
    vendor_action: activity.vendorAction,
    class_uid: activity.classUid,
    activity_id: activity.activityId,
    severity: activity.severity,
    outcome: activity.outcome,
    outcome_reason: activity.outcomeReason,
    actor_account: activity.accountId,
    actor_external: actor?.id,
    actor_name: actor?.name,
    actor_email: actor?.email,
    actor_domain: actor?.email?.slice(actor.email.lastIndexOf('@') + 1),
    actor_kind: actor?.kind,
    ip: ip?.address,
    country: ip?.country,
    city: ip?.city,
    asn: ip?.asn,
    isp: ip?.isp,
    network_tag: ip?.networkTag,
    user_agent: activity.userAgent,
    browser: activity.browser,
    os: activity.os,
    session_id: activity.sessionId,
    is_admin: activity.isAdmin,
    is_impersonated: activity.isImpersonated,
    is_simulated: activity.isSimulated,
    targets: activity.targets.map((target, index) => ({
      ...target,
      account: activity.targetAccountIds[index] ?? null,
      resource: activity.targetResourceIds?.[index] ?? null,
    })),
    last_seen: activity.lastSeenForUser,
    uncommon: activity.uncommonForUser,
    raw: activity.raw,
  }
}

/** What lists select, from the table under the alias `a`. */
export const SUMMARY_COLUMNS = `a.id, (extract(epoch from a.time) * 1000)::float8 as time, (extract(epoch from a.observed_at) * 1000)::float8 as observed_at,
  a.app, a.connector, a.stream, a.vendor_id, a.part, a.lane, a.action, a.vendor_action, a.class_uid, a.activity_id, a.severity, a.outcome,
  a.outcome_reason, a.actor_account, a.actor_external, a.actor_name, a.actor_email, a.actor_kind, host(a.ip) as ip, a.country, a.city,
  a.asn::float8 as asn, a.isp, a.network_tag, a.user_agent, a.browser, a.os, a.session_id, a.is_admin, a.is_impersonated, a.is_simulated,
  a.targets::text as targets, a.last_seen::text as last_seen, a.uncommon::text as uncommon`

/** A row of `SUMMARY_COLUMNS`. */
export interface ActivityRow {
  id: string
  time: number
  observed_at: number
  app: string
  connector: string
  stream: string
  vendor_id: string
  part: number
  lane: StoredActivity['lane']
  action: string
  vendor_action: string
  class_uid: number
  activity_id: number
  severity: StoredActivity['severity']
  outcome: StoredActivity['outcome']
  outcome_reason: string | null
  actor_account: string | null
  actor_external: string | null
  actor_name: string | null
  actor_email: string | null
  actor_kind: 'user' | 'service' | 'system' | null
  ip: string | null
  country: string | null
  city: string | null
  asn: number | null
  isp: string | null
  network_tag: NonNullable<StoredActivity['ip']>['networkTag']
  user_agent: string | null
  browser: string | null
  os: string | null
  session_id: string | null
  is_admin: boolean
  is_impersonated: boolean
  is_simulated: boolean
  targets: string
  last_seen: string | null
  uncommon: string | null
}

/** The activity of a row. */
export function fromRow(row: ActivityRow): ActivitySummary {
  const targets = JSON.parse(row.targets) as TargetRow[]
  return {
    type: 'activity',
    id: activityId(row.time, row.id),
    app: row.app,
    connector: row.connector,
    stream: row.stream,
    vendorId: row.vendor_id,
    part: row.part,
    time: row.time,
    observedAt: row.observed_at,
    lane: row.lane,
    isSimulated: row.is_simulated,
    action: row.action,
    vendorAction: row.vendor_action,
    classUid: row.class_uid,
    activityId: row.activity_id,
    severity: row.severity,
    outcome: row.outcome,
    outcomeReason: row.outcome_reason,
    actor: row.actor_kind && {
      id: row.actor_external,
      email: row.actor_email,
      name: row.actor_name,
      kind: row.actor_kind,
    },
    targets: targets.map(({ account: _account, resource: _resource, ...target }) => target),
    ip:
      row.ip === null
        ? null
        : {
            address: row.ip,
            country: row.country,
            city: row.city,
            asn: row.asn,
            isp: row.isp,
            networkTag: row.network_tag,
          },
    userAgent: row.user_agent,
    sessionId: row.session_id,
    isAdmin: row.is_admin,
    isImpersonated: row.is_impersonated,
    accountId: row.actor_account,
    targetAccountIds: targets.map(target => target.account),
    targetResourceIds: targets.map(target => target.resource ?? null),
    browser: row.browser,
    os: row.os,
    lastSeenForUser: row.last_seen === null ? null : (JSON.parse(row.last_seen) as Record<string, number>),
    uncommonForUser: row.uncommon === null ? null : (JSON.parse(row.uncommon) as string[]),
  }
}
