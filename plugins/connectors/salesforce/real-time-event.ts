import type { ActivityDraft, TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { addressIn } from './address.ts'
import { realTimeObjects, type RealTimeObject } from './real-time-objects.ts'

const text = z.string().nullish()

/** An event as an object of real-time event monitoring keeps it: the columns that are read. The object is told by the answer itself. */
export const realTimeEvent = z.looseObject({
  attributes: z.looseObject({ type: z.string().min(1) }),
  EventIdentifier: z.string().min(1),
  EventDate: z.string().min(1),
  UserId: text,
  Username: text,
  SourceIp: text,
  SessionKey: text,
  LoginKey: text,
  PolicyOutcome: text,
  Operation: text,
  FileAction: text,
  ReportId: text,
  ListViewId: text,
  DocumentId: text,
  FileName: text,
  Name: text,
  DelegatedUsername: text,
  UserAgent: text,
  Summary: text,
})
export type RealTimeEvent = z.infer<typeof realTimeEvent>

const isThreat = (object: string) => /Anomaly|Hijacking|Stuffing/.test(object)

/** One event. Of a finding of Salesforce's own the user is whom it is about, who may be the victim. */
export function realTimeActivity(row: RealTimeEvent): ActivityDraft {
  const object = row.attributes.type
  const detail = row.Operation ?? row.FileAction
  const hasDetail = detail && !isThreat(object)
  const blocked = row.PolicyOutcome === 'Block'
  return {
    vendorAction: hasDetail ? `${object}:${detail}` : object,
    // An administrator who logs in as somebody else does so under his own name; whom he becomes is the target.
    actor: object === 'LoginAsEvent' ? { name: row.DelegatedUsername } : { id: row.UserId, name: row.Username },
    targets: targetsOf(row),
    outcome: isThreat(object) ? 'UNKNOWN' : blocked ? 'FAILURE' : 'SUCCESS',
    outcomeReason: blocked ? 'blocked by a transaction security policy' : isThreat(object) ? row.Summary : undefined,
    ip: addressIn(row.SourceIp),
    userAgent: row.UserAgent,
    sessionId: row.SessionKey ?? row.LoginKey,
    severity: isThreat(object) ? 'HIGH' : undefined,
    isAdmin: object === 'LoginAsEvent',
    isImpersonated: object === 'LoginAsEvent',
  }
}

function targetsOf(row: RealTimeEvent): TargetDraft[] {
  const named: [kind: string, id: string | null | undefined, name: string | null | undefined][] = [
    ['report', row.ReportId, row.Name],
    ['list', row.ListViewId, row.Name],
    ['file', row.DocumentId, row.FileName],
    ['user', row.attributes.type === 'LoginAsEvent' ? row.UserId : null, row.Username],
  ]
  return named.filter(([, id]) => id).map(([kind, id, name]) => ({ kind, id, name }))
}

/** What is asked of each object. */
export const columnsOf = (object: RealTimeObject): string =>
  [
    'EventIdentifier, EventDate, UserId, Username, SourceIp, SessionKey, LoginKey, PolicyOutcome',
    ...realTimeObjects[object].columns,
  ].join(', ')
