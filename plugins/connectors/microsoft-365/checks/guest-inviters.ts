import { defineCheck, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const guestInviters = defineCheck({
  name: 'guest-inviters',
  title: 'Only who may invite invites guests',
  description: 'Where every member and even guests invite further guests, nobody knows who is in.',
  severity: 'MEDIUM',
  category: 'guest',
  points: 4,
  reads: ['authorization'],
  remediation:
    'In the Entra admin center open *Identity → External Identities → External collaboration settings → Guest invite settings* and let only users with certain admin roles invite, or nobody.',
  frameworks: [...cis('5.1.6.3'), ...stated({ 'CISA SCuBA': 'MS.AAD.8.2v1', 'NIST 800-53': 'AC-6(10)' })],
  judge: settingIs('authorization.allowInvitesFrom', ['adminsAndGuestInviters', 'none'], {
    say: value => `Guests may be invited by: ${value}.`,
    unknown: 'Microsoft did not tell the authorization policy; the right Policy.Read.All is needed.',
    others: ['adminsGuestInvitersAndAllMembers', 'everyone'],
  }),
})
