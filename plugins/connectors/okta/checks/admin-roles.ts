import { z } from 'zod'

/**
 * Ids of those who are super administrators, by themselves or through a group, as the read `adminRoles` tells. Every organisation has one: where none is
 * shown, the list is not whole.
 */
export const superAdmins = z
  .array(
    z.looseObject({
      parent: z.looseObject({ id: z.string().min(1) }),
      value: z.array(z.looseObject({ type: z.string(), status: z.string().nullish() })),
    }),
  )
  .transform(
    found =>
      new Set(
        found
          .filter(({ value }) => value.some(({ type, status }) => type === 'SUPER_ADMIN' && status !== 'INACTIVE'))
          .map(({ parent }) => parent.id),
      ),
  )
  .refine(({ size }) => size > 0)
