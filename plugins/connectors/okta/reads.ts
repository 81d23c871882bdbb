import type { ReadSpec } from '@casbah/sdk'

/** Settings that the checks read; a right that is missing and a feature that is not licensed both leave a check without an answer. */
export const reads = {
  /** `{action: none | audit | block}`. */
  threatInsight: {
    request: () => ({ path: '/api/v1/threats/configuration' }),
    scope: 'okta.threatInsights.read',
  },
  /** `{sessionIdleTimeoutMinutes, sessionMaxLifetimeMinutes}` of the admin console. */
  adminConsole: {
    request: () => ({ path: '/api/v1/first-party-app-settings/admin-console' }),
    scope: 'okta.apps.read',
  },
  /** All password policies. */
  passwordPolicies: {
    request: () => ({ path: '/api/v1/policies', query: { type: 'PASSWORD' } }),
    rows: '',
    page: { style: 'link' },
    scope: 'okta.policies.read',
  },
  /** All authenticators (factors) that the organisation has set up. */
  authenticators: {
    request: () => ({ path: '/api/v1/authenticators' }),
    rows: '',
    page: { style: 'none' },
    scope: 'okta.authenticators.read',
  },
  /** Metadata of all API tokens. */
  apiTokens: {
    request: () => ({ path: '/api/v1/api-tokens' }),
    rows: '',
    page: { style: 'link' },
    scope: 'okta.apiTokens.read',
  },
} satisfies Record<string, ReadSpec>
