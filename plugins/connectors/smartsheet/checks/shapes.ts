import type { Judged } from '@casbah/sdk'
import { z } from 'zod'
import { publishedId, type AssetKind } from '../assets.ts'
import { publishing, waysIn } from '../publishing.ts'

/** What checks read out of the answers of reads, or of one row of them. */

const text = z.string().nullish()
export const user = z
  .looseObject({
    id: z.number(),
    email: z.string().min(1),
    status: z.enum(['ACTIVE', 'PENDING', 'DECLINED', 'DEACTIVATED']),
    admin: z.boolean(),
    licensedSheetCreator: z.boolean().nullish(),
    lastLogin: text,
  })
  .transform(({ id, email, ...rest }) => ({ ...rest, email, is: { name: email, account: String(id) } }))
export const users = z.array(user).min(1)
export type User = z.infer<typeof user>

/** An organisation without users was not shown whole; what administrators alone are told is missing for others. */
export const UNREAD_USERS =
  'The users were not listed with status and administration. Casbah’s account must be a *System Admin* of Smartsheet.'
export const UNSEEN =
  'Smartsheet listed none. Share the workspaces to be watched with Casbah’s account, as *Admin*: it sees what is shared with it.'

const thing = z.looseObject({ id: z.number(), name: text })
const share = z.looseObject({
  type: z.enum(['USER', 'GROUP']),
  email: text,
  name: text,
  accessLevel: z.string().min(1),
})

export const shares = z.array(z.looseObject({ parent: thing, value: z.array(share) }))
export const published = z.array(z.looseObject({ parent: thing, value: publishing }))

/** Each thing with the ways in which anyone opens it; those that `counts` says do not pass. */
export const openIn = (
  kind: AssetKind,
  all: z.infer<typeof published>,
  counts: (role: 'READ' | 'WRITE') => boolean = () => true,
): Judged[] =>
  all.map(({ parent, value }) => {
    const open = waysIn(value).filter(({ to, role }) => to === 'link' && counts(role))
    const detail = open.map(({ name }) => name).join(', ')
    return {
      name: parent.name || String(parent.id),
      resource: publishedId(kind, parent.id),
      passed: open.length === 0,
      ...(detail && { detail }),
    }
  })

/** Own are the domains of administrators, and those that are allowed. Without an administrator nobody can tell what is own, nor of what is shared with nobody, since its owner is a share. */
export function sharedOutside(
  all: z.infer<typeof shares>,
  people: User[],
  allowed: string[],
  levels: RegExp,
): Judged[] {
  const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const administrators = people.filter(({ admin, status }) => admin && status === 'ACTIVE')
  const own = new Set([...allowed, ...administrators.map(({ email }) => domainOf(email))])
  return all.map(({ parent, value }) => {
    const outside = value.filter(
      ({ type, email, accessLevel }) => type === 'USER' && levels.test(accessLevel) && !own.has(domainOf(email ?? '')),
    )
    const detail = outside
      .slice(0, 10)
      .map(({ email, name, accessLevel }) => `${email ?? name}: ${accessLevel}`)
      .join(', ')
    return {
      name: parent.name || String(parent.id),
      resource: String(parent.id),
      passed: administrators.length > 0 && value.length > 0 ? outside.length === 0 : null,
      ...(detail && { detail }),
    }
  })
}
export const allowed = z.object({
  allowed: z.array(z.string()).default([]).describe('Domains beside those of the administrators, in lower case.'),
})
