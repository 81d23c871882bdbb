import { at } from '@casbah/sdk'
import { createOkta, person, type Fixtures, type OktaSettings } from '@casbah/testkit'

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
        person('00uada', { login: 'ada@acme.example', email: 'ada@acme.example', isAdmin: true }),
        person('00uben', { login: 'ben@acme.example', email: 'ben@acme.example' }),
        person('00ueve', { login: 'eve@acme.example', email: 'eve@acme.example', status: 'DEPROVISIONED' }),
      ],
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
    { externalId: '00uada', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true },
    { externalId: '00uben', status: 'ACTIVE' },
    { externalId: '00ueve', status: 'DELETED' },
  ],
  checks: {
    'threat-insight-blocks': {
      pass: vendor => void (settings(vendor).threats = { ...settings(vendor).threats, action: 'block' }),
      fail: vendor => void (settings(vendor).threats = { ...settings(vendor).threats, action: 'audit' }),
    },
    'weak-factors-off': {
      fail: vendor =>
        void (settings(vendor).authenticators = settings(vendor).authenticators.map(one => ({
          ...one,
          key: 'phone_number',
          settings: { allowedFor: 'any' },
        }))),
    },
    'admin-console-idle': {
      fail: vendor =>
        void (settings(vendor).adminConsole = { sessionIdleTimeoutMinutes: 60, sessionMaxLifetimeMinutes: 720 }),
    },
    'password-length': {
      pass: vendor => setLength(vendor, 15),
      fail: vendor => setLength(vendor, 8),
    },
    'api-token-network': {
      pass: vendor => setNetwork(vendor, { connection: 'ZONE', include: ['nzo1'] }),
      fail: vendor => setNetwork(vendor, { connection: 'ANYWHERE' }),
    },
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
    'suspend-user': { target: { externalId: '00uben', email: 'ben@acme.example' } },
    'end-sessions': { target: { externalId: '00uben', email: 'ben@acme.example' } },
  },
}

function setLength(vendor: { settings: object }, minLength: number): void {
  for (const policy of settings(vendor).policies) {
    const password = (policy.settings as { password?: { complexity: { minLength: number } } } | undefined)?.password
    if (password) password.complexity.minLength = minLength
  }
}

function setNetwork(vendor: { settings: object }, network: object): void {
  settings(vendor).apiTokens = [
    { id: '00T1', name: 'backup', userId: '00uada', network, created: '2026-01-01T00:00:00.000Z' },
  ]
}
