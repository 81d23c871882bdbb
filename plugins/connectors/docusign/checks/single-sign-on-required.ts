import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { people, profiles, UNKNOWN } from './shapes.ts'

export const singleSignOnRequired = defineCheck({
  name: 'single-sign-on-required',
  title: 'Users have to use single sign-on',
  description:
    'Who may also sign in with a password of DocuSign keeps getting in after leaving, and without the second factor of the company.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: ['users', 'profiles'],
  remediation:
    'In *DocuSign Admin → Domains → the domain → Settings* choose *Require all users to authenticate with Identity Provider*; take single users out of *Bypass* under *Users*.',
  frameworks: derived({ 'NIST 800-53': ['IA-2', 'IA-8'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.5.16', 'A.8.5'] }),
  judge: judgeListed(
    { profiles },
    UNKNOWN,
    read =>
      people(read.profiles).map(({ profile, ...one }) => ({
        ...one,
        passed: profile?.federated_status ? profile.federated_status === 'FedAuthRequired' : null,
        detail: profile?.federated_status ?? 'not told',
      })),
    { say: (good, all) => `${good} of ${all} users have to use single sign-on.`, unknown: UNKNOWN },
  ),
})
