import { translate, type ActivityDraft, type Severity, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const login = z.looseObject({ login: text, type: text }).nullish()

/** What webhooks send, as far as it is read; the name of the event and of the delivery come in headers. */
export const webhookEvent = z.looseObject({
  x_github_event: z.string().min(1),
  x_github_delivery: z.string().min(1),
  action: text,
  sender: login,
  member: login,
  membership: z.looseObject({ user: login }).nullish(),
  blocked_user: login,
  team: z.looseObject({ slug: text }).nullish(),
  installation: z.looseObject({ app_slug: text }).nullish(),
  alert: z
    .looseObject({
      number: z.number().nullish(),
      updated_at: text,
      security_advisory: z.looseObject({ severity: text }).nullish(),
      rule: z.looseObject({ security_severity_level: text }).nullish(),
    })
    .nullish(),
  repository: z.looseObject({ full_name: text }).nullish(),
  organization: login,
})
export type WebhookEvent = z.infer<typeof webhookEvent>

const SEVERITIES: Record<string, Severity> = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH', critical: 'CRITICAL' }

/** An event by its name and, where it has several, its action: `repository.publicized`, `push`. A ping only tests the webhook. */
export function webhookActivities(row: WebhookEvent): ActivityDraft[] {
  const { x_github_event: event, action, sender, alert } = row
  if (event === 'ping') return []
  const level = alert?.security_advisory?.severity ?? alert?.rule?.security_severity_level
  return [
    {
      vendorAction: action ? `${event}.${action}` : event,
      time: alert?.updated_at ? undefined : deliveredAt(row.x_github_delivery),
      actor: sender?.login
        ? { id: sender.login, name: sender.login, kind: sender.type === 'Bot' ? 'service' : 'user' }
        : undefined,
      targets: targets(row),
      outcome: 'SUCCESS',
      severity: translate(SEVERITIES, level) ?? (event === 'secret_scanning_alert' ? 'HIGH' : undefined),
      isAdmin: /^(org_block|organization|personal_access_token_request)$/.test(event),
    },
  ]
}

function targets({ member, membership, blocked_user, team, installation, alert, ...row }: WebhookEvent): TargetDraft[] {
  const user = (member ?? membership?.user ?? blocked_user)?.login
  const [repository, org] = [row.repository?.full_name, row.organization?.login]
  return [
    { kind: 'user', id: user, name: user },
    { kind: 'app', name: row.x_github_event.startsWith('installation') ? installation?.app_slug : null },
    { kind: 'alert', id: alert?.number == null ? null : String(alert.number) },
    { kind: 'group', id: team?.slug && org ? `${org}/${team.slug}` : null, name: team?.slug },
    { kind: 'repository', id: repository, name: repository },
    { kind: 'organization', id: org, name: org },
  ].filter(({ id, name }) => id || name)
}

const UUID_V1 = /^([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-/i
/** From 1582-10-15, where UUIDs begin to count, to 1970, milliseconds. */
const GREGORIAN_MS = 12_219_292_800_000

/** When a delivery was made: its id is a UUID of version 1 (RFC 9562), which holds the time, and stays when it is sent again. */
function deliveredAt(delivery: string): string | undefined {
  const [, low, middle, high] = UUID_V1.exec(delivery) ?? []
  if (low === undefined) return undefined
  return new Date(Number.parseInt(`${high}${middle}${low}`, 16) / 10_000 - GREGORIAN_MS).toISOString()
}
