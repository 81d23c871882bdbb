import { emailIn, type ActivityDraft, type ActorDraft, type Outcome, type TargetDraft } from '@casbah/sdk'
import { whatIsSaid } from './said.ts'
import type { Asset, LoggedUser, TeamEvent } from './team-event.ts'
import { vocabulary } from './vocabulary.ts'

/** Ways in that are for administrators alone. */
const CONSOLES = new Set(['admin_console', 'enterprise_console', 'content_manager'])

/** What an event says, in our words. */
export function activityOf(row: TeamEvent): ActivityDraft {
  const { actor, origin, details } = row
  const vendorAction = whatIsSaid(row)
  const method = origin?.access_method
  const outcome = outcomeOf(row.event_type['.tag'])
  const geo = origin?.geo_location
  const error = details?.error_details
  return {
    vendorAction,
    actor: actorOf(actor),
    targets: targetsOf(row),
    outcome,
    outcomeReason: outcome === 'FAILURE' ? error?.user_friendly_message || error?.technical_error_message : null,
    ip: geo?.ip_address ? { address: geo.ip_address, country: geo.country, city: geo.city } : null,
    userAgent: details?.user_agent,
    sessionId: method?.session_id || method?.end_user?.session_id || null,
    isAdmin: actor?.['.tag'] === 'admin' || CONSOLES.has(method?.['.tag'] ?? ''),
    isImpersonated: method?.['.tag'] === 'sign_in_as' || vendorAction === 'sign_in_as_session_start',
  }
}

/** The log says by the kind itself what failed; of a kind that nobody knows it may be either. */
function outcomeOf(kind: string): Outcome {
  if (!Object.hasOwn(vocabulary, kind)) return 'UNKNOWN'
  return /_(fail|failed|error|unsuccessful)$/.test(kind) || kind === 'app_blocked_by_permissions'
    ? 'FAILURE'
    : 'SUCCESS'
}

function actorOf(actor: TeamEvent['actor']): ActorDraft | null {
  if (!actor) return null
  const { user, admin, app, reseller_name: name, reseller_email: email } = actor
  const person = admin ?? user
  if (person) return { ...personOf(person), kind: 'user' }
  if (app) return { id: app.app_id, name: app.display_name, kind: 'service' }
  if (name || email) return { name, email: emailIn(email), kind: 'user' }
  return actor['.tag'] === 'dropbox' ? { name: 'Dropbox', kind: 'system' } : null
}

/** Members are known by the ID of their membership, all others by that of their account. */
const personOf = ({ team_member_id: member, account_id: account, display_name: name, email }: LoggedUser) => ({
  id: member || account,
  name,
  email: emailIn(email),
})

/** What was touched, then who: those who took part, and whose it is where that is somebody else. */
function targetsOf({ assets, participants, context, details, actor }: TeamEvent): TargetDraft[] {
  const doer = actor?.admin ?? actor?.user
  const owner = context && personOf(context)
  const isOther = owner?.id && owner.id !== (doer && personOf(doer).id)
  const app = details?.app_info
  const domain = details?.domain_name || details?.email_domain
  return [
    ...(assets ?? []).map(assetOf),
    ...(app ? [{ kind: 'app', id: app.app_id, name: app.display_name }] : []),
    ...(participants ?? []).map(one =>
      one.user ? { kind: 'user', ...personOf(one.user) } : { kind: 'group', id: one.group_id, name: one.display_name },
    ),
    ...(isOther ? [{ kind: 'user', ...owner }] : []),
    ...(domain ? [{ kind: 'domain', name: domain }] : []),
  ].filter(({ id, name }: TargetDraft) => id || name)
}

/** A shared folder is known by its namespace, whatever it is called where it hangs. */
function assetOf({ '.tag': tag, path, ...asset }: Asset): TargetDraft {
  const { ns_id: namespace, relative_path: below, is_shared_namespace: isShared } = path?.namespace_relative ?? {}
  const isRoot = isShared && namespace && (!below || below === '/')
  return {
    kind: tag === 'folder' || tag === 'paper_folder' ? 'folder' : 'file',
    id: (tag === 'folder' && isRoot ? namespace : null) || asset.file_id || asset.doc_id || asset.showcase_id,
    name: path?.contextual || asset.display_name || asset.doc_title || asset.showcase_title,
  }
}
