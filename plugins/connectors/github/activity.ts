import { emailIn, type ActivityDraft, type ActorDraft, type Outcome, type TargetDraft } from '@casbah/sdk'
import type { AuditEvent } from './audit-event.ts'
import { usesOwnerRights } from './owner-events.ts'

/** What an audit event says, in our words. */
export function activityOf(row: AuditEvent): ActivityDraft {
  const outcome = outcomeOf(row)
  return {
    vendorAction: row.action,
    time: row['@timestamp'] == null ? createdAt(row) : undefined,
    actor: actor(row),
    targets: targets(row),
    outcome,
    outcomeReason: outcome === 'SUCCESS' ? undefined : row.conclusion,
    ip: row.actor_ip ? { address: row.actor_ip, country: row.actor_location?.country_code || undefined } : undefined,
    userAgent: row.user_agent || undefined,
    isAdmin: usesOwnerRights(row.action),
  }
}

/** The log holds what was done; only sign-ins, requests and workflow runs can have failed. */
function outcomeOf({ action, conclusion }: AuditEvent): Outcome {
  if (/(^|[._])fail(ed|ure)/.test(action)) return 'FAILURE'
  if (!conclusion || conclusion === 'success') return 'SUCCESS'
  return ['failure', 'timed_out', 'startup_failure'].includes(conclusion) ? 'FAILURE' : 'UNKNOWN'
}

/** Accounts go by login, which every event has, and every endpoint takes; the numeric id is missing in many. */
const account = (login: string) => ({ id: login, name: login })

function actor(row: AuditEvent): ActorDraft | undefined {
  if (!row.actor) return undefined
  const service =
    row.actor_is_bot || row.actor.endsWith('[bot]') || /server-to-server/.test(row.programmatic_access_type ?? '')
  return {
    ...account(row.actor),
    email: emailIn(row.external_identity_nameid),
    kind: row.actor === 'github' ? 'system' : service ? 'service' : 'user',
  }
}

/** What the event names, the most specific first. */
function targets(row: AuditEvent): TargetDraft[] {
  const team = row.team || row.data?.team
  const repository = row.repo || row.repository
  const hook = row.hook_id ?? row.data?.hook_id
  const found: TargetDraft[] = []
  if (row.user) found.push({ kind: 'user', ...account(row.user) })
  if (row.action.startsWith('integration_installation.') && row.name) found.push({ kind: 'app', name: row.name })
  if (row.integration) found.push({ kind: 'app', name: row.integration })
  if (hook != null) found.push({ kind: 'webhook', id: String(hook) })
  if (row.ruleset_id != null) found.push({ kind: 'policy', id: String(row.ruleset_id), name: row.ruleset_name })
  if (row.branch) found.push({ kind: 'branch', name: row.branch })
  if (team) found.push({ kind: 'group', id: team, name: team })
  if (repository) found.push({ kind: 'repository', id: repository, name: repository })
  if (row.org) found.push({ kind: 'organization', id: row.org, name: row.org })
  return found
}

const UTC = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?Z?$/

/** Events that come without `@timestamp` have `created_at`, in milliseconds or as UTC text. Whatever else is no time. */
function createdAt({ created_at: created }: AuditEvent): string | undefined {
  if (typeof created === 'string' && !UTC.test(created)) return undefined
  const time = new Date(typeof created === 'string' ? created.replace(UTC, '$1T$2$3Z') : (created ?? Number.NaN))
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
