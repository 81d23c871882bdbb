import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { methods } from './shapes.ts'

const UNKNOWN = 'Okta did not show the methods of its authenticators.'
/** WebAuthn, Okta FastPass, and certificates on smart cards. */
const STRONG = new Set(['webauthn', 'signed_nonce', 'cert'])

export const phishingResistantFactors = defineCheck({
  name: 'phishing-resistant-factors',
  title: 'A factor that cannot be phished is there to choose',
  description: 'Nobody can be asked for a key or a passkey that the organisation does not offer.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 7,
  reads: ['authenticators', 'authenticatorMethods'],
  touchedBy: ['security.authenticator.lifecycle.*'],
  remediation:
    'In the admin console open *Security → Authenticators*, choose *Add authenticator* and add *FIDO2 (WebAuthn)*, or edit *Okta Verify* and switch *Okta FastPass* on.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(8)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeParsed({ authenticatorMethods: methods }, UNKNOWN, ({ authenticatorMethods }) => {
    const strong = authenticatorMethods
      .filter(({ parent }) => parent.status === 'ACTIVE')
      .flatMap(({ parent, value }) => value.map(method => ({ ...method, name: `${parent.name}: ${method.type}` })))
      .filter(({ type, status }) => status === 'ACTIVE' && STRONG.has(type))
      .map(({ name }) => ({ name, passed: true }))
    const message = `${strong.length} active methods cannot be phished.`
    const values = { methods: strong.length }
    return { status: strong.length > 0 ? 'PASS' : 'FAIL', message, subjects: strong, values }
  }),
})
