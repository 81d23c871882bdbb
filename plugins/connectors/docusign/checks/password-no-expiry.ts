import { defineCheck, derived } from '@casbah/sdk'
import { switchIs } from './settings.ts'

export const passwordNoExpiry = defineCheck({
  name: 'password-no-expiry',
  title: 'Passwords do not expire by the calendar',
  description: 'Who has to change a password for no reason chooses the last one with another digit behind it.',
  severity: 'LOW',
  category: 'password',
  points: 2,
  reads: ['passwordRules'],
  remediation: 'In *eSignature Settings → Security Settings → Password Strength* untick *Passwords expire*.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: switchIs(
    'passwordRules.expirePassword',
    false,
    isOn => `Passwords ${isOn ? 'expire after some days' : 'do not expire'}.`,
    'whether passwords expire',
  ),
})
