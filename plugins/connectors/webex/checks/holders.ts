import { z } from 'zod'

/** Who holds which role. */
export const roleHolders = z
  .array(
    z.looseObject({
      parent: z.looseObject({ name: z.string().min(1) }),
      value: z.array(z.looseObject({ id: z.string().min(1), emails: z.array(z.string()).nullish() })),
    }),
  )
  .min(1)
type Holders = z.infer<typeof roleHolders>

export const UNLISTED =
  'Webex did not list who holds which role. Give the app spark-admin:roles_read and spark-admin:people_read.'

/** The holders of a role, by its name; undefined where there is no such role. */
export function holdersOf(holders: Holders, role: RegExp) {
  const found = holders.filter(({ parent }) => role.test(parent.name))
  if (found.length === 0) return undefined
  const people = new Map(found.flatMap(({ value }) => value).map(one => [one.id, one]))
  return [...people.values()].map(({ id, emails }) => ({ name: emails?.[0] ?? id, account: id }))
}

export const FULL = /^full administrator$/i
export const OFFICER = /compliance officer/i
