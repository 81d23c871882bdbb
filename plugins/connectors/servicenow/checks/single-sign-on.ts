import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ name: z.string(), active: z.string() })).min(1)

export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'People sign in by single sign-on',
  description: 'Where people sign in with a password of the instance, leaving the company does not end it.',
  severity: 'MEDIUM',
  category: 'sso',
  points: 6,
  reads: ['identityProviders'],
  remediation: 'In *Multi-Provider SSO → Identity Providers* activate the company’s identity provider.',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
  judge: judgeParsed(
    { identityProviders: rows },
    'No identity provider was listed: there is none, or Casbah’s user may not read saml2_update1_properties.',
    ({ identityProviders }) => {
      const active = identityProviders.filter(one => one.active === 'true')
      const message = `${active.length} of ${identityProviders.length} identity providers are active.`
      return { status: active.length > 0 ? 'PASS' : 'FAIL', message, values: { active: active.length } }
    },
  ),
})
