import { confirmGone, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { userPath } from '../directory.ts'
import { TOKENS } from '../scopes.ts'

/** A grant is named by account and app; both also stand in its id. */
function tokenPath({ target }: ActionInput): string {
  const [user = '', ...client] = target.externalId.split('/')
  const externalId = target.account?.externalId ?? user
  const clientId = target.clientId ?? client.join('/')
  return userPath({ target: { externalId } }) + pathTo`/tokens/${clientId}`
}

export const revokeApp = defineAction({
  name: 'revoke-app',
  title: 'Revoke third-party app',
  description: 'Takes all that the user gave to this third-party app. The user can let it in again.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: TOKENS,
  request: input => ({ method: 'DELETE', path: tokenPath(input) }),
  answers: [404],
  confirm: {
    request: input => ({ path: tokenPath(input) }),
    judge: confirmGone({ vendor: 'Google', what: 'the app', gone: [404, 400] }),
  },
})
