import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const legacyJquery = defineCheck({
  name: 'legacy-jquery',
  title: 'Old jQuery behaviour is off',
  description: 'Old versions let text become scripts.',
  severity: 'LOW',
  category: 'web',
  points: 3,
  ...ofProperties,
  remediation: 'In *System Properties → All Properties* set `glide.jquery.legacy` to false.',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.jquery.legacy'),
})
