import { CONNECT, input, openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'

let world: AppsWorld
beforeAll(async () => {
  world = await openAppsWorld()
})
afterAll(() => world.close())

type Problem = { code: string; message: string; path?: string[] | null }
type Payload = { app: { id: string; version: number } | null; userErrors: Problem[] }
const UPDATE = `mutation ($input: UpdateAppInput!) { updateApp(input: $input) { app { id version } userErrors { code message path } } }`
const update = async (change: object) =>
  (await world.ask<{ updateApp: Payload }>(UPDATE, { input: change })).data.updateApp
const appOf = async (id: string) =>
  (
    await world.ask<{
      app: { state: string; version: number; credentialsExpireAt: string | null; problem: Problem | null }
    }>('query ($id: ID!) { app(id: $id) { state version credentialsExpireAt problem { code message } } }', { id })
  ).data.app
const row = (id: string) => ({ id, at: new Date().toISOString(), who: 'u1' })
const collected = async () =>
  (await world.items('activity.collected')).flatMap(item => (item.type === 'activity' ? [item.vendorId] : []))

describe('new credentials', () => {
  it('go into what reads without a gap: every row once, one checkpoint', async () => {
    world.vendor.rows = [row('g0')]
    const id = await world.connect('acme', 'Gapless')
    await until(async () => (await appOf(id)).state === 'HEALTHY')
    const statesBefore = (await world.items('app.changed')).filter(one => one.id === id).length
    const wanted = ['g0']
    for (let change = 1; change <= 5; change++) {
      wanted.push(`g${change}a`, `g${change}b`)
      world.vendor.rows.push(row(`g${change}a`))
      const old = world.vendor.token
      // Both hold for a moment, as where a vendor lets a key be rotated.
      world.vendor.tokens.add(`vendor-secret-1-${change}`)
      const { version } = await appOf(id)
      const credentials = { token: `vendor-secret-1-${change}` }
      expect(await update({ id, expectedVersion: version, credentials })).toMatchObject({ userErrors: [] })
      world.vendor.token = `vendor-secret-1-${change}`
      world.vendor.tokens.delete(old)
      world.vendor.rows.push(row(`g${change}b`))
      await until(async () => (await collected()).includes(`g${change}b`))
    }
    expect((await collected()).filter(one => one.startsWith('g')).sort()).toEqual(wanted.sort())
    const states = (await world.items('app.changed')).filter(one => one.id === id).slice(statesBefore)
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['HEALTHY']))
    world.vendor.tokens.add('vendor-secret-1')
  })

  it('that are wrong are refused, and the old ones go on', async () => {
    world.vendor.token = 'vendor-secret-1'
    const id = await world.connect('acme', 'Stays')
    await until(async () => (await appOf(id)).state === 'HEALTHY')
    const { version } = await appOf(id)
    const refused = await update({ id, expectedVersion: version, credentials: { token: 'wrong-secret' } })
    expect(refused).toMatchObject({ app: null, userErrors: [{ code: 'AUTH_FAILED', path: ['input', 'credentials'] }] })
    expect(JSON.stringify(refused)).not.toContain('wrong-secret')
    world.vendor.rows.push(row('s1'))
    await until(async () => (await collected()).includes('s1'))
    expect(await appOf(id)).toMatchObject({ state: 'HEALTHY', version })
  })

  it('mend an app whose old ones were refused', async () => {
    const id = await world.connect('acme', 'Mended')
    await until(async () => (await appOf(id)).state === 'HEALTHY')
    world.vendor.token = 'vendor-secret-2'
    world.vendor.tokens.clear()
    await until(async () => (await appOf(id)).state === 'AUTH_FAILED')
    const { version } = await appOf(id)
    await update({ id, expectedVersion: version, credentials: { token: 'vendor-secret-2' } })
    await until(async () => (await appOf(id)).state === 'HEALTHY')
  })

  it('of a refresh token bring what the trial made of it, and a new configuration does not spend it', async () => {
    const credentials = { clientId: 'c', clientSecret: 'client-secret-1', refreshToken: world.vendor.refreshToken }
    const { data } = await world.ask<{ connectApp: Payload }>(CONNECT, {
      input: input('Rotating', { authKind: 'rotating', credentials }),
    })
    expect(data.connectApp.userErrors).toEqual([])
    const id = data.connectApp.app!.id
    await until(async () => (await appOf(id)).state === 'HEALTHY')
    // The trial's token goes on; nothing was asked for twice.
    expect(world.vendor.tokenAsks).toHaveLength(1)
    const { version } = await appOf(id)
    const config = { domain: 'acme.fake.example' }
    expect(await update({ id, expectedVersion: version, config })).toMatchObject({ userErrors: [] })
    expect(world.vendor.tokenAsks).toHaveLength(1)
    world.vendor.tokens.clear()
    world.vendor.rows.push(row('r1'))
    await until(async () => (await collected()).includes('r1'))
    expect(world.vendor.tokenAsks.at(-1)).toMatchObject({ refresh_token: 'refresh-secret-1' })
  })
})

describe('testApp', () => {
  const scopes = async (id: string) =>
    (
      await world.ask<{ testApp: { scopes: { scope: { scope: string }; granted: boolean | null; remedy: string }[] } }>(
        'mutation ($id: ID!) { testApp(input: { id: $id }) { scopes { scope { scope } granted remedy } } }',
        { id },
      )
    ).data.testApp.scopes.map(({ scope, granted, remedy }) => [scope.scope, granted, remedy])

  it('tells what the vendor’s header says, what a probe shows, and what nobody tells', async () => {
    world.vendor.token = 'vendor-secret-1'
    const id = await world.connect('acme', 'Tested')
    world.vendor.rights = 'log.read,users.write'
    expect(await scopes(id)).toEqual([
      ['log.read', true, null],
      ['settings.read', false, 'Grant settings.read to the credentials in the console of Fake.'],
      ['users.write', true, null],
      ...['documents.write', 'grants.write', 'settings.write'].map(scope => [
        scope,
        false,
        `Grant ${scope} to the credentials in the console of Fake.`,
      ]),
    ])
    world.vendor.rights = 'users.write'
    expect((await scopes(id))[0]).toEqual(['log.read', false, 'Open Settings, Rights, and tick "Read the log".'])
    world.vendor.rights = null
    expect(await scopes(id)).toEqual([
      ['log.read', true, null],
      ['settings.read', null, null],
      ['users.write', null, null],
      ...['documents.write', 'grants.write', 'settings.write'].map(scope => [scope, null, null]),
    ])
    world.vendor.forbidden.add('/log')
    expect((await scopes(id))[0]).toEqual(['log.read', false, 'Open Settings, Rights, and tick "Read the log".'])
    // The rights are told one by one also where the one that the probe needs is missing.
    world.vendor.forbidden.add('/probe')
    expect((await scopes(id))[0]).toEqual(['log.read', false, 'Open Settings, Rights, and tick "Read the log".'])
    world.vendor.forbidden.delete('/log')
    expect((await scopes(id))[0]).toEqual(['log.read', true, null])
    world.vendor.rights = 'users.write'
    expect((await scopes(id)).map(([, granted]) => granted)).toEqual([false, false, true, false, false, false])
    world.vendor.rights = null
    world.vendor.forbidden.clear()
  })

  it('says of refused credentials that none is granted', async () => {
    const id = await world.connect('acme', 'Tested refused')
    world.vendor.token = 'other'
    for (const [, granted, remedy] of await scopes(id)) {
      expect(granted).toBe(false)
      expect(remedy).toContain('refuses the credentials')
    }
    world.vendor.token = 'vendor-secret-1'
  })
})

describe('the end of credentials', () => {
  it('is shown, and warned of a week before, while the app stays healthy', async () => {
    const day = 86_400_000
    world.vendor.tokenEnds = new Date(Date.now() + 20 * day).toISOString()
    const id = await world.connect('acme', 'Ends')
    expect((await appOf(id)).credentialsExpireAt).toBe(world.vendor.tokenEnds)
    await until(async () => (await appOf(id)).state === 'HEALTHY')
    expect((await appOf(id)).problem).toBeNull()
    const soon = new Date(Date.now() + 3 * day).toISOString()
    world.vendor.tokenEnds = soon
    await until(async () => (await appOf(id)).problem)
    expect(await appOf(id)).toMatchObject({
      state: 'HEALTHY',
      credentialsExpireAt: soon,
      problem: {
        code: 'CREDENTIALS_EXPIRE',
        message: expect.stringContaining(`end on ${soon.slice(0, 10)}`) as string,
      },
    })
  })
})
