import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const defaultDeny = defineCheck({
  name: 'default-deny',
  title: 'Tables are closed unless a rule opens them',
  description: 'Where nothing is said of a table, everybody may read and change it.',
  severity: 'CRITICAL',
  category: 'access',
  points: 10,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* set *Security manager default behavior* (`glide.sm.default_mode`) to *Deny access*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: judgeHardened('glide.sm.default_mode'),
})
