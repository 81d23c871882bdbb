import { defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'

/** Okta has no list of a user's sessions, so there is nothing to confirm with: its 204 is the answer. */
export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'End sessions',
  description:
    'Ends all Okta sessions of the user and, unless told otherwise, revokes the OAuth tokens issued to them. Sessions that applications hold themselves go on.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'okta.users.manage',
  input: z.object({
    oauthTokens: z.boolean().default(true).describe('Also revoke OAuth refresh and access tokens.'),
  }),
  request: ({ target, parameters }) => ({
    method: 'DELETE',
    path: pathTo`/api/v1/users/${target.externalId}/sessions`,
    query: { oauthTokens: parameters.oauthTokens !== false },
  }),
})
