import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.9' }),
  judge: judgeHardened('glide.security.debug', 'glide.secure_cookie.debug'),
})
