import { defineCheck, stated } from '@casbah/sdk'
import { flagsAre, judgeSetting } from './settings.ts'

export const twoStepNoTrustedDevice = defineCheck({
  name: 'two-step-no-trusted-device',
  title: 'The second step is asked for on every device',
  description:
    'A device that is trusted once needs no second step again: whoever takes it, or its cookies, needs the password alone.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_TWO_STEP_VERIFICATION_FREQUENCY'],
  remediation:
    'In the admin console open *Security → Authentication → 2-step verification* and take the tick from *Allow user to trust the device*.',
  frameworks: stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.1.5v1', 'NIST 800-53': 'IA-2(1)' }),
  judge: judgeSetting({
    setting: 'security.two_step_verification_device_trust',
    fields: ['allowTrustingDevice'],
    holds: value => flagsAre(value, { allowTrustingDevice: false }),
  }),
})
