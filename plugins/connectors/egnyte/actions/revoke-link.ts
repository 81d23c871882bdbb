import { confirmGone, defineAction, pathTo, type ActionInput } from '@casbah/sdk'

const path = ({ target }: ActionInput) => pathTo`/pubapi/v1/links/${target.externalId}`

export const revokeLink = defineAction({
  name: 'revoke-link',
  title: 'Revoke sharing link',
  description: 'The address opens nothing any more. A new link to the same file or folder has another address.',
  target: 'RESOURCE',
  kinds: ['OTHER'],
  effect: 'DESTRUCTIVE',
  scope: 'Egnyte.link',
  request: input => ({ method: 'DELETE', path: path(input) }),
  answers: [404],
  confirm: {
    request: input => ({ path: path(input) }),
    judge: confirmGone({ vendor: 'Egnyte', what: 'the link', shows: 'path' }),
  },
})
