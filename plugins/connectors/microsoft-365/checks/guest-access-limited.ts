import { defineCheck, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const guestAccessLimited = defineCheck({
  name: 'guest-access-limited',
  title: 'Guests see little of the directory',
  description:
    'With the rights of a member a guest can list all people and groups, which is what an attack begins with.',
  severity: 'MEDIUM',
  category: 'guest',
  points: 4,
  reads: ['authorization'],
  remediation:
    'In the Entra admin center open *Identity → External Identities → External collaboration settings → Guest user access* and choose limited or, better, restricted access.',
  frameworks: [
    ...cis('5.1.6.2'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.8.1v1', 'CIS Controls': '6.8', 'NIST 800-53': 'AC-6' }),
  ],
  judge: settingIs(
    'authorization.guestUserRoleId',
    ['10dae51f-b6af-4016-8d66-8c2a99b929b3', '2af84b1e-32c8-42b7-82bc-daa82404023b'],
    {
      say: value =>
        `Guests have the role ${value === 'a0b1b346-4d3e-4e8b-98f8-753987be4970' ? 'of a member' : value.startsWith('2af') ? 'that is restricted' : 'that is limited'}.`,
      unknown: 'Microsoft did not tell the authorization policy; the right Policy.Read.All is needed.',
      others: ['a0b1b346-4d3e-4e8b-98f8-753987be4970'],
    },
  ),
})
