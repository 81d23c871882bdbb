import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { isAsked, people, profiles, UNKNOWN } from './shapes.ts'

export const twoStepVerification = defineCheck({
  name: 'two-step-verification',
  title: 'Who signs in with a password of DocuSign needs a second factor',
  description: 'A password that was guessed or found is then not enough.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['users', 'profiles'],
  remediation:
    'In *DocuSign Admin → Users → the user → Security* tick *Require two-step verification* and untick that it may be put off; for all at once under *Domains → Settings*.',
  frameworks: derived({ 'NIST 800-53': ['IA-2(1)', 'IA-2(2)'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeListed(
    { profiles },
    UNKNOWN,
    read =>
      people(read.profiles)
        .filter(({ profile }) => profile?.federated_status !== 'FedAuthRequired')
        .map(({ profile, ...one }) => ({ ...one, passed: profile ? isAsked(profile) : null })),
    {
      say: (good, all) => `${good} of ${all} users who may use a password need a second factor at once.`,
      none: 'All users have to use single sign-on, and the identity provider asks for their second factor.',
      unknown: UNKNOWN,
    },
  ),
})
