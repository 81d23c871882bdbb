import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const sessionTimeout = defineCheck({
  name: 'session-timeout',
  title: 'Sessions end after half an hour',
  description: 'A computer that was left stays signed in.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  ...ofProperties,
  remediation: 'In *System Properties → All Properties* set `glide.ui.session_timeout` to 30 or less.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeHardened('glide.ui.session_timeout'),
})
