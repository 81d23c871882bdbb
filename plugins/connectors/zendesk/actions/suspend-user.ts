import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { change, show, userHas } from './user.ts'

/** Zendesk refuses it for the owner of the account. */
export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description:
    'Keeps the user from signing in, and turns away what they send. Role, groups and tickets stay as they are.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'write',
  input: z.object({}),
  request: input => change(input, { suspended: true }),
  confirm: { request: show, judge: userHas('suspended', true) },
  undo: { request: input => change(input, { suspended: false }), judge: userHas('suspended', false) },
})
