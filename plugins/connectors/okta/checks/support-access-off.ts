import { defineCheck, settingIs } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: settingIs('oktaSupport.support', 'DISABLED', {
    say: support => `Access of Okta Support is ${support.toLowerCase()}.`,
    unknown: 'Okta did not say whether its support has access.',
    others: ['ENABLED'],
  }),
})
