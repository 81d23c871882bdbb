import type { AuthScheme, CredentialExpiry } from '@casbah/sdk'
import { Client } from '../client.ts'
import { describeConnector } from '../describe.ts'
import { Http } from '../http.ts'
import type { HostedApp, Session } from '../ports.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeTokenEndpoint, KEY } from '../testing/fake-token-endpoint.ts'
import { startFakeVendor, type Answer, type FakeVendor } from '../testing/fake-vendor.ts'
import { MemoryStore } from '../testing/memory-store.ts'
import { app, testConnector } from '../testing/test-connector.ts'
import { storedSession } from './session.ts'

const HOUR = 3_600_000
const { signal } = new AbortController()
const tokenUrl = 'https://{org}.vendor.test/token'
const CREDENTIALS = {
  id: 'client-1',
  secret: 'client-secret/1+x',
  key: KEY.privateKey,
  refresh: 'refresh-secret-0',
  user: 'ann',
  password: 'pass-word-1',
  installation: '77',
  role: 'arn:aws:iam::123456789012:role/casbah',
  external: 'external-1',
}
const basic = { by: 'basic' as const, id: '{id}', secret: '{secret}' }

interface World {
  clock: FakeClock
  vendor: FakeVendor
  endpoint: FakeTokenEndpoint
  store: MemoryStore
  ends: (number | null)[]
  client: Client
  open(changes?: Partial<HostedApp>): Client
  ask(subject?: string, scopes?: string[], write?: boolean): Promise<{ status: number }>
  /** Requests beside those for tokens. */
  asked(): FakeVendor['requests']
}

async function inWorld(
  scheme: AuthScheme,
  work: (world: World) => Promise<void>,
  {
    expiry,
    answer,
  }: { expiry?: CredentialExpiry; answer?: (url: URL, count: number) => Answer | null | Promise<null> } = {},
): Promise<void> {
  const clock = new FakeClock()
  const endpoint = new FakeTokenEndpoint(() => clock.now())
  const vendor = await startFakeVendor(async (url, count, _method, sent) => {
    const special = await answer?.(url, count)
    if (special) return special
    if (url.pathname.startsWith('/token')) return endpoint.answer(url, sent)
    if (!('tokenUrl' in scheme) || endpoint.admits(sent.headers)) return { body: { ok: true } }
    return { status: 401, body: { message: `bad token ${sent.headers.authorization}` } }
  })
  const http = new Http({
    clock,
    routes: new Map([...vendor.routes, ['*.amazonaws.com', vendor.routes.get('*.vendor.test')!]]),
  })
  const fields = Object.keys(CREDENTIALS).map(name => ({ name, title: name, secret: name !== 'id' }))
  const { card } = describeConnector(testConnector())
  const access = {
    ...card,
    hosts: [...card.hosts, '*.amazonaws.com'],
    auth: [{ name: 'token', title: '', instructions: '', fields, scheme, ...(expiry && { expiry }) }],
  }
  const store = new MemoryStore()
  const ends: (number | null)[] = []
  const open = (changes: Partial<HostedApp> = {}) => {
    const given = app({ credentials: CREDENTIALS, ...changes })
    return new Client(
      { card: access, app: given },
      {
        http,
        clock,
        random: () => 0,
        crashPoint: () => undefined,
        sessions: storedSession(store, given),
        onExpiry: at => ends.push(at),
      },
    )
  }
  const client = open()
  const world: World = {
    clock,
    vendor,
    endpoint,
    store,
    ends,
    client,
    open,
    ask: (subject, scopes, write = false) => {
      const sign = { service: 'iam', region: 'us-east-1' }
      return client.ask({ path: '/x', sign, ...(subject && { subject }) }, { signal, write, ...(scopes && { scopes }) })
    },
    asked: () => vendor.requests.filter(({ url }) => !url.pathname.startsWith('/token') && url.pathname !== '/'),
  }
  try {
    await work(world)
  } finally {
    await client.settle()
    await http.close()
    await vendor.close()
  }
}

const BY_HOST = (host: string): AuthScheme => ({
  type: 'byHost',
  hosts: {
    [host]: { type: 'basic', username: '{user}', password: '{password}' },
    'elsewhere.vendor.test': { type: 'header', header: 'authorization', value: 'Bearer {secret}' },
  },
})

describe('credentials that are fixed', () => {
  it.each<[string, AuthScheme, Record<string, string>]>([
    [
      'headers',
      { type: 'header', header: 'X-Key', value: 'k {secret}', more: { 'X-App': '{id}' } },
      { 'x-key': 'k client-secret/1+x', 'x-app': 'client-1' },
    ],
    [
      'basic',
      { type: 'basic', username: '{user}', password: '{password}' },
      { authorization: `Basic ${btoa('ann:pass-word-1')}` },
    ],
    ['by host', BY_HOST('{org}.vendor.test'), { authorization: `Basic ${btoa('ann:pass-word-1')}` }],
  ])('%s', (_, scheme, headers) =>
    inWorld(scheme, async ({ ask, vendor, client }) => {
      await ask()
      expect(vendor.requests[0]?.headers).toMatchObject(headers)
      const shown = client.show({ path: '/x' })
      for (const name of Object.keys(headers)) expect(shown.headers[name]).toBe('[secret]')
    }),
  )

  it('go to no host but their own', () =>
    inWorld(BY_HOST('other.vendor.test'), async ({ ask, vendor }) => {
      await expect(ask()).rejects.toMatchObject({ problem: { code: 'BAD_CONFIG' } })
      expect(vendor.requests).toEqual([])
    }))
})

const KINDS: [string, AuthScheme, object][] = [
  [
    'client credentials, secret in the header',
    {
      type: 'clientCredentials',
      client: basic,
      tokenUrl,
      scopes: ['a', 'b'],
      parameters: { audience: 'https://{org}' },
    },
    {
      form: { grant_type: 'client_credentials', scope: 'a b', audience: 'https://acme' },
      authorization: `Basic ${btoa('client-1:client-secret%2F1%2Bx')}`,
    },
  ],
  [
    'client credentials, secret in the header as it is',
    { type: 'clientCredentials', client: { ...basic, id: '{id}|{org}', asIs: true }, tokenUrl },
    { form: { grant_type: 'client_credentials' }, authorization: `Basic ${btoa('client-1|acme:client-secret/1+x')}` },
  ],
  [
    'client credentials, secret in the form',
    { type: 'clientCredentials', client: { ...basic, by: 'form' }, tokenUrl, scopes: ['a', 'b'], scopeSeparator: ',' },
    { form: { client_id: 'client-1', client_secret: 'client-secret/1+x', scope: 'a,b' }, authorization: null },
  ],
  [
    'client credentials, fields as JSON',
    { type: 'clientCredentials', client: { ...basic, asIs: true }, tokenUrl, body: 'json' },
    {
      form: { grant_type: 'client_credentials' },
      isJson: true,
      authorization: `Basic ${btoa('client-1:client-secret/1+x')}`,
    },
  ],
  [
    'client credentials, signed assertion',
    { type: 'clientCredentials', client: { by: 'privateKeyJwt', id: '{id}', privateKey: '{key}' }, tokenUrl },
    { claims: { iss: 'client-1', sub: 'client-1', aud: 'https://acme.vendor.test/token' } },
  ],
  [
    'refresh token',
    { type: 'refreshToken', client: { ...basic, by: 'form' }, refreshToken: '{refresh}', tokenUrl },
    { form: { grant_type: 'refresh_token', refresh_token: 'refresh-secret-0', client_id: 'client-1' } },
  ],
  [
    'assertion as grant',
    {
      type: 'jwtBearer',
      privateKey: '{key}',
      issuer: '{id}',
      subject: 'admin@{org}.example',
      audience: tokenUrl,
      claims: { org: '{org}' },
      scopes: ['a'],
      tokenUrl,
    },
    {
      form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', scope: 'a' },
      claims: {
        iss: 'client-1',
        sub: 'admin@acme.example',
        aud: 'https://acme.vendor.test/token',
        org: 'acme',
        scope: 'a',
      },
    },
  ],
  [
    'assertion for an access token',
    {
      type: 'jwtExchange',
      privateKey: '{key}',
      issuer: '{id}',
      assertionSeconds: 540,
      tokenUrl: 'https://{org}.vendor.test/token/{installation}/access',
    },
    { path: '/token/77/access', form: {}, claims: { iss: 'client-1' } },
  ],
]

describe('a token that is fetched', () => {
  it.each(KINDS)('by %s', (_, scheme, seen) =>
    inWorld(scheme, async ({ ask, endpoint, asked }) => {
      expect(await ask()).toMatchObject({ status: 200 })
      expect(endpoint.asked).toMatchObject([seen])
      expect(asked()[0]?.headers.authorization).toBe('Bearer access-secret-1')
    }),
  )

  it.each(KINDS)('by %s is kept, renewed before it ends, and fetched once for twenty at a time', (_, scheme) =>
    inWorld(scheme, async ({ ask, endpoint, clock }) => {
      await Promise.all(Array.from({ length: 20 }, () => ask()))
      expect(endpoint.asked).toHaveLength(1)
      clock.time += 0.7 * HOUR
      await ask()
      expect(endpoint.asked).toHaveLength(1)
      clock.time += 0.06 * HOUR
      await Promise.all(Array.from({ length: 20 }, () => ask()))
      expect(endpoint.asked).toHaveLength(2)
      clock.time += 2 * HOUR
      await ask()
      expect(endpoint.asked).toHaveLength(3)
    }),
  )

  it.each(KINDS)('by %s that is refused is fetched anew once, for reads and writes', (_, scheme) =>
    inWorld(scheme, async ({ ask, endpoint, asked }) => {
      await ask()
      endpoint.valid.clear()
      await Promise.all(Array.from({ length: 20 }, (_, n) => ask(undefined, undefined, n % 2 === 1)))
      expect(endpoint.asked).toHaveLength(2)
      expect(asked().length).toBeLessThanOrEqual(41)
      endpoint.more = { access_token: 'unknown-secret' }
      endpoint.valid.clear()
      await expect(ask()).rejects.toMatchObject({
        problem: { code: 'AUTH_FAILED', message: expect.not.stringContaining('unknown-secret') as string },
      })
      expect(endpoint.asked).toHaveLength(3)
    }),
  )

  it('is one for each set of rights and each person', () =>
    inWorld(
      { type: 'jwtBearer', privateKey: '{key}', issuer: '{id}', audience: 'x', scopes: 'needed', tokenUrl },
      async ({ ask, endpoint }) => {
        await ask('ann@acme.example', ['b', 'a'])
        await ask('ann@acme.example', ['a', 'b', 'a'])
        await ask('bob@acme.example', ['a', 'b'])
        await ask()
        expect(endpoint.asked.map(({ claims }) => [claims?.sub, claims?.scope])).toEqual([
          ['ann@acme.example', 'a b'],
          ['bob@acme.example', 'a b'],
          [undefined, 'log'],
        ])
      },
    ))

  it('is one for each host, where its rights are named by the host', () =>
    inWorld(
      { type: 'clientCredentials', client: basic, scopes: ['https://{host}/.default'], tokenUrl },
      async ({ ask, client, endpoint }) => {
        await ask()
        await client.ask({ url: 'https://iam.amazonaws.com/x' }, { signal })
        await ask()
        expect(endpoint.asked.map(({ form }) => form.scope)).toEqual([
          'https://acme.vendor.test/.default',
          'https://iam.amazonaws.com/.default',
        ])
        expect(await client.signIn.granted([], signal)).toBeNull()
      },
    ))

  it.each<[string, object, number]>([
    ['a number', { expires_in: 120 }, 120_000],
    ['a text', { expires_in: '120' }, 120_000],
    ['a time', { expires_in: '2026-01-10T00:02:00Z' }, 120_000],
    ['nothing', { expires_in: undefined }, 3_600_000],
  ])('ends as the answer says by %s', (_, more, ms) =>
    inWorld({ type: 'clientCredentials', client: basic, tokenUrl }, async ({ ask, endpoint, clock }) => {
      endpoint.more = more as Record<string, unknown>
      await ask()
      clock.time += ms * 0.74
      await ask()
      expect(endpoint.asked).toHaveLength(1)
      clock.time += ms * 0.02
      await ask()
      expect(endpoint.asked).toHaveLength(2)
    }),
  )

  it('lies and is carried where the scheme says', () =>
    inWorld(
      {
        type: 'clientCredentials',
        client: basic,
        tokenUrl,
        fields: { token: 'data.key' },
        header: { name: 'X-Token', value: 't={token}' },
      },
      async ({ client, endpoint, vendor }) => {
        endpoint.more = { data: { key: 'deep-secret' } }
        await client.ask({ path: '/x' }, { signal, answers: [401] })
        expect(vendor.requests.at(-1)?.headers['x-token']).toBe('t=deep-secret')
        expect(client.show({ path: '/x' }).headers['x-token']).toBe('[secret]')
      },
    ))

  it('is used on while its early renewal fails by the vendor’s trouble', () =>
    inWorld({ type: 'clientCredentials', client: basic, tokenUrl }, async ({ ask, endpoint, clock }) => {
      await ask()
      endpoint.refuse = { status: 503, body: '' }
      clock.time += 0.8 * HOUR
      expect(await ask()).toMatchObject({ status: 200 })
      const tries = endpoint.asked.length
      expect(await ask()).toMatchObject({ status: 200 })
      expect(endpoint.asked).toHaveLength(tries)
      clock.time += HOUR
      await expect(ask()).rejects.toMatchObject({ problem: { code: 'VENDOR_UNAVAILABLE' } })
      endpoint.refuse = null
      expect(await ask()).toMatchObject({ status: 200 })
    }))

  it('is not awaited by whoever has left', () =>
    inWorld({ type: 'clientCredentials', client: basic, tokenUrl }, async ({ client }) => {
      const leaving = new AbortController()
      const left = client.ask({ path: '/x' }, { signal: leaving.signal })
      const stays = client.ask({ path: '/x' }, { signal })
      leaving.abort(new Error('left'))
      await expect(left).rejects.toThrow('left')
      expect(await stays).toMatchObject({ status: 200 })
    }))

  it.each<[string, number, unknown, string, RegExp]>([
    ['an unknown client', 401, { error: 'invalid_client' }, 'AUTH_FAILED', /does not accept the client.*Compare/],
    ['a grant that has ended', 400, { error: 'invalid_grant' }, 'AUTH_FAILED', /revoked.*consent again/],
    ['a grant that is not allowed', 400, { error: 'unauthorized_client' }, 'AUTH_FAILED', /Allow the grant type/],
    ['a right', 400, { error: 'invalid_scope' }, 'FORBIDDEN', /does not give the client log.*Grant it/],
    ['for want of consent', 400, { error: 'consent_required' }, 'FORBIDDEN', /consent.* to log.*allow it/],
    ['with its own words', 403, { message: 'Locked: client-secret/1+x' }, 'AUTH_FAILED', /"Locked: \[secret\]"/],
    ['with 200', 200, { ok: false, error: 'invalid_grant' }, 'AUTH_FAILED', /no longer accepts/],
    ['without a token', 200, {}, 'BAD_ANSWER', /without a token/],
    ['as a page', 404, '<html>', 'BAD_CONFIG', /no token endpoint/],
    ['the request', 400, { error: 'invalid_request' }, 'BAD_CONFIG', /does not understand/],
  ])('that the vendor refuses: %s', (_, status, body, code, message) =>
    inWorld({ type: 'clientCredentials', client: basic, tokenUrl, scopes: 'needed' }, async ({ ask, endpoint }) => {
      endpoint.refuse = { status, body }
      await expect(ask()).rejects.toMatchObject({
        problem: { code, message: expect.stringMatching(message) as string },
      })
      expect(endpoint.asked).toHaveLength(1)
    }),
  )

  it.each<[string, string | undefined, object, string, RegExp]>([
    [
      'to act as one person',
      'ann@acme.example',
      { error: 'invalid_grant' },
      'FORBIDDEN',
      /not let Casbah act as ann@acme/,
    ],
    ['to act as whom the credentials name', undefined, { error: 'invalid_grant' }, 'AUTH_FAILED', /consent again/],
    [
      'a right that was not delegated',
      undefined,
      { error: 'unauthorized_client' },
      'FORBIDDEN',
      /the client log.*Grant it/,
    ],
  ])('whose assertion the vendor refuses: %s', (_, subject, body, code, message) =>
    inWorld(
      { type: 'jwtBearer', privateKey: '{key}', issuer: '{id}', audience: 'x', scopes: 'needed', tokenUrl },
      async ({ ask, endpoint }) => {
        endpoint.refuse = { status: 400, body }
        await expect(ask(subject)).rejects.toMatchObject({
          problem: { code, message: expect.stringMatching(message) as string },
        })
      },
    ),
  )

  it('goes to hosts of the card alone, and wants a key that is one', async () => {
    const elsewhere = 'https://evil.test/token'
    await inWorld({ type: 'clientCredentials', client: basic, tokenUrl: elsewhere }, async ({ ask, vendor }) => {
      await expect(ask()).rejects.toMatchObject({ problem: { code: 'BAD_CONFIG' } })
      expect(vendor.requests).toEqual([])
    })
    const noKey = { by: 'privateKeyJwt' as const, id: '{id}', privateKey: '{password}' }
    await inWorld({ type: 'clientCredentials', client: noKey, tokenUrl }, async ({ ask }) => {
      await expect(ask()).rejects.toMatchObject({
        problem: { code: 'BAD_CONFIG', message: expect.stringContaining('private key cannot be read') as string },
      })
    })
  })
})

const ROTATING: AuthScheme = {
  type: 'refreshToken',
  client: { by: 'none', id: '{id}' },
  refreshToken: '{refresh}',
  tokenUrl,
}
const kept = ({ store }: World) => JSON.parse(store.sessions.get('app-1') ?? 'null') as Session | null

describe('a refresh token that rotates', () => {
  it('is durable before the access token that came with it is used', () =>
    inWorld(ROTATING, async world => {
      const order: string[] = []
      world.store.onSession = ({ session }) => {
        order.push(`kept ${session.refreshToken}`)
        expect(world.asked()).toHaveLength(order.length - 1)
      }
      await world.ask()
      world.clock.time += HOUR
      await world.ask()
      expect(order).toEqual(['kept refresh-secret-1', 'kept refresh-secret-2'])
      expect(kept(world)).toMatchObject({ accessToken: 'access-secret-2', refreshToken: 'refresh-secret-2' })
    }))

  it('goes on from what was kept, without renewing what still holds', () =>
    inWorld(ROTATING, async world => {
      await world.ask()
      const next = world.open()
      await next.ask({ path: '/x' }, { signal })
      expect(world.endpoint.asked).toHaveLength(1)
      world.clock.time += HOUR
      await next.ask({ path: '/x' }, { signal })
      expect(world.endpoint.asked[1]?.form.refresh_token).toBe('refresh-secret-1')
      // The first one finds what the other has brought.
      await world.ask()
      expect(world.endpoint.asked).toHaveLength(2)
    }))

  it('that could not be kept is not used; the vendor’s grace or a new consent mends it', () =>
    inWorld(ROTATING, async world => {
      world.store.onSession = () => {
        throw new Error('the database is away')
      }
      await expect(world.ask()).rejects.toThrow('the database is away')
      expect(world.asked()).toEqual([])
      expect(kept(world)).toBeNull()
      world.store.onSession = () => undefined
      await expect(world.ask()).rejects.toMatchObject({
        problem: { code: 'AUTH_FAILED', message: expect.not.stringContaining('refresh-secret') as string },
      })
      world.endpoint.refreshToken = 'refresh-secret-0'
      expect(await world.ask()).toMatchObject({ status: 200 })
    }))

  it('is not kept by a host that has lost the app', () =>
    inWorld(ROTATING, async world => {
      world.store.onSession = () => {
        throw Object.assign(new Error('lost'), { code: 'LEASE_LOST' })
      }
      await expect(world.ask()).rejects.toMatchObject({ code: 'LEASE_LOST' })
      expect(world.asked()).toEqual([])
    }))

  it('that somebody else has spent meanwhile is looked up once more', () =>
    inWorld(ROTATING, async world => {
      await world.ask()
      world.clock.time += HOUR
      const session = kept(world) as Session
      const load = world.store.session.bind(world.store)
      let loads = 0
      world.store.session = async of => {
        if (++loads === 1) return load(of)
        return {
          ...session,
          accessToken: 'elsewhere',
          refreshToken: 'refresh-secret-9',
          expiresAt: world.clock.now() + HOUR,
        }
      }
      world.endpoint.refreshToken = 'refresh-secret-9'
      world.endpoint.valid.add('elsewhere')
      expect(await world.ask()).toMatchObject({ status: 200 })
      expect(world.asked().at(-1)?.headers.authorization).toBe('Bearer elsewhere')
    }))

  it('is spent under a lease alone', () =>
    inWorld(ROTATING, async world => {
      const guest = world.open({ epoch: 0 })
      await expect(guest.ask({ path: '/x' }, { signal })).rejects.toThrow('due to be renewed')
      await world.ask()
      expect(await guest.ask({ path: '/x' }, { signal })).toMatchObject({ status: 200 })
      expect(world.endpoint.asked).toHaveLength(1)
    }))

  it('is not given up while it is under way', async () => {
    const arrived = Promise.withResolvers<void>()
    const held = Promise.withResolvers<null>()
    const hold = (url: URL) => {
      if (url.pathname !== '/token') return null
      arrived.resolve()
      return held.promise
    }
    await inWorld(
      ROTATING,
      async world => {
        const leaving = new AbortController()
        const left = world.client.ask({ path: '/x' }, { signal: leaving.signal })
        await arrived.promise
        leaving.abort(new Error('left'))
        await expect(left).rejects.toThrow('left')
        const settled = world.client.settle()
        held.resolve(null)
        await settled
        expect(kept(world)?.refreshToken).toBe('refresh-secret-1')
        expect(await world.ask()).toMatchObject({ status: 200 })
        expect(world.endpoint.asked).toHaveLength(1)
      },
      { answer: hold },
    )
  })
})

const ROLE: AuthScheme = {
  type: 'sigv4',
  accessKeyId: '{id}',
  secretAccessKey: '{secret}',
  assumeRole: { roleArn: '{role}', externalId: '{external}', sessionSeconds: 900 },
}

describe('a role of AWS', () => {
  const sts = (world: () => World | null, code?: string) => (url: URL, count: number) => {
    if (url.host !== 'sts.amazonaws.com') return null
    if (code)
      return {
        status: 403,
        body: `<ErrorResponse><Error><Code>${code}</Code><Message>no ${CREDENTIALS.secret}</Message></Error></ErrorResponse>`,
      }
    const ends = new Date((world()?.clock.now() ?? 0) + 900_000).toISOString()
    return {
      body: `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA${count}</AccessKeyId><SecretAccessKey>role-secret-${count}</SecretAccessKey><SessionToken>role-token-${count}</SessionToken><Expiration>${ends}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    }
  }

  it('gives temporary credentials, kept and renewed before they end', () => {
    let here: World | null = null
    return inWorld(
      ROLE,
      async world => {
        here = world
        await Promise.all(Array.from({ length: 20 }, () => world.ask()))
        const asked = () => world.vendor.requests.filter(({ host }) => host === 'sts.amazonaws.com')
        expect(asked()).toHaveLength(1)
        expect(Object.fromEntries(new URLSearchParams(asked()[0]?.body))).toEqual({
          Action: 'AssumeRole',
          Version: '2011-06-15',
          RoleArn: CREDENTIALS.role,
          RoleSessionName: 'casbah',
          DurationSeconds: '900',
          ExternalId: 'external-1',
        })
        expect(asked()[0]?.headers.authorization).toContain('Credential=client-1/20260110/us-east-1/sts/aws4_request')
        const [first] = world.asked()
        expect(first?.headers['x-amz-security-token']).toBe('role-token-1')
        expect(first?.headers.authorization).toContain('Credential=ASIA1/')
        world.clock.time += 700_000
        await world.ask()
        expect(asked()).toHaveLength(2)
        expect(world.client.clean('role-secret-1 role-token-1')).toBe('[secret] [secret]')
      },
      { answer: sts(() => here) },
    )
  })

  it('that AWS ends early is assumed anew, and the request repeated', () => {
    let here: World | null = null
    const given = sts(() => here)
    let refused = 0
    return inWorld(
      ROLE,
      async world => {
        here = world
        expect(await world.ask(undefined, undefined, true)).toMatchObject({ status: 200 })
        expect(world.vendor.requests.map(({ host }) => host.split('.')[0])).toEqual(['sts', 'acme', 'sts', 'acme'])
        expect(world.asked()[1]?.headers['x-amz-security-token']).toBe('role-token-3')
      },
      { answer: (url, count) => given(url, count) ?? (refused++ === 0 ? { status: 401 } : null) },
    )
  })

  it.each([
    ['AccessDenied', 'AUTH_FAILED', /trust policy.*external ID/],
    ['InvalidClientTokenId', 'AUTH_FAILED', /refuses the access key/],
    ['RegionDisabledException', 'BAD_CONFIG', /STS switched off/],
  ])('that is refused by %s says what to do', (code, problem, message) =>
    inWorld(
      ROLE,
      async ({ ask }) => {
        const refused = await ask().catch((error: unknown) => error)
        expect(refused).toMatchObject({ problem: { code: problem, message: expect.stringMatching(message) as string } })
        expect(String(refused)).not.toContain(CREDENTIALS.secret)
      },
      { answer: sts(() => null, code) },
    ),
  )
})

describe('the end of credentials', () => {
  const now = new FakeClock().now()
  const fixed: AuthScheme = { type: 'header', header: 'authorization', value: 'k {secret}' }
  it.each<[string, CredentialExpiry, Partial<HostedApp>, (number | null)[]]>([
    ['is told by a header', { header: 'Key-Ends' }, {}, [Date.parse('2026-02-01T00:00:00Z')]],
    [
      'is told by the operator',
      { field: 'user' },
      { credentials: { ...CREDENTIALS, user: '2026-03-01' } },
      [Date.parse('2026-03-01')],
    ],
    [
      'follows from the day they were entered',
      { days: 90 },
      { credentialsSince: now - HOUR },
      [now - HOUR + 90 * 24 * HOUR],
    ],
    ['moves with their use', { idleDays: 30 }, {}, [now + 30 * 24 * HOUR]],
    ['is the first of several', { days: 1, idleDays: 30 }, { credentialsSince: now }, [now + 24 * HOUR]],
    ['is not known', { field: 'user' }, {}, []],
  ])('%s', (_, expiry, changes, ends) =>
    inWorld(
      fixed,
      async world => {
        const client = world.open(changes)
        for (let n = 0; n < 3; n++) await client.ask({ path: '/x' }, { signal })
        expect(world.ends).toEqual(ends)
      },
      {
        expiry,
        answer: () => ({ headers: { 'key-ends': '2026-02-01 00:00:00 UTC' }, body: {} }),
      },
    ),
  )

  it('is that of the refresh token, where the vendor tells', () =>
    inWorld(ROTATING, async ({ ask, endpoint, ends, clock }) => {
      endpoint.more = { refresh_token_expires_in: 86_400 }
      await ask()
      expect(ends).toEqual([clock.now() + 86_400_000])
    }))
})

describe('credentials that are swapped', () => {
  it('are used at once, also by what was refused with the old ones', () => {
    let here: World | null = null
    const swap = () => {
      const sessions = { load: async () => null, save: null }
      here?.client.swap(app({ credentials: { ...CREDENTIALS, secret: 'new-secret' } }), sessions)
      return { status: 401 }
    }
    return inWorld(
      { type: 'header', header: 'authorization', value: 'k {secret}' },
      async world => {
        here = world
        expect(await world.ask()).toMatchObject({ status: 200 })
        expect(world.vendor.requests.map(({ headers }) => headers.authorization)).toEqual([
          'k client-secret/1+x',
          'k new-secret',
        ])
        expect(world.client.clean('client-secret/1+x new-secret')).toBe('[secret] [secret]')
      },
      { answer: (_, count) => (count === 1 ? swap() : null) },
    )
  })
})
