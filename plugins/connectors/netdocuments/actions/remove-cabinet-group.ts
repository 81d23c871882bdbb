import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { change, groupsOf, rightsIn, type Rights } from './cabinet-membership.ts'
import { groupId } from './group-id.ts'
import { isListed } from './is-listed.ts'

const group = ({ parameters }: ActionInput) => String(parameters.group)

/** What the group may do now; null for a hidden one, which membership does not name. */
function rightsNow(input: ActionInput): Rights | null {
  const rows = Array.isArray(input.found?.body) ? (input.found.body as Record<string, unknown>[]) : []
  const row = rows.find(one => one?.principal === group(input))
  return row ? rightsIn(row) : null
}

const isLetIn = (is: boolean) => isListed('the groups', group, is, 'Id')

export const removeCabinetGroup = defineAction({
  name: 'remove-cabinet-group',
  title: 'Remove a group from a cabinet',
  description:
    'Ends the access that a group has to a cabinet. Documents whose own access list names the group stay open to it.',
  target: 'RESOURCE',
  kinds: ['SITE'],
  effect: 'DISRUPTIVE',
  scope: 'admin',
  input: z.object({ group: groupId }),
  lookup: input => ({ path: pathTo`/v1/cabinet/${input.target.externalId}/membership` }),
  request: input => change(input, 'remove', group(input)),
  confirm: { request: groupsOf, judge: isLetIn(false) },
  remember: rightsNow,
  undo: {
    request: input => {
      if (!input.remembered)
        throw new Error(
          'The group was hidden, so its rights are not known. Add it again in the console of NetDocuments.',
        )
      return change(input, 'add', group(input), input.remembered as Rights)
    },
    judge: isLetIn(true),
  },
})
