import { translate, type ActivityDraft, type ActorDraft, type TargetDraft } from '@casbah/sdk'
import type { AuditLog } from './audit-log.ts'

/** What a row of the audit log says, in our words. It holds what was done; of sign-ins alone it may hold that one failed. */
export function auditActivity(row: AuditLog): ActivityDraft {
  const failed = row.action === 'login' && /fail/i.test(row.change_description ?? '')
  const actor = actorOf(row)
  return {
    vendorAction: vendorAction(row),
    actor,
    targets: targetsOf(row),
    outcome: failed ? 'FAILURE' : 'SUCCESS',
    outcomeReason: failed ? row.change_description : null,
    ip: row.ip_address ? { address: row.ip_address } : null,
    isAdmin: actor?.kind === 'user' && usesAdminRights(row),
  }
}

/** Settings that matter by themselves, by what stands in `source_label`; all others are told by it, as the target's name. */
const SETTINGS: [label: RegExp, name: string][] = [
  [/two.?factor/i, 'two_factor'],
  [/^account assumption/i, 'account_assumption'],
  [/mobile app access/i, 'mobile_app'],
  [/credit card redaction/i, 'card_redaction'],
]

/** Action and source type; more where the words beside them say what really happened. A setting is created when it is first set, and updated afterwards. */
function vendorAction(row: AuditLog): string {
  const { action, source_type: type, source_label: label, change_description: change } = row
  const usual = `${action}:${type}`
  switch (type) {
    case 'account_setting': {
      const [, name] = SETTINGS.find(([pattern]) => pattern.test(label ?? '')) ?? []
      return name ? `${type}/${name}:${translate(VALUES, change) ?? 'changed'}` : usual
    }
    case 'user_setting': {
      const value = /^suspension state/i.test(label ?? '') ? translate(VALUES, change) : undefined
      return value ? `${type}/suspension:${value}` : usual
    }
    case 'user':
      return action === 'update' ? `${usual}${roleChange(change ?? '')}` : usual
    case 'account':
      return /^owner changed/i.test(change ?? '') ? `${usual}/owner` : usual
    default:
      return usual
  }
}

const VALUES: Record<string, string> = {
  Enabled: 'enabled',
  Disabled: 'disabled',
  Suspended: 'suspended',
  Unsuspended: 'unsuspended',
}

/** Roles in several products may change at once, one a line; to become administrator of any is the one that counts. */
function roleChange(change: string): string {
  if (!/\brole changed from/i.test(change)) return ''
  if (/\brole changed from .*? to admin(istrator)?\b/i.test(change)) return '/role:to_admin'
  return /\brole changed from admin(istrator)? to\b/i.test(change) ? '/role:from_admin' : '/role:changed'
}

/** Zendesk itself goes by a negative number. */
function actorOf({ actor_id: id, actor_name: name }: AuditLog): ActorDraft | null {
  if (id == null && !name) return null
  return {
    id: id == null ? null : String(id),
    name: name || null,
    kind: id != null && id < 0 ? 'system' : 'user',
  }
}

function targetsOf({ source_type: type, source_id: id, source_label: label }: AuditLog): TargetDraft[] {
  const target = { kind: kindOf(type), id: id == null ? null : String(id), name: label || null }
  const [, person] = (type === 'user_setting' && /^[^:]+: (.+)$/.exec(label ?? '')) || []
  return person ? [target, { kind: 'user', name: person }] : [target]
}

const KINDS: Record<string, string> = { api_token: 'token', apitoken: 'token' }

/** The last part of types such as `zendesk/app_market/app`. */
const kindOf = (type: string) => translate(KINDS, type) ?? (type.split('/').at(-1) as string).toLowerCase()

/** What agents do as such, and people to themselves, takes no such rights. */
function usesAdminRights({ action, source_type: type, source_id: id, actor_id: actor }: AuditLog): boolean {
  return action !== 'login' && type !== 'ticket' && !(type === 'user' && id != null && id === actor)
}
