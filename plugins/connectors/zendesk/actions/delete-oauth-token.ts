import { confirmGone, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { grantNumber } from '../grant-id.ts'

const path = ({ target }: ActionInput) => pathTo`/api/v2/oauth/tokens/${grantNumber('token', target.externalId)}`

export const deleteOauthToken = defineAction({
  name: 'delete-oauth-token',
  title: 'Delete OAuth token',
  description:
    'Ends one token by which a program acts for a user; it stops at once. The program gets another only when somebody lets it in again.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'write',
  readScopes: ['read'],
  request: input => ({ method: 'DELETE', path: path(input) }),
  answers: [404],
  confirm: {
    request: input => ({ path: path(input) }),
    judge: confirmGone({ vendor: 'Zendesk', what: 'the token', shows: 'token.id' }),
  },
})
