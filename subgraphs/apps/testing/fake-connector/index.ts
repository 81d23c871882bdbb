import { defineAction, defineCheck, defineConnector, defineListing, defineStream } from '@casbah/sdk'
import { z } from 'zod'

const suspended = (wanted: boolean) => (answer: { body: unknown }) => ({
  done: (answer.body as { suspended?: boolean }).suspended === wanted,
  result: `The vendor shows suspended: ${String((answer.body as { suspended?: boolean }).suspended)}.`,
})

const client = [
  { name: 'clientId', title: 'Client id', secret: false },
  { name: 'clientSecret', title: 'Client secret', secret: true },
]
const token = {
  tokenUrl: 'https://{domain}/oauth/token',
  client: { by: 'form' as const, id: '{clientId}', secret: '{clientSecret}' },
}

/** The smallest connector that has one of everything; speaks to `FakeVendor`. */
export default defineConnector({
  card: {
    slug: 'fake',
    name: 'Fake',
    vendor: 'Fake, Inc.',
    config: z.object({ domain: z.string().regex(/^[a-z]+\.fake\.example$/, { error: 'Such as acme.fake.example.' }) }),
    baseUrl: 'https://{domain}',
    hosts: ['{domain}'],
    auth: [
      {
        name: 'token',
        title: 'Token',
        instructions: 'Make one.',
        fields: [{ name: 'token', title: 'Token', secret: true }],
        scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
        expiry: { header: 'x-token-ends' },
      },
      {
        name: 'oauth',
        title: 'Consent',
        instructions: 'Register one.',
        fields: client,
        scheme: {
          type: 'authorizationCode',
          authorizeUrl: 'https://login.fake.example/authorize',
          authorizeParameters: { access_type: 'offline' },
          scopes: 'needed',
          ...token,
        },
      },
      {
        name: 'rotating',
        title: 'Refresh token',
        instructions: 'Copy one.',
        fields: [...client, { name: 'refreshToken', title: 'Refresh token', secret: true }],
        scheme: { type: 'refreshToken', refreshToken: '{refreshToken}', ...token },
      },
    ],
    limits: [{ name: 'all', amount: 1000, windowSeconds: 1 }],
    scopes: [
      {
        scope: 'log.read',
        reason: 'Reads the log.',
        remedy: 'Open Settings, Rights, and tick "Read the log".',
        probe: () => ({ path: '/log' }),
      },
    ],
    grantedScopes: { header: 'x-rights' },
    probe: () => ({ path: '/probe' }),
  },
  streams: [
    defineStream({
      name: 'log',
      description: 'What happened.',
      row: z.looseObject({ id: z.string(), at: z.string(), who: z.string() }),
      request: ({ since }) => ({ path: '/log', query: { since } }),
      rows: '',
      page: { style: 'none' },
      order: 'ascending',
      time: 'at',
      id: { field: 'id' },
      intervalSeconds: 1,
      delaySeconds: 0,
      latenessSeconds: 60,
      overlapSeconds: 30,
      retentionDays: 1,
      scopes: ['log.read'],
      toActivities: row => [{ vendorAction: 'login', outcome: 'SUCCESS', actor: { id: row.who } }],
    }),
  ],
  vocabulary: { login: ['user.login', 3002, 1] },
  inventory: {
    accounts: [
      defineListing({
        name: 'users',
        row: z.looseObject({ id: z.string(), email: z.string(), name: z.string() }),
        request: () => ({ path: '/users' }),
        rows: '',
        page: { style: 'none' },
        scopes: ['log.read'],
        toAccount: row => ({ externalId: row.id, email: row.email, displayName: row.name, status: 'ACTIVE' }),
      }),
    ],
  },
  reads: { settings: { request: () => ({ path: '/settings' }), scope: 'settings.read' } },
  checks: [
    defineCheck({
      name: 'mfa',
      title: 'A second factor is asked for',
      description: 'Passwords leak.',
      severity: 'HIGH',
      category: 'mfa',
      points: 5,
      reads: ['settings'],
      remediation: 'Switch it on.',
      judge: ({ settings }) => ({
        status: (settings as { mfa: boolean }).mfa ? 'PASS' : 'FAIL',
        message: 'Looked.',
        subjects: [{ name: 'ann', passed: false, account: 'u1' }],
      }),
    }),
  ],
  actions: [
    defineAction({
      name: 'suspend',
      title: 'Suspend',
      description: 'Suspends the user.',
      target: 'ACCOUNT',
      effect: 'REVERSIBLE',
      scope: 'users.write',
      input: z.object({ note: z.string().optional() }),
      request: ({ target }) => ({ method: 'POST', path: `/users/${target.externalId}/suspend` }),
      confirm: { request: ({ target }) => ({ path: `/users/${target.externalId}` }), judge: suspended(true) },
      undo: {
        request: ({ target }) => ({ method: 'POST', path: `/users/${target.externalId}/unsuspend` }),
        judge: suspended(false),
      },
    }),
  ],
})
