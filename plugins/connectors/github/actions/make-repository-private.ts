import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

/** `externalId` of a repository is its full name, `owner/name`. */
function path({ target }: ActionInput): string {
  const [owner, name, ...rest] = target.externalId.split('/')
  if (!owner || !name || rest.length > 0) throw new Error('The target must be a repository given as owner/name.')
  return `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`
}

/** No undo: what was internal would become public, and publishing is for a person to decide. */
export const makeRepositoryPrivate = defineAction({
  name: 'make-repository-private',
  title: 'Make repository private',
  description:
    'Takes a repository out of public or company-wide view. Its stars and watchers go, and public forks stay public on their own.',
  target: 'RESOURCE',
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
