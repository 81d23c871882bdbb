import { at, pathTo, type ReadRequest, type ReadSpec } from '@casbah/sdk'

/** The id of the row that another read listed. */
const idOf = ({ parent }: ReadRequest) => at(parent, 'id')

/** All policies of a type. */
const policies = (type: string): ReadSpec => ({
  request: () => ({ path: '/api/v1/policies', query: { type } }),
  rows: '',
  page: { style: 'link' },
  touchedBy: ['policy.lifecycle.*'],
  scope: 'okta.policies.read',
})

/** The rules of each of these policies. */
const rulesOf = (each: string): ReadSpec => ({
  each,
  request: (_, ask) => ({ path: pathTo`/api/v1/policies/${idOf(ask)}/rules` }),
  rows: '',
  page: { style: 'link' },
  touchedBy: ['policy.rule.*'],
  scope: 'okta.policies.read',
})

/** Settings that the checks read; a right that is missing and a feature that is not licensed both leave a check without an answer. */
export const reads: Record<string, ReadSpec> = {
  /** `{action: none | audit | block}`. */
  threatInsight: {
    request: () => ({ path: '/api/v1/threats/configuration' }),
    scope: 'okta.threatInsights.read',
  },
  /** `{sessionIdleTimeoutMinutes, sessionMaxLifetimeMinutes}` of the admin console. */
  adminConsole: {
    request: () => ({ path: '/api/v1/first-party-app-settings/admin-console' }),
    touchedBy: ['application.lifecycle.update', 'application.configuration.update'],
    scope: 'okta.apps.read',
  },
  passwordPolicies: policies('PASSWORD'),
  /** Global session policies. */
  signOnPolicies: policies('OKTA_SIGN_ON'),
  signOnRules: rulesOf('signOnPolicies'),
  /** Sign-on policies of apps, Okta's own among them. */
  accessPolicies: policies('ACCESS_POLICY'),
  accessRules: rulesOf('accessPolicies'),
  /** All apps, with a link to the sign-on policy of each. */
  apps: {
    request: () => ({ path: '/api/v1/apps', query: { limit: 200 } }),
    rows: '',
    page: { style: 'link' },
    touchedBy: ['application.lifecycle.*'],
    scope: 'okta.apps.read',
  },
  /** All authenticators (factors) that the organisation has set up. */
  authenticators: {
    request: () => ({ path: '/api/v1/authenticators' }),
    rows: '',
    page: { style: 'none' },
    scope: 'okta.authenticators.read',
  },
  /** The ways in which each can be used, such as FastPass of Okta Verify. */
  authenticatorMethods: {
    each: 'authenticators',
    request: (_, ask) => ({ path: pathTo`/api/v1/authenticators/${idOf(ask)}/methods` }),
    rows: '',
    page: { style: 'none' },
    scope: 'okta.authenticators.read',
  },
  /** Metadata of all API tokens. */
  apiTokens: {
    request: () => ({ path: '/api/v1/api-tokens' }),
    rows: '',
    page: { style: 'link' },
    touchedBy: ['system.api_token.*'],
    scope: 'okta.apiTokens.read',
  },
  /** Ids of all who hold a role of administrators, by themselves or through a group. */
  administrators: {
    request: () => ({ path: '/api/v1/iam/assignees/users', query: { limit: 100 } }),
    rows: 'value',
    page: { style: 'nextUrl', field: '_links.next.href' },
    scope: 'okta.roles.read',
  },
  adminRoles: {
    each: 'administrators',
    request: (_, ask) => ({ path: pathTo`/api/v1/users/${idOf(ask)}/roles` }),
    rows: '',
    page: { style: 'none' },
    touchedBy: ['user.account.privilege.*', 'group.privilege.*'],
    scope: 'okta.roles.read',
  },
  adminUsers: {
    each: 'administrators',
    request: (_, ask) => ({ path: pathTo`/api/v1/users/${idOf(ask)}` }),
    scope: 'okta.users.read',
  },
  zones: {
    request: () => ({ path: '/api/v1/zones' }),
    rows: '',
    page: { style: 'link' },
    touchedBy: ['zone.*'],
    scope: 'okta.networkZones.read',
  },
  behaviors: {
    request: () => ({ path: '/api/v1/behaviors' }),
    rows: '',
    page: { style: 'none' },
    scope: 'okta.behaviors.read',
  },
  trustedOrigins: {
    request: () => ({ path: '/api/v1/trustedOrigins' }),
    rows: '',
    page: { style: 'link' },
    scope: 'okta.trustedOrigins.read',
  },
  /** `{support: ENABLED | DISABLED}`. */
  oktaSupport: { request: () => ({ path: '/api/v1/org/privacy/oktaSupport' }), scope: 'okta.orgs.read' },
  /** `{thirdPartyAdmin}`. */
  thirdPartyAdmin: {
    request: () => ({ path: '/api/v1/org/orgSettings/thirdPartyAdminSetting' }),
    scope: 'okta.orgs.read',
  },
  /** `{preventBruteForceLockoutFromUnknownDevices}`. */
  userLockout: {
    request: () => ({ path: '/attack-protection/api/v1/user-lockout-settings' }),
    scope: 'okta.orgs.read',
  },
}
