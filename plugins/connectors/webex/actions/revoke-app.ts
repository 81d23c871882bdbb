import { confirmRemoved, defineAction } from '@casbah/sdk'
import { ofGrant } from '../authorizations.ts'

export const revokeApp = defineAction({
  name: 'revoke-app',
  title: 'Revoke app everywhere',
  description: 'Ends the tokens that anybody in the organisation gave to this app.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'identity:tokens_write',
  request: ({ target }) => ({ method: 'DELETE', path: '/authorizations', query: { clientId: target.clientId } }),
  answers: [404],
  confirm: {
    request: ofGrant.list,
    judge: confirmRemoved({ ...ofGrant, meant: ({ clientId }, { target }) => clientId === target.clientId }),
  },
})
