import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { peopleIn } from '../access.ts'
import { byAdministrator } from '../requests.ts'
import { folderId } from './path-of.ts'

const person = ({ parameters }: ActionInput) => String(parameters.email).toLowerCase()

export const removeFromFolder = defineAction({
  name: 'remove-from-folder',
  title: 'Remove from shared folder',
  description:
    'Takes somebody out of a shared folder, or takes an invitation back, and leaves them no copy. Who is in it by a group stays in.',
  target: 'RESOURCE',
  kinds: ['FOLDER'],
  effect: 'DISRUPTIVE',
  scope: 'sharing.write',
  readScopes: ['sharing.read'],
  input: z.object({ email: z.email().describe('E-mail address of who is to be removed.') }),
  request: input =>
    byAdministrator(input.config, '/sharing/remove_folder_member', {
      shared_folder_id: folderId(input),
      member: { '.tag': 'email', email: person(input) },
      leave_a_copy: false,
    }),
  answers: [404],
  confirm: {
    request: input =>
      byAdministrator(input.config, '/sharing/list_folder_members', { shared_folder_id: folderId(input), limit: 1000 }),
    judge: ({ status, body }, input) => {
      const people = status === 200 && input ? peopleIn(body) : null
      if (!people) return { done: null, result: `Dropbox answers ${status} without the members of the folder.` }
      const isIn = people.includes(person(input!))
      if (!isIn && at(body, 'cursor')) return { done: null, result: 'Dropbox did not list all members of the folder.' }
      return {
        done: !isIn,
        result: `Dropbox lists ${people.length} people; this one is ${isIn ? '' : 'not '}among them.`,
      }
    },
  },
})
