import { z } from 'zod'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

export const users = z.array(z.looseObject({ id: z.string().min(1), external: z.boolean() })).min(1)

export const groupInfo = z.array(
  z.looseObject({
    parent: z.string().min(1),
    value: z.looseObject({ external: z.boolean(), name: z.string().nullish() }),
  }),
)

export const groupMembers = z.array(
  z.looseObject({ parent: z.string().min(1), value: z.array(z.looseObject({ id: z.string().min(1) })) }),
)
