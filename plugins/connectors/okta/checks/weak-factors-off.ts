import { defineCheck, type SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const WEAK = new Set(['phone_number', 'okta_email', 'security_question'])
const authenticators = z.array(
  z.looseObject({
    key: z.string(),
    name: z.string().nullish(),
    status: z.string(),
    settings: z.looseObject({ allowedFor: z.string().nullish() }).nullish(),
  }),
)

export const weakFactorsOff = defineCheck({
  name: 'weak-factors-off',
  title: 'Phone, e-mail and security question do not serve for sign-in',
  description:
    'Codes by text message, call or e-mail and answers to questions can be phished, intercepted or guessed. They may help to recover an account, but not to sign in.',
  severity: 'HIGH',
  category: 'mfa',
  points: 9,
  reads: ['authenticators'],
  touchedBy: ['security.authenticator.lifecycle.*', 'system.mfa.factor.*'],
  remediation:
    'In the admin console open *Security → Authenticators*. Edit *Phone*, *Email* and *Security Question*: use for *Recovery* only, or deactivate them. See to it that all users have a stronger factor first.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(8)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: read => {
    const parsed = authenticators.safeParse(read.authenticators)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The list of authenticators could not be read.' }
    const active = parsed.data.filter(({ key, status }) => WEAK.has(key) && status === 'ACTIVE')
    const unclear = active.filter(one => !one.settings?.allowedFor)
    const subjects: SubjectDraft[] = active.map(one => ({
      name: one.name ?? one.key,
      passed: ['recovery', 'none'].includes(one.settings?.allowedFor ?? ''),
      detail: `allowed for: ${one.settings?.allowedFor ?? 'not said'}`,
    }))
    const failed = subjects.filter((subject, index) => !subject.passed && !unclear.includes(active[index]!))
    if (failed.length > 0) {
      const names = failed.map(({ name }) => name).join(', ')
      return { status: 'FAIL', message: `${failed.length} weak authenticators serve for sign-in: ${names}.`, subjects }
    }
    if (unclear.length > 0) {
      const names = unclear.map(({ name, key }) => name ?? key).join(', ')
      return { status: 'CANNOT_TELL', message: `Okta does not say what these may be used for: ${names}.` }
    }
    return { status: 'PASS', message: 'No weak authenticator serves for sign-in.', subjects }
  },
})
