import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.ui.security.allow_codetag', 'glide.ui.security.codetag.allow_script'),
})
