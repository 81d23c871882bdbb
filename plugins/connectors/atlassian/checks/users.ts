import { z } from 'zod'

const text = z.string().nullish()

/** A user as the directories show it. */
const user = z.looseObject({
  accountId: z.string().min(1),
  email: text,
  name: text,
  status: z.string(),
  claimStatus: text,
  mfaEnabled: z.boolean().nullish(),
  platformRoles: z.array(z.string()).nullish(),
})

/** Roles over the whole organisation or a site of it. */
const ADMINS = new Set(['atlassian/org-admin', 'atlassian/site-admin'])

/** A user who can sign in; null for one who cannot. Throws on what is no user. */
export function activeUser(row: unknown) {
  const one = user.parse(row)
  return one.status === 'active' ? { ...one, name: one.email || one.name || one.accountId } : null
}

/** The same, where it administers; 'UNCLEAR' where the roles are not told. */
export function activeAdmin(row: unknown) {
  const one = activeUser(row)
  if (!one) return null
  if (!one.platformRoles) return 'UNCLEAR' as const
  return one.platformRoles.some(role => ADMINS.has(role)) ? one : null
}

/** The same, as one to be named: whether they are too many shows at the end. */
export function namedAdmin(row: unknown) {
  const admin = activeAdmin(row)
  return admin && admin !== 'UNCLEAR' ? { name: admin.name, account: admin.accountId, passed: false } : admin
}
