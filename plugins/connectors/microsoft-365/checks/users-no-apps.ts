import { defineCheck, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

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
    ...cis('5.1.2.2'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.5.1v1', 'CIS Controls': '2.5', 'NIST 800-53': ['AC-6(10)', 'CM-5'] }),
  ],
  judge: settingIs('authorization.defaultUserRolePermissions.allowedToCreateApps', false, {
    say: value => `Users ${value ? 'can' : 'cannot'} register apps.`,
    unknown: 'Microsoft did not tell the authorization policy; the right Policy.Read.All is needed.',
  }),
})
