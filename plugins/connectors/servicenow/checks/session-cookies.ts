import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const sessionCookies = defineCheck({
  name: 'session-cookies',
  title: 'Session cookies are guarded',
  description:
    'A cookie that scripts can read, that travels in the open, or that stays the same after the sign-in can be taken over.',
  severity: 'HIGH',
  category: 'session',
  points: 7,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* tick *Rotate HTTP session identifiers*, *HTTP-only cookies* and *Enforce secure cookies*.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeHardened('glide.ui.rotate_sessions', 'glide.cookies.http_only', 'glide.ui.secure_cookies'),
})
