import { defineAction } from '@casbah/sdk'
import { call } from '../requests.ts'
import { memberIs, selected, showMember } from './member.ts'

export const suspendMember = defineAction({
  name: 'suspend-member',
  title: 'Suspend member',
  description:
    'Locks the member out and unlinks their devices. Their files stay, also on devices; links and shared folders go on working for others.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'members.write',
  // Left out, it would wipe files from devices.
  request: input => call('/team/members/suspend', { user: selected(input), wipe_data: false }),
  confirm: { request: showMember, judge: memberIs('suspended') },
  undo: {
    request: input => call('/team/members/unsuspend', { user: selected(input) }),
    judge: memberIs(['active', 'invited']),
  },
})
