import { at, defineAction, type ActionInput, type ConfirmJudge } from '@casbah/sdk'
import { z } from 'zod'
import { itemPath } from '../item-path.ts'

const path = ({ target }: ActionInput) => itemPath('/pubapi/v2/perms', target.externalId)
const list = ({ parameters }: ActionInput) => (parameters.of === 'group' ? 'groupPerms' : 'userPerms')
const levels = z.record(z.string(), z.string())

/** What the user or group may do now; `None` for one that is not named, null where the folder’s permissions were not shown. */
function levelIn(body: unknown, input: ActionInput): string | null {
  const found = levels.safeParse(at(body, list(input)))
  const { name } = input.parameters
  return found.success ? (Object.hasOwn(found.data, String(name)) && found.data[String(name)]) || 'None' : null
}

const set = (input: ActionInput, level: string) => ({
  method: 'POST' as const,
  path: path(input),
  json: { [list(input)]: { [String(input.parameters.name)]: level } },
})

/** The level that is meant, by whoever asks with the request’s input. */
const shows =
  (wanted: (input: ActionInput) => unknown): ConfirmJudge =>
  ({ status, body }, input) => {
    const level = status === 200 && input ? levelIn(body, input) : null
    if (!input || level === null)
      return { done: null, result: `Egnyte answers ${status} without the permissions of the folder.` }
    return { done: level === wanted(input), result: `Egnyte shows ${String(input.parameters.name)} with ${level}.` }
  }

export const removeFolderPermission = defineAction({
  name: 'remove-folder-permission',
  title: 'Remove a folder permission',
  description:
    'Ends what one user or group may do in a folder by a permission of its own. What comes from a group, or from the folder above, stays.',
  target: 'RESOURCE',
  kinds: ['FOLDER'],
  effect: 'REVERSIBLE',
  containment: 20,
  scope: 'Egnyte.permission',
  input: z.object({
    of: z.enum(['user', 'group']).default('user').describe('Whether it is a user’s or a group’s.'),
    name: z.string().min(1).describe('User name, or name of the group, as the folder’s permissions have it.'),
  }),
  lookup: input => ({ path: path(input) }),
  request: input => {
    const level = levelIn(input.found?.body, input)
    if (level === null) throw new Error('Egnyte did not show the permissions of the folder, so none can be removed.')
    return level === 'None' ? [] : set(input, 'None')
  },
  confirm: { request: input => ({ path: path(input) }), judge: shows(() => 'None') },
  remember: input => levelIn(input.found?.body, input),
  undo: {
    request: input => {
      if (typeof input.remembered !== 'string' || input.remembered === 'None')
        throw new Error('It is not known what was allowed before. Give the permission again in Egnyte.')
      return set(input, input.remembered)
    },
    judge: shows(({ remembered }) => remembered),
  },
})
