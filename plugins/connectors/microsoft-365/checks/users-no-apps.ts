import { defineCheck, settingIs } from '@casbah/sdk'

export const usersNoApps = defineCheck({
  name: 'users-no-apps',
  title: 'Users cannot register apps',
  description: 'An app that anybody registered may ask all colleagues for rights, under a name that they trust.',
  severity: 'HIGH',
  category: 'oauth',
  points: 7,
  reads: ['authorization'],
  remediation:
    'In the Entra admin center open *Identity → Users → User settings* and set *Users can register applications* to *No*.',
  frameworks: [
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '5.1.2.2' },
    { framework: 'CISA SCuBA', requirement: 'MS.AAD.5.1v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '2.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6(10)' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-5' },
  ],
  judge: settingIs('authorization.defaultUserRolePermissions.allowedToCreateApps', false, {
    say: value => `Users ${value ? 'can' : 'cannot'} register apps.`,
    unknown: 'Microsoft did not tell the authorization policy; the right Policy.Read.All is needed.',
  }),
})
