import { defineCheck, derived } from '@casbah/sdk'
import { rulesLetIn } from './rules-let-in.ts'

export const multifactorRules = defineCheck({
  name: 'multifactor-rules',
  title: 'Every authentication rule asks for a second factor',
  description:
    'Whoever is let in by a password alone is let in with a password that was fished or guessed. A rule for single sign-on alone passes: there the identity provider asks.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  remediation:
    'Run *Manage Authentication Policies*, edit each rule named here and choose *Multi-factor Authentication*; then *Activate All Pending Authentication Policy Changes*.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ...rulesLetIn({
    // Whoever comes by one of these is asked by the identity provider.
    passes: ({ types, factors }) => factors.length > 0 || types.every(type => /^(SAML|OpenID Connect)/i.test(type)),
    shown: ({ types, factors }) => `signs in by ${types.join(', ')}; ${factors.join(', ') || 'no second factor'}`,
    say: (failing, all) => `${failing} of ${all} authentication rules let in without a second factor.`,
  }),
})
