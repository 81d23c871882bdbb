import { judgeListed } from '@casbah/sdk'
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
const cabinetRights = z.array(z.looseObject({ parent: cabinet, value: z.array(rights).min(1) })).min(1)

/** What the read `cabinetGroups` gives: all groups of each cabinet. */
const cabinetGroups = z
  .array(
    z.looseObject({
      parent: cabinet,
      value: z
        .array(z.looseObject({ Id: z.string().min(1), Name: z.string().nullish(), External: z.boolean() }))
        .min(1),
    }),
  )
  .min(1)

const NO_CABINETS =
  'NetDocuments showed no cabinet with its groups; the account must be a member or administrator of the cabinets.'

type Rights = z.infer<typeof rights>

/** Judges each cabinet by the groups in it. */
export const judgeCabinets = (
  judge: (groups: Rights[]) => { passed: boolean; detail?: string },
  say: (passing: number, all: number) => string,
) =>
  judgeListed(
    { cabinetRights },
    NO_CABINETS,
    read =>
      read.cabinetRights.map(({ parent, value }) => ({
        name: parent.name || parent.id,
        resource: parent.id,
        ...judge(value),
      })),
    { say },
  )

export const namesOf = (groups: Rights[]) => groups.map(({ name, principal }) => name || principal)

/** Judges each group from outside by what it may do in a cabinet. */
export const judgeExternalGroups = judgeListed(
  { cabinetRights, cabinetGroups },
  NO_CABINETS,
  ({ cabinetRights, cabinetGroups }) =>
    cabinetGroups.flatMap(({ parent, value }) => {
      const here = cabinetRights.find(one => one.parent.id === parent.id)?.value ?? []
      return value
        .filter(({ External }) => External)
        .map(({ Id, Name }) => {
          const may = here.find(({ principal }) => principal === Id)
          const named = { name: `${parent.name || parent.id}: ${Name || Id}`, resource: parent.id }
          // Rights of hidden groups are not told, and what is unknown does not pass.
          if (!may) return { ...named, passed: false, detail: 'hidden, so its rights are unknown' }
          const too = [may.share && 'shares', may.administer && 'administers'].filter(Boolean)
          return { ...named, passed: too.length === 0, ...(too.length > 0 && { detail: too.join(' and ') }) }
        })
    }),
  {
    say: (passing, all) =>
      `${all - passing} of ${all} groups from outside share or administer in a cabinet, or hide what they may do.`,
    none: { status: 'PASS', message: 'No cabinet lets in a group from outside.' },
  },
)
