import { createHmac } from 'node:crypto'
import { cp, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

const BUILT = join(import.meta.dirname, '..', '..', '..', 'subgraphs', 'apps', 'dist', 'testing')
const SECRET = 'push-secret-e2e'
const AT = new Date(Date.now() - 30_000).toISOString()

describe('events that a vendor pushes', () => {
  let database: Awaited<ReturnType<typeof createStackDatabase>>
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let vendor: Server
  let stack: StackProcess | null = null
  const start = async (environment: Record<string, string> = {}) => {
    const origin = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
    stack = await startStackProcess({
      dataDir: folder.path,
      databaseUrl: database.url,
      routes: new Map([['acme.fake.example', origin]]),
      environment: { CASBAH_CONNECTORS: join(folder.path, 'connector'), ...environment },
    })
    return stack
  }

  beforeAll(async () => {
    vendor = createServer((request, response) => response.end(request.url === '/probe' ? '{}' : '[]'))
    await new Promise<void>(done => vendor.listen(0, '127.0.0.1', done))
    ;[database, folder] = await Promise.all([createStackDatabase(), temporaryFolder()])
    await packConnector(join(folder.path, 'connector'))
  }, 60_000)
  afterAll(async () => {
    await stack?.stop()
    vendor.closeAllConnections()
    await new Promise(done => vendor.close(done))
    await folder.remove()
    await database.drop()
  }, 60_000)

  it('are stored once though Casbah is killed between log and answer', async () => {
    const dying = await start({ CASBAH_CRASH_AT: 'apps:intake-after-commit@2' })
    const { connectApp } = await ask<{ connectApp: { app: { id: string } | null; userErrors: object[] } }>(
      dying,
      'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id } userErrors { message } } }',
      {
        input: {
          connector: 'pusher',
          name: 'Pusher',
          config: { domain: 'acme.fake.example' },
          authKind: 'token',
          credentials: { token: 'vendor-secret-1', push: SECRET },
        },
      },
    )
    expect(connectApp.userErrors).toEqual([])
    const addressOf = async (endpoint: StackProcess) => {
      const { app } = await ask<{ app: { streams: { intakeUrl: string | null }[] } }>(
        endpoint,
        'query ($id: ID!) { app(id: $id) { streams { intakeUrl } } }',
        { id: connectApp.app!.id },
      )
      return app.streams.find(({ intakeUrl }) => intakeUrl)?.intakeUrl
    }
    const address = (await eventually('an address to push to', () => addressOf(dying), Boolean))!
    expect(address).toContain(new URL(dying.url).origin)
    expect((await push(address, 'first')).status).toBe(200)
    expect((await push(address, 'first', 'wrong')).status).toBe(401)
    await expect(push(address, 'second')).rejects.toThrow()
    expect(await dying.ended).toBe('SIGKILL')

    const living = await start()
    const again = (await eventually('the address', () => addressOf(living), Boolean))!
    expect(await (await push(again, 'second')).json()).toEqual({ received: 1 })
    const stored = async () => {
      const { activities } = await ask<{ activities: { edges: { node: { raw: { id: string } } }[] } }>(
        living,
        '{ activities(first: 100) { edges { node { raw } } } }',
      )
      return activities.edges.map(({ node }) => node.raw.id).toSorted()
    }
    expect(await eventually('both events', stored, ids => ids.length >= 2)).toEqual(['first', 'second'])
    const metrics = await (await fetch(new URL('/metrics', living.url))).text()
    expect(metrics).toMatch(/casbah_intake_requests_total\{[^}]*stream="hooks",outcome="kept"\} 1/)
    expect(metrics).toMatch(/casbah_gateway_operations_total/)
    expect(metrics).not.toContain(SECRET)
  }, 120_000)

  function push(address: string, id: string, secret = SECRET): Promise<Response> {
    const body = JSON.stringify({ events: [{ id, at: AT, who: 'u1' }] })
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    return fetch(address, { method: 'POST', body, headers: { 'x-signature': signature } })
  }
})

/** A package with a connector that has a stream which its vendor pushes, loaded as an operator loads one. */
async function packConnector(to: string): Promise<void> {
  for (const part of ['fake-connector', 'push-connector'])
    await cp(join(BUILT, part), join(to, part), { recursive: true })
  await symlink(join(BUILT, '..', '..', '..', '..', 'node_modules'), join(to, 'node_modules'))
  const manifest = {
    name: 'casbah-connector-pusher',
    version: '1.0.0',
    type: 'module',
    casbah: { protocol: 1, entry: './push-connector/index.js' },
  }
  await writeFile(join(to, 'package.json'), JSON.stringify(manifest))
}
