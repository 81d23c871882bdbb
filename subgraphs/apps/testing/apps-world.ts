import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  deriveKey,
  LOG_MIGRATIONS,
  openSubgraph,
  readEntries,
  shardOf,
  signCaller,
  Wake,
  type Caller,
  type RunningSubgraph,
  type Topic,
  type Topics,
} from '@casbah/kit'
import { createTestDatabase, migrated, TEST_KEY } from '@casbah/kit/testing'
import { ALL_TENANT_SCOPES, APPS, seedTenant, type AppsSettings } from '../index.ts'
import { FakeVendor } from './fake-vendor.ts'

/** A running apps subgraph with the fake connector and its vendor, two tenants, and ways to ask and look. */
export interface AppsWorld {
  url: string
  apps: RunningSubgraph
  vendor: FakeVendor
  /** Where the vendor's host is served, and the folder of its connector; for a host of one's own. */
  routes: ReadonlyMap<string, string>
  connectorFolder: string
  ask<T = Record<string, never>>(
    query: string,
    variables?: object,
    tenant?: string,
    caller?: Caller,
  ): Promise<{ data: T; errors?: readonly { extensions?: object }[] }>
  caller(tenant: string): Caller
  items<T extends Topic>(topic: T, tenant?: string): Promise<Topics[T][]>
  /** The fake app, connected; its id. */
  connect(tenant?: string, name?: string): Promise<string>
  close(): Promise<void>
}

export async function openAppsWorld({
  start = true,
  push = false,
  settings: more = {},
}: { start?: boolean; push?: boolean; settings?: Partial<AppsSettings> } = {}): Promise<AppsWorld> {
  const database = await createTestDatabase(migrated({ log: LOG_MIGRATIONS, apps: APPS.migrations }))
  const vendor = new FakeVendor()
  const origin = await vendor.listen()
  const folder = await packageFolder('fake')
  const wake = new Wake({ acrossProcesses: false })
  const routes = new Map([['acme.fake.example', origin]])
  const settings = {
    connectorFolders: [folder, join(folder, 'absent'), ...(push ? [await packageFolder('push')] : [])],
    routes,
    hostName: 'test',
    publicUrl: () => 'https://casbah.example',
    inventory: { lookMs: 100 },
    ...more,
  }
  const apps = await openSubgraph(APPS, { url: database.url, masterKey: TEST_KEY, wake }, settings)
  await seedTenant(apps.db, { id: 'acme', name: 'Acme' })
  await seedTenant(apps.db, { id: 'globex', name: 'Globex' })
  if (start) await apps.start()

  const caller = (tenant: string): Caller => ({
    tenant,
    scopes: [...ALL_TENANT_SCOPES],
    actor: { kind: 'TOKEN', id: 't1', name: 'tests', email: null },
    expiresAt: null,
  })
  const ask: AppsWorld['ask'] = async (query, variables = {}, tenant = 'acme', by = caller(tenant)) => {
    const signed = await signCaller(by, deriveKey(TEST_KEY, 'context'))
    return (await apps.handle({ query, variables: variables as Record<string, unknown> }, signed)) as never
  }
  return {
    url: database.url,
    apps,
    vendor,
    routes,
    connectorFolder: folder,
    ask,
    caller,
    items: async (topic, tenant = 'acme') => {
      const all = []
      for (let after = 0; ;) {
        const entries = await readEntries(apps.db, topic, shardOf(tenant), after)
        if (!entries.length) return all as never
        for (const entry of entries) if (entry.tenant === tenant) all.push(...entry.items)
        after = entries.at(-1)!.position
      }
    },
    connect: async (tenant = 'acme', name = 'Fake one') => {
      const { data } = await ask<{ connectApp: { app: { id: string } | null; userErrors: object[] } }>(
        CONNECT,
        { input: input(name) },
        tenant,
      )
      if (!data.connectApp.app) throw new Error(JSON.stringify(data.connectApp.userErrors))
      return data.connectApp.app.id
    },
    close: async () => {
      await apps.stop()
      await wake.close()
      await vendor.close()
      await database.drop()
    },
  }
}

/** The folder of a compiled test connector, as a package of its own. */
export async function packageFolder(name: 'fake' | 'push'): Promise<string> {
  // The second is made of the first, so both lie in its package: a sandbox reads its own package alone.
  const folder = name === 'push' ? import.meta.dirname : join(import.meta.dirname, 'fake-connector')
  await mkdir(folder, { recursive: true })
  const block = {
    name: `@casbah/connector-${name}`,
    version: '1.2.3',
    type: 'module',
    casbah: { protocol: 1, entry: name === 'push' ? './push-connector/index.js' : './index.js' },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(block))
  return folder
}

/** What connects the fake app. */
export const input = (name: string, more: object = {}) => ({
  connector: 'fake',
  name,
  config: { domain: 'acme.fake.example' },
  authKind: 'token',
  credentials: { token: 'vendor-secret-1' },
  ...more,
})

export const CONNECT = `mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id name state version } userErrors { code message path } } }`

/** Waits until the answer is truthy, and gives it. */
export async function until<T>(look: () => Promise<T> | T, ms = 15_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + ms; ;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise(done => setTimeout(done, 25))
  }
}
