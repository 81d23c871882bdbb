import { at, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from '../card.ts'
import { isListed } from './is-listed.ts'

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
  lookup: input => ({ path: pathTo`/v1/User/${userId(input)}/info` }),
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
    judge: isListed('the users of the repository', userId, false),
  },
})
