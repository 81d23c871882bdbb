import { defineCheck, derived, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { lockoutRules, NO_SETTINGS, UNTOLD } from './password-rules.ts'

export const smartLockout = defineCheck({
  name: 'smart-lockout',
  title: 'Guessing is stopped after ten passwords',
  description: 'Each further guess before the account is locked is one more chance for a list of common passwords.',
  severity: 'MEDIUM',
  category: 'password',
  points: 4,
  reads: ['directorySettings'],
  emptyPasses: ['directorySettings'],
  parameters: z.object({
    most: whole({ least: 1, most: 50, usual: 10 }, 'Most wrong passwords before an account is locked.'),
    seconds: whole({ least: 5, most: 18_000, usual: 60 }, 'Shortest time that it is then locked, seconds.'),
  }),
  remediation:
    'In the Entra admin center open *Protection → Authentication methods → Password protection*, set the lockout threshold to 10 or less and the duration to 60 seconds or more.',
  frameworks: [...cis('5.2.3.8', '5.2.3.9'), ...derived({ 'NIST 800-53': 'AC-7' })],
  judge: judgeParsed({ directorySettings: lockoutRules }, NO_SETTINGS, ({ directorySettings }, { most, seconds }) => {
    const { threshold, duration } = directorySettings
    if (threshold === null || duration === null) return UNTOLD
    const passed = threshold <= most && duration >= seconds
    const message = `After ${threshold} wrong passwords an account is locked for ${duration} seconds.`
    return { status: passed ? 'PASS' : 'FAIL', message, values: directorySettings }
  }),
})
