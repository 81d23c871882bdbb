import { defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { foundIn, noneOf } from './records.ts'

/** A grant is told by the user's id and the app's name. */
function tokensOf({ target }: ActionInput) {
  const [userId = '', ...name] = target.externalId.split(':')
  const app = name.join(':')
  const isApp = app === '' ? 'AppName = null' : `AppName = ${quoted(app)}`
  return query(`SELECT DeleteToken FROM OauthToken WHERE UserId = ${quoted(userId)} AND ${isApp} LIMIT 100`)
}

export const revokeConnectedApp = defineAction({
  name: 'revoke-connected-app',
  title: 'Revoke connected app',
  description:
    'Revokes every token by which the app acts for the user. The user can let it in again, unless the app is for approved users only.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'Customize Application',
  input: z.object({}),
  // What is looked up serves for nothing but to revoke the token that it belongs to.
  lookup: tokensOf,
  request: input =>
    foundIn(input, 'DeleteToken').map(token => ({
      method: 'POST' as const,
      url: `https://${String(input.config.domain)}/services/oauth2/revoke`,
      form: { token },
    })),
  // invalid_token: it was revoked already.
  answers: [400],
  confirm: { request: tokensOf, judge: noneOf('the tokens') },
})
