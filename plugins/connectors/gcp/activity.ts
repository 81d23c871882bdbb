import { emailIn, type ActivityDraft, type ActorDraft, type Outcome } from '@casbah/sdk'
import type { LogEntry } from './entry.ts'
import { deltasOf, isPublic } from './policy-change.ts'
import { targetsOf } from './targets.ts'

/** What an audit log entry tells. */
export function activity(row: LogEntry): ActivityDraft {
  const { authenticationInfo, requestMetadata, status } = row.protoPayload
  const outcome = outcomeOf(row)
  const address = requestMetadata?.callerIp ?? requestMetadata?.callerIP
  return {
    vendorAction: vendorAction(row),
    actor: actorOf(row),
    targets: targetsOf(row),
    outcome,
    outcomeReason: outcome === 'FAILURE' ? status?.message || (status?.code ? `code ${status.code}` : null) : null,
    // Calls from within Google carry a word, such as private, in place of an address.
    ip: address && /^[\d.]+$|:/.test(address) ? { address } : null,
    userAgent: requestMetadata?.callerSuppliedUserAgent,
    isAdmin: usesAdminRights(row),
    isImpersonated: (authenticationInfo?.serviceAccountDelegationInfo?.length ?? 0) > 0,
  }
}

/** Google's name of the method without the version before it, such as `compute.firewalls.insert`; of one that sets a policy with what that did. */
export function vendorAction(row: LogEntry): string {
  const method = row.protoPayload.methodName.replace(/^(?:v\d+\w*|alpha|beta)\./, '')
  return /setIam(Policy|Permissions)$/i.test(method) ? method + changeOf(row) : method
}

/** What a change of a policy did, where the entry tells: let anyone in, gave, or took. */
function changeOf(row: LogEntry): string {
  const deltas = deltasOf(row)
  const added = deltas.filter(({ action }) => action === 'ADD')
  if (added.some(({ member }) => isPublic(member))) return '.PUBLIC'
  if (added.length > 0) return '.ADD'
  return deltas.length > 0 ? '.REMOVE' : ''
}

function actorOf({ protoPayload, logName }: LogEntry): ActorDraft | null {
  const { principalEmail, principalSubject } = protoPayload.authenticationInfo ?? {}
  const id = principalEmail || principalSubject?.replace(/^(user|serviceAccount):/, '')
  if (!id) return logName?.endsWith('%2Fsystem_event') ? { kind: 'system', name: protoPayload.serviceName } : null
  const isService = /gserviceaccount\.com$|^system:|^serviceAccount:/.test(id)
  return { id: id.toLowerCase(), email: emailIn(id), name: id, kind: isService ? 'service' : 'user' }
}

/** A long operation is told twice; only its end has an outcome. Some refusals lack a status and show in the permission alone. */
function outcomeOf({ operation, protoPayload: { status, authorizationInfo } }: LogEntry): Outcome {
  if (status?.code) return 'FAILURE'
  if (operation?.first && !operation.last) return 'UNKNOWN'
  if (!status && authorizationInfo?.length && authorizationInfo.every(({ granted }) => granted === false))
    return 'FAILURE'
  return 'SUCCESS'
}

const ADMINISTRATION =
  /^(iam|cloudresourcemanager|orgpolicy|logging|serviceusage|admin|accesscontextmanager)\.googleapis/

function usesAdminRights({ logName, protoPayload: { serviceName, methodName, authorizationInfo } }: LogEntry): boolean {
  if (authorizationInfo?.some(({ permissionType }) => permissionType === 'ADMIN_WRITE')) return true
  const isActivity = logName?.endsWith('%2Factivity') === true
  return isActivity && (/setIam(Policy|Permissions)$/i.test(methodName) || ADMINISTRATION.test(serviceName ?? ''))
}
