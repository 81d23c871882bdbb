import { at, defineStream, type ActivityDraft, type Outcome } from '@casbah/sdk'
import { actorOf, usesAdminRights } from './identity.ts'
import { record, type CloudTrailRecord } from './record.ts'
import { cloudtrail, regionsOf } from './requests.ts'
import { targetsOf } from './targets.ts'

const seconds = (time: string) => Date.parse(time) / 1_000

/** CloudTrail's event history of each region: management events of 90 days, newest first, two requests a second. */
export const streams = [
  defineStream<CloudTrailRecord>({
    name: 'cloudtrail',
    description: 'Management events: who called which operation of which service, in every region that is read.',
    row: record,
    partitions: regionsOf,
    // Both ends are included and count in whole seconds, so the end is the second before `until`.
    request: ({ since, until, cursor, partition }) =>
      cloudtrail(partition, 'LookupEvents', {
        StartTime: Math.floor(seconds(since)),
        ...(until !== undefined && { EndTime: Math.ceil(seconds(until)) - 1 }),
        MaxResults: 50,
        ...(cursor !== undefined && { NextToken: cursor }),
      }),
    rows: 'Events',
    unwrap: 'CloudTrailEvent',
    page: { style: 'bodyCursor', field: 'NextToken' },
    order: 'descending',
    time: 'eventTime',
    id: { field: 'eventID' },
    intervalSeconds: 0.5,
    delaySeconds: 300,
    overlapSeconds: 1_800,
    windowSeconds: 86_400,
    retentionDays: 90,
    secrets: [
      'responseElements.credentials.secretAccessKey',
      'responseElements.credentials.sessionToken',
      'responseElements.accessKey.secretAccessKey',
      'responseElements.serviceSpecificCredential.servicePassword',
      'responseElements.token',
      'responseElements.accessToken',
      'responseElements.refreshToken',
      'responseElements.idToken',
      'requestParameters.clientSecret',
      'requestParameters.deviceCode',
      'requestParameters.password',
      'requestParameters.masterUserPassword',
      'requestParameters.userData',
    ],
    scopes: ['cloudtrail:LookupEvents'],
    toActivities: row => [activity(row)],
  }),
]

function activity(row: CloudTrailRecord): ActivityDraft {
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
