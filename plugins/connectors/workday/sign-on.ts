import { emailIn, type ActivityDraft } from '@casbah/sdk'
import { z } from 'zod'
import { flag, isOn, named, text } from './values.ts'

/** What is read of a row of the report on sign-ons; its columns have the names that the web service gives the same fields. */
export const signOn = z.looseObject({
  Signon_DateTime: z.string().min(1),
  User_Name: named,
  Successful: flag,
  Failed_Signon: flag,
  Invalid_Credentials: flag,
  Account_Disabled_or_Expired: flag,
  Invalid_for_Authentication_Channel: flag,
  Invalid_for_Authentication_Policy: flag,
  Required_Password_Change: flag,
  Password_Changed: flag,
  Forgotten_Password_Reset_Request: flag,
  MFA_Enrollment: flag,
  Signon_IP_Address: text,
  Short_Session_ID: text,
  Authentication_Channel: text,
  User_Agent: text,
})

export type SignOn = z.infer<typeof signOn>

/** Why a sign-on failed, the first that is so. */
const REASONS = {
  Account_Disabled_or_Expired: 'The account is disabled or expired.',
  Invalid_Credentials: 'The credentials are invalid.',
  Invalid_for_Authentication_Channel: 'The account may not sign in by this channel.',
  Invalid_for_Authentication_Policy: 'The authentication policy does not let in.',
  Required_Password_Change: 'The password has to be changed.',
} as const
const reasons = Object.entries(REASONS) as [keyof typeof REASONS, string][]

/** What else may have happened on the way. */
const BESIDES = {
  Password_Changed: 'Password Changed',
  Forgotten_Password_Reset_Request: 'Forgotten Password Reset Request',
  MFA_Enrollment: 'MFA Enrollment',
} as const
const besides = Object.entries(BESIDES) as [keyof typeof BESIDES, string][]

/** A sign-on or an attempt at one, and what was done besides. Who only asked for a new password did not try to sign in. */
export function activitiesOf(row: SignOn): ActivityDraft[] {
  const { User_Name: user, Signon_IP_Address: address } = row
  const failed = isOn(row.Failed_Signon)
  const succeeded = isOn(row.Successful) && !failed
  const common = {
    actor: {
      id: user,
      name: user,
      email: emailIn(user),
      // Nobody's hands sign in to web services.
      kind: row.Authentication_Channel === 'Web Services' ? ('service' as const) : null,
    },
    targets: [{ kind: 'user', id: user, name: user }],
    ip: address ? { address } : null,
    userAgent: row.User_Agent,
    sessionId: row.Short_Session_ID,
  }
  const done = besides.filter(([field]) => isOn(row[field]))
  const sign: ActivityDraft = {
    ...common,
    vendorAction: 'Sign On',
    outcome: succeeded ? 'SUCCESS' : failed ? 'FAILURE' : 'UNKNOWN',
    outcomeReason: failed ? reasons.find(([field]) => isOn(row[field]))?.[1] : null,
  }
  return [
    ...(succeeded || failed || done.length === 0 ? [sign] : []),
    ...done.map(([, vendorAction]): ActivityDraft => ({ ...common, vendorAction, outcome: 'SUCCESS' })),
  ]
}
