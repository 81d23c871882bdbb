import { translate, type ActivityDraft } from '@casbah/sdk'
import type { AccessLog } from './access-log.ts'

/** What a row of the access log says, in our words: a request, by its method and the resource that it is about. */
export function accessActivity(row: AccessLog): ActivityDraft {
  const { resource, id } = partsOf(row.url)
  const failed = row.status != null && row.status >= 400
  return {
    vendorAction: `${row.graphql?.operation_type?.toUpperCase() || row.method.toUpperCase()} ${resource}`,
    actor: row.user_id == null ? null : { id: String(row.user_id), kind: row.user_id < 0 ? 'system' : 'user' },
    targets: [{ kind: kindOf(resource), id, name: row.graphql?.operation_name || row.summary || null }],
    outcome: row.status == null ? 'UNKNOWN' : failed ? 'FAILURE' : 'SUCCESS',
    outcomeReason: failed ? `HTTP ${row.status}` : null,
    ip: row.ip_address ? { address: row.ip_address } : null,
    userAgent: row.client || null,
  }
}

const KINDS: Record<string, string> = {
  tickets: 'ticket',
  requests: 'ticket',
  users: 'user',
  organizations: 'organization',
  groups: 'group',
  attachments: 'file',
  uploads: 'file',
  views: 'view',
  macros: 'rule',
  triggers: 'rule',
  automations: 'rule',
  apps: 'app',
}

/** By the first word: of a ticket's comments it is the ticket that is named by number. */
const kindOf = (resource: string) => {
  const [first = ''] = resource.split('/')
  return translate(KINDS, first) ?? (first || 'page')
}

/**
 * What a request is about: the words behind `/api/v2`, two at most, without the numbers between them. So ending somebody's sessions is not deleting them.
 * The number behind the first word is the id.
 */
function partsOf(url: string): { resource: string; id: string | null } {
  const [, path = ''] = /^(?:https?:\/\/[^/]*)?([^?#]*)/.exec(url) ?? []
  const parts = path
    .replace(/^\/api\/v2(?=\/)/, '')
    .split('/')
    .map(part => part.replace(/\.json$/, ''))
  const words = parts.filter(part => /^[a-z_]+$/.test(part)).slice(0, 2)
  const next = parts[parts.indexOf(words[0] ?? '') + 1]
  return { resource: words.join('/') || '/', id: next !== undefined && /^\d+$/.test(next) ? next : null }
}
