import { defineCheck, judgeParsed, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { userConsent } from './shapes.ts'

const UNKNOWN = 'Microsoft did not tell who may let apps in; the right Policy.Read.All is needed.'

export const userConsentRestricted = defineCheck({
  name: 'user-consent-restricted',
  title: 'Users cannot let apps in by themselves',
  description:
    'One click on a consent page gives a stranger’s app the mailbox for as long as it likes, past password and second factor.',
  severity: 'HIGH',
  category: 'oauth',
  points: 8,
  reads: ['authorization'],
  remediation:
    'In the Entra admin center open *Identity → Applications → Enterprise applications → Consent and permissions → User consent settings* and choose *Do not allow user consent*.',
  frameworks: [
    ...cis('5.1.5.1'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.5.2v1', 'CIS Controls': '2.5', 'NIST 800-53': ['AC-6(10)', 'CM-5'] }),
  ],
  judge: judgeParsed({ authorization: userConsent }, UNKNOWN, ({ authorization }) => {
    const { permissionGrantPoliciesAssigned: assigned } = authorization.defaultUserRolePermissions
    // Others are about apps of teams, which owners let in.
    const own = assigned.filter(name => name.startsWith('ManagePermissionGrantsForSelf.'))
    const message = own.length === 0 ? 'Users cannot let apps in.' : `Users can let apps in, by ${own.join(', ')}.`
    return { status: own.length === 0 ? 'PASS' : 'FAIL', message, values: { policies: own } }
  }),
})
