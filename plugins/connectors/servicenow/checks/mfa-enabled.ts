import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeHardened('glide.authenticate.multifactor'),
})
