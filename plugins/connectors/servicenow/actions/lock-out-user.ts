import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { settingOf } from './user.ts'

export const lockOutUser = defineAction({
  name: 'lock-out-user',
  title: 'Lock user out',
  description: 'Ends the user’s sessions and keeps the user from signing in, by whichever way, until unlocked.',
  effect: 'REVERSIBLE',
  input: z.object({}),
  ...settingOf('locked_out', true),
})
