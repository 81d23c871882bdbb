import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from '../card.ts'
import { listed } from './listed.ts'

const userId = ({ target }: ActionInput) => target.externalId

export const removeUser = defineAction({
  name: 'remove-user',
  title: 'Remove from repository',
  description:
    'Ends the membership in the repository, and with it in all of its groups and cabinets. Documents stay. Added again, the user is in no group.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  scope: 'admin',
  input: z.object({
    deleteIfFederated: z
      .boolean()
      .default(false)
      .describe('Whether to delete the login, too, where single sign-on made it.'),
  }),
  // NetDocuments wants to be told whether the user is external.
  lookup: input => ({ path: `/v1/User/${encodeURIComponent(userId(input))}/info` }),
  request: input => {
    const external = at(input.found?.body, 'external')
    if (typeof external !== 'boolean')
      throw new Error(
        'NetDocuments does not tell whether this user is internal or external. Remove them in its console.',
      )
    const { deleteIfFederated } = input.parameters
    return {
      method: 'POST',
      path: `${repositoryPath(input.config)}/members`,
      form: { action: 'remove', member: userId(input), external, deleteIfFederated: deleteIfFederated === true },
    }
  },
  confirm: {
    request: ({ config }) => ({ path: `${repositoryPath(config)}/users` }),
    judge: ({ status, body }, input) => {
      const users = listed(body)
      if (!users || !input)
        return {
          done: status === 200 ? null : false,
          result: `NetDocuments answers ${status} without a list of users.`,
        }
      return users.includes(userId(input))
        ? { done: false, result: 'NetDocuments still lists the user.' }
        : { done: true, result: `The user is not among the ${users.length} users of the repository.` }
    },
  },
})
