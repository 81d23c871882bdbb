import { defineCheck, stated } from '@casbah/sdk'
import { judgeSetting } from './settings.ts'

export const twoStepNoPhone = defineCheck({
  name: 'two-step-no-phone',
  title: 'No second step by text message or call',
  description:
    'A code that comes by text or call is stolen by swapping the SIM or by asking for it on a fake page. Prompts, passkeys and keys are not.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_ALLOWED_TWO_STEP_VERIFICATION_METHODS'],
  remediation:
    'In the admin console open *Security → Authentication → 2-step verification* and choose the method *Any except verification codes via text, phone call*, or security keys alone.',
  frameworks: stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.1.3v1', 'NIST 800-53': 'IA-5c' }),
  judge: judgeSetting({
    setting: 'security.two_step_verification_enforcement_factor',
    fields: ['allowedSignInFactorSet'],
    holds: ({ allowedSignInFactorSet: set }) => (typeof set === 'string' && set !== '' ? set !== 'ALL' : null),
  }),
})
