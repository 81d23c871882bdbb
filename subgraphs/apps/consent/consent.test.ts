import { deriveKey, signCaller, type Caller } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { ALL_TENANT_SCOPES, createToken } from '../index.ts'
import { input, openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'

let world: AppsWorld
beforeAll(async () => {
  world = await openAppsWorld()
})
afterAll(() => world.close())

const sql = async <T = Record<string, string>>(text: string, values: unknown[] = []) =>
  (await world.apps.db.system.query(text, values)).rows as T[]

type Payload = {
  app: { id: string; state: string; version: number } | null
  consentUrl: string | null
  userErrors: { code: string; message: string; path: string[] | null }[]
}
const FIELDS = 'app { id state version } consentUrl userErrors { code message path }'
const connect = async (name: string, by: Caller, more: object = {}): Promise<Payload> => {
  const oauth = { authKind: 'oauth', credentials: { clientId: 'client-1', clientSecret: 'client-secret-1' }, ...more }
  const query = `mutation ($input: ConnectAppInput!) { connectApp(input: $input) { ${FIELDS} } }`
  const { data } = await world.ask<{ connectApp: Payload }>(query, { input: input(name, oauth) }, 'acme', by)
  return data.connectApp
}
const update = async (by: Caller, change: object): Promise<Payload> => {
  const query = `mutation ($input: UpdateAppInput!) { updateApp(input: $input) { ${FIELDS} } }`
  const { data } = await world.ask<{ updateApp: Payload }>(query, { input: change }, 'acme', by)
  return data.updateApp
}
const stateOf = async (id: string) =>
  (await sql('select state, version, problem from apps.app where id = $1', [id]))[0] as unknown as {
    state: string
    version: number
    problem: { code: string } | null
  }
/** The browser comes back; with a caller when it brings a token. */
const comeBack = async (url: URL, by?: Caller) =>
  world.apps.doors['/connect/callback']!({
    method: 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: by ? { 'x-casbah-caller': await signCaller(by, deriveKey(TEST_KEY, 'context')) } : {},
    body: new Uint8Array(),
  })
let made = 0
/** Somebody with a token of his own. */
const somebody = async (tenant = 'acme', scopes: readonly string[] = ALL_TENANT_SCOPES): Promise<Caller> => {
  const name = `token ${++made}`
  const expiresAt = new Date(Date.now() + 86_400_000)
  await createToken(world.apps.db, tenant, { name, scopes: [...scopes], expiresAt })
  const [row] = await sql('select id::text from apps.api_token where tenant = $1 and name = $2', [tenant, name])
  const actor = { kind: 'TOKEN' as const, id: row!.id!, name, email: null }
  return { tenant, scopes: [...scopes], actor, expiresAt: expiresAt.getTime() }
}

describe('an app that is signed in to by consent', () => {
  it('waits for it, then is read; renewals change nothing that reads', async () => {
    const by = await somebody()
    const connected = await connect('By consent', by)
    expect(connected).toMatchObject({ app: { state: 'AWAITING_CONSENT' }, userErrors: [] })
    const id = connected.app!.id
    const url = new URL(connected.consentUrl!)
    expect(`${url.origin}${url.pathname}`).toBe('https://login.fake.example/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: 'https://casbah.example/connect/callback',
      scope: 'log.read',
      access_type: 'offline',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await sql('select 1 from apps.app_lease where app = $1', [id])).toEqual([])

    world.vendor.rows = [{ id: 'e1', at: new Date(Date.now() - 5_000).toISOString(), who: 'u1' }]
    const page = await comeBack(world.vendor.consent(connected.consentUrl!))
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(page.body).toContain('By consent is signed in')
    await until(async () => (await stateOf(id)).state === 'HEALTHY')

    // The vendor ends the access token early: the next poll renews it, and the app's version stays.
    const { version } = await stateOf(id)
    const grants = world.vendor.tokenAsks.length
    world.vendor.tokens.clear()
    world.vendor.rows.push({ id: 'e2', at: new Date().toISOString(), who: 'u2' })
    await until(() => world.vendor.tokenAsks.length > grants)
    expect(world.vendor.tokenAsks.at(-1)).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-secret-1',
    })
    const collected = async () =>
      (await world.items('activity.collected')).flatMap(item => (item.type === 'activity' ? [item.vendorId] : []))
    await until(async () => (await collected()).includes('e2'))
    expect((await collected()).filter(one => one === 'e1' || one === 'e2').sort()).toEqual(['e1', 'e2'])
    expect(await stateOf(id)).toMatchObject({ state: 'HEALTHY', version })
  })

  it('asks again with the same idempotency key, and only the last address counts', async () => {
    const by = await somebody()
    const first = await connect('Asked twice', by, { idempotencyKey: 'k1' })
    const second = await connect('Asked twice', by, { idempotencyKey: 'k1' })
    expect(second.app!.id).toBe(first.app!.id)
    expect(second.consentUrl).not.toBe(first.consentUrl)
    expect((await comeBack(world.vendor.consent(first.consentUrl!))).status).toBe(404)
    expect((await comeBack(world.vendor.consent(second.consentUrl!))).status).toBe(200)
  })

  it('takes an answer once', async () => {
    const { consentUrl } = await connect('Once', await somebody())
    const back = world.vendor.consent(consentUrl!)
    expect((await comeBack(back)).status).toBe(200)
    const again = await comeBack(back)
    expect(again.status).toBe(404)
    expect(again.body).toContain('used already')
  })

  it.each<[string, number, string, (by: Caller, back: URL) => Promise<Caller | undefined | void>]>([
    [
      'that comes too late',
      410,
      'too late',
      async () => void (await sql(`update apps.consent set expires_at = now() - interval '1 second'`)),
    ],
    ['that another tenant brings', 403, 'somebody else', () => somebody('globex')],
    ['that somebody else of the tenant brings', 403, 'somebody else', () => somebody()],
    [
      'of whom the token was taken',
      403,
      'may no longer connect apps',
      async by => void (await sql('update apps.api_token set revoked_at = now() where id = $1', [by.actor.id])),
    ],
    [
      'of whom the right was taken',
      403,
      'may no longer connect apps',
      async by => void (await sql(`update apps.api_token set scopes = '["apps:read"]' where id = $1`, [by.actor.id])),
    ],
    [
      'in which the vendor says no',
      400,
      'access_denied: &#60;b&#62;No&#60;/b&#62; &#38; never',
      async (_by, back) => {
        back.searchParams.delete('code')
        back.searchParams.set('error', 'access_denied')
        back.searchParams.set('error_description', '<b>No</b> & never')
      },
    ],
    [
      'with a code that is not known',
      502,
      'no longer accepts',
      async (_by, back) => back.searchParams.set('code', 'x'),
    ],
    ['without a code', 400, 'holds no code', async (_by, back) => back.searchParams.delete('code')],
    ['with another state', 404, 'not awaited', async (_by, back) => back.searchParams.set('state', 'guessed')],
    ['without a state', 404, 'not awaited', async (_by, back) => back.searchParams.delete('state')],
  ])('refuses an answer %s, and the app waits on', async (what, status, sentence, spoil) => {
    const by = await somebody()
    const { app, consentUrl } = await connect(`Refused ${what}`, by)
    const back = world.vendor.consent(consentUrl!)
    const brings = (await spoil(by, back)) as Caller | undefined
    const page = await comeBack(back, brings)
    expect(page.status).toBe(status)
    expect(page.body).toContain(sentence)
    expect(page.body).not.toMatch(/<script|<b>|client-secret|refresh-secret|access-secret/)
    expect(await stateOf(app!.id)).toMatchObject({ state: 'AWAITING_CONSENT' })
    // A new address does.
    const again = await update(await somebody(), {
      id: app!.id,
      expectedVersion: app!.version,
      authKind: 'oauth',
    })
    expect((await comeBack(world.vendor.consent(again.consentUrl!))).status).toBe(200)
  })

  it('is taken with the token of whoever asked, too', async () => {
    const by = await somebody()
    const { consentUrl } = await connect('With token', by)
    expect((await comeBack(world.vendor.consent(consentUrl!), by)).status).toBe(200)
  })

  it('cannot be read, paused into reading or asked for by nobody before it', async () => {
    const { app } = await connect('Waits', await somebody())
    const { data } = await world.ask<{ syncApp: Payload }>(
      'mutation ($id: ID!) { syncApp(input: { id: $id }) { userErrors { code } } }',
      { id: app!.id },
    )
    expect(data.syncApp.userErrors).toMatchObject([{ code: 'CONFLICT' }])
    await world.ask('mutation ($id: ID!) { pauseApp(input: { id: $id }) { userErrors { code } } }', { id: app!.id })
    await world.ask('mutation ($id: ID!) { resumeApp(input: { id: $id }) { userErrors { code } } }', { id: app!.id })
    expect((await stateOf(app!.id)).state).toBe('AWAITING_CONSENT')
    const system = { ...(await somebody()), actor: { kind: 'SYSTEM' as const, id: null, name: 's', email: null } }
    expect((await connect('By nobody', system)).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await connect('Bad secret', await somebody(), { credentials: {} })).userErrors).toHaveLength(2)
  })

  it('is consented to again when the vendor ended it, and reads on', async () => {
    const by = await somebody()
    const { app, consentUrl } = await connect('Ended', by)
    await comeBack(world.vendor.consent(consentUrl!))
    await until(async () => (await stateOf(app!.id)).state === 'HEALTHY')
    world.vendor.refreshToken = 'none'
    world.vendor.tokens.clear()
    await until(async () => (await stateOf(app!.id)).state === 'AUTH_FAILED')
    const { version } = await stateOf(app!.id)
    const again = await update(by, { id: app!.id, expectedVersion: version, authKind: 'oauth' })
    expect((await stateOf(app!.id)).state).toBe('AUTH_FAILED')
    await comeBack(world.vendor.consent(again.consentUrl!))
    await until(async () => (await stateOf(app!.id)).state === 'HEALTHY')
  })

  it('keeps neither state nor verifier nor any token in the open', async () => {
    const by = await somebody()
    const { consentUrl } = await connect('Secrets', by)
    const back = world.vendor.consent(consentUrl!)
    const state = new URL(consentUrl!).searchParams.get('state')!
    const dump = async () => {
      const tables = await sql<{ name: string }>(
        `select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('apps', 'log')`,
      )
      const texts: string[] = []
      for (const { name } of tables)
        for (const row of await sql<{ text: string }>(`select t::text as text from ${name} t`)) {
          // A bytea is shown in hex; what is kept in the open must not lie in it either.
          const hex = [...row.text.matchAll(/\\\\?x([0-9a-f]{8,})/g)].map(([, digits]) => Buffer.from(digits!, 'hex'))
          texts.push(row.text, ...hex.map(bytes => bytes.toString('latin1')))
        }
      return texts.join('\n')
    }
    expect(await dump()).not.toContain(state)
    await comeBack(back)
    const verifier = world.vendor.tokenAsks.at(-1)!.code_verifier!
    const code = world.vendor.tokenAsks.at(-1)!.code!
    const { data } = await world.ask('{ apps { edges { node { name config problem { message } authKind } } } }')
    const everything = (await dump()) + JSON.stringify(data)
    expect(everything).toContain('Secrets')
    for (const secret of [state, verifier, code, 'client-secret-1', 'refresh-secret-', 'access-secret-'])
      expect(everything).not.toContain(secret)
  })
})
