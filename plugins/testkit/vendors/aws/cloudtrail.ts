import { createHash } from 'node:crypto'
import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import type { AwsAccount } from './account.ts'
import { jsonAnswer, jsonError } from './answers.ts'
import type { AwsTrail } from './settings.ts'

const RETENTION = 90 * 86_400_000

interface LookupRequest {
  StartTime?: unknown
  EndTime?: unknown
  MaxResults?: unknown
  NextToken?: unknown
  LookupAttributes?: unknown
}

/** One operation of CloudTrail in one region. */
export function answerCloudTrail(
  account: AwsAccount,
  log: RowLog,
  region: string,
  operation: string,
  body: Record<string, unknown>,
  pageRows: number,
): VendorAnswer {
  switch (operation) {
    case 'LookupEvents':
      return lookupEvents(log, body, account.now(), pageRows)
    case 'DescribeTrails':
      return jsonAnswer({
        trailList: trailsIn(account, region, body.includeShadowTrails !== false).map(
          ({ IsLogging: _, ...trail }) => trail,
        ),
      })
    case 'GetTrailStatus': {
      const trail = trailsIn(account, region, true).find(({ Name, TrailARN }) =>
        [Name, TrailARN].includes(String(body.Name)),
      )
      return trail
        ? jsonAnswer({ IsLogging: trail.IsLogging, StartLoggingTime: Math.floor(Date.parse(account.created) / 1_000) })
        : jsonError('TrailNotFoundException', `Unknown trail: ${String(body.Name)}`)
    }
    default:
      return jsonError('UnknownOperationException', `Unknown operation ${operation}.`)
  }
}

/** Trails of other regions are seen here as shadow trails when they are for all regions. */
function trailsIn({ settings }: AwsAccount, region: string, shadow: boolean): AwsTrail[] {
  return settings.trails.filter(trail => trail.HomeRegion === region || (shadow && trail.IsMultiRegionTrail))
}

/** Newest first, at most 50; the token only serves a request with the same other parameters. */
function lookupEvents(log: RowLog, request: LookupRequest, now: number, pageRows: number): VendorAnswer {
  const { MaxResults = 50, StartTime = 0, EndTime = now / 1_000, NextToken } = request
  if (typeof MaxResults !== 'number' || !Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > 50) {
    return jsonError('InvalidMaxResultsException', 'A maximum results value of 1 to 50 must be specified.')
  }
  if (typeof StartTime !== 'number' || typeof EndTime !== 'number') {
    return jsonError('SerializationException', 'StartTime and EndTime must be seconds since 1970.')
  }
  if (StartTime > EndTime) return jsonError('InvalidTimeRangeException', 'The start time is after the end time.')
  if (request.LookupAttributes !== undefined) {
    return jsonError('InvalidLookupAttributesException', 'This emulated account does not look up by attributes.')
  }
  const query = fingerprint([MaxResults, request.StartTime ?? null, request.EndTime ?? null])
  let after: Position | undefined
  if (NextToken !== undefined) {
    const token = openCursor<{ after: Position; query: string }>(String(NextToken))
    if (token?.query !== query) {
      return jsonError('InvalidNextTokenException', 'Invalid token, or the parameters have changed since it was given.')
    }
    after = token.after
  }
  const page = log.byTime({
    since: Math.max(StartTime * 1_000, now - RETENTION),
    until: EndTime * 1_000 + 1,
    limit: Math.min(MaxResults, pageRows),
    after,
    descending: true,
  })
  const last = page.rows.at(-1)
  const next =
    page.more && last
      ? `,"NextToken":${JSON.stringify(sealCursor({ after: { time: last.time, ordinal: last.ordinal }, query }))}`
      : ''
  return { ...jsonAnswer(`{"Events":[${page.rows.map(row => row.json).join(',')}]${next}}`), last: !page.more }
}

function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)
}

/** A CloudTrail record, as far as the emulation reads it. */
export interface CloudTrailRecord {
  eventTime?: string
  eventID?: string
  eventName?: string
  eventSource?: string
  awsRegion?: string
  readOnly?: boolean
  managementEvent?: boolean
  eventCategory?: string
  userIdentity?: {
    type?: string
    userName?: string
    accessKeyId?: string
    principalId?: string
    sessionContext?: { sessionIssuer?: { userName?: string } }
  }
  resources?: { ARN?: string; type?: string }[]
}

/** The form in which LookupEvents lists a record. */
export function lookupRow(record: CloudTrailRecord): object {
  const identity = record.userIdentity
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: String(record.readOnly ?? false),
    AccessKeyId: identity?.accessKeyId,
    EventTime: Math.floor(Date.parse(record.eventTime ?? '') / 1_000),
    EventSource: record.eventSource,
    Username: identity?.type === 'Root' ? 'root' : (identity?.userName ?? identity?.principalId?.split(':').at(-1)),
    Resources: (record.resources ?? []).map(({ ARN, type }) => ({ ResourceType: type, ResourceName: ARN })),
    CloudTrailEvent: JSON.stringify(record),
  }
}
