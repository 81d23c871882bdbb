import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ask, askFor, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { LoopbackRegistry, PartnerVendor, writePartner } from './partner.ts'
import { createStackDatabase } from './stack-database.ts'

// A partner's connector, packed with npm pack, goes into a running Casbah through the graph: installed, upgraded, rolled back, removed.

const NAME = '@partner/casbah-acme'
const PAYLOAD = `connector { slug version state builtIn problems { message } } missingConsent { scope reason } userErrors { code message path }`

interface Payload {
  connector: { slug: string; version: string; state: string; builtIn: boolean } | null
  missingConsent: { scope: string }[]
  userErrors: { code: string; message: string; path: string[] }[]
}

/** Takes its time to load. */
const SLOW = 'for (const end = Date.now() + 4_000; Date.now() < end;);'

describe('a partner connector in a running Casbah', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let database: Awaited<ReturnType<typeof createStackDatabase>>
  let registry: LoopbackRegistry
  let vendor: PartnerVendor
  let start: () => Promise<StackProcess>
  let stack: StackProcess
  let platform: { url: string; token: string }

  beforeAll(async () => {
    folder = await temporaryFolder()
    database = await createStackDatabase()
    registry = await LoopbackRegistry.open(join(folder.path, 'registry'))
    vendor = new PartnerVendor()
    const routes = await vendor.listen()
    start = async () => {
      const begun = await startStackProcess({
        dataDir: join(folder.path, 'data'),
        databaseUrl: database.url,
        routes,
        environment: { CASBAH_REGISTRY: registry.address, CASBAH_CONNECTOR_PATHS: join(folder.path, 'built') },
      })
      const token = (await readFile(join(folder.path, 'data', 'platform-token'), 'utf8')).trim()
      platform = { url: begun.url, token }
      return begun
    }
    stack = await start()
  }, 60_000)
  afterAll(async () => {
    await stack.stop()
    await registry.close()
    await vendor.close()
    await database.drop()
    await folder.remove()
  }, 30_000)

  const write = async (field: string, type: string, input: object): Promise<Payload> => {
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${PAYLOAD} } }`
    return (await ask<Record<string, Payload>>(platform, query, { input }))[field]!
  }
  const install = (input: object) => write('installConnector', 'InstallConnectorInput', input)
  const upgrade = (input: object) => write('upgradeConnector', 'UpgradeConnectorInput', input)
  const remove = (slug: string) => write('removeConnector', 'RemoveConnectorInput', { slug })
  const connect = async (connector: string, name: string) => {
    const input = { connector, name, config: {}, authKind: 'token', credentials: { token: vendor.token } }
    const { connectApp } = await ask<{ connectApp: { app: { id: string } | null; userErrors: object[] } }>(
      stack,
      'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id } userErrors { message } } }',
      { input },
    )
    expect(connectApp.userErrors).toEqual([])
    return connectApp.app!.id
  }
  const disconnect = (id: string) =>
    ask(stack, 'mutation ($id: ID!) { disconnectApp(input: { id: $id }) { userErrors { message } } }', { id })
  /** Vendor actions of all activities of an app, in the order of their ids. */
  const actions = async (app: string) => {
    const { activities } = await ask<{ activities: { edges: { node: { vendorAction: string; time: string } }[] } }>(
      stack,
      'query ($app: ID!) { activities(filter: { app: [$app] }, first: 500) { edges { node { vendorAction time } } } }',
      { app },
    )
    return activities.edges
      .map(({ node }) => node)
      .toSorted((a, b) => (a.time < b.time ? -1 : 1))
      .map(node => node.vendorAction)
  }
  const arrives = (app: string, expected: string[]) =>
    eventually(
      'the activities',
      () => actions(app),
      seen => JSON.stringify(seen) === JSON.stringify(expected),
      15_000,
    )

  it('is written about in a file for the operator alone', async () => {
    expect((await stat(join(folder.path, 'data', 'platform-token'))).mode & 0o777).toBe(0o600)
    const { connectors } = await ask<{ connectors: object[] }>(platform, '{ connectors { slug sandbox { pid } } }')
    expect(connectors.length).toBeGreaterThanOrEqual(3)
    expect((await askFor(platform, '{ apps { totalCount } }')).data).toEqual({ apps: { totalCount: 0 } })
  })

  it('is not a tenant’s to install', async () => {
    const forbidden = [
      'mutation { installConnector(input: { package: "x@1.0.0" }) { userErrors { code } } }',
      'mutation { upgradeConnector(input: { slug: "x", version: "1.0.0", integrity: "" }) { userErrors { code } } }',
      'mutation { removeConnector(input: { slug: "x" }) { userErrors { code } } }',
      '{ connectors { sandbox { pid } } }',
    ]
    for (const query of forbidden)
      expect((await askFor(stack, query)).errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        scopes: ['platform:connectors'],
      })
  })

  it('syncs its first event within ten seconds of its installation, goes through its life, and leaves', async () => {
    vendor.happens('one')
    const first = await registry.publish({ name: NAME, version: '1.0.0', slug: 'acme', action: 'first' })
    const begun = performance.now()
    expect(await install(first)).toEqual({
      connector: { slug: 'acme', version: '1.0.0', state: 'LOADED', builtIn: false, problems: [] },
      missingConsent: [],
      userErrors: [],
    })
    const app = await connect('acme', 'Acme')
    await arrives(app, ['first'])
    expect(performance.now() - begun).toBeLessThan(10_000)
    const { connector } = await ask<{ connector: { sandbox: { pid: number; restarts: number } } }>(
      platform,
      '{ connector(slug: "acme") { sandbox { pid rssBytes startedAt restarts } } }',
    )
    expect(connector.sandbox).toMatchObject({ pid: expect.any(Number), restarts: 0 })

    // A new version with the same rights takes over at once, and no row is lost or doubled.
    const second = await registry.publish({ name: NAME, version: '1.1.0', slug: 'acme', action: 'second' })
    const to = (version: string, { integrity }: { integrity: string }, consentToScopes?: string[]) =>
      upgrade({ slug: 'acme', version, integrity, consentToScopes })
    expect(await to('1.1.0', second)).toMatchObject({
      connector: { version: '1.1.0', state: 'LOADED' },
      userErrors: [],
    })
    vendor.happens('two')
    await arrives(app, ['first', 'second'])

    // While the new one proves itself, the old one reads on.
    const slow = { name: NAME, version: '1.2.0', slug: 'acme', action: 'slow', top: SLOW }
    const proving = to('1.2.0', await registry.publish(slow))
    await eventually(
      'the upgrade under way',
      () => ask<{ connector: object }>(stack, '{ connector(slug: "acme") { state version } }'),
      seen => JSON.stringify(seen.connector) === '{"state":"UPGRADING","version":"1.1.0"}',
      5_000,
    )
    vendor.happens('meanwhile')
    await arrives(app, ['first', 'second', 'second'])
    expect(await proving).toMatchObject({ connector: { version: '1.2.0', state: 'LOADED' } })
    expect(await to('1.1.0', second)).toMatchObject({ connector: { version: '1.1.0', state: 'LOADED' } })

    // One that asks for more waits for consent to all of it, and nothing changes.
    const hosts = ['api.partner.example', 'files.partner.example']
    const wide = {
      name: NAME,
      version: '2.0.0',
      slug: 'acme',
      action: 'third',
      scopes: ['log.read', 'users.read'],
      hosts,
    }
    const third = await registry.publish(wide)
    for (const agreed of [undefined, ['users.read']]) {
      const refused = await to('2.0.0', third, agreed)
      expect(refused.connector).toMatchObject({ version: '1.1.0', state: 'LOADED' })
      const missing = agreed ? ['host:files.partner.example'] : ['users.read', 'host:files.partner.example']
      expect(refused.missingConsent.map(({ scope }) => scope)).toEqual(missing)
      expect(refused.userErrors).toMatchObject([{ path: ['input', 'consentToScopes'] }])
    }
    const agreed = ['users.read', 'host:files.partner.example']
    expect(await to('2.0.0', third, agreed)).toMatchObject({ connector: { version: '2.0.0' }, missingConsent: [] })
    vendor.happens('three')
    await arrives(app, ['first', 'second', 'second', 'third'])

    // One that does not fit the apps does not take over.
    const picky = {
      name: NAME,
      version: '2.1.0',
      slug: 'acme',
      config: "team: z.string({ error: 'A team is needed.' })",
    }
    expect(await to('2.1.0', await registry.publish(picky))).toMatchObject({
      connector: null,
      userErrors: [{ code: 'BAD_CONNECTOR', message: expect.stringMatching(/"Acme" of main.*A team is needed/) }],
    })
    // Nor one that is another connector.
    const liar = { name: NAME, version: '2.2.0', slug: 'okta' }
    expect((await to('2.2.0', await registry.publish(liar))).userErrors[0]?.message).toMatch(/calls itself "okta"/)

    // Back to the first, whose package was kept: the registry is not asked, nor is consent.
    const fetched = registry.fetched
    expect(await to('1.0.0', first)).toMatchObject({ connector: { version: '1.0.0', state: 'LOADED' }, userErrors: [] })
    expect(registry.fetched).toBe(fetched)
    vendor.happens('four')
    await arrives(app, ['first', 'second', 'second', 'third', 'first'])

    // It is there after a restart.
    await stack.stop()
    stack = await start()
    vendor.happens('five')
    await arrives(app, ['first', 'second', 'second', 'third', 'first', 'first'])

    expect(await remove('acme')).toMatchObject({
      connector: null,
      userErrors: [{ code: 'CONFLICT', message: expect.stringContaining('"Acme" of main') }],
    })
    await disconnect(app)
    expect(await remove('acme')).toEqual({ connector: null, missingConsent: [], userErrors: [] })
    expect(await ask(platform, '{ connector(slug: "acme") { slug } }')).toEqual({ connector: null })
  }, 90_000)

  it('comes from a folder on the list, too', async () => {
    const path = await writePartner(join(folder.path, 'built'), { name: 'from-folder', version: '1.0.0' })
    expect(await install({ path })).toMatchObject({
      connector: { slug: 'from-folder', state: 'LOADED' },
      userErrors: [],
    })
    expect(await remove('from-folder')).toMatchObject({ userErrors: [] })
    const elsewhere = await writePartner(join(folder.path, 'elsewhere'), { name: 'other', version: '1.0.0' })
    expect((await install({ path: elsewhere })).userErrors[0]?.message).toMatch(/CASBAH_CONNECTOR_PATHS/)
  }, 30_000)

  it('is refused when it is not what was asked for, with every reason', async () => {
    const good = await registry.publish({ name: 'good', version: '1.0.0' })
    const problems = async (input: object) => (await install(input)).userErrors.map(({ message }) => message)
    expect(await problems({ ...good, integrity: `sha512-${'A'.repeat(86)}==` })).toEqual([
      expect.stringContaining('not the one that was given'),
    ])
    expect(await problems({ package: 'good@1.0.0' })).toEqual([expect.stringContaining('sha512')])
    expect(await problems({ package: 'good@latest', integrity: good.integrity })).toEqual([
      expect.stringContaining('exact version'),
    ])
    expect(await problems({ package: 'absent@1.0.0', integrity: good.integrity })).toEqual([
      expect.stringContaining('does not have it'),
    ])
    expect(await problems({})).toEqual([expect.stringContaining('either a package or a path')])
    const needy = { name: 'needy', version: '1.0.0', manifest: { dependencies: { lodash: '4', axios: '1' } } }
    expect(await problems(await registry.publish(needy))).toEqual([
      expect.stringContaining('lodash'),
      expect.stringContaining('axios'),
    ])
    const scripts = { preinstall: 'touch ran', install: 'touch ran', postinstall: 'touch ran' }
    const scripted = await registry.publish({ name: 'scripted', version: '1.0.0', manifest: { scripts } })
    expect(await install(scripted)).toMatchObject({ connector: { slug: 'scripted', state: 'LOADED' } })
    expect(await install(scripted)).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] })
    for (const slug of ['okta', 'github', 'aws'])
      expect((await remove(slug)).userErrors).toMatchObject([{ message: expect.stringContaining('ships with Casbah') }])
  }, 60_000)
})
