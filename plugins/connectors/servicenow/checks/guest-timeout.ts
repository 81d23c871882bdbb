import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const guestTimeout = defineCheck({
  name: 'guest-timeout',
  title: 'Sessions of guests end after half an hour',
  description: 'Sessions without a sign-in take room, and can be kept for later.',
  severity: 'LOW',
  category: 'session',
  points: 2,
  ...ofProperties,
  remediation: 'In *System Properties → All Properties* set `glide.guest.session_timeout` to 30.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeHardened('glide.guest.session_timeout'),
})
