import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeHardened('glide.sm.default_mode'),
})
