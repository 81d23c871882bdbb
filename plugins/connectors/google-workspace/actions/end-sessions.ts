import { at, defineAction, pathTo, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { TOKENS } from '../scopes.ts'
import { userPath } from './user.ts'

const tokens = z.array(z.looseObject({ clientId: z.string().min(1) })).catch([])
/** An action sends a hundred requests at most. */
const MOST_TOKENS = 99

/** Signing out resets cookies and leaves the tokens of third-party apps alone, so these are revoked besides. Google lists no sessions to confirm by. */
export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'End sessions',
  description:
    'Signs the user out of all browsers and devices and, unless told otherwise, revokes what third-party apps were given.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: TOKENS,
  readScopes: [TOKENS],
  input: z.object({
    oauthTokens: z.boolean().default(true).describe('Also revoke the tokens of third-party apps.'),
  }),
  lookup: input => ({ path: `${userPath(input)}/tokens` }),
  request: input => {
    const signOut: HttpRequest = { method: 'POST', path: `${userPath(input)}/signOut` }
    if (input.parameters.oauthTokens === false) return [signOut]
    const revoked = tokens.parse(at(input.found?.body, 'items')).slice(0, MOST_TOKENS)
    return [
      signOut,
      ...revoked.map(({ clientId }): HttpRequest => ({
        method: 'DELETE',
        path: userPath(input) + pathTo`/tokens/${clientId}`,
      })),
    ]
  },
  // A token that is gone by itself meanwhile.
  answers: [404],
})
