import { defineStream } from '@casbah/sdk'
import { activityOf } from './activity.ts'
import { auditEvent, type AuditEvent } from './audit-event.ts'
import { logPath } from './card.ts'
import { webhookActivities, webhookEvent, type WebhookEvent } from './webhook-event.ts'

/** The audit log, oldest first, and Git events with it, which GitHub keeps for 7 days; and what a webhook of the organisation pushes. */
export const streams = [
  defineStream<AuditEvent>({
    name: 'audit-log',
    description:
      'What members, owners, apps and tokens do in the organisation and its repositories, Git operations included.',
    row: auditEvent,
    request: ({ config, since, until }) => ({
      path: logPath(config),
      query: { phrase: created(since, until), include: 'all', order: 'asc', per_page: 100 },
    }),
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
    // Secrets of webhooks, here an object and there a list. `hashed_token` stays: it is how a leaked token is traced.
    secrets: ['config.secret', 'config.*.secret', 'config_was.secret', 'config_was.*.secret'],
    scopes: ['read:audit_log'],
    toActivities: row => [activityOf(row)],
  }),
  defineStream<WebhookEvent>({
    name: 'webhooks',
    description:
      'What a webhook of the organisation tells at once: alerts of Dependabot, code and secret scanning, pushes.',
    row: webhookEvent,
    intake: {
      signature: {
        type: 'hmac',
        header: 'X-Hub-Signature-256',
        algorithm: 'sha256',
        encoding: 'hex',
        prefix: 'sha256=',
        secret: '{webhookSecret}',
      },
      rows: '',
      headers: ['X-GitHub-Event', 'X-GitHub-Delivery'],
    },
    // Alerts alone say when; the others are timed by their delivery.
    time: 'alert.updated_at',
    id: { field: 'x_github_delivery' },
    delaySeconds: 5,
    retentionDays: null,
    secrets: ['alert.secret', 'hook.config.secret'],
    scopes: ['admin:org_hook'],
    toActivities: webhookActivities,
  }),
]

/** The search is exact to the second and includes both ends; what it brings too much is told by its id and time. */
function created(since: string, until?: string): string {
  const first = Math.floor(Date.parse(since) / 1000)
  if (until === undefined) return `created:>=${second(first)}`
  return `created:${second(first)}..${second(Math.max(first, Math.ceil(Date.parse(until) / 1000) - 1))}`
}

const second = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')
