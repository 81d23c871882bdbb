import { defineCheck, derived } from '@casbah/sdk'
import { rulesLetIn } from './rules-let-in.ts'

export const singleSignOnRules = defineCheck({
  name: 'single-sign-on-rules',
  title: 'No authentication rule lets in by user name and password',
  description:
    'A password of Workday’s own stays good when somebody is suspended at the identity provider, and knows nothing of what is asked for there. Keep one rule for the day when the provider is down, for a group of few, and except it here.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  remediation:
    'Run *Manage Authentication Policies*, edit each rule named here, and of *Allowed Authentication Types* leave *SAML* alone; then *Activate All Pending Authentication Policy Changes*.',
  frameworks: derived({ 'NIST 800-53': 'IA-8', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
  ...rulesLetIn({
    passes: ({ types }) => !types.some(type => /^(any|user name password)/i.test(type)),
    shown: ({ types }) => `signs in by ${types.join(', ')}`,
    say: (failing, all) => `${failing} of ${all} authentication rules let in by user name and password.`,
  }),
})
