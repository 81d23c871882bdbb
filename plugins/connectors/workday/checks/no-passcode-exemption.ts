import { defineCheck, judgeTally } from '@casbah/sdk'
import { isOff, isOn } from '../values.ts'
import { enabledAccount, nameOf, NONE } from './enabled-account.ts'

export const noPasscodeExemption = defineCheck({
  name: 'no-passcode-exemption',
  title: 'Nobody is exempt from the one-time passcode',
  description:
    'An account that is exempt is never asked for a passcode, whatever the authentication policy says: its password is all that it takes.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['accounts'],
  each: 'accounts',
  remediation:
    'For each account named here choose *Security Profile → Edit Workday Account* from the related actions, and clear *Exempt from One-Time Passcode*.',
  remediationAction: 'end-passcode-exemption',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(2)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judgeRow: row => {
    const read = enabledAccount(row)
    // Integrations sign on without anybody who could type one.
    if (!read || isOn(read.Integration_System_User)) return null
    if (!isOn(read.Passcode_Exempt) && !isOff(read.Passcode_Exempt)) return 'UNCLEAR'
    return { ...nameOf(read), passed: isOff(read.Passcode_Exempt) }
  },
  judge: ({ accounts }) =>
    judgeTally(accounts, {
      say: (passing, all) => `${all - passing} of ${all} accounts are exempt from the one-time passcode.`,
      none: NONE,
    }),
})
