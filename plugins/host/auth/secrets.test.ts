import { inspect } from 'node:util'
import type { AuthScheme } from '@casbah/sdk'
import type { ReadyConnector } from '../connector-registry.ts'
import { createHost } from '../host.ts'
import type { Log } from '../log.ts'
import { FakeTokenEndpoint, KEY } from '../testing/fake-token-endpoint.ts'
import { startFakeVendor } from '../testing/fake-vendor.ts'
import { MemoryStore } from '../testing/memory-store.ts'
import { app, ready, testConnector, until } from '../testing/test-connector.ts'
import { FakeClock } from '../testing/fake-clock.ts'

/** A vendor that repeats in its refusals whatever it is sent; nothing of it may be seen anywhere. */
const CREDENTIALS: Record<string, string> = {
  id: 'client-1',
  secret: 'client-secret/1+x=',
  key: KEY.privateKey,
  refresh: 'refresh-secret-0',
  password: 'pass "word" 1',
  external: 'external-secret-1',
}
const tokenUrl = 'https://{org}.vendor.test/token'
const client = { by: 'basic' as const, id: '{id}', secret: '{secret}' }

const SCHEMES: [string, AuthScheme][] = [
  ['header', { type: 'header', header: 'X-Key', value: 'k {secret}', more: { 'X-Other': '{external}' } }],
  ['basic', { type: 'basic', username: '{id}', password: '{password}' }],
  [
    'host',
    { type: 'byHost', hosts: { '{org}.vendor.test': { type: 'basic', username: '{id}', password: '{password}' } } },
  ],
  ['client credentials', { type: 'clientCredentials', client, tokenUrl }],
  ['client credentials in the form', { type: 'clientCredentials', client: { ...client, by: 'form' }, tokenUrl }],
  [
    'private key',
    { type: 'clientCredentials', client: { by: 'privateKeyJwt', id: '{id}', privateKey: '{key}' }, tokenUrl },
  ],
  ['refresh token', { type: 'refreshToken', client, refreshToken: '{refresh}', tokenUrl }],
  ['authorization code', { type: 'authorizationCode', client, authorizeUrl: 'https://login.vendor.test/', tokenUrl }],
  ['assertion as grant', { type: 'jwtBearer', privateKey: '{key}', issuer: '{id}', audience: 'x', tokenUrl }],
  ['assertion for a token', { type: 'jwtExchange', privateKey: '{key}', issuer: '{id}', tokenUrl }],
]

describe('no secret is seen anywhere', () => {
  it.each(SCHEMES)('by %s', async (_, scheme) => {
    const seen: string[] = []
    const see = (...what: unknown[]) => void seen.push(inspect(what, { depth: 12, maxStringLength: null }))
    const log: Log = { info: see, warn: see, error: see }
    const clock = new FakeClock()
    const endpoint = new FakeTokenEndpoint(() => clock.now())
    let refuses = true
    const vendor = await startFakeVendor(async (url, _count, _method, sent) => {
      const echo = {
        error: 'invalid_grant',
        error_description: `${sent.body} ${JSON.stringify(sent.headers)}`.slice(0, 290),
      }
      if (url.pathname === '/token') return refuses ? { status: 400, body: echo } : endpoint.answer(url, sent)
      return {
        status: url.pathname === '/v1/me' ? 401 : 403,
        body: { message: JSON.stringify(sent.headers).slice(0, 290) },
      }
    })
    const connector = ready(testConnector())
    const fields = Object.keys(CREDENTIALS).map(name => ({ name, title: name, secret: name !== 'id' }))
    connector.description.card.auth = [{ name: 'token', title: '', instructions: '', fields, scheme }]
    const toPlugin: ReadyConnector['runner'] = {
      ask: (kind, message) => {
        see('to the plugin', kind, message)
        return connector.runner.ask(kind, message)
      },
      sandbox: () => null,
      rest: async () => undefined,
      close: async () => undefined,
    }
    const store = new MemoryStore()
    const host = createHost({
      connectors: [{ ...connector, runner: toPlugin }],
      store,
      routes: vendor.routes,
      clock,
      log,
      random: () => 0,
    })
    const given = app({ credentials: CREDENTIALS })
    const verifier = 'verifier-secret-1'
    const code = 'code-secret-1'
    const wrong = async (work: Promise<unknown>) =>
      see(
        await work.then(
          () => null,
          (error: unknown) => error,
        ),
      )
    try {
      for (const refusing of [true, false]) {
        refuses = refusing
        await wrong(host.tryOut(given))
        await wrong(host.probe(given))
        await wrong(host.redeem(given, { code, verifier, redirectUri: 'https://casbah.example/connect/callback' }))
        if (scheme.type === 'authorizationCode' && !refusing)
          store.sessions.set(
            'app-1',
            JSON.stringify({
              accessToken: 'access-secret-kept',
              obtainedAt: 0,
              expiresAt: 0,
              refreshToken: 'refresh-secret-0',
              refreshExpiresAt: null,
              scopes: null,
            }),
          )
        await wrong(host.inventory(given))
        await wrong(host.checkScopes(given, ['log']))
        see(await host.assess(given))
        await wrong(host.act(given, { action: 'suspend', target: { externalId: '1' } }))
        const note = `${CREDENTIALS.secret} ${CREDENTIALS.password}`
        see(
          await host.act(given, { action: 'suspend', target: { externalId: '1' }, parameters: { note }, dryRun: true }),
        )
      }
      await host.start(given)
      await until(() => store.states.some(({ state }) => state === 'FAILED'))
      see(store.states, store.commits)
    } finally {
      await host.close()
      await vendor.close()
    }
    const tokens = [...endpoint.valid, ...endpoint.asked.map((_one, n) => `refresh-secret-${n}`)]
    const assertions = vendor.requests.flatMap(({ body, headers }) => {
      const form = new URLSearchParams(body)
      return [form.get('client_assertion'), form.get('assertion'), headers.authorization?.split(' ')[1]]
    })
    const { id: _id, ...secrets } = CREDENTIALS
    const planted = [...Object.values(secrets), ...tokens, ...assertions, code, verifier, 'access-secret-kept']
    // The note of the dry run goes to the plugin as the caller gave it: it is his text, not a credential of the host's.
    const text = seen.filter(one => !one.includes("'to the plugin'") || !one.includes('note')).join('\n')
    expect(text.length).toBeGreaterThan(1_000)
    for (const secret of planted) if (secret) expect(text).not.toContain(secret)
    // A piece of a key is a secret, too.
    expect(text).not.toContain(KEY.privateKey.split('\n')[3])
  })
})
