import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.ui.url.external.content'),
})
