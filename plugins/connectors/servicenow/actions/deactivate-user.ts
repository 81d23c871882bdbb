import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { settingOf } from './user.ts'

export const deactivateUser = defineAction({
  name: 'deactivate-user',
  title: 'Deactivate user',
  description:
    'Makes the user inactive: no sign-in, no work assigned. Rules of the instance may take groups and roles away with it, which activating does not bring back.',
  effect: 'DISRUPTIVE',
  containment: 40,
  input: z.object({}),
  ...settingOf('active', false),
})
