import { defineAction, removeListed } from '@casbah/sdk'
import { ofGrant } from '../authorizations.ts'

export const revokeAuthorization = defineAction({
  name: 'revoke-authorization',
  title: 'Revoke authorisation',
  description: 'Ends the tokens that this person gave to this app. The app has to be let in again.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'identity:tokens_write',
  ...removeListed({ ...ofGrant, meant: ({ clientId }, { target }) => clientId === target.clientId }),
})
