import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { LoopbackRegistry, PartnerVendor, type PartnerConnector } from './partner.ts'
import { createStackDatabase } from './stack-database.ts'

// Packages that attack the host, installed into a running one. After every attempt it lives, another app syncs on, and the graph
// says what happened.

/** What the child writes with is made of globals that a connector can change: so it reaches the pipe itself. */
const FRAME = {
  giant:
    'const write = Buffer.prototype.writeUInt32BE; Buffer.prototype.writeUInt32BE = function (value, at) { return write.call(this, at === 0 ? 0xffffffff : value, at) }',
  flood: 'const alloc = Buffer.allocUnsafe; Buffer.allocUnsafe = size => alloc(size + 4_000_000)',
  drip: `const alloc = Buffer.allocUnsafe; Buffer.allocUnsafe = size => { const bytes = alloc(size); const begun = performance.now()
    const sent = () => Math.min(size, 1 + Math.floor((performance.now() - begun) / 100))
    Object.defineProperty(bytes, 'byteLength', { configurable: true, get: () => (new Error().stack.includes('writeSync') ? sent() : size) }); return bytes }`,
  deaf: 'Buffer.allocUnsafeSlow = () => { for (;;); }',
}

describe('a hostile connector', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let database: Awaited<ReturnType<typeof createStackDatabase>>
  let registry: LoopbackRegistry
  let vendor: PartnerVendor
  let stack: StackProcess
  let platform: { url: string; token: string }
  let good: string
  let seen = 0
  let log = ''

  beforeAll(async () => {
    folder = await temporaryFolder()
    database = await createStackDatabase()
    registry = await LoopbackRegistry.open(join(folder.path, 'registry'))
    vendor = new PartnerVendor()
    const routes = await vendor.listen()
    const environment = { CASBAH_REGISTRY: registry.address, CASBAH_LOG: 'trace', PLANTED: 'planted-in-environment' }
    const dataDir = join(folder.path, 'data')
    stack = await startStackProcess({ dataDir, databaseUrl: database.url, routes, environment })
    stack.child.stderr!.on('data', (text: string) => (log += text))
    platform = { url: stack.url, token: (await readFile(join(dataDir, 'platform-token'), 'utf8')).trim() }
    await install({ name: 'neighbour', version: '1.0.0' })
    good = await connect('neighbour')
  }, 60_000)
  afterAll(async () => {
    await stack.stop()
    await registry.close()
    await vendor.close()
    await database.drop()
    await folder.remove()
  }, 30_000)

  /** After every attempt something new happens at the neighbour's vendor, and comes. */
  afterEach(async () => {
    seen += 1
    vendor.happens(`after-${seen}`)
    const rows = async () => (await streamOf(good)).rows
    const before = await rows()
    await eventually('the neighbour', rows, count => count > before || count >= seen, 10_000)
    const { lastError } = await streamOf(good)
    const { connector } = await ask<{ connector: { sandbox: { restarts: number } } }>(
      platform,
      '{ connector(slug: "neighbour") { sandbox { restarts } } }',
    )
    if (lastError || connector.sandbox.restarts > 0 || stack.child.exitCode !== null)
      throw new Error(`the neighbour or the host was disturbed: ${JSON.stringify({ lastError, connector })}`)
  }, 30_000)

  async function install(connector: PartnerConnector): Promise<string[]> {
    const input = await registry.publish(connector)
    const { installConnector } = await ask<{ installConnector: { userErrors: { message: string }[] } }>(
      platform,
      'mutation ($input: InstallConnectorInput!) { installConnector(input: $input) { userErrors { message } } }',
      { input },
    )
    return installConnector.userErrors.map(({ message }) => message)
  }
  async function connect(connector: string): Promise<string> {
    const input = { connector, name: connector, config: {}, authKind: 'token', credentials: { token: vendor.token } }
    const { connectApp } = await ask<{ connectApp: { app: { id: string } | null; userErrors: object[] } }>(
      stack,
      'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id } userErrors { message } } }',
      { input },
    )
    expect(connectApp.userErrors).toEqual([])
    return connectApp.app!.id
  }
  async function streamOf(id: string) {
    const { app } = await ask<{
      app: { streams: { rows: number; rejected: number; lastError: { message: string } | null }[] }
    }>(stack, 'query ($id: ID!) { app(id: $id) { streams { rows rejected lastError { message } } } }', { id })
    return app.streams[0] ?? { rows: 0, rejected: 0, lastError: null }
  }
  /** Installs it, has it read a row, and gives what `look` sees once it sees it. */
  async function attack<T>(connector: PartnerConnector, look: (app: string) => Promise<T | null>): Promise<T> {
    expect(await install(connector)).toEqual([])
    vendor.happens(`for-${connector.name}`)
    const app = await connect(connector.name)
    const found = await eventually(connector.name, () => look(app), Boolean, 90_000)
    await ask(stack, 'mutation ($id: ID!) { disconnectApp(input: { id: $id }) { app { id } } }', { id: app })
    return found!
  }
  const named = (name: string, more: Partial<PartnerConnector>): PartnerConnector => ({
    name,
    version: '1.0.0',
    ...more,
  })

  it.each([
    ['reads files', "import { readFileSync } from 'node:fs'; readFileSync('/etc/passwd')", /may not import "node:fs"/],
    ['opens sockets', "import net from 'node:net'; net.connect(1, '127.0.0.1')", /may not import "node:net"/],
    ['fetches', "await fetch('https://evil.test')", /may not use fetch/],
    ['spawns', "import { spawnSync } from 'child_process'; spawnSync('true')", /may not import "child_process"/],
    ['throws on load', "throw new Error('boom')", /cannot be loaded: boom/],
    ['announces a giant frame on load', FRAME.giant, /announced an answer of 4294967295 bytes/],
  ])(
    'that %s is refused with the reason, and listed',
    async (what, top, reason) => {
      const name = `at-load-${what.replaceAll(' ', '-')}`
      expect((await install(named(name, { top }))).join(' ')).toMatch(reason)
      const { connectors } = await ask<{ connectors: { slug: string; problems: { message: string }[] }[] }>(
        stack,
        '{ connectors(state: FAILED) { slug problems { message } } }',
      )
      expect(connectors.find(({ slug }) => slug === name)?.problems[0]?.message).toMatch(reason)
    },
    40_000,
  )

  it('that lies about its slug takes nobody’s place', async () => {
    for (const [name, slug] of [
      ['liar-one', 'okta'],
      ['liar-two', 'neighbour'],
    ] as const) {
      expect((await install(named(name, { slug }))).join(' ')).toMatch(/ships with Casbah|installed already/)
      const { connector } = await ask<{ connector: object }>(stack, `{ connector(slug: "${slug}") { state } }`)
      expect(connector).toEqual({ state: 'LOADED' })
    }
    const { connector } = await ask<{ connector: object }>(
      stack,
      '{ connector(slug: "liar-one") { state problems { message } } }',
    )
    expect(connector).toEqual({ state: 'FAILED', problems: [{ message: expect.stringContaining('"okta"') }] })
  }, 30_000)

  const error = async (app: string) => (await streamOf(app)).lastError?.message ?? null
  it.each([
    ['floods messages', `${FRAME.flood}; return good(row)`, /said more than it was asked/],
    ['announces a giant frame', `${FRAME.giant}; return good(row)`, /announced an answer of 4294967295 bytes/],
    [
      'pollutes prototypes',
      `return [JSON.parse('{"vendorAction":"x","outcome":"SUCCESS","__proto__":{"polluted":true}}')]`,
      /a key "__proto__"/,
    ],
  ])(
    'that %s, with a row in hand, is ended and its stream says so',
    async (what, activities, reason) => {
      const name = `row-${what.replaceAll(' ', '-')}`
      expect(await attack(named(name, { activities }), error)).toMatch(reason)
    },
    60_000,
  )

  /** Its stream's error, once the sandbox was started anew. */
  const restarted = (name: string) => async (app: string) => {
    const { connector } = await ask<{ connector: { sandbox: { restarts: number } | null } }>(
      platform,
      'query ($slug: ID!) { connector(slug: $slug) { sandbox { restarts } } }',
      { slug: name },
    )
    return (connector.sandbox?.restarts ?? 0) > 0 ? error(app) : null
  }

  // Each is given its ten seconds: all at once, so that they also share the machine.
  it('that takes for ever is ended, and its stream says why: five at once, and one that is refused', async () => {
    const late = /gave no answer within 10 s/
    const [loads, ...streams] = await Promise.all([
      install(named('at-load-loops', { top: 'for (;;);' })),
      attack(named('row-loops', { activities: 'for (;;);' }), error),
      attack(named('row-drips', { activities: `${FRAME.drip}; return good(row)` }), error),
      attack(named('row-floods-output', { activities: "for (;;) console.log('x'.repeat(1000))" }), error),
      attack(
        named('row-eats', { activities: 'const all = []; for (;;) all.push(new Uint8Array(8e6).fill(1))' }),
        error,
      ),
      attack(named('row-deaf', { activities: `${FRAME.deaf}; return good(row)` }), restarted('row-deaf')),
    ])
    expect(loads.join(' ')).toMatch(late)
    expect(streams).toEqual(
      [
        late,
        late,
        /wrote too much/,
        /256 MB|out of memory|ended by itself/,
        /gave no answer within 1 s|gave no answer within 10 s/,
      ].map(reason => expect.stringMatching(reason)),
    )
  }, 120_000)

  it('that hangs over its configuration once it is connected holds up its own streams alone', async () => {
    const top = 'let calls = 0; const spin = value => { if (++calls > 3) for (;;); return value }'
    const config = 'x: z.number().default(1).transform(spin)'
    const found = await attack(named('config-hangs', { top, config }), async app => {
      const message = await error(app)
      if (message) return message
      // The call that hung was one for something else than its streams; the next start may be the one.
      for (const change of ['pauseApp', 'resumeApp'])
        await ask(stack, `mutation ($id: ID!) { ${change}(input: { id: $id }) { userErrors { message } } }`, {
          id: app,
        })
      await sleep(500)
      return error(app)
    })
    expect(found).toMatch(/gave no answer within 1 s/)
  }, 60_000)

  it('that reads the environment finds it empty', async () => {
    const activities = "return [{ vendorAction: 'env ' + JSON.stringify(process.env), outcome: 'SUCCESS' }]"
    const action = await attack(named('row-environment', { activities }), async app => {
      const { activities } = await ask<{ activities: { edges: { node: { vendorAction: string } }[] } }>(
        stack,
        'query ($app: ID!) { activities(filter: { app: [$app] }) { edges { node { vendorAction } } } }',
        { app },
      )
      return activities.edges[0]?.node.vendorAction ?? null
    })
    expect(action).toBe('env {}')
  }, 60_000)

  it('that answers with a million rows loses the row', async () => {
    const activities = "return Array(1e6).fill({ vendorAction: 'x', outcome: 'SUCCESS' })"
    const found = await attack(named('row-million', { activities }), async app => {
      const { rejected, lastError } = await streamOf(app)
      return rejected > 0 ? 'rejected' : (lastError?.message ?? null)
    })
    expect(found).toMatch(/rejected|does not fit|more than|out of memory/)
  }, 60_000)

  it('that would log the secret never has it', async () => {
    const tell = 'for (const one of [row, process, globalThis]) console.error(Object.entries(one).map(String))'
    const found = await attack(
      named('row-logs', {
        top: "console.log('LOADED', process.env, import.meta.url)",
        activities: `${tell}; console.log('TOLD', JSON.stringify(row)); ${FRAME.flood}; return good(row)`,
      }),
      error,
    )
    expect(found).toMatch(/said more/)
    await eventually(
      'its output in the log',
      async () => log,
      text => text.includes('TOLD'),
    )
    for (const secret of [vendor.token, 'planted-in-environment', platform.token, stack.token])
      expect(log.includes(secret)).toBe(false)
  }, 60_000)
})
