import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('4.1.1.2'), ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.1.1v1', 'CIS Controls': '6.5' })],
  judge: judgeSetting({
    setting: 'security.two_step_verification_enforcement_factor',
    fields: ['allowedSignInFactorSet'],
    holds: value => isOneOf(value, 'allowedSignInFactorSet', ['PASSKEY_ONLY']),
  }),
})
