import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { MANAGE_USERS } from '../scopes.ts'
import { change, flagIs, show } from './user.ts'

export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description: 'Keeps the user from signing in and ends what is open. Mail, files and groups stay as they are.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: MANAGE_USERS,
  input: z.object({}),
  request: input => change(input, { suspended: true }),
  confirm: { request: show, judge: flagIs('suspended', true) },
  undo: { request: input => change(input, { suspended: false }), judge: flagIs('suspended', false) },
})
