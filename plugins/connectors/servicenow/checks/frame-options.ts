import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.set_x_frame_options'),
})
