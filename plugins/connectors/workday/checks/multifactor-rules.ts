import { defineCheck, judgeTally } from '@casbah/sdk'
import { authenticationRule, isFederated, NO_RULES } from './authentication-rule.ts'

export const multifactorRules = defineCheck({
  name: 'multifactor-rules',
  title: 'Every authentication rule asks for a second factor',
  description:
    'Whoever is let in by a password alone is let in with a password that was fished or guessed. A rule for single sign-on alone passes: there the identity provider asks.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['authenticationRules'],
  each: 'authenticationRules',
  remediation:
    'Run *Manage Authentication Policies*, edit each rule named here and choose *Multi-factor Authentication*; then *Activate All Pending Authentication Policy Changes*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judgeRow: row => {
    const { name, types, factors } = authenticationRule(row)
    if (types.length === 0) return null
    const alone = types.filter(type => !isFederated(type))
    const detail = `signs in by ${types.join(', ')}; ${factors.join(', ') || 'no second factor'}`
    return { name, passed: factors.length > 0 || alone.length === 0, detail }
  },
  judge: ({ authenticationRules }) =>
    judgeTally(authenticationRules, {
      say: (passing, all) => `${all - passing} of ${all} authentication rules let in without a second factor.`,
      none: NO_RULES,
    }),
})
