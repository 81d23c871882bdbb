import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { fipsOf } from './shapes.ts'

const UNKNOWN = 'Okta did not show what Okta Verify asks of devices.'

export const oktaVerifyFips = defineCheck({
  name: 'okta-verify-fips',
  title: 'Okta Verify uses validated cryptography',
  description: 'A device without validated cryptography keeps its keys less well than the company believes.',
  severity: 'LOW',
  category: 'mfa',
  points: 3,
  reads: ['authenticators'],
  touchedBy: ['security.authenticator.lifecycle.*'],
  remediation:
    'In the admin console open *Security → Authenticators → Okta Verify*, and under *FIPS compliance* choose *FIPS-compliant devices only*.',
  frameworks: [
    ...stig('OKTA-APP-001700'),
    ...derived({ 'NIST 800-53': 'IA-2(8)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgeParsed({ authenticators: fipsOf }, UNKNOWN, ({ authenticators }) => {
    const verify = authenticators.find(({ key }) => key === 'okta_verify')
    if (verify?.status !== 'ACTIVE') return { status: 'NOT_APPLICABLE', message: 'Okta Verify is not in use.' }
    const fips = verify.settings?.compliance?.fips
    if (!fips) return { status: 'CANNOT_TELL', message: UNKNOWN }
    const message = `FIPS compliance of Okta Verify is ${fips.toLowerCase()}.`
    return { status: fips === 'REQUIRED' ? 'PASS' : 'FAIL', message, values: { fips } }
  }),
})
