import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deriveKey, openSubgraph, signCaller, Wake, type Caller, type RunningSubgraph } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { APPS } from '../index.ts'
import { CONNECT, input, openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'

// A connector that one host installs, upgrades and removes is there, changed and gone at another, which shares only the database.

const operator: Caller = {
  tenant: null,
  scopes: ['platform:connectors', 'apps:read'],
  actor: { kind: 'TOKEN', id: 'p1', name: 'operator', email: null },
  expiresAt: null,
}

const source = (slug: string, more = '') => `
import { defineConnector } from '@casbah/sdk'
import { z } from 'zod'
export default defineConnector({
  card: { slug: '${slug}', name: 'Second', vendor: 'Second', config: z.object({ domain: z.string()${more} }), baseUrl: 'https://{domain}',
    hosts: ['{domain}'], auth: [{ name: 'token', title: 'Token', instructions: '', fields: [{ name: 'token', title: 'Token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' } }],
    limits: [], scopes: [], probe: () => ({ path: '/probe' }) },
  streams: [], vocabulary: {}, coverage: { mapped: 3, documented: 4, source: 'The vendor.' },
  inventory: { accounts: [] }, reads: {}, checks: [], actions: [],
})`

describe('two hosts on one database', () => {
  let world: AppsWorld
  let folder: string
  let other: RunningSubgraph
  const wake = new Wake({ acrossProcesses: false })
  let lists: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casbah-two-hosts-'))
    lists = [folder]
    world = await openAppsWorld({ settings: { connectorPaths: lists } })
    other = await openSubgraph(
      APPS,
      { url: world.url, masterKey: TEST_KEY, wake },
      { connectorFolders: [], routes: world.routes, hostName: 'other' },
    )
    await other.start()
  })
  afterAll(async () => {
    await other.stop()
    await wake.close()
    await world.close()
    await rm(folder, { recursive: true })
  })

  async function write(name: string, version: string, code: string): Promise<string> {
    const path = join(folder, `${name}-${version}`)
    await mkdir(path)
    const casbah = { protocol: 1, entry: './index.js' }
    await writeFile(join(path, 'package.json'), JSON.stringify({ name, version, type: 'module', casbah }))
    await writeFile(join(path, 'index.js'), code)
    return path
  }
  async function asked(apps: RunningSubgraph, query: string, variables: object = {}, caller = operator) {
    const signed = await signCaller(caller, deriveKey(TEST_KEY, 'context'))
    return (await apps.handle({ query, variables: variables as Record<string, unknown> }, signed)) as {
      data: Record<string, { connector: object | null; userErrors: { message: string }[] }>
    }
  }
  const install = async (path: string) =>
    (
      await asked(
        world.apps,
        'mutation ($path: String!) { installConnector(input: { path: $path }) { connector { slug version vocabularyCoverage } userErrors { message } } }',
        { path },
      )
    ).data.installConnector!
  const connectAtOther = async () =>
    JSON.stringify(
      await asked(other, CONNECT, { input: input('At the other', { connector: 'second' }) }, world.caller('acme')),
    )

  it('both have what one installed, and what is gone is gone at both', async () => {
    expect(await connectAtOther()).toContain('NOT_FOUND')
    expect(await install(await write('second', '1.0.0', source('second')))).toEqual({
      connector: { slug: 'second', version: '1.0.0', vocabularyCoverage: 0.75 },
      userErrors: [],
    })
    const id = await until(async () => /"id":"([0-9a-f-]+)"/.exec(await connectAtOther())?.[1])
    const remove = () =>
      asked(world.apps, 'mutation { removeConnector(input: { slug: "second" }) { userErrors { message } } }')
    expect((await remove()).data.removeConnector!.userErrors).toMatchObject([
      { message: expect.stringContaining('acme') },
    ])
    await world.ask(`mutation { disconnectApp(input: { id: "${id}" }) { app { id } } }`)
    expect((await remove()).data.removeConnector!.userErrors).toEqual([])
    await until(async () => (await connectAtOther()).includes('NOT_FOUND'))
    // The disconnected app still names it.
    const { data } = await world.ask<{ app: object; connectors: object[] }>(
      `{ app(id: "${id}") { connector { slug state } } connectors { slug } }`,
    )
    expect(data).toMatchObject({ app: { connector: { slug: 'second', state: 'DISABLED' } } })
    expect(JSON.stringify(data.connectors)).not.toContain('second')
  })

  it('an audit log of the platform says who did what, and does not change', async () => {
    const { rows } = await world.apps.db.system.query<{ kind: string; by_whom: object }>(
      `select kind, by_whom from apps.connector_event where slug = 'second' order by id`,
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['INSTALLED', 'REMOVED'])
    expect(rows[0]!.by_whom).toEqual({ kind: 'TOKEN', id: 'p1', name: 'operator' })
    await expect(world.apps.db.system.query('delete from apps.connector_event')).rejects.toThrow('permission denied')
  })

  it('one that another host refused can be taken off the list', async () => {
    await install(await write('fourth', '1.0.0', 'throw new Error("broken")'))
    const remove = 'mutation { removeConnector(input: { slug: "fourth" }) { userErrors { message } } }'
    expect((await asked(other, remove)).data.removeConnector!.userErrors).toEqual([])
    expect((await world.ask('{ connector(slug: "fourth") { slug } }')).data).toEqual({ connector: null })
    expect((await asked(other, remove)).data.removeConnector!.userErrors).toHaveLength(1)
  })

  it('one that is refused is listed FAILED until a good one comes in its place', async () => {
    const broken = await install(await write('third', '1.0.0', 'throw new Error("broken")'))
    expect(broken).toMatchObject({ connector: null, userErrors: [{ message: expect.stringContaining('broken') }] })
    const listed = async () =>
      (await world.ask<{ connector: object }>('{ connector(slug: "third") { state version } }')).data.connector
    expect(await listed()).toEqual({ state: 'FAILED', version: '1.0.0' })
    expect(await install(await write('third', '1.0.1', source('third')))).toMatchObject({ userErrors: [] })
    expect(await listed()).toEqual({ state: 'LOADED', version: '1.0.1' })
  })
})
