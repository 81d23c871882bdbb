import type { ActivityDraft, ActorDraft, Severity, TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { vocabulary } from './vocabulary.ts'

const text = z.string().nullish()
const id = z.union([z.string(), z.number()]).nullish()
const named = { type: text, id, name: text, login: text }

/** An event of the enterprise. What `source` is depends on the event, and it may be null. */
export const event = z.looseObject({
  event_id: z.string().min(1),
  event_type: z.string().min(1),
  created_at: z.string().min(1),
  created_by: z.looseObject(named).nullish(),
  ip_address: text,
  session_id: text,
  source: z
    .looseObject({
      ...named,
      item_type: text,
      item_id: id,
      item_name: text,
      file_id: id,
      file_name: text,
      folder_id: id,
      folder_name: text,
      user_id: id,
      user_name: text,
      user_email: text,
      group_id: id,
      group_name: text,
    })
    .nullish(),
  accessible_by: z.looseObject(named).nullish(),
  additional_details: z
    .looseObject({ shield_alert: z.looseObject({ risk_score: z.number().nullish() }).nullish().catch(null) })
    .nullish()
    .catch(null),
})
export type Event = z.infer<typeof event>
type Source = NonNullable<Event['source']>

/** Stands for whoever opens a link without signing in. */
const ANONYMOUS = '2'
const FAILED = /^FAILED_|_FAILED(_|$)|_BLOCKED(_|$)|^ILLEGAL_/
/** Changes of accounts, settings, rights and groups; second factors, devices and tokens are the user’s own. */
const ADMINISTRATIVE = new Set([3001, 3004, 3005, 3006])
const OWN = /_FACTOR_|^EMAIL_ALIAS|OAUTH2_|DEVICE|^EDR_|^TERMS_OF/

export function activityOf(row: Event): ActivityDraft {
  const { event_type: vendorAction, ip_address: address } = row
  const [, classUid = 0] = vocabulary[vendorAction] ?? []
  return {
    vendorAction,
    actor: actorOf(row.created_by),
    targets: [...targetsOf(row.source), ...whoOf(row.accessible_by)],
    outcome: FAILED.test(vendorAction) ? 'FAILURE' : 'SUCCESS',
    ip: address ? { address } : undefined,
    sessionId: row.session_id,
    severity: severityOf(row),
    isAdmin: vendorAction === 'ADMIN_LOGIN' || (ADMINISTRATIVE.has(classUid) && !OWN.test(vendorAction)),
  }
}

const idOf = (value: string | number | null | undefined) => (value == null ? undefined : String(value))

function actorOf(by: Event['created_by']): ActorDraft | undefined {
  if (!by) return undefined
  if (idOf(by.id) === ANONYMOUS) return { name: by.name || 'Anonymous' }
  return { id: idOf(by.id), email: by.login, name: by.name }
}

function targetsOf(source: Source | null | undefined): TargetDraft[] {
  if (!source) return []
  const { item_type: kind } = source
  const found: TargetDraft[] = [
    { kind: kind || 'file', id: idOf(source.item_id), name: source.item_name },
    { kind: 'file', id: idOf(source.file_id), name: source.file_name },
    { kind: 'folder', id: idOf(source.folder_id), name: source.folder_name },
    { kind: 'user', id: idOf(source.user_id), name: source.user_name, email: source.user_email },
    { kind: 'group', id: idOf(source.group_id), name: source.group_name },
  ]
  return [...found.filter(target => target.id || target.name), ...whoOf(source)]
}

/** A source that is itself a user, group, file or folder. */
const whoOf = (one: Event['accessible_by']): TargetDraft[] =>
  one?.type && one.id != null ? [{ kind: one.type, id: idOf(one.id), name: one.name, email: one.login }] : []

function severityOf({ event_type, additional_details }: Event): Severity | undefined {
  if (event_type === 'FILE_MARKED_MALICIOUS') return 'HIGH'
  const score = additional_details?.shield_alert?.risk_score
  if (event_type !== 'SHIELD_ALERT' || score == null) return undefined
  return score >= 90 ? 'CRITICAL' : score >= 70 ? 'HIGH' : score >= 40 ? 'MEDIUM' : 'LOW'
}
