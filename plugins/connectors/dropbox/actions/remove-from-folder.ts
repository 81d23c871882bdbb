import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { folderMembers } from '../access.ts'
import { asAdministrator, call } from '../requests.ts'
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
  input: z.object({
    email: z
      .email({ error: 'Give the e-mail address of who is to be removed.' })
      .describe('E-mail address of who is to be removed.'),
  }),
  request: input =>
    call(
      '/sharing/remove_folder_member',
      { shared_folder_id: folderId(input), member: { '.tag': 'email', email: person(input) }, leave_a_copy: false },
      asAdministrator(input.config),
    ),
  answers: [404],
  confirm: {
    request: input =>
      call(
        '/sharing/list_folder_members',
        { shared_folder_id: folderId(input), limit: 1000 },
        asAdministrator(input.config),
      ),
    judge: ({ status, body }, input) => {
      const found = folderMembers.safeParse(body)
      if (status !== 200 || !found.success || !input)
        return { done: null, result: `Dropbox answers ${status} without the members of the folder.` }
      const { users, invitees } = found.data
      const all = [...users.map(one => one.user.email), ...invitees.map(one => one.invitee.email ?? one.user?.email)]
      const isIn = all.some(email => email?.toLowerCase() === person(input))
      if (!isIn && at(body, 'cursor')) return { done: null, result: 'Dropbox did not list all members of the folder.' }
      return { done: !isIn, result: `Dropbox lists ${all.length} people; this one is ${isIn ? '' : 'not '}among them.` }
    },
  },
})
