import { defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { groupId } from './group-id.ts'
import { listed } from './listed.ts'

const RIGHTS = ['view', 'edit', 'share', 'administer', 'noAccess'] as const
type Rights = Record<(typeof RIGHTS)[number], boolean>

const cabinet = ({ target }: ActionInput) => encodeURIComponent(target.externalId)
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
  path: `/v1/cabinet/${cabinet(input)}/membership`,
  form: { action, id: group(input), ...Object.fromEntries(RIGHTS.map(name => [name, rights?.[name] ?? false])) },
})

function judge({ status, body }: { status: number; body: unknown }, input: ActionInput | undefined, wanted: boolean) {
  const groups = listed(body, 'Id')
  if (!groups || !input)
    return { done: status === 200 ? null : false, result: `NetDocuments answers ${status} without a list of groups.` }
  const isIn = groups.includes(group(input))
  return {
    done: isIn === wanted,
    result: `The cabinet lets in ${groups.length} groups; this one is ${isIn ? '' : 'not '}among them.`,
  }
}

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
  lookup: input => ({ path: `/v1/cabinet/${cabinet(input)}/membership` }),
  request: input => change(input, 'remove'),
  confirm: {
    request: input => ({ path: `/v2/cabinet/${cabinet(input)}/groups` }),
    judge: (answer, input) => judge(answer, input, false),
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
    judge: (answer, input) => judge(answer, input, true),
  },
})
