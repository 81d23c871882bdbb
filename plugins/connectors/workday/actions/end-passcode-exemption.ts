import { defineAction } from '@casbah/sdk'
import { accountChange } from './account-change.ts'

const EXEMPT = {
  field: 'One-Time_Passcode_Exempt',
  column: 'Passcode_Exempt',
  words: { 0: 'not exempt from the passcode', 1: 'exempt from the passcode' },
}

export const endPasscodeExemption = defineAction({
  name: 'end-passcode-exemption',
  title: 'End exemption from the passcode',
  description: 'The user is asked for a one-time passcode again, wherever the authentication policy asks for one.',
  effect: 'DISRUPTIVE',
  // It keeps nobody out.
  containment: 5,
  ...accountChange(EXEMPT, false),
})
