import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-12', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeHardened('glide.guest.session_timeout'),
})
