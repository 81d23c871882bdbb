import { defineCheck, derived, judgeParsed, judgeSubjects, whole } from '@casbah/sdk'
import { z } from 'zod'
import { customPasswords } from './shapes.ts'

const CUSTOM = 400
const parameters = z.object({
  length: whole({ least: 5, most: 128, usual: 12 }, 'Characters that a password must have.'),
  tries: whole({ least: 1, most: 100, usual: 10 }, 'Failed tries after which it must lock.'),
})

export const customPassword = defineCheck({
  name: 'custom-password',
  title: 'A custom password level is a strong one',
  description:
    'A custom level may ask for less than the ones that Zendesk offers. Length, mixed signs and a lock after some tries are what makes guessing hopeless.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['security'],
  parameters,
  remediation:
    'In Admin Center open *Account → Security → Team member authentication*, and under *Password security level* edit *Custom*: at least 12 characters, numbers and special characters, mixed case, a lock after at most 10 tries, no local part of the e-mail address.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: judgeParsed(
    { security: customPasswords },
    'Zendesk did not say the password level.',
    ({ security }, { length, tries }) => {
      const { security_policy_id: level, password } = security.security_settings.authentication.agent
      if (level !== CUSTOM) return { status: 'NOT_APPLICABLE', message: 'The password level is no custom one.' }
      if (!password) return { status: 'CANNOT_TELL', message: 'Zendesk did not say what the custom level asks for.' }
      return judgeSubjects(
        [
          { name: `at least ${length} characters`, passed: password.password_length >= length },
          { name: 'numbers and special characters', passed: password.password_complexity >= 2 },
          { name: 'letters in mixed case', passed: password.password_in_mixed_case },
          { name: `a lock after at most ${tries} tries`, passed: password.failed_attempts_allowed <= tries },
          { name: 'no local part of the e-mail address', passed: password.disallow_local_part_from_email },
        ],
        { say: (passing, all) => `The custom level asks for ${passing} of ${all} things that it should.`, none: '' },
      )
    },
  ),
})
