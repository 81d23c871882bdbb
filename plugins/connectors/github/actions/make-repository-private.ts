import { at, confirmField, defineAction, type ActionInput } from '@casbah/sdk'
import { repositoryPath } from '../repository-path.ts'

const read = ({ target }: ActionInput) => ({ path: repositoryPath(target.externalId) })

const show = (input: ActionInput, to: string) => ({
  ...read(input),
  method: 'PATCH' as const,
  json: { visibility: to },
})

/** As it was before; what was private all along is not published by taking this back. */
const before = ({ remembered }: ActionInput) => {
  const visibility = at(remembered, 'visibility')
  return visibility === 'public' || visibility === 'internal' ? visibility : 'private'
}

const isShown = (is: string) => confirmField({ vendor: 'GitHub', what: 'the repository', field: 'visibility', is })

export const makeRepositoryPrivate = defineAction({
  name: 'make-repository-private',
  title: 'Make repository private',
  description:
    'Takes a repository out of public or company-wide view. Its stars and watchers go, and public forks stay public on their own; taking it back shows the repository to those who saw it before and brings neither back.',
  target: 'RESOURCE',
  kinds: ['REPOSITORY'],
  effect: 'DISRUPTIVE',
  scope: 'repo',
  lookup: read,
  request: input => (at(input.found?.body, 'visibility') === 'private' ? [] : show(input, 'private')),
  remember: ({ found }) => ({ visibility: at(found?.body, 'visibility') }),
  confirm: { request: read, judge: isShown('private') },
  undo: {
    request: input => (before(input) === 'private' ? [] : show(input, before(input))),
    judge: (answer, input) => isShown(input ? before(input) : 'private')(answer),
  },
})
