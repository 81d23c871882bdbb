import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { goneFrom } from './gone-from.ts'

const PAGE = 200
const ofUser = ({ target }: ActionInput) => pathTo`/api/v1/users/${target.account?.externalId}`

/** Okta ends the consent and lets the app keep its refresh tokens, so these are revoked besides. */
export const revokeApp = defineAction({
  name: 'revoke-app',
  title: 'Revoke consent',
  description:
    'Takes back one right that the user gave to an app, and all refresh tokens that the app holds of the user. The user can give it again.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'okta.users.manage',
  request: input => [
    { method: 'DELETE', path: ofUser(input) + pathTo`/grants/${input.target.externalId}` },
    { method: 'DELETE', path: ofUser(input) + pathTo`/clients/${input.target.clientId}/tokens` },
  ],
  answers: [404],
  confirm: {
    request: input => ({ path: `${ofUser(input)}/grants`, query: { limit: PAGE } }),
    judge: goneFrom('the consents of the user', PAGE, ({ target }) => target.externalId),
  },
})
