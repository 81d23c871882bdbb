import {
  emailIn,
  translate,
  type ActivityDraft,
  type ActorDraft,
  type IpDraft,
  type Outcome,
  type Severity,
} from '@casbah/sdk'
import type { AuditRecord } from './audit-record.ts'
import { known, named } from './values.ts'
import { targetsOf } from './audit-targets.ts'

/** A record of the unified audit log. */
export function auditActivity(row: AuditRecord): ActivityDraft {
  const outcome = outcomeOf(row)
  return {
    vendorAction: row.Operation,
    actor: actorOf(row),
    targets: targetsOf(row),
    outcome,
    outcomeReason: outcome === 'FAILURE' ? reasonOf(row) : undefined,
    ip: ipOf(row),
    userAgent:
      known(row.UserAgent) ??
      named(row.ExtendedProperties, 'UserAgent') ??
      known(row.ClientInfoString)?.replace(/^Client=/, ''),
    sessionId:
      known(row.AppAccessContext?.AADSessionId) ?? named(row.DeviceProperties, 'SessionId') ?? known(row.SessionId),
    severity: translate(SEVERITIES, row.Severity?.toLowerCase()),
    isAdmin: ADMINS.has(row.UserType ?? -1) || isByAdministrator(row),
    // Somebody else than its owner in a mailbox: an administrator, or who was let in.
    isImpersonated: row.LogonType === 1 || row.LogonType === 2,
  }
}

const SEVERITIES: Record<string, Severity> = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
}

/** Administrators of the tenant and of Microsoft's data centres. */
const ADMINS = new Set([2, 3])
/** The vendor itself: data centres, the system, policies of the system. */
const SYSTEM = new Set([3, 4, 8])
/** Programs with a login of their own. */
const PROGRAMS = new Set([5, 6])

/** Exchange writes cmdlets of administrators (record type 1); people run some of these on their own mailbox. */
const isByAdministrator = ({ RecordType, Operation, LogonType }: AuditRecord) =>
  LogonType === 1 ||
  (RecordType === 1 &&
    /^(?:Add|Remove|Set|New|Enable|Disable|Install)-(?!InboxRule|Mailbox(?:AutoReply|Calendar|Regional|Message))/.test(
      Operation,
    ))

const OUTCOMES: Record<string, Outcome> = {
  succeeded: 'SUCCESS',
  success: 'SUCCESS',
  partiallysucceeded: 'SUCCESS',
  true: 'SUCCESS',
  failed: 'FAILURE',
  failure: 'FAILURE',
  false: 'FAILURE',
}

/** Operations that say by their name that something was refused or went wrong. */
const REFUSED = /Failed$|Denied$|Blocked$|^AccessRequestRejected$|^SharingInvitationBlocked$|^AccessInvitationExpired$/

/** Most services write only what was done, and then leave the result out. */
function outcomeOf({ Operation, ResultStatus, ErrorNumber, LogonError, ...row }: AuditRecord): Outcome {
  if (REFUSED.test(Operation)) return 'FAILURE'
  // A sign-in that failed may have its result as "Success", for the answer was sent.
  const error = known(ErrorNumber) ?? named(row.ExtendedProperties, 'ErrorNumber')
  if (Operation === 'UserLoggedIn' && ((error && error !== '0') || known(LogonError))) return 'FAILURE'
  const said = translate(OUTCOMES, ResultStatus?.toLowerCase())
  if (said) return said
  return known(ResultStatus) ? 'UNKNOWN' : 'SUCCESS'
}

const reasonOf = (row: AuditRecord) =>
  known(row.LogonError) ??
  named(row.ExtendedProperties, 'ResultStatusDetail') ??
  named(row.ExtendedProperties, 'resultDescription') ??
  known(row.ErrorNumber) ??
  known(row.ResultStatus)

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Ids that mean nobody. */
const NOBODY = /^(?:not available|unknown|anonymous|app@sharepoint)$/i

function actorOf(row: AuditRecord): ActorDraft | undefined {
  const { UserId, UserKey, UserType, Actor } = row
  const userId = known(UserId)
  // Entra puts the object's id among the actor's identities (type 2 is what it is called by others).
  const ids = (Actor ?? []).flatMap(({ ID }) => known(ID) ?? [])
  const id = [...(Entra.has(row.RecordType ?? -1) ? [known(UserKey)] : []), ...ids, userId].find(
    one => one && GUID.test(one),
  )
  const email = emailIn(userId) ?? ids.map(emailIn).find(Boolean)
  const name = email
    ? undefined
    : userId && !GUID.test(userId)
      ? userId
      : ids.find(one => /^[^@{]*[a-z ][^@{]*$/i.test(one) && !GUID.test(one))
  const isSystem = SYSTEM.has(UserType ?? -1) || /^NT AUTHORITY\\|^NT SERVICE\\|^S-1-5-18$/.test(userId ?? '')
  const isProgram =
    PROGRAMS.has(UserType ?? -1) || userId?.startsWith('ServicePrincipal_') === true || userId === 'app@sharepoint'
  if (!isSystem && !isProgram && (!userId || NOBODY.test(userId)) && !id) return undefined
  return {
    id: id ?? (isProgram ? known(userId?.replace(/^ServicePrincipal_/, '')) : undefined),
    email: userId === 'app@sharepoint' ? undefined : email,
    name,
    kind: isSystem ? 'system' : isProgram ? 'service' : 'user',
  }
}

/** Record types whose user key is the object's id in Entra. */
const Entra = new Set([8, 9, 15])

/** The address comes with a port, in brackets, as IPv4 in IPv6, or is one of the vendor's own names. */
function ipOf(row: AuditRecord): IpDraft | undefined {
  const said = known(row.ClientIP) ?? known(row.ActorIpAddress) ?? known(row.ClientIPAddress)
  const bare = said
    ?.replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i, '$1')
  return bare && /^[\d.]+$|:/.test(bare) && bare !== '::1' ? { address: bare } : undefined
}
