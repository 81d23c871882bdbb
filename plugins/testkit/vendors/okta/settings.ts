/** Settings of an emulated Okta org, in Okta's own form; each is what the path beside it answers. */
export interface OktaSettings {
  /** /api/v1/policies, all types in one list. */
  policies: ({ id: string; type: string; name: string } & Record<string, unknown>)[]
  /** /api/v1/policies/{id}/rules by policy id. */
  policyRules: Record<string, object[]>
  /** /api/v1/apps */
  apps: ({ id: string; label: string } & Record<string, unknown>)[]
  /** /api/v1/authenticators */
  authenticators: ({ id: string } & Record<string, unknown>)[]
  /** /api/v1/authenticators/{id}/methods by the authenticator's id. */
  authenticatorMethods: Record<string, object[]>
  /** /api/v1/zones */
  zones: object[]
  /** /api/v1/behaviors */
  behaviors: object[]
  /** /api/v1/idps */
  idps: object[]
  /** /api/v1/trustedOrigins */
  trustedOrigins: object[]
  /** /api/v1/eventHooks */
  eventHooks: object[]
  /** /api/v1/api-tokens */
  apiTokens: ({ id: string } & Record<string, unknown>)[]
  /** /api/v1/threats/configuration */
  threats: object
  /** /api/v1/org */
  org: object
  /** /api/v1/org/privacy/oktaSupport */
  oktaSupport: object
  /** /api/v1/org/orgSettings/thirdPartyAdminSetting */
  thirdPartyAdmin: object
  /** /api/v1/org/settings/clientPrivilegesSetting */
  clientPrivileges: object
  /** /api/v1/first-party-app-settings/admin-console */
  adminConsole: object
  /** /api/v1/rate-limit-settings/per-client */
  perClientRateLimit: object
  /** /attack-protection/api/v1/user-lockout-settings */
  userLockout: object
  /** /attack-protection/api/v1/authenticator-settings */
  attackProtectionAuthenticators: object
  /** When users signed in last, RFC 3339, by id; null for never. Who is not named signed in on the day the org was made, if they may. */
  lastLogins: Record<string, string | null>
}

/** Which setting a path shows. Policies and their rules have parameters of their own and are not among them. */
export const SETTING_BY_PATH: Readonly<Record<string, keyof OktaSettings>> = {
  '/api/v1/apps': 'apps',
  '/api/v1/authenticators': 'authenticators',
  '/api/v1/zones': 'zones',
  '/api/v1/behaviors': 'behaviors',
  '/api/v1/idps': 'idps',
  '/api/v1/trustedOrigins': 'trustedOrigins',
  '/api/v1/eventHooks': 'eventHooks',
  '/api/v1/api-tokens': 'apiTokens',
  '/api/v1/threats/configuration': 'threats',
  '/api/v1/org': 'org',
  '/api/v1/org/privacy/oktaSupport': 'oktaSupport',
  '/api/v1/org/orgSettings/thirdPartyAdminSetting': 'thirdPartyAdmin',
  '/api/v1/org/settings/clientPrivilegesSetting': 'clientPrivileges',
  '/api/v1/first-party-app-settings/admin-console': 'adminConsole',
  '/api/v1/rate-limit-settings/per-client': 'perClientRateLimit',
  '/attack-protection/api/v1/user-lockout-settings': 'userLockout',
  '/attack-protection/api/v1/authenticator-settings': 'attackProtectionAuthenticators',
}

/** A well kept org; callers lay over what theirs has otherwise. `created` is RFC 3339. */
export function defaultOktaSettings(domain: string, created: string): OktaSettings {
  const stamp = { created, lastUpdated: created }
  const authenticator = (id: string, key: string, name: string, type: string, more: object = {}) => {
    return { id, key, name, type, status: 'ACTIVE', ...stamp, ...more }
  }
  const accessRule = (id: string) => ({
    id,
    type: 'ACCESS_POLICY',
    name: 'Catch-all Rule',
    status: 'ACTIVE',
    priority: 99,
    system: true,
    ...stamp,
    conditions: { network: { connection: 'ZONE', include: ['nzo1office0000000001'] } },
    actions: {
      appSignOn: {
        access: 'ALLOW',
        verificationMethod: {
          type: 'ASSURANCE',
          factorMode: '2FA',
          reauthenticateIn: 'PT2H',
          constraints: [{ possession: { phishingResistant: 'REQUIRED', deviceBound: 'REQUIRED' } }],
        },
      },
    },
  })
  const app = (id: string, name: string, label: string, policy: string, more: object = {}) => ({
    id,
    name,
    label,
    status: 'ACTIVE',
    signOnMode: 'OPENID_CONNECT',
    settings: { oauthClient: { grant_types: ['authorization_code'], application_type: 'web' } },
    ...stamp,
    ...more,
    _links: { accessPolicy: { href: `https://${domain}/api/v1/policies/${policy}` } },
  })
  const behavior = (id: string, name: string, type: string, settings: object) => {
    return { id, name, type, status: 'ACTIVE', settings, ...stamp }
  }
  return {
    policies: [
      {
        id: '00p1signon0000000001',
        type: 'OKTA_SIGN_ON',
        name: 'Everyone',
        description: 'Global session policy',
        status: 'ACTIVE',
        priority: 1,
        system: false,
        ...stamp,
      },
      {
        id: '00p1password00000001',
        type: 'PASSWORD',
        name: 'Default Policy',
        description: 'Default password policy',
        status: 'ACTIVE',
        priority: 1,
        system: true,
        settings: {
          password: {
            complexity: {
              minLength: 15,
              minLowerCase: 1,
              minUpperCase: 1,
              minNumber: 1,
              minSymbol: 1,
              excludeUsername: true,
              dictionary: { common: { exclude: true } },
            },
            age: { maxAgeDays: 60, minAgeMinutes: 1440, historyCount: 8, expireWarnDays: 14 },
            lockout: { maxAttempts: 8, autoUnlockMinutes: 30, showLockoutFailures: false },
          },
        },
        ...stamp,
      },
      {
        id: '00p1enroll0000000001',
        type: 'MFA_ENROLL',
        name: 'Default Policy',
        description: 'Authenticator enrollment',
        status: 'ACTIVE',
        priority: 1,
        system: true,
        settings: {
          type: 'AUTHENTICATORS',
          authenticators: [
            { key: 'okta_verify', enroll: { self: 'REQUIRED' } },
            { key: 'webauthn', enroll: { self: 'OPTIONAL' } },
          ],
        },
        ...stamp,
      },
      {
        id: '00p1access0000000001',
        type: 'ACCESS_POLICY',
        name: 'Okta Admin Console',
        description: 'Sign-on policy of the admin console',
        status: 'ACTIVE',
        priority: 1,
        system: false,
        ...stamp,
      },
      {
        id: '00p2access0000000001',
        type: 'ACCESS_POLICY',
        name: 'Okta Dashboard',
        description: 'Sign-on policy of the dashboard',
        status: 'ACTIVE',
        priority: 1,
        system: false,
        ...stamp,
      },
    ],
    policyRules: {
      '00p1signon0000000001': [
        {
          id: '0pr1signon0000000001',
          type: 'SIGN_ON',
          name: 'Everywhere',
          status: 'ACTIVE',
          priority: 1,
          system: false,
          ...stamp,
          conditions: { network: { connection: 'ZONE', include: ['nzo1office0000000001'] } },
          actions: {
            signon: {
              access: 'ALLOW',
              requireFactor: true,
              factorPromptMode: 'ALWAYS',
              primaryFactor: 'PASSWORD_IDP',
              session: { usePersistentCookie: false, maxSessionIdleMinutes: 15, maxSessionLifetimeMinutes: 720 },
            },
          },
        },
      ],
      '00p1password00000001': [],
      '00p1enroll0000000001': [],
      '00p1access0000000001': [accessRule('0pr1access0000000001')],
      '00p2access0000000001': [accessRule('0pr2access0000000001')],
    },
    apps: [
      app('0oa1console000000001', 'saasure', 'Okta Admin Console', '00p1access0000000001'),
      app('0oa1dashboard0000001', 'okta_enduser', 'Okta Dashboard', '00p2access0000000001'),
    ],
    authenticatorMethods: {
      aut1password00000001: [{ type: 'password', status: 'ACTIVE' }],
      aut1verify0000000001: [
        { type: 'push', status: 'ACTIVE' },
        { type: 'totp', status: 'ACTIVE' },
        { type: 'signed_nonce', status: 'ACTIVE' },
      ],
      aut1webauthn00000001: [{ type: 'webauthn', status: 'ACTIVE' }],
    },
    authenticators: [
      authenticator('aut1password00000001', 'okta_password', 'Password', 'password'),
      authenticator('aut1verify0000000001', 'okta_verify', 'Okta Verify', 'app', {
        settings: { compliance: { fips: 'REQUIRED' } },
      }),
      authenticator('aut1webauthn00000001', 'webauthn', 'Security Key or Biometric', 'security_key'),
    ],
    zones: [
      {
        id: 'nzo1blocked000000001',
        type: 'IP',
        name: 'BlockedIpZone',
        status: 'ACTIVE',
        usage: 'BLOCKLIST',
        system: true,
        ...stamp,
        gateways: [],
        proxies: [],
      },
      {
        id: 'nzo1office0000000001',
        type: 'IP',
        name: 'Offices',
        status: 'ACTIVE',
        usage: 'POLICY',
        system: false,
        ...stamp,
        gateways: [{ type: 'CIDR', value: '203.0.113.0/24' }],
        proxies: [],
      },
      {
        id: 'nzo1enhanced00000001',
        type: 'DYNAMIC_V2',
        name: 'DefaultEnhancedDynamicZone',
        status: 'ACTIVE',
        usage: 'BLOCKLIST',
        system: true,
        ...stamp,
        asns: { include: [], exclude: [] },
        locations: { include: [], exclude: [] },
        ipServiceCategories: { include: ['ALL_ANONYMIZERS'], exclude: [] },
      },
    ],
    behaviors: [
      behavior('blt1device0000000001', 'New Device', 'ANOMALOUS_DEVICE', { maxEventsUsedForEvaluation: 20 }),
      behavior('blt1country000000001', 'New Country', 'ANOMALOUS_LOCATION', {
        maxEventsUsedForEvaluation: 20,
        granularity: 'COUNTRY',
      }),
      behavior('blt1velocity00000001', 'Velocity', 'VELOCITY', { velocityKph: 805 }),
    ],
    idps: [],
    trustedOrigins: [],
    eventHooks: [],
    apiTokens: [],
    threats: { action: 'block', excludeZones: [], ...stamp },
    org: { id: '00o1000000000000001', subdomain: domain.split('.')[0], status: 'ACTIVE', ...stamp },
    oktaSupport: { support: 'DISABLED', expiration: null, caseNumber: null },
    thirdPartyAdmin: { thirdPartyAdmin: false },
    clientPrivileges: { clientPrivilegesSetting: false },
    adminConsole: { sessionIdleTimeoutMinutes: 15, sessionMaxLifetimeMinutes: 720 },
    perClientRateLimit: { defaultMode: 'ENFORCE' },
    userLockout: { preventBruteForceLockoutFromUnknownDevices: true },
    attackProtectionAuthenticators: { verifyKnowledgeSecondWhen2faRequired: true },
    lastLogins: {},
  }
}
