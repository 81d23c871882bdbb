import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const mfaEnabled = defineCheck({
  name: 'mfa-enabled',
  title: 'Multi-factor authentication is on',
  description: 'Without it nobody can be asked for a second factor, and one guessed password is enough.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  ...ofProperties,
  remediation: 'In *Multi-factor Authentication → Properties* tick *Enable Multi-factor authentication*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeHardened('glide.authenticate.multifactor'),
})
