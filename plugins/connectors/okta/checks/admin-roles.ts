import { z } from 'zod'

/** Roles of each administrator, as the read `adminRoles` gives them. */
export const roles = z.array(
  z.looseObject({
    parent: z.looseObject({ id: z.string().min(1) }),
    value: z.array(z.looseObject({ type: z.string(), status: z.string().nullish() })),
  }),
)

/** Ids of those who have the role by themselves or through a group. */
export function superAdmins(found: z.infer<typeof roles>): Set<string> {
  return new Set(
    found
      .filter(({ value }) => value.some(({ type, status }) => type === 'SUPER_ADMIN' && status !== 'INACTIVE'))
      .map(({ parent }) => parent.id),
  )
}
