import { z } from 'zod'

/** Rows of the lists, as far as they are read. */

const text = z.string().nullish()
export const user = z.looseObject({
  id: z.number(),
  email: text,
  name: text,
  firstName: text,
  lastName: text,
  status: text,
  admin: z.boolean().nullish(),
  lastLogin: text,
})
export const group = z.looseObject({ id: z.number(), name: z.string() })
export const members = group.extend({ members: z.array(z.looseObject({ id: z.number() })) })
export const asset = z.looseObject({ id: z.number(), name: text, permalink: text, modifiedAt: text })
export const share = z.looseObject({ type: text, email: text, name: text, accessLevel: text })

export const STATUSES = { ACTIVE: 'ACTIVE', PENDING: 'INVITED', DEACTIVATED: 'SUSPENDED' } as const
export const ROLES = {
  OWNER: 'OWN',
  ADMIN: 'WRITE',
  EDITOR_SHARE: 'WRITE',
  EDITOR: 'WRITE',
  COMMENTER: 'READ',
  VIEWER: 'READ',
} as const
