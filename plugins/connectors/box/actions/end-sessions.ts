import { defineAction } from '@casbah/sdk'

/** Box does it when it comes to it, and lists no sessions, so there is nothing to confirm with: its 202 is the answer. */
export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'End sessions',
  description: 'Ends all sessions of the user, in browsers and in Box’s own apps. Box does so within minutes.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'manage_managed_users',
  request: ({ target }) => ({
    method: 'POST',
    path: '/users/terminate_sessions',
    // Box wants both lists, be one of them empty.
    json: { user_ids: [target.externalId], user_logins: target.email ? [target.email] : [] },
  }),
})
