import { at } from '@casbah/sdk'
import { createOkta, oktaGroupId, person, type CheckFixture, type Fixtures, type OktaSettings } from '@casbah/testkit'

const BEN = { externalId: '00uben', email: 'ben@acme.example' }

const settings = (vendor: { settings: object }) => vendor.settings as OktaSettings

/** What the contract kit needs to know of Okta. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createOkta({
      domain: 'acme.okta.com',
      token: '00secret-token-of-acme',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person('00uada', { login: 'ada@acme.example', email: 'ada@acme.example', isAdmin: true, groups: ['staff'] }),
        person('00uben', { login: 'ben@acme.example', email: 'ben@acme.example', mfa: false, groups: ['staff'] }),
        person('00ueve', { login: 'eve@acme.example', email: 'eve@acme.example', status: 'DEPROVISIONED' }),
      ],
      consents: [
        {
          id: 'oag1',
          userId: '00uben',
          clientId: '0oa1helper',
          clientName: 'Calendar Helper',
          scopeId: 'offline_access',
        },
      ],
      assignments: { '0oa1wiki000000000001': ['00uben'] },
    }),
  streams: {
    'system-log': {
      marker: 'uuid',
      row: (index, time) => ({
        uuid: `event-${index}`,
        published: new Date(time).toISOString(),
        eventType: 'user.session.start',
        version: '0',
        severity: 'INFO',
        actor: { id: '00uben', type: 'User', alternateId: 'ben@acme.example', displayName: 'ben tester' },
        outcome: { result: 'SUCCESS' },
      }),
    },
  },
  accounts: [
    { externalId: '00uada', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, mfaEnabled: true },
    { externalId: '00uben', status: 'ACTIVE', mfaEnabled: false },
    { externalId: '00ueve', status: 'DELETED' },
  ],
  things: [
    { name: 'staff', members: ['00uada', '00uben'] },
    {
      externalId: 'oag1',
      clientName: 'Calendar Helper',
      account: '00uben',
      scopes: ['offline_access'],
      risk: 'MEDIUM',
    },
  ],
  checks: {
    'threat-insight-blocks': setting('threats', { action: 'audit', excludeZones: [] }),
    'weak-factors-off': {
      fail: vendor =>
        void (settings(vendor).authenticators = settings(vendor).authenticators.map(one => ({
          ...one,
          key: 'phone_number',
          settings: { allowedFor: 'any' },
        }))),
    },
    'admin-console-idle': setting('adminConsole', { sessionIdleTimeoutMinutes: 60, sessionMaxLifetimeMinutes: 720 }),
    'admin-console-mfa': rules('00p1access', 'actions.appSignOn.verificationMethod', { factorMode: '1FA' }),
    'admin-console-phishing-resistant': rules('00p1access', 'actions.appSignOn.verificationMethod', {
      constraints: [],
    }),
    'dashboard-mfa': rules('00p2access', 'actions.appSignOn.verificationMethod', { factorMode: '1FA' }),
    'dashboard-phishing-resistant': rules('00p2access', 'actions.appSignOn.verificationMethod', { constraints: [] }),
    'app-policy-network': rules('access', 'conditions.network', { connection: 'ANYWHERE' }),
    'session-idle': rules('signon', 'actions.signon.session', { maxSessionIdleMinutes: 120 }),
    'session-lifetime': rules('signon', 'actions.signon.session', { maxSessionLifetimeMinutes: 0 }),
    'session-not-persistent': rules('signon', 'actions.signon.session', { usePersistentCookie: true }),
    'session-network': rules('signon', 'conditions.network', { connection: 'ANYWHERE' }),
    'anonymizers-blocked': {
      fail: vendor => settings(vendor).zones.forEach(zone => Object.assign(zone, { status: 'INACTIVE' })),
    },
    'api-token-owner': {
      pass: vendor => setTokens(vendor, { userId: '00uben' }),
      fail: vendor => setTokens(vendor, { userId: '00uada' }),
    },
    'api-token-network': {
      pass: vendor => setTokens(vendor, { network: { connection: 'ZONE', include: ['nzo1'] } }),
      fail: vendor => setTokens(vendor, { network: { connection: 'ANYWHERE' } }),
    },
    'super-admin-count': {
      fail: ({ accounts }) =>
        void accounts.push(...'abcd'.split('').map(one => person(`00u${one}`, { isAdmin: true }))),
    },
    'admins-active': {
      fail: vendor => {
        vendor.accounts.push(person('00uold', { isAdmin: true, login: 'old@acme.example' }))
        settings(vendor).lastLogins['00uold'] = null
      },
    },
    'password-length': password('complexity', { minLength: 8 }),
    'password-complexity': password('complexity', { minSymbol: 0 }),
    'password-common': password('complexity', { dictionary: { common: { exclude: false } } }),
    'password-history': password('age', { historyCount: 0 }),
    'password-max-age': password('age', { maxAgeDays: 0 }),
    'password-min-age': password('age', { minAgeMinutes: 0 }),
    'password-lockout': password('lockout', { maxAttempts: 0 }),
    'okta-verify-fips': {
      fail: vendor =>
        settings(vendor).authenticators.forEach(one =>
          Object.assign(one, { settings: { compliance: { fips: 'OPTIONAL' } } }),
        ),
    },
    'phishing-resistant-factors': {
      fail: vendor =>
        Object.values(settings(vendor).authenticatorMethods)
          .flat()
          .forEach(method => Object.assign(method, { status: 'INACTIVE' })),
    },
    'support-access-off': setting('oktaSupport', { support: 'ENABLED', expiration: null, caseNumber: null }),
    'third-party-admins-off': setting('thirdPartyAdmin', { thirdPartyAdmin: true }),
    'trusted-origins': setting('trustedOrigins', [
      { id: 'tos1', name: 'Old site', origin: 'http://old.acme.example', scopes: [{ type: 'CORS' }], status: 'ACTIVE' },
    ]),
    'oauth-grant-types': {
      fail: vendor =>
        settings(vendor).apps.forEach(app =>
          Object.assign(app, { settings: { oauthClient: { grant_types: ['implicit'], application_type: 'browser' } } }),
        ),
    },
    'behaviors-active': {
      fail: vendor => settings(vendor).behaviors.forEach(rule => Object.assign(rule, { status: 'INACTIVE' })),
    },
    'lockout-known-devices': setting('userLockout', { preventBruteForceLockoutFromUnknownDevices: false }),
  },
  corpus: {
    files: ['okta/events.ndjson', 'streams/okta_sentinel_sample.ndjson'],
    carries: {
      // Threats by unknown clients name the address in place of an account.
      actor: raw => at(raw, 'actor.type') !== 'IP address' && at(raw, 'actor.id') !== 'unknown' && at(raw, 'actor.id'),
      target: 'target.0.id',
      ip: 'client.ipAddress',
      country: 'client.geographicalContext.country',
      userAgent: 'client.userAgent.rawUserAgent',
      session: raw =>
        at(raw, 'authenticationContext.externalSessionId') !== 'unknown' &&
        at(raw, 'authenticationContext.externalSessionId'),
      outcome: raw => /^(SUCCESS|ALLOW|FAILURE|DENY)$/.test(String(at(raw, 'outcome.result'))),
    },
  },
  actions: {
    'suspend-user': { target: BEN },
    'end-sessions': { target: BEN },
    'require-password-change': { target: BEN },
    'reset-factors': { target: BEN, before: ({ accounts }) => accounts.forEach(account => (account.mfa = true)) },
    'remove-group-member': { target: BEN, parameters: { group: oktaGroupId('staff') } },
    'unassign-app': { target: BEN, parameters: { app: '0oa1wiki000000000001' } },
    'revoke-app': { target: { externalId: 'oag1', clientId: '0oa1helper', account: { externalId: '00uben' } } },
    'revoke-api-token': {
      target: { externalId: 'acme.okta.com' },
      parameters: { token: '00T1' },
      before: vendor => setTokens(vendor, {}),
    },
    'deactivate-user': { target: BEN },
  },
}

function setting(name: keyof OktaSettings, value: object): CheckFixture {
  return { fail: vendor => void Object.assign(settings(vendor), { [name]: value }) }
}

/** Lays something over what the rules of the policies with this in their ids say at a path. */
function rules(policy: string, path: string, over: object): CheckFixture {
  return {
    fail: vendor => {
      for (const [id, list] of Object.entries(settings(vendor).policyRules))
        if (id.includes(policy)) for (const rule of list) Object.assign(at(rule, path) as object, over)
    },
  }
}

function password(part: 'complexity' | 'age' | 'lockout', over: object): CheckFixture {
  return {
    fail: vendor => {
      for (const policy of settings(vendor).policies) {
        const found = at(policy, `settings.password.${part}`)
        if (found) Object.assign(found, over)
      }
    },
  }
}

function setTokens(vendor: { settings: object }, more: object): void {
  settings(vendor).apiTokens = [
    { id: '00T1', name: 'backup', userId: '00uada', created: '2026-01-01T00:00:00.000Z', ...more },
  ]
}
