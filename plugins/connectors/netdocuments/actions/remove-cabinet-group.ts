import { confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { groupId } from './group-id.ts'

const RIGHTS = ['view', 'edit', 'share', 'administer', 'noAccess'] as const
type Rights = Record<(typeof RIGHTS)[number], boolean>

const group = ({ parameters }: ActionInput) => String(parameters.group)

/** What the group may do now; null for a hidden one, which membership does not name. */
function rightsNow(input: ActionInput): Rights | null {
  const rows = Array.isArray(input.found?.body) ? (input.found.body as Record<string, unknown>[]) : []
  const row = rows.find(one => one?.principal === group(input))
  return row ? (Object.fromEntries(RIGHTS.map(name => [name, row[name] === true])) as Rights) : null
}

/** NetDocuments wants all rights named, also where none are given. */
const change = (input: ActionInput, action: 'add' | 'remove', rights?: Rights) => ({
  method: 'POST' as const,
  path: pathTo`/v1/cabinet/${input.target.externalId}/membership`,
  form: { action, id: group(input), ...Object.fromEntries(RIGHTS.map(name => [name, rights?.[name] ?? false])) },
})

const isLetIn = (is: boolean) =>
  confirmListed({ vendor: 'NetDocuments', what: 'the groups', list: '', id: 'Id', value: group, is })

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
  request: input => change(input, 'remove'),
  confirm: {
    request: input => ({ path: pathTo`/v2/cabinet/${input.target.externalId}/groups` }),
    judge: isLetIn(false),
  },
  remember: rightsNow,
  undo: {
    request: input => {
      if (!input.remembered)
        throw new Error(
          'The group was hidden, so its rights are not known. Add it again in the console of NetDocuments.',
        )
      return change(input, 'add', input.remembered as Rights)
    },
    judge: isLetIn(true),
  },
})
