import { defineAction } from '@casbah/sdk'
import { z } from 'zod'

/** Slack lists sessions by workspace alone, so there is nothing to confirm with: its answer is all. */
export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'Sign out everywhere',
  description: 'Ends all sessions of the user, in browsers and on devices. Tokens of apps that they installed stay.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'admin.users:write',
  input: z.object({
    where: z.enum(['everywhere', 'mobile', 'web']).default('everywhere').describe('Which sessions to end.'),
  }),
  request: ({ target, parameters: { where } }) => ({
    method: 'POST',
    path: '/api/admin.users.session.reset',
    form: {
      user_id: target.externalId,
      mobile_only: where === 'mobile' || undefined,
      web_only: where === 'web' || undefined,
    },
  }),
})
