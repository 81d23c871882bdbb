import type { AccountDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const id = z.string().min(1)
/** Documented as text, and given as truth by some versions. */
const flag = z.union([z.boolean(), z.string()]).nullish()

export const person = z.looseObject({
  id,
  emails: z.array(z.string()).nullish(),
  displayName: text,
  loginEnabled: flag,
  invitePending: flag,
  lastActivity: text,
  type: text,
})
export const role = z.looseObject({ id, name: z.string().min(1) })
export const group = z.looseObject({
  id,
  displayName: z.string().min(1),
  members: z.array(z.looseObject({ id })).nullish(),
})
export const space = z.looseObject({
  id,
  title: text,
  creatorId: text,
  lastActivity: text,
  classificationId: text,
})
export const member = z.looseObject({ id, personEmail: text, personOrgId: text, isModerator: flag })
export const authorization = z.looseObject({ id, applicationName: text, clientId: id, created: text, type: text })

/** Whether a switch is on, be it told as text. */
export const isOn = (value: unknown) => value === true || value === 'true'

/** Whether somebody can sign in. */
export function statusOf(row: z.infer<typeof person>): AccountDraft['status'] {
  if (row.loginEnabled != null && !isOn(row.loginEnabled)) return 'SUSPENDED'
  if (isOn(row.invitePending)) return 'INVITED'
  return isOn(row.loginEnabled) ? 'ACTIVE' : 'UNKNOWN'
}
