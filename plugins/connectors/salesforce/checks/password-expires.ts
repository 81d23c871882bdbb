import { defineCheck, derived } from '@casbah/sdk'
import { judgeHolders, mostHolders } from './holders.ts'

export const passwordExpires = defineCheck({
  name: 'password-expires',
  title: 'No password lives for ever',
  description: 'A password that never expires stays good for whoever has found it.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  reads: ['passwordNeverExpires'],
  parameters: mostHolders(0),
  // The query asks for what should not be; whoever may not ask it gets an error.
  emptyPasses: ['passwordNeverExpires'],
  remediation:
    'Take *Password Never Expires* out of the permission sets and profiles that have it; give programs a certificate instead of a password.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1' }),
  judge: (read, { most }) => judgeHolders(read.passwordNeverExpires, 'Password Never Expires', most),
})
