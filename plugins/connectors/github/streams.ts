import { defineStream, type ActivityDraft, type ActorDraft, type Outcome, type TargetDraft } from '@casbah/sdk'
import { auditEvent, type AuditEvent } from './audit-event.ts'
import { orgPath } from './card.ts'
import { usesOwnerRights } from './owner-events.ts'

/** The audit log of an organisation, oldest first; Git events with it, which GitHub keeps for 7 days. */
export const streams = [
  defineStream<AuditEvent>({
    name: 'audit-log',
    description: 'What members, owners, apps and tokens do in the organisation and its repositories, Git operations included.',
    row: auditEvent,
    request: ({ config, since, until, cursor }) =>
      cursor
        ? { url: cursor }
        : {
            path: `${orgPath(config)}/audit-log`,
            query: { phrase: created(since, until), include: 'all', order: 'asc', per_page: 100 },
          },
    rows: '',
    page: { style: 'link' },
    order: 'ascending',
    time: '@timestamp',
    id: { field: '_document_id' },
    // 1,750 requests an hour are one every 2.06 seconds.
    intervalSeconds: 2.1,
    delaySeconds: 60,
    overlapSeconds: 300,
    windowSeconds: 86_400,
    retentionDays: 180,
    // Secrets of webhooks and the hash of the token in use, by which GitHub finds the token.
    secrets: ['config.secret', 'config.*.secret', 'config_was.secret', 'config_was.*.secret', 'hashed_token'],
    scopes: ['read:audit_log'],
    toActivities: row => [activity(row)],
  }),
]

/** The search is exact to the second and includes both ends; what it brings too much is told by its id and time. */
function created(since: string, until?: string): string {
  const first = Math.floor(Date.parse(since) / 1000)
  if (until === undefined) return `created:>=${second(first)}`
  return `created:${second(first)}..${second(Math.max(first, Math.ceil(Date.parse(until) / 1000) - 1))}`
}

const second = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')

function activity(row: AuditEvent): ActivityDraft {
  const outcome = outcomeOf(row)
  return {
    vendorAction: row.action,
    actor: actor(row),
    targets: targets(row),
    outcome,
    outcomeReason: outcome === 'SUCCESS' ? undefined : (row.conclusion ?? undefined),
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
const account = (login: string) => ({ id: login.toLowerCase(), name: login })

function actor(row: AuditEvent): ActorDraft | undefined {
  if (!row.actor) return undefined
  const service = row.actor_is_bot || row.actor.endsWith('[bot]') || /server-to-server/.test(row.programmatic_access_type ?? '')
  const email = row.external_identity_nameid
  return {
    ...account(row.actor),
    email: email && /^[^\s@]+@[^\s@]+$/.test(email) ? email : undefined,
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
  if (row.ruleset_id != null) found.push({ kind: 'policy', id: String(row.ruleset_id), name: row.ruleset_name ?? undefined })
  if (row.branch) found.push({ kind: 'branch', name: row.branch })
  if (team) found.push({ kind: 'group', id: team, name: team })
  if (repository) found.push({ kind: 'repository', id: repository, name: repository })
  if (row.org) found.push({ kind: 'organization', id: row.org, name: row.org })
  return found
}
