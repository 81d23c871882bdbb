import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { repositoryPath } from '../repository-path.ts'

const read = ({ target }: ActionInput) => ({ path: repositoryPath(target.externalId) })

const show = (input: ActionInput, visibility: string) => ({
  method: 'PATCH' as const,
  path: repositoryPath(input.target.externalId),
  json: { visibility },
})

/** As it was before; what was private all along is not published by taking this back. */
const before = ({ remembered }: ActionInput) => {
  const visibility = at(remembered, 'visibility')
  return visibility === 'public' || visibility === 'internal' ? visibility : 'private'
}

function isShown({ status, body }: { status: number; body: unknown }, wanted: string): Confirmation {
  const visibility = at(body, 'visibility')
  if (status !== 200) return { done: false, result: `GitHub answers ${status} for the repository.` }
  if (typeof visibility !== 'string')
    return { done: null, result: 'GitHub’s answer does not tell who sees the repository.' }
  return { done: visibility === wanted, result: `GitHub shows the repository as ${visibility}.` }
}

export const makeRepositoryPrivate = defineAction({
  name: 'make-repository-private',
  title: 'Make repository private',
  description:
    'Takes a repository out of public or company-wide view. Its stars and watchers go, and public forks stay public on their own; taking it back shows the repository to those who saw it before and brings neither back.',
  target: 'RESOURCE',
  kinds: ['REPOSITORY'],
  effect: 'DISRUPTIVE',
  scope: 'repo',
  input: z.object({}),
  lookup: read,
  request: input => (at(input.found?.body, 'visibility') === 'private' ? [] : show(input, 'private')),
  remember: ({ found }) => ({ visibility: at(found?.body, 'visibility') }),
  confirm: { request: read, judge: answer => isShown(answer, 'private') },
  undo: {
    request: input => (before(input) === 'private' ? [] : show(input, before(input))),
    judge: (answer, input) => isShown(answer, input ? before(input) : 'private'),
  },
})
