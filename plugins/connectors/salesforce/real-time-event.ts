import type { ActivityDraft, TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { addressIn } from './address.ts'
import { bigNames, realTimeObject } from './real-time-objects.ts'

const text = z.string().nullish()

/** An event as a big object of real-time event monitoring keeps it: the columns that are read. The answer itself tells the object. */
export const realTimeEvent = z.looseObject({
  attributes: z.looseObject({ type: z.enum(bigNames) }),
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
})
export type RealTimeEvent = z.infer<typeof realTimeEvent>

export const eventColumns = (object: string): string =>
  [
    'EventIdentifier, EventDate, UserId, Username, SourceIp, SessionKey, LoginKey',
    ...realTimeObject(object).columns,
  ].join(', ')

export function realTimeActivity(row: RealTimeEvent): ActivityDraft {
  const object = row.attributes.type
  const detail = row.Operation ?? row.FileAction
  const asOther = object === 'LoginAsEvent'
  const blocked = row.PolicyOutcome === 'Block'
  return {
    vendorAction: detail ? `${object}:${detail}` : object,
    // An administrator who logs in as somebody else does so under his own name; whom he becomes is the target.
    actor: asOther ? { name: row.DelegatedUsername } : { id: row.UserId, name: row.Username },
    targets: targetsOf(row),
    outcome: blocked ? 'FAILURE' : 'SUCCESS',
    outcomeReason: blocked ? 'blocked by a transaction security policy' : undefined,
    ip: addressIn(row.SourceIp),
    sessionId: row.SessionKey ?? row.LoginKey,
    isAdmin: asOther,
    isImpersonated: asOther,
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
