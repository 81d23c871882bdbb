import { at, type ActivityDraft, type Outcome } from '@casbah/sdk'
import { actorOf, usesAdminRights } from './identity.ts'
import type { CloudTrailRecord } from './record.ts'
import { targetsOf } from './targets.ts'

/** What a record of CloudTrail says, wherever it was read. */
export function activity(row: CloudTrailRecord): ActivityDraft {
  const outcome = outcomeOf(row)
  return {
    vendorAction: vendorAction(row),
    actor: actorOf(row),
    targets: targetsOf(row),
    outcome,
    outcomeReason: outcome === 'FAILURE' ? (row.errorMessage ?? row.errorCode) : undefined,
    // Calls that a service makes carry the service's name in place of an address.
    ip: row.sourceIPAddress && /^[\d.]+$|:/.test(row.sourceIPAddress) ? { address: row.sourceIPAddress } : undefined,
    userAgent: row.userAgent,
    // Temporary credentials are a session; a long-lived key is not.
    sessionId: row.userIdentity?.accessKeyId?.startsWith('ASIA') ? row.userIdentity.accessKeyId : undefined,
    isAdmin: usesAdminRights(row),
  }
}

/** As IAM policies write it, `ec2:RunInstances`; the API version that some services append is left out. */
export function vendorAction({ eventSource, eventName }: CloudTrailRecord): string {
  const name = eventName.replace(/(\d{8}|\d{4}_\d\d_\d\d)(v\d+)?$/, '')
  return `${(eventSource || 'unknown').replace(/\.amazonaws\.com$/, '')}:${name}`
}

/** Sign-in says in its answer how it went; everything else by having an error or not. */
function outcomeOf(row: CloudTrailRecord): Outcome {
  if (row.errorCode) return 'FAILURE'
  const said = at(row.responseElements, row.eventName)
  if (said === 'Failure') return 'FAILURE'
  if (row.eventName === 'ConsoleLogin' && said !== 'Success') return row.errorMessage ? 'FAILURE' : 'UNKNOWN'
  return 'SUCCESS'
}
