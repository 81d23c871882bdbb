import { generateKeyPairSync } from 'node:crypto'
import { createHost, freshSecret, loadConnectors, type Clock, type Host, type HostedApp } from '@casbah/host'
import { MemoryStore } from '@casbah/host/testing'
import { sharedFolder, validateBy } from '../conformance/index.ts'
import { startReplayServer, type ReplayServer } from '../replay/server.ts'
import type { Vendor } from '../replay/vendor.ts'
import { createAws } from './aws.ts'
import { createGithub } from './github.ts'
import { createNetDocuments } from './netdocuments.ts'
import { createOkta } from './okta.ts'
import { createZendesk } from './zendesk.ts'
import { MONDAY, person } from './testing.ts'

/** The built-in connectors sign in to the emulated vendors in the way that each prefers, through the real host. */

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const READING = ['okta.logs.read', 'okta.users.read', 'okta.groups.read', 'okta.roles.read']
const ZENDESK_SCOPES = 'auditlogs:read users:read security:read apps:read read write'
const HOUR = 3_600_000

class TestClock implements Clock {
  time = MONDAY
  now = () => this.time
  sleep = async (ms: number) => void (this.time += Math.max(0, ms))
}

interface Kind {
  slug: string
  authKind: string
  credentials: Record<string, string>
  vendor(now: () => number): Vendor
  /** What the token is fetched by, as the replay server logs it. */
  fetches: string
}

const people = () => [person('ada', { isAdmin: true }), person('bob', { mfa: false })]
const accessKey = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: 'secret/with+signs' }
const role = { roleArn: 'arn:aws:iam::123456789012:role/casbah', externalId: 'external-id-0123456789' }

const okta: Kind = {
  slug: 'okta',
  authKind: 'service-app',
  credentials: { clientId: '0oa1casbah', privateKey, keyId: 'key-1' },
  vendor: now =>
    createOkta({
      domain: 'acme.okta.com',
      token: 'unused',
      serviceApp: { clientId: '0oa1casbah', publicKey, scopes: [...READING, 'okta.users.manage'] },
      now,
      accounts: people().map(account => ({ ...account, login: account.email })),
    }),
  fetches: 'POST acme.okta.com/oauth2/v1/token',
}
const github: Kind = {
  slug: 'github',
  authKind: 'app',
  credentials: { appId: '4711', installationId: '815', privateKey },
  vendor: now =>
    createGithub({
      org: 'acme',
      token: 'unused',
      app: {
        appId: '4711',
        installationId: '815',
        publicKey,
        permissions: {
          members: 'read',
          organization_administration: 'read',
          organization_hooks: 'read',
          organization_personal_access_tokens: 'read',
        },
      },
      now,
      accounts: people(),
    }),
  fetches: 'POST api.github.com/app/installations/815/access_tokens',
}
const aws: Kind = {
  slug: 'aws',
  authKind: 'role',
  credentials: { ...accessKey, ...role },
  vendor: now =>
    createAws({
      accountId: '123456789012',
      ...accessKey,
      role,
      regions: ['us-east-1'],
      now,
      accounts: people(),
      settings: { roles: [] },
    }),
  fetches: 'POST sts.amazonaws.com/',
}
const netdocuments: Kind = {
  slug: 'netdocuments',
  authKind: 'service-account',
  credentials: { clientId: 'AP-CASBAH01', clientSecret: 'secret/with+signs' },
  vendor: now =>
    createNetDocuments({
      domain: 'vault.netvoyage.com',
      repository: 'CA-ACME0001',
      clientId: 'AP-CASBAH01',
      clientSecret: 'secret/with+signs',
      scopes: ['read', 'admin'],
      now,
      accounts: people(),
    }),
  fetches: 'POST api.vault.netvoyage.com/v1/OAuth',
}

const zendesk: Kind = {
  slug: 'zendesk',
  authKind: 'consent',
  credentials: { clientId: 'casbah', clientSecret: 'secret/with+signs' },
  vendor: now =>
    createZendesk({
      subdomain: 'acme',
      email: 'ada@acme.example',
      accessToken: 'unused',
      client: { id: 'casbah', secret: 'secret/with+signs', scopes: ZENDESK_SCOPES.split(' ') },
      now,
      accounts: people().map((account, index) => ({ ...account, id: String(101 + index) })),
    }),
  fetches: 'POST acme.zendesk.com/oauth/tokens',
}

async function through(
  { slug, authKind, credentials, vendor: make }: Kind,
  work: (parts: {
    host: Host
    app: HostedApp
    clock: TestClock
    replay: ReplayServer
    store: MemoryStore
  }) => Promise<void>,
): Promise<void> {
  const clock = new TestClock()
  const vendor = make(clock.now)
  const validate = validateBy([slug], sharedFolder())
  if (!validate) process.stderr.write(`NOT RUN: ${slug} was not judged by its description, which is absent.\n`)
  const replay = await startReplayServer({ vendors: [vendor], ...(validate && { validate }) })
  const connectors = await loadConnectors([new URL(`../../../connectors/${slug}`, import.meta.url).pathname])
  const store = new MemoryStore()
  const host = createHost({ connectors, store, routes: replay.routes, clock, random: () => 0 })
  const app: HostedApp = {
    id: 'app-1',
    tenant: 'acme',
    connector: slug,
    config: vendor.config,
    authKind,
    credentials,
    connectedAt: MONDAY,
    backfillSince: null,
    epoch: 1,
  }
  try {
    await work({ host, app, clock, replay, store })
    // Okta describes its token endpoint elsewhere.
    expect(replay.violations.filter(violation => !violation.includes('/oauth2/v1/token'))).toEqual([])
  } finally {
    await host.close()
    await replay.close()
  }
}

const fetched = ({ requests }: ReplayServer, { fetches }: Kind) =>
  requests.filter(({ method, host, path }) => `${method} ${host}${path}` === fetches)

describe.each([okta, github, aws, netdocuments])('$slug by $authKind', kind => {
  it('signs in, lists accounts, renews after an hour, and tells its rights', () =>
    through(kind, async ({ host, app, clock, replay, store }) => {
      expect(await host.tryOut(app)).toEqual({ session: null, credentialsEnd: null })
      const accounts = async () => {
        expect(await host.inventory(app)).toBe(true)
        return [...store.accounts.values()]
      }
      expect((await accounts()).length).toBe(2)
      const before = fetched(replay, kind).length
      await accounts()
      expect(fetched(replay, kind)).toHaveLength(before)
      clock.time += 2 * HOUR
      expect((await accounts()).length).toBe(2)
      expect(fetched(replay, kind).length).toBeGreaterThan(before)
      const connectors = await loadConnectors([new URL(`../../../connectors/${kind.slug}`, import.meta.url).pathname])
      const [connector] = connectors
      const scopes = connector?.state === 'READY' ? connector.description.card.scopes : []
      expect(scopes.every(({ remedy }) => remedy)).toBe(true)
      const wanted = scopes.map(({ scope }) => scope)
      const told = await host.checkScopes(app, wanted)
      expect(told.map(({ scope }) => scope)).toEqual(wanted)
      // What neither a list nor a probe tells is not known.
      const known = told.filter((_, index) => scopes[index]!.probed || kind.slug === 'okta')
      expect(known.map(({ granted }) => granted)).toEqual(known.map(() => true))
      expect(told.filter(({ granted }) => granted === false)).toEqual([])
    }))

  it('says what to do when the credentials are wrong', () =>
    through(kind, async ({ host, app }) => {
      const wrong = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      })
      const credentials = {
        ...app.credentials,
        privateKey: wrong.privateKey,
        externalId: 'guessed-external-id',
        clientSecret: 'guessed-client-secret',
      }
      const refused = await host.tryOut({ ...app, credentials }).catch((error: unknown) => error)
      expect(refused).toMatchObject({ problem: { code: 'AUTH_FAILED' } })
      const { privateKey: key, externalId, clientSecret, secretAccessKey = key } = { ...credentials }
      for (const secret of [key, externalId, clientSecret, secretAccessKey])
        expect(String(refused)).not.toContain(secret)
    }))
})

describe('consent', () => {
  it('to NetDocuments is given once, and its refresh token outlives tokens that were idle', () =>
    through({ ...netdocuments, authKind: 'consent' }, async ({ host, app, clock, replay, store }) => {
      const redirectUri = 'https://casbah.example/consent'
      const [state, verifier] = [freshSecret(), freshSecret()]
      const address = new URL(await host.consentAddress(app, { redirectUri, state, verifier }))
      expect(address.origin + address.pathname).toBe('https://vault.netvoyage.com/neWeb2/OAuth.aspx')
      expect(Object.fromEntries(address.searchParams)).toMatchObject({
        scope: 'read admin',
        state,
        redirect_uri: redirectUri,
      })
      const session = await host.redeem(app, { code: 'code-1', verifier, redirectUri })
      await store.saveSession({ app: app.id, tenant: app.tenant, epoch: app.epoch, session, replaces: null })
      expect(await host.inventory(app)).toBe(true)
      const before = fetched(replay, netdocuments).length
      clock.time += 2 * HOUR
      expect(await host.inventory(app)).toBe(true)
      expect(fetched(replay, netdocuments)).toHaveLength(before + 1)
      expect(store.accounts.size).toBe(2)
    }))

  it('to Zendesk is given once, its token lasts, and its scopes are told', () =>
    through(zendesk, async ({ host, app, clock, replay, store }) => {
      const redirectUri = 'https://casbah.example/consent'
      const [state, verifier] = [freshSecret(), freshSecret()]
      const address = new URL(await host.consentAddress(app, { redirectUri, state, verifier }))
      expect(address.origin + address.pathname).toBe('https://acme.zendesk.com/oauth/authorizations/new')
      expect(address.searchParams.get('scope')).toBe(ZENDESK_SCOPES)
      const session = await host.redeem(app, { code: 'code-1', verifier, redirectUri })
      await store.saveSession({ app: app.id, tenant: app.tenant, epoch: app.epoch, session, replaces: null })
      clock.time += 400 * 24 * HOUR
      expect(await host.inventory(app)).toBe(true)
      expect(fetched(replay, zendesk)).toHaveLength(1)
      expect(store.accounts.size).toBe(2)
      // `read` includes the smaller ones.
      expect(await host.checkScopes(app, ['auditlogs:read', 'users:read', 'read'])).toEqual(
        ['auditlogs:read', 'users:read', 'read'].map(scope => ({ scope, granted: true })),
      )
    }))
})

describe('rights that were not granted', () => {
  it('of an Okta service app are told one by one, and an action asks for its own alone', () =>
    through(okta, async ({ host, app }) => {
      expect(await host.checkScopes(app, ['okta.logs.read', 'okta.policies.read', 'okta.users.manage'])).toEqual([
        { scope: 'okta.logs.read', granted: true },
        { scope: 'okta.policies.read', granted: false },
        { scope: 'okta.users.manage', granted: true },
      ])
      const target = { externalId: 'bob' }
      expect(await host.act(app, { action: 'suspend-user', target })).toMatchObject({ confirmation: { done: true } })
      const results = await host.assess(app)
      expect(results.find(({ check }) => check === 'password-length')).toMatchObject({
        status: 'CANNOT_TELL',
        message: expect.stringContaining('okta.policies.read') as string,
      })
    }))

  it('of an Okta service app are told though the probe’s own is missing', () => {
    const without = (now: () => number) =>
      createOkta({
        domain: 'acme.okta.com',
        token: 'unused',
        serviceApp: { clientId: '0oa1casbah', publicKey, scopes: ['okta.users.read'] },
        now,
        accounts: people(),
      })
    return through({ ...okta, vendor: without }, async ({ host, app }) =>
      expect(await host.checkScopes(app, ['okta.logs.read', 'okta.users.read'])).toEqual([
        { scope: 'okta.logs.read', granted: false },
        { scope: 'okta.users.read', granted: true },
      ]),
    )
  })

  it('of a GitHub App are shown by the probes', () =>
    through(
      {
        ...github,
        vendor: now =>
          createGithub({
            org: 'acme',
            token: 'unused',
            app: {
              appId: '4711',
              installationId: '815',
              publicKey,
              permissions: { organization_administration: 'read' },
            },
            now,
            accounts: people(),
          }),
      },
      async ({ host, app }) =>
        expect(await host.checkScopes(app, ['read:audit_log', 'read:org', 'repo'])).toEqual([
          { scope: 'read:audit_log', granted: true },
          { scope: 'read:org', granted: false },
          { scope: 'repo', granted: null },
        ]),
    ))

  it('of an AWS key without its role are refused', () =>
    through({ ...aws, authKind: 'access-key', credentials: accessKey }, async ({ host, app }) =>
      expect(await host.checkScopes(app, ['cloudtrail:LookupEvents', 'iam:ListUsers'])).toEqual([
        { scope: 'cloudtrail:LookupEvents', granted: false },
        { scope: 'iam:ListUsers', granted: false },
      ]),
    ))
})
