import { judgeListed } from '@casbah/sdk'
import { z } from 'zod'

const users = z.array(z.looseObject({ id: z.string().min(1), external: z.boolean() })).min(1)

const groupInfo = z.array(
  z.looseObject({
    parent: z.string().min(1),
    value: z.looseObject({ external: z.boolean(), name: z.string().nullish() }),
  }),
)

const groupMembers = z.array(
  z.looseObject({ parent: z.string().min(1), value: z.array(z.looseObject({ id: z.string().min(1) })) }),
)

/** Judges each group of the organisation by whether somebody from outside is in it. */
export const judgeInternalGroups = judgeListed(
  { users, groupInfo, groupMembers },
  'NetDocuments did not tell the groups, their members and their kinds.',
  ({ users, groupInfo, groupMembers }) => {
    const outside = new Set(users.flatMap(({ id, external }) => (external ? [id] : [])))
    const internal = groupInfo.filter(({ value }) => !value.external)
    return internal.map(({ parent, value }) => {
      const all = groupMembers.find(one => one.parent === parent)?.value
      const strangers = all?.filter(({ id }) => outside.has(id)).length
      return {
        name: value.name || parent,
        passed: strangers === 0,
        detail: strangers === undefined ? 'members unknown' : `${strangers} external users of ${all?.length} members`,
      }
    })
  },
  {
    say: (passing, all) => `${all - passing} of ${all} internal groups have external users.`,
    none: 'There are no internal groups.',
  },
)
