import { defineCheck, derived, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { OWNERS_ONLY } from './owners-only.ts'

export const twoFactorRequired = defineCheck({
  name: 'two-factor-required',
  title: 'Two-factor authentication is required',
  description:
    'Without it a guessed or leaked password is enough to read and change the source code. Required, it keeps whoever has none out of the organisation.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['organization'],
  touchedBy: ['org.enable_two_factor_requirement', 'org.disable_two_factor_requirement'],
  remediation:
    'Open *Organization settings → Authentication security* and tick *Require two-factor authentication*. Tell members first: whoever has none loses access.',
  url: 'https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization',
  frameworks: [...cis('1.3.5'), ...stated({ 'CIS Controls': '6.3' }), ...derived({ 'NIST 800-53': 'IA-2(1)' })],
  judge: settingIs('organization.two_factor_requirement_enabled', true, {
    say: required => `Two-factor authentication is ${required ? '' : 'not '}required.`,
    unknown: OWNERS_ONLY,
  }),
})
