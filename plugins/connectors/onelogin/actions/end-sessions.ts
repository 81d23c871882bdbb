import { defineAction } from '@casbah/sdk'
import { pathOf } from './user.ts'

/** OneLogin has no list of a user's sessions, so there is nothing to confirm with: its answer is all. */
export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'End sessions',
  description: 'Signs the user out of all sessions of OneLogin. Sessions that apps hold themselves go on.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'Manage Users',
  request: input => ({ method: 'PUT', path: `${pathOf(1, input)}/logout` }),
})
