import { at, translate, type ActivityDraft, type ActorDraft, type Outcome, type TargetDraft } from '@casbah/sdk'
import type { AuditEntry } from './audit-entry.ts'
import { FAILED, isAdminDeed, ON_OTHERS } from './deeds.ts'
import { vocabulary } from './vocabulary.ts'

/** Accounts in whose name Slack itself acts. */
const SLACK_ITSELF: ReadonlySet<string> = new Set(['USLACKBOT', 'USLACK', 'USLACKUSER'])

/** Entities that have a word of ours. */
const KINDS: Record<string, string> = { usergroup: 'group', workflow_v2: 'workflow', account_type_role: 'role' }

/** What an entry of the log says, in our words. */
export function activityOf(row: AuditEntry): ActivityDraft {
  const { action, context } = row
  const actor = actorOf(row)
  const outcome = outcomeOf(action)
  const address = known(context?.ip_address)
  return {
    vendorAction: action,
    actor,
    targets: targetsOf(row),
    outcome,
    outcomeReason: outcome === 'FAILURE' ? reasonIn(row.details) : undefined,
    ip: address ? { address } : undefined,
    userAgent: known(context?.ua),
    sessionId: known(context?.session_id),
    isAdmin: actor?.kind === 'user' && (isAdminDeed(action) || isOnAnother(row, actor)),
  }
}

/** An action that nobody knows may as well tell of a failure. */
function outcomeOf(action: string): Outcome {
  if (FAILED.has(action)) return 'FAILURE'
  return Object.hasOwn(vocabulary, action) ? 'SUCCESS' : 'UNKNOWN'
}

function actorOf({ actor }: AuditEntry): ActorDraft | undefined {
  const { id, name, email } = actor?.user ?? {}
  if (!known(id) && !known(name) && !known(email)) return undefined
  const kind = SLACK_ITSELF.has(id ?? '') ? 'system' : 'user'
  return { id: known(id), name: known(name), email: known(email), kind }
}

/** The entity lies under its own type. A message has no id: its channel and the time at which it was sent tell it from others. */
function targetsOf({ entity }: AuditEntry): TargetDraft[] {
  const type = known(entity?.type)
  if (!type) return []
  const said = (field: string) => known(at(entity, `${type}.${field}`))
  if (type === 'message') {
    const channel = said('channel')
    const message = { kind: 'message', id: said('timestamp') }
    return [message, { kind: 'channel', id: channel }].filter(({ id }) => id !== undefined)
  }
  const [id, name] = [said('id'), said('name') ?? said('title')]
  return id || name ? [{ kind: translate(KINDS, type) ?? type, id, name, email: said('email') }] : []
}

const isOnAnother = ({ action, entity }: AuditEntry, actor: ActorDraft): boolean => {
  const user = known(at(entity, 'user.id'))
  return ON_OTHERS.has(action) && user !== undefined && user !== actor.id
}

/** A text, or several of them. */
function reasonIn(details: unknown): string | undefined {
  const said = at(details, 'reason') ?? at(details, 'type')
  return Array.isArray(said) ? known(said.join(', ')) : known(said)
}

const known = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() || undefined : undefined
