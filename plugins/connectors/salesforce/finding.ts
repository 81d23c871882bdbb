import type { ActivityDraft } from '@casbah/sdk'
import { z } from 'zod'
import { addressIn } from './address.ts'
import { findingNames, realTimeObject } from './real-time-objects.ts'

const text = z.string().nullish()

/** What Salesforce itself found to be a threat: the columns that are read. The answer itself tells the object. */
export const finding = z.looseObject({
  attributes: z.looseObject({ type: z.enum(findingNames) }),
  Id: z.string().min(1),
  CreatedDate: z.string().min(1),
  EventDate: text,
  UserId: text,
  Username: text,
  SourceIp: text,
  SessionKey: text,
  LoginKey: text,
  Summary: text,
  UserAgent: text,
})
export type Finding = z.infer<typeof finding>

export const findingColumns = (object: string): string =>
  [
    'Id, CreatedDate, EventDate, UserId, Username, SourceIp, SessionKey, LoginKey, Summary',
    ...realTimeObject(object).columns,
  ].join(', ')

/** Of the time of what was found; its user is whom it is about, who may be the victim. */
export function findingActivity(row: Finding): ActivityDraft {
  return {
    vendorAction: row.attributes.type,
    time: row.EventDate,
    actor: { id: row.UserId, name: row.Username },
    outcome: 'UNKNOWN',
    outcomeReason: row.Summary,
    ip: addressIn(row.SourceIp),
    userAgent: row.UserAgent,
    sessionId: row.SessionKey ?? row.LoginKey,
    severity: 'HIGH',
  }
}
