import { defineCheck, derived } from '@casbah/sdk'
import { isOn } from '../values.ts'
import { accountsHaveNot } from './accounts-have-not.ts'

export const noPasscodeExemption = defineCheck({
  name: 'no-passcode-exemption',
  title: 'Nobody is exempt from the one-time passcode',
  description:
    'An account that is exempt is never asked for a passcode, whatever the authentication policy says: its password is all that it takes.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  remediation:
    'For each account named here choose *Security Profile → Edit Workday Account* from the related actions, and clear *Exempt from One-Time Passcode*.',
  remediationAction: 'end-passcode-exemption',
  frameworks: derived({ 'NIST 800-53': 'IA-2(2)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ...accountsHaveNot('Passcode_Exempt', {
    // Integrations sign on without anybody who could type one.
    concerns: row => !isOn(row.Integration_System_User),
    say: (exempt, all) => `${exempt} of ${all} accounts are exempt from the one-time passcode.`,
    none: 'The report “Casbah Accounts” shows nobody’s account that is enabled. Check its data source and its filter.',
  }),
})
