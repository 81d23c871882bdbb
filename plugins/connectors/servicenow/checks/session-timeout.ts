import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-12', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeHardened('glide.ui.session_timeout'),
})
