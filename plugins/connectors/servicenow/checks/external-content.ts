import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const externalContent = defineCheck({
  name: 'external-content',
  title: 'Frames show no pages from elsewhere',
  description: 'A link could else show a foreign page within the instance, such as a false sign-in.',
  severity: 'MEDIUM',
  category: 'web',
  points: 5,
  ...ofProperties,
  remediation: 'In *System Properties → All Properties* set `glide.ui.url.external.content` to false.',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.ui.url.external.content'),
})
