import { defineAction, removeListed } from '@casbah/sdk'
import { authorizationsOf } from '../authorizations.ts'

export const revokeAuthorizations = defineAction({
  name: 'revoke-authorizations',
  title: 'Revoke authorisations',
  description:
    'Ends every token that the person gave to an app, those of Webex’s own apps included: they have to sign in again.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'identity:tokens_write',
  readScopes: ['identity:tokens_read'],
  ...removeListed(authorizationsOf(({ target }) => target.externalId)),
})
