import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const debuggingOff = defineCheck({
  name: 'debugging-off',
  title: 'Debugging is off',
  description: 'Messages for developers tell visitors how rules are made.',
  severity: 'LOW',
  category: 'hardening',
  points: 2,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* set `glide.security.debug` and `glide.secure_cookie.debug` to false.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.9', derived: true },
  ],
  judge: judgeHardened('glide.security.debug', 'glide.secure_cookie.debug'),
})
