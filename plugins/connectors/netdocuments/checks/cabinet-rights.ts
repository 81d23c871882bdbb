import { z } from 'zod'

const cabinet = z.looseObject({ id: z.string().min(1), name: z.string().nullish() })

const rights = z.looseObject({
  principal: z.string().min(1),
  name: z.string().nullish(),
  administer: z.boolean(),
  edit: z.boolean(),
  share: z.boolean(),
  view: z.boolean(),
  cabDefault: z.boolean(),
})

/** What the read `cabinetRights` gives: the groups of each cabinet, hidden ones excepted, with what they may do there. */
export const cabinetRights = z.array(z.looseObject({ parent: cabinet, value: z.array(rights).min(1) })).min(1)

/** What the read `cabinetGroups` gives: all groups of each cabinet. */
export const cabinetGroups = z
  .array(
    z.looseObject({
      parent: cabinet,
      value: z
        .array(z.looseObject({ Id: z.string().min(1), Name: z.string().nullish(), External: z.boolean() }))
        .min(1),
    }),
  )
  .min(1)

export const NO_CABINETS = {
  status: 'CANNOT_TELL',
  message:
    'NetDocuments showed no cabinet with its groups; the account must be a member or administrator of the cabinets.',
} as const
