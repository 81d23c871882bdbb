import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from '../repository-path.ts'

const path = ({ target }: ActionInput) => repositoryPath(target.externalId)

/** No undo: what was internal would become public, and publishing is for a person to decide. */
export const makeRepositoryPrivate = defineAction({
  name: 'make-repository-private',
  title: 'Make repository private',
  description:
    'Takes a repository out of public or company-wide view. Its stars and watchers go, and public forks stay public on their own.',
  target: 'RESOURCE',
  kinds: ['REPOSITORY'],
  effect: 'DISRUPTIVE',
  scope: 'repo',
  input: z.object({}),
  request: input => ({ method: 'PATCH', path: path(input), json: { private: true } }),
  confirm: {
    request: input => ({ path: path(input) }),
    judge: ({ status, body }) => ({
      done: status === 200 && at(body, 'private') === true,
      result: status === 200 ? `GitHub shows private: ${String(at(body, 'private'))}.` : `GitHub answers ${status}.`,
    }),
  },
})
