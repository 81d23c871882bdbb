import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const frameOptions = defineCheck({
  name: 'frame-options',
  title: 'Other sites cannot frame the instance',
  description: 'Clicks can be stolen in a frame that nobody sees.',
  severity: 'MEDIUM',
  category: 'web',
  points: 4,
  ...ofProperties,
  remediation: 'In *System Properties → All Properties* set `glide.set_x_frame_options` to true.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.set_x_frame_options'),
})
