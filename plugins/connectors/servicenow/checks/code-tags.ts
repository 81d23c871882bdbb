import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const codeTags = defineCheck({
  name: 'code-tags',
  title: 'Text may not hold HTML of its own',
  description: 'Between [code] tags text counts as HTML.',
  severity: 'MEDIUM',
  category: 'web',
  points: 4,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* untick *Allow embedded HTML* and *Allow JavaScript tags in embedded HTML*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.ui.security.allow_codetag', 'glide.ui.security.codetag.allow_script'),
})
