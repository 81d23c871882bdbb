import type { ReadSpec } from '@casbah/sdk'
import { list } from './graph.ts'
const POLICIES = 'Policy.Read.All'
const ACCESS = ['conditional access policy', 'named location'].flatMap(what =>
  ['Add', 'Update', 'Delete'].map(verb => `${verb} ${what}*`),
)
const ROLES = [
  'Add member to role*',
  'Remove member from role*',
  'Add role assignment to role definition*',
  'Remove role assignment from role definition*',
]
const AUTHORIZATION = ['Update authorization policy*', 'Update policy*']

/** Settings that the checks read. */
export const reads = {
  accessPolicies: {
    request: () => ({ path: '/identity/conditionalAccess/policies' }),
    ...list,
    scope: POLICIES,
    touchedBy: ACCESS,
  },
  securityDefaults: {
    request: () => ({ path: '/policies/identitySecurityDefaultsEnforcementPolicy' }),
    scope: POLICIES,
    touchedBy: [
      'Update security defaults*',
      'Enable security defaults*',
      'Disable security defaults*',
      'Update policy*',
    ],
  },
  authorization: {
    request: () => ({ path: '/policies/authorizationPolicy' }),
    scope: POLICIES,
    touchedBy: AUTHORIZATION,
  },
  methods: {
    request: () => ({ path: '/policies/authenticationMethodsPolicy' }),
    scope: POLICIES,
    touchedBy: ['Authentication Methods Policy Update*'],
  },
  adminConsent: {
    request: () => ({ path: '/policies/adminConsentRequestPolicy' }),
    scope: POLICIES,
    touchedBy: ['Update admin consent request policy*', 'Update policy*'],
  },
  sharepoint: {
    request: () => ({ path: '/admin/sharepoint/settings' }),
    scope: 'SharePointTenantSettings.Read.All',
    touchedBy: ['SharingPolicyChanged', 'DeviceAccessPolicyChanged', 'NetworkAccessPolicyChanged'],
  },
  domains: {
    request: () => ({ path: '/domains' }),
    ...list,
    scope: 'Domain.Read.All',
    touchedBy: [
      'Add verified domain*',
      'Remove verified domain*',
      'Set password policy*',
      'Update domain*',
      'Set domain authentication*',
    ],
  },
  /** Settings that differ from their defaults, by template. */
  directorySettings: {
    request: () => ({ path: '/groupSettings' }),
    ...list,
    scope: 'Directory.Read.All',
    touchedBy: ['Create group settings*', 'Update group settings*', 'Delete group settings*'],
  },
  /** Who holds which role for good or at this moment. */
  roleAssignments: {
    request: () => ({ path: '/roleManagement/directory/roleAssignments', query: { $top: 999 } }),
    ...list,
    scope: 'RoleManagement.Read.Directory',
    touchedBy: ROLES,
  },
  /** Users that are kept in an Active Directory on the premises. */
  syncedUsers: {
    request: () => ({
      path: '/users',
      query: {
        $filter: 'onPremisesSyncEnabled eq true',
        $select: 'id,userPrincipalName,accountEnabled,onPremisesSyncEnabled',
        $top: 999,
      },
    }),
    ...list,
    scope: 'User.Read.All',
    touchedBy: ['Add user*', 'Delete user*'],
  },
  /** Users with their second factors. */
  registrations: {
    request: () => ({ path: '/reports/authenticationMethods/userRegistrationDetails', query: { $top: 999 } }),
    ...list,
    scope: 'AuditLog.Read.All',
    touchedBy: [
      'User registered *',
      'User deleted security info*',
      'Admin registered *',
      'Admin deleted security info*',
      'Add user*',
      'Delete user*',
    ],
  },
} satisfies Record<string, ReadSpec>
