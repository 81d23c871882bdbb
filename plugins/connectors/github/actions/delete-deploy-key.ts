import { at, confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from '../repository-path.ts'
import { firstPage, goneFrom } from './gone-from.ts'

const keysPath = ({ target }: ActionInput) => `${repositoryPath(target.externalId)}/keys`
const keys = (input: ActionInput) => ({ path: keysPath(input), query: firstPage })
const isKey = (key: unknown, { parameters }: ActionInput) => String(at(key, 'id')) === parameters.key
const found = (input: ActionInput) =>
  Array.isArray(input.found?.body) ? input.found.body.find(key => isKey(key, input)) : undefined

const keyOf = ({ remembered }: ActionInput) => String(at(remembered, 'key'))

/** GitHub shows the public half of a key, which is all that it takes to let it in again, under a new id. */
export const deleteDeployKey = defineAction({
  name: 'delete-deploy-key',
  title: 'Delete deploy key',
  description:
    'Shuts a repository to one deploy key. What deploys or builds with it stops; taken back, the key has a new id.',
  target: 'RESOURCE',
  kinds: ['REPOSITORY'],
  effect: 'DISRUPTIVE',
  scope: 'repo',
  input: z.object({
    key: z.string().regex(/^\d+$/, 'Give the number of the key.').describe('Number of the key at GitHub.'),
  }),
  lookup: keys,
  request: input => ({ method: 'DELETE', path: keysPath(input) + pathTo`/${input.parameters.key}` }),
  remember: input => Object.fromEntries(['title', 'key', 'read_only'].map(name => [name, at(found(input), name)])),
  confirm: { request: keys, judge: goneFrom('the deploy keys', ({ parameters }) => String(parameters.key)) },
  undo: {
    request: input => {
      if (typeof at(input.remembered, 'key') !== 'string')
        throw new Error('The deploy key was not among those that GitHub listed, so it cannot be put back.')
      return { method: 'POST', path: keysPath(input), json: input.remembered }
    },
    judge: confirmListed({ vendor: 'GitHub', what: 'the deploy keys', list: '', id: 'key', value: keyOf, is: true }),
  },
})
