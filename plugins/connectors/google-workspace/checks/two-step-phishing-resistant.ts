import { defineCheck } from '@casbah/sdk'
import { isOneOf, judgeSetting } from './settings.ts'

export const twoStepPhishingResistant = defineCheck({
  name: 'two-step-phishing-resistant',
  title: 'Security keys and passkeys alone as second step',
  description:
    'A passkey answers only to the true site, so that no fake page can take it. Every other second step can be passed on while the victim types it.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_ALLOWED_TWO_STEP_VERIFICATION_METHODS'],
  remediation:
    'In the admin console open *Security → Authentication → 2-step verification* and choose *Only security key*, without security codes.',
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '4.1.1.2' },
    { framework: 'CISA SCuBA', requirement: 'GWS.COMMONCONTROLS.1.1v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.5' },
  ],
  judge: judgeSetting({
    setting: 'security.two_step_verification_enforcement_factor',
    fields: ['allowedSignInFactorSet'],
    holds: value => isOneOf(value, 'allowedSignInFactorSet', ['PASSKEY_ONLY']),
  }),
})
