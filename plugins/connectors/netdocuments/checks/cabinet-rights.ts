import { judgeParsed, judgeSubjects } from '@casbah/sdk'
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

type Rights = z.infer<typeof rights>

/** Judges each cabinet by the groups in it. */
export const judgeCabinets = (
  judge: (groups: Rights[]) => { passed: boolean; detail?: string },
  say: (passing: number, all: number) => string,
) =>
  judgeParsed({ cabinetRights }, NO_CABINETS.message, read =>
    judgeSubjects(
      read.cabinetRights.map(({ parent, value }) => ({
        name: parent.name || parent.id,
        resource: parent.id,
        ...judge(value),
      })),
      { say, none: NO_CABINETS },
    ),
  )

export const namesOf = (groups: Rights[]) => groups.map(({ name, principal }) => name || principal)
