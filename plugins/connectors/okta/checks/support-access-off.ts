import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const supportAccessOff = defineCheck({
  name: 'support-access-off',
  title: 'Okta Support has no access left over',
  description:
    'Access that support was given for one case stays open to whoever gets into support, long after the case is closed.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['oktaSupport'],
  touchedBy: ['user.session.impersonation.*'],
  remediation:
    'In the admin console open *Settings → Account → Give Access to Okta Support* and choose *Revoke access*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: settingIs('oktaSupport.support', 'DISABLED', {
    say: support => `Access of Okta Support is ${support.toLowerCase()}.`,
    unknown: 'Okta did not say whether its support has access.',
    others: ['ENABLED'],
  }),
})
