import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'
import { judgePasswords } from './password-policies.ts'

const LIMIT = 60

export const passwordMaxAge = defineCheck({
  name: 'password-max-age',
  title: `Passwords are renewed after ${LIMIT} days`,
  description:
    'A password that was stolen unseen works until it is changed. Where factors that cannot be phished are asked for, an exception for this control is in order.',
  severity: 'LOW',
  category: 'password',
  points: 2,
  reads: ['passwordPolicies'],
  parameters: z.object({ days: whole({ least: 1, most: 999, usual: LIMIT }, 'Days after which a password expires.') }),
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: set *Password expires after* to 60 days or less.',
  frameworks: [
    ...stig('OKTA-APP-000745'),
    ...derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  ],
  judge: judgePasswords(z.object({ age: z.object({ maxAgeDays: z.number() }) }), {
    holds: ({ age }, { days }) => age.maxAgeDays >= 1 && age.maxAgeDays <= Number(days),
    say: ({ days }) => `let a password expire after at most ${String(days)} days`,
  }),
})
