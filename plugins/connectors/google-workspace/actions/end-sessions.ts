import { defineAction, pathTo, removals } from '@casbah/sdk'
import { z } from 'zod'
import { userPath } from '../directory.ts'
import { TOKENS } from '../scopes.ts'

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
  ...removals({
    vendor: 'Google',
    what: 'the third-party apps of this user',
    list: input => ({ path: `${userPath(input)}/tokens` }),
    rows: 'items?',
    row: z.looseObject({ clientId: z.string().min(1) }),
    meant: (_, { parameters }) => parameters.oauthTokens !== false,
    first: input => [{ method: 'POST', path: `${userPath(input)}/signOut` }],
    remove: ({ clientId }, input) => ({ method: 'DELETE', path: userPath(input) + pathTo`/tokens/${clientId}` }),
  }),
})
