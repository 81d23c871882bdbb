import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.jquery.legacy'),
})
