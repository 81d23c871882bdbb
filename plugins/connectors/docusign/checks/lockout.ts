import { defineCheck, derived, judgeParsed, translate, whole } from '@casbah/sdk'
import { z } from 'zod'
import { untold } from './settings.ts'

const MINUTES: Record<string, number> = { minutes: 1, hours: 60, days: 1_440 }
const count = z.string().regex(/^\d+$/).transform(Number)
const passwordRules = z.looseObject({ lockoutDurationMinutes: count, lockoutDurationType: z.string() })
const UNKNOWN = untold('how long an account is locked')

export const lockout = defineCheck({
  name: 'lockout',
  title: 'Guessed passwords lock an account for 15 minutes',
  description: 'Without a lock a password is tried until it is right.',
  severity: 'MEDIUM',
  category: 'lockout',
  points: 4,
  reads: ['passwordRules'],
  parameters: z.object({ minutes: whole({ least: 1, most: 1_440, usual: 15 }, 'Minutes that the lock must last.') }),
  remediation: 'In *eSignature Settings → Security Settings* set *Lockout duration* to 15 minutes or more.',
  frameworks: derived({ 'NIST 800-53': 'AC-7', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeParsed({ passwordRules }, UNKNOWN, ({ passwordRules: rules }, { minutes }: { minutes: number }) => {
    const unit = translate(MINUTES, rules.lockoutDurationType.toLowerCase())
    if (unit === undefined) return { status: 'CANNOT_TELL', message: UNKNOWN }
    const lasts = rules.lockoutDurationMinutes * unit
    const message = `An account is locked for ${lasts} minutes; ${minutes} are asked for.`
    return { status: lasts >= minutes ? 'PASS' : 'FAIL', message, values: { lockoutMinutes: lasts } }
  }),
})
