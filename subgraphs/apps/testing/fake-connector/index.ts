import { at, defineAction, defineCheck, defineConnector, defineListing, defineStream } from '@casbah/sdk'
import { z } from 'zod'

const suspended = (wanted: boolean) => (answer: { body: unknown }) => ({
  done: (answer.body as { suspended?: boolean }).suspended === wanted,
  result: `The vendor shows suspended: ${String((answer.body as { suspended?: boolean }).suspended)}.`,
})

const document = z.looseObject({
  id: z.string(),
  name: z.string(),
  owner: z.string().optional(),
  sharing: z.array(z.string()),
  at: z.string(),
})

const sharingIn = (found: { body: unknown } | undefined) => (at(found?.body, 'sharing') ?? []) as string[]
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
    groups: [
      defineListing({
        name: 'groups',
        row: z.object({ id: z.string(), name: z.string(), members: z.array(z.string()) }),
        request: () => ({ path: '/groups' }),
        rows: '',
        page: { style: 'none' },
        scopes: ['log.read'],
        toGroup: ({ id, name, members }) => ({ externalId: id, name, members }),
      }),
    ],
    domains: [
      defineListing({
        name: 'domains',
        row: z.string(),
        request: () => ({ path: '/domains' }),
        rows: '',
        page: { style: 'none' },
        scopes: ['log.read'],
        toDomain: name => name,
      }),
    ],
    resources: [
      defineListing<z.infer<typeof document>>({
        name: 'documents',
        row: document,
        request: ({ cursor }) => ({ path: '/documents', query: { after: cursor } }),
        rows: 'rows',
        page: { style: 'bodyCursor', field: 'next' },
        scopes: ['log.read'],
        toResource: ({ id, name, owner, sharing, at }) => ({
          externalId: id,
          kind: 'FILE',
          name,
          owner,
          modifiedAt: at,
          access: sharing.map(one =>
            one === 'link' ? { to: 'link' as const } : { to: 'user' as const, name: one, role: 'READ' as const },
          ),
        }),
        one: ({ externalId }) => ({ path: `/documents/${externalId}` }),
      }),
    ],
    grants: [
      defineListing({
        name: 'grants',
        each: 'users',
        row: z.object({ id: z.string(), app: z.string(), rights: z.array(z.string()) }),
        request: ({ parent }) => ({ path: `/grants/${parent?.externalId}` }),
        rows: '',
        page: { style: 'none' },
        scopes: ['log.read'],
        toGrant: ({ id, app, rights }, parent) => ({
          externalId: id,
          clientId: app,
          clientName: app,
          account: parent?.externalId,
          scopes: rights,
          risk: rights.includes('write') ? 'HIGH' : 'LOW',
        }),
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
    defineAction({
      name: 'close-document',
      title: 'Close document',
      description: 'Takes back every grant of access to a document.',
      target: 'RESOURCE',
      kinds: ['FILE'],
      effect: 'REVERSIBLE',
      scope: 'documents.write',
      input: z.object({}),
      lookup: ({ target }) => ({ path: `/documents/${target.externalId}` }),
      request: ({ target, found }) =>
        sharingIn(found).map(who => ({ method: 'DELETE', path: `/documents/${target.externalId}/${who}` })),
      answers: [404],
      secrets: ['key'],
      remember: ({ found }) => ({ sharing: sharingIn(found), key: at(found?.body, 'key') }),
      confirm: {
        request: ({ target }) => ({ path: `/documents/${target.externalId}` }),
        judge: ({ body }) => ({
          done: sharingIn({ body }).length === 0,
          result: `Shared with ${sharingIn({ body }).length}.`,
        }),
      },
      undo: {
        request: ({ target, remembered }) =>
          sharingIn({ body: remembered }).map(who => ({
            method: 'PUT',
            path: `/documents/${target.externalId}/${who}`,
          })),
      },
    }),
    defineAction({
      name: 'revoke-grant',
      title: 'Revoke grant',
      description: 'Shuts a third-party app out.',
      target: 'GRANT',
      effect: 'DESTRUCTIVE',
      scope: 'grants.write',
      input: z.object({}),
      request: ({ target }) => ({
        method: 'DELETE',
        path: `/grants/${target.account?.externalId}/${target.externalId}`,
      }),
    }),
    defineAction({
      name: 'require-mfa',
      title: 'Require a second factor',
      description: 'Demands it of everybody.',
      target: 'APP',
      effect: 'DISRUPTIVE',
      scope: 'settings.write',
      input: z.object({}),
      request: () => ({ method: 'PUT', path: '/settings', json: { mfa: true } }),
    }),
  ],
})
