import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { giveBack, isGivenBack, pathOf, show, statusIs, statusOf } from './user.ts'

const LOCKED = 3

/** Setting the status that was there before unlocks. */
export const lockUser = defineAction({
  name: 'lock-user',
  title: 'Lock user',
  description: 'Keeps the user from signing in for some minutes, or for as long as their policy says. Sessions go on.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Manage Users',
  input: z.object({
    minutes: z
      .number()
      .int()
      .min(0)
      .max(525_600)
      .default(0)
      .describe('Minutes for which to lock; 0 for as long as the policy of the user says.'),
  }),
  lookup: show,
  request: input => ({
    method: 'PUT',
    path: `${pathOf(1, input)}/lock_user`,
    json: { locked_until: Number(input.parameters.minutes ?? 0) },
  }),
  confirm: { request: show, judge: statusIs(LOCKED) },
  remember: statusOf,
  undo: { request: giveBack, judge: isGivenBack },
})
