import { at, confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from '../repository-path.ts'
import { firstPage, goneFrom } from './gone-from.ts'

const keysPath = ({ target }: ActionInput) => `${repositoryPath(target.externalId)}/keys`
const keys = (input: ActionInput) => ({ path: keysPath(input), query: firstPage })
const found = ({ found: answer, parameters }: ActionInput) => {
  const all: unknown[] = Array.isArray(answer?.body) ? answer.body : []
  const [key, another] = all.filter(one => at(one, 'title') === parameters.title)
  if (another) throw new Error('Several deploy keys of the repository have that title; delete the right one at GitHub.')
  return key
}
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
  input: z.object({ title: z.string().min(1).describe('Title of the key, as the repository’s settings show it.') }),
  lookup: keys,
  request: input => {
    const id = at(found(input), 'id')
    return id === undefined ? [] : { method: 'DELETE', path: keysPath(input) + pathTo`/${id}` }
  },
  remember: input => Object.fromEntries(['title', 'key', 'read_only'].map(name => [name, at(found(input), name)])),
  confirm: { request: keys, judge: goneFrom('the deploy keys', ({ parameters }) => String(parameters.title), 'title') },
  undo: {
    request: input => {
      if (typeof at(input.remembered, 'key') !== 'string')
        throw new Error('The deploy key was not among those that GitHub listed, so it cannot be put back.')
      return { method: 'POST', path: keysPath(input), json: input.remembered }
    },
    judge: confirmListed({ vendor: 'GitHub', what: 'the deploy keys', list: '', id: 'key', value: keyOf, is: true }),
  },
})
