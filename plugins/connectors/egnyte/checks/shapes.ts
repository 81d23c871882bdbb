import { z } from 'zod'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

export const user = z
  .looseObject({
    id: z.number().int(),
    userName: z.string().min(1),
    active: z.boolean(),
    locked: z.boolean(),
    userType: z.enum(['admin', 'power', 'standard']),
    authType: z.enum(['egnyte', 'sso', 'ad']),
  })
  .transform(({ id, userName, ...rest }) => ({ ...rest, is: { name: userName, account: String(id) } }))

/** A domain without users, or without an administrator, was not shown whole. */
export const UNREAD_USERS = 'The users were not listed. Casbah’s account must be an administrator of Egnyte.'

export const link = z.looseObject({
  id: z.string().min(1),
  path: z.string().min(1),
  accessibility: z.enum(['anyone', 'password', 'domain', 'recipients']),
  expiry_date: z.string().nullish(),
  creation_date: z.string(),
})

/** Links that no sign-in guards. */
export const isPublic = ({ accessibility }: z.infer<typeof link>) => accessibility === 'anyone'
