import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { intoStatus, pathOf } from './user.ts'

const LOCKED = 3

/** Setting the status that was there before unlocks. */
export const lockUser = defineAction({
  name: 'lock-user',
  title: 'Lock user',
  description:
    'Keeps the user from signing in for some minutes, or for as long as their policy says; without a policy, until they are unlocked. Sessions go on.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Manage All',
  input: z.object({
    minutes: z
      .number()
      .int()
      .min(0)
      .max(525_600)
      .default(0)
      .describe('Minutes for which to lock, at least as many as the policy of the user says; 0 for these.'),
  }),
  request: input => ({
    method: 'PUT',
    path: `${pathOf(1, input)}/lock_user`,
    json: { locked_until: Number(input.parameters.minutes ?? 0) },
  }),
  ...intoStatus(LOCKED),
})
