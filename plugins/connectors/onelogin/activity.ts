import { emailIn, type ActivityDraft, type ActorDraft, type Outcome, type TargetDraft } from '@casbah/sdk'
import type { Event } from './event.ts'
import { ADMIN_DEEDS, FAILED, ON_OTHERS, OWN_DEEDS } from './event-types.ts'
import { vocabulary } from './vocabulary.ts'

/** What an event says, in our words. */
export function activityOf(row: Event): ActivityDraft {
  const type = String(row.event_type_id)
  const actor = actorOf(row, type)
  const outcome = outcomeOf(row, type)
  return {
    vendorAction: type,
    actor,
    targets: targetsOf(row),
    outcome,
    outcomeReason:
      outcome === 'FAILURE'
        ? (known(row.error_description) ?? known(row.custom_message) ?? known(row.notes))
        : undefined,
    ip: known(row.ipaddr) ? { address: known(row.ipaddr) as string } : undefined,
    userAgent: known(row.user_agent),
    isAdmin: usesAdminRights(row, type, actor),
    // Type 3 is the beginning; what is done then names who stands behind the actor.
    isImpersonated: type === '3' || idOf(row.assuming_acting_user_id) !== undefined,
  }
}

/** A type that nobody knows may as well tell of a failure. */
function outcomeOf({ error_description }: Event, type: string): Outcome {
  if (FAILED.has(type) || known(error_description)) return 'FAILURE'
  return Object.hasOwn(vocabulary, type) ? 'SUCCESS' : 'UNKNOWN'
}

/** A user, else the credential pair of the API, else a part of OneLogin; where nobody is named and only the user can have done it, the user. */
function actorOf(row: Event, type: string): ActorDraft | undefined {
  const id = idOf(row.actor_user_id)
  if (id ?? known(row.actor_user_name)) return person(id, row.actor_user_name)
  const client = idOf(row.client_id)
  if (client !== undefined) return { id: client, name: known(row.actor_system), kind: 'service' }
  if (known(row.actor_system)) return { name: known(row.actor_system), kind: 'system' }
  const user = idOf(row.user_id)
  return OWN_DEEDS.has(type) && (user ?? known(row.user_name)) ? person(user, row.user_name) : undefined
}

/** Somebody without first and last name is named by e-mail address. */
function person(id: string | undefined, called: string | null | undefined): ActorDraft {
  const name = known(called)
  return { id, name, email: emailIn(name), kind: 'user' }
}

/** The user too who did it: whose account an event is about is asked of its targets. */
function targetsOf(row: Event): TargetDraft[] {
  const name = known(row.user_name)
  const user = target('user', row.user_id, name)
  const targets = [
    user && emailIn(name) ? { ...user, email: name } : user,
    target('app', row.app_id, row.app_name),
    target('role', row.role_id, row.role_name),
    target('group', row.group_id, row.group_name),
    target('privilege', row.privilege_id, row.privilege_name),
    target('policy', row.policy_id, row.policy_name),
    target('mfa_factor', row.otp_device_id, row.otp_device_name),
    target('mfa_method', row.authentication_factor_id, row.authentication_factor_description),
    target('directory', row.directory_id, undefined),
  ]
  return targets.flatMap(one => one ?? [])
}

function target(kind: string, id: Event['user_id'], called: string | null | undefined): TargetDraft | undefined {
  const name = known(called)
  return (idOf(id) ?? name) ? { kind, id: idOf(id), name } : undefined
}

/** Whether a user or a credential pair acted with administrator rights; OneLogin's own deeds do not count. */
function usesAdminRights(row: Event, type: string, actor: ActorDraft | undefined): boolean {
  if (!actor || actor.kind === 'system') return false
  if (ADMIN_DEEDS.has(type)) return true
  const user = idOf(row.user_id)
  return ON_OTHERS.has(type) && user !== undefined && actor.id !== undefined && user !== actor.id
}

/** 0 stands for nobody. */
const idOf = (id: Event['user_id']) => (id === null || id === undefined || Number(id) === 0 ? undefined : String(id))

const known = (value: string | null | undefined) => value?.trim() || undefined
