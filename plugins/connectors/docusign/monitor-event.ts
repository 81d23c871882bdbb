import { GUID, translate, type ActivityDraft, type Severity, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()

/** An event of DocuSign Monitor. What does not apply is there as an empty text. */
export const monitorEvent = z.looseObject({
  eventId: z.string().min(1),
  timestamp: z.string().min(1),
  object: z.string().min(1),
  action: z.string().min(1),
  property: text,
  field: text,
  result: text,
  userId: text,
  affectedUserId: text,
  referencedUserId: text,
  integratorKey: text,
  ipAddress: text,
  userAgent: text,
  data: z.unknown().optional(),
})
export type MonitorEvent = z.infer<typeof monitorEvent>

/** What an event may be about: the field of its `data` that holds the id, and what we call it. */
const ABOUT: readonly (readonly [field: string, kind: string])[] = [
  ['EnvelopeId', 'file'],
  ['TemplateId', 'template'],
  ['GroupId', 'group'],
  ['ConnectId', 'app'],
]
const SEVERITIES: Record<string, Severity> = { Low: 'LOW', Medium: 'MEDIUM', High: 'HIGH' }
const ADMINISTRATION = new Set(['Account', 'Connect', 'Group', 'Organization', 'PermissionSet'])

/** Alerts give some texts letter by letter; ids come as numbers, too. Undefined for what is empty or no text at all. */
export function spelled(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value || undefined
  const letters =
    Array.isArray(value) && value.length > 0 && value.every(one => typeof one === 'string' && one.length === 1)
  return letters ? value.join('') : undefined
}

export function activityOf(row: MonitorEvent): ActivityDraft {
  const data = (typeof row.data === 'object' && row.data !== null ? row.data : {}) as Record<string, unknown>
  const actor = spelled(row.userId)
  const isAlert = row.object === 'Alert'
  const severity = isAlert ? translate(SEVERITIES, spelled(data.Severity)) : undefined
  return {
    vendorAction: `${row.object}.${row.action}`,
    actor: actor ? { id: actor } : null,
    targets: targetsOf(row, data),
    // An alert is what Monitor makes of events; whether these succeeded, it does not say.
    outcome: isAlert ? 'UNKNOWN' : outcomeOf(row),
    ip: row.ipAddress ? { address: row.ipAddress } : null,
    userAgent: row.userAgent || null,
    ...(severity && { severity }),
    ...(ADMINISTRATION.has(row.object) && { isAdmin: true }),
  }
}

/** Most events are only there when something was done, and leave the result empty. */
function outcomeOf({ action, result }: MonitorEvent): ActivityDraft['outcome'] {
  const said = result || action
  return /fail|denied|rejected|error/i.test(said) ? 'FAILURE' : 'SUCCESS'
}

function targetsOf({ object, property, field, integratorKey, ...row }: MonitorEvent, data: Record<string, unknown>) {
  const user = spelled(row.affectedUserId) ?? spelled(row.referencedUserId) ?? spelled(data.AffectedUserId)
  const profile = spelled(data.PermissionProfileId)
  const setting = spelled(data.SettingsKey) ?? (object === 'Account' ? field || property : undefined)
  const found: (TargetDraft | undefined)[] = [
    user ? { kind: 'user', id: user } : undefined,
    ...ABOUT.map(([name, kind]) => {
      const id = spelled(data[name])
      return id ? { kind, id } : undefined
    }),
    profile ? { kind: 'role', id: profile } : undefined,
    setting ? { kind: 'setting', name: setting } : undefined,
    // The app by which it was done; DocuSign's own have a word in its place.
    GUID.test(integratorKey ?? '') ? { kind: 'app', id: integratorKey } : undefined,
  ]
  return found.filter(one => one !== undefined)
}
