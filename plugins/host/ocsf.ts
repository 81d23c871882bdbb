import type { CardData } from './description.ts'
import type { NormalActivity } from './normalise.ts'
import { CATEGORY_NAMES, CLASS_NAMES, SEVERITY_IDS, SEVERITY_NAMES, STATUS_IDS, STATUS_NAMES } from './ocsf-names.ts'

const VERSION = '1.8.0'
/** Classes that are about a user, and so must name one. */
const ABOUT_USERS = [3001, 3002, 3003, 3005]
const ACTOR_TYPES = { user: 1, service: 4, system: 3 } as const

/** An OCSF 1.8 event; `time` in epoch milliseconds, null when unknown. */
export type OcsfEvent = Record<string, unknown> & { time: number | null }

type Target = NormalActivity['targets'][number]

/** An activity in OCSF's form. What the vendor did not tell is left out. */
export function toOcsf(card: Pick<CardData, 'name' | 'vendor' | 'slug'>, activity: NormalActivity): OcsfEvent {
  const { classUid, activityId, actor, targets, ip, severity, outcome, part, vendorId } = activity
  const category = Math.floor(classUid / 1000)
  const users = targets.filter(({ kind }) => kind === 'user')
  const subject = users[0] ?? (ABOUT_USERS.includes(classUid) ? actor : null)
  const group = targets.find(({ kind }) => kind === 'group')
  const others = targets.filter(target => target !== users[0] && target !== group)
  return plain({
    metadata: {
      version: VERSION,
      product: { name: card.name, vendor_name: card.vendor, uid: card.slug },
      uid: part === 0 ? vendorId : `${vendorId}/${part}`,
      event_code: activity.vendorAction,
      log_name: activity.stream,
    },
    category_uid: category,
    category_name: CATEGORY_NAMES[category],
    class_uid: classUid,
    class_name: CLASS_NAMES[classUid],
    activity_id: activityId,
    type_uid: classUid * 100 + activityId,
    time: activity.time,
    severity_id: SEVERITY_IDS[severity],
    severity: SEVERITY_NAMES[severity],
    status_id: STATUS_IDS[outcome],
    status: STATUS_NAMES[outcome],
    status_detail: activity.outcomeReason,
    actor: {
      user: actor && { ...user(actor), type_id: actor.name === 'root' ? 2 : ACTOR_TYPES[actor.kind] },
      session: activity.sessionId === null ? undefined : { uid: activity.sessionId },
    },
    user: subject && user(subject),
    group: group && { uid: group.id, name: group.name },
    entity:
      classUid === 3004
        ? resource(others[0] ?? users[0] ?? { kind: 'unknown', id: null, name: activity.vendorAction, email: null })
        : undefined,
    web_resources: classUid === 6001 || classUid === 6004 ? others.map(resource) : undefined,
    resources: classUid === 3004 || classUid === 6001 || classUid === 6004 ? undefined : others.map(resource),
    src_endpoint: ip && {
      ip: ip.address,
      location: { country: ip.country, city: ip.city, isp: ip.isp },
      autonomous_system: ip.asn === null ? undefined : { number: ip.asn, name: ip.isp },
    },
    http_request: { user_agent: activity.userAgent },
    api: { operation: activity.vendorAction },
    unmapped: {
      casbah_action: activity.action,
      is_admin: activity.isAdmin || undefined,
      is_impersonated: activity.isImpersonated || undefined,
    },
    raw_data: activity.raw,
  })
}

const user = ({ id, email, name }: { id: string | null; email: string | null; name: string | null }) => ({
  uid: id,
  email_addr: email,
  name: name ?? email ?? id,
})

const resource = ({ id, name, kind, email }: Target) => ({ uid: id, name: name ?? email, type: kind })

/** Without nulls and without objects and lists that are empty; only `time` may be null. */
function plain(event: Record<string, unknown>): OcsfEvent {
  const clean = prune(event) as Record<string, unknown>
  return { ...clean, time: (event.time as number | null) ?? null }
}

function prune(value: unknown): unknown {
  if (value === null) return undefined
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const items = value.map(prune).filter(item => item !== undefined)
    return items.length > 0 ? items : undefined
  }
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const kept = prune(inner)
    return kept === undefined ? [] : [[key, kept] as const]
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
