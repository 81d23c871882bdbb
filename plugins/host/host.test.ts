import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConnectors } from './connector-registry.ts'
import { startFakeVendor, type Answer } from './testing/fake-vendor.ts'
import type { MemoryStore } from './testing/memory-store.ts'
import { app, ready, testConnector, testHost } from './testing/test-connector.ts'

async function withVendor(
  answer: (url: URL, count: number, method: string) => Answer,
  use: (host: ReturnType<typeof testHost>['host'], store: MemoryStore) => Promise<void>,
) {
  const vendor = await startFakeVendor(answer)
  const { host, store } = testHost(testConnector(), { routes: vendor.routes })
  try {
    await use(host, store)
  } finally {
    await host.close()
    await vendor.close()
  }
}

describe('the host', () => {
  const answer = (url: URL, _: number, method: string): Answer => {
    if (method === 'POST') return { status: 204, body: '' }
    if (url.pathname === '/v1/users')
      return { body: [{ id: '1', email: 'A@x.org' }, { id: '2', email: 'b@x.org' }, { nonsense: 1 }] }
    if (url.pathname === '/v1/users/1') return { body: { state: 'suspended' } }
    if (url.pathname === '/v1/admins') return { body: { admins: [{ id: '2' }, { id: 'group-7' }] } }
    if (url.pathname === '/v1/settings') return { body: { mfa: true } }
    if (url.pathname === '/v1/me') return { body: {} }
    return { status: 403 }
  }

  it('merges the listings of accounts', () =>
    withVendor(answer, async (host, store) => {
      await host.inventory(app())
      expect([...store.accounts.values()]).toEqual([
        { externalId: '1', email: 'A@x.org', status: 'ACTIVE' },
        { externalId: '2', email: 'b@x.org', status: 'ACTIVE', isAdmin: true },
      ])
      const place = await store.inventoryPlace('app-1', 'people')
      expect(place).toMatchObject({ going: null, totals: { admins: 2 } })
      expect(place?.skipped).toMatchObject([{ listing: 'users', problem: { code: 'BAD_ANSWER' } }])
    }))

  it('skips a listing that it may not read, and says so', () =>
    withVendor(
      (url, ...rest) => (url.pathname === '/v1/admins' ? { status: 403 } : answer(url, ...rest)),
      async (host, store) => {
        await host.inventory(app())
        expect(store.accounts.size).toBe(2)
        const place = await store.inventoryPlace('app-1', 'people')
        expect(place?.skipped.at(-1)).toMatchObject({ listing: 'admins', problem: { code: 'FORBIDDEN' } })
      },
    ))

  it('judges, tells what it may not see, and survives a check that throws', () =>
    withVendor(answer, async host => {
      const results = await host.assess(app())
      expect(results.map(({ check, status }) => [check, status])).toEqual([
        ['mfa', 'PASS'],
        ['hidden', 'CANNOT_TELL'],
        ['throws', 'ERROR'],
      ])
      expect(results[1]?.message).toContain('secret.read')
      expect(results[0]?.evidence).toEqual([
        {
          read: 'settings',
          endpoint: 'GET acme.vendor.test/v1/settings',
          time: expect.any(Number),
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ])
    }))

  it('shows, sends and confirms an action', () =>
    withVendor(answer, async host => {
      const ask = { action: 'suspend', target: { externalId: '1' }, parameters: { note: 'has tok-123456 in it' } }
      const shown = await host.act(app(), { ...ask, dryRun: true })
      expect(shown).toMatchObject({
        sent: false,
        requests: [
          {
            method: 'POST',
            url: 'https://acme.vendor.test/v1/users/1/suspend',
            headers: { authorization: '[secret]' },
          },
        ],
      })
      expect(JSON.stringify(shown)).not.toContain('tok-123456')
      expect(await host.act(app(), ask)).toMatchObject({ sent: true, status: 204, confirmation: { done: true } })
      await expect(host.act(app(), { ...ask, undo: true })).rejects.toThrow('cannot be taken back')
      await expect(host.act(app(), { ...ask, parameters: { note: 1 } })).rejects.toThrow('parameters do not fit')
    }))

  it('probes, and refuses what does not fit', () =>
    withVendor(answer, async host => {
      await host.probe(app())
      await expect(host.probe(app({ config: {} }))).rejects.toMatchObject({ problem: { code: 'BAD_CONFIG' } })
      await expect(host.probe(app({ connector: 'none' }))).rejects.toThrow('"none" is not loaded')
      await expect(host.probe(app({ credentials: {} }))).rejects.toThrow('"Token" is missing')
    }))

  it('describes a connector in plain data', () => {
    const { description } = ready(testConnector())
    expect(JSON.parse(JSON.stringify(description))).toEqual(JSON.parse(JSON.stringify(structuredClone(description))))
    expect(description.card.config).toMatchObject({ properties: { org: { type: 'string' } } })
  })
})

describe('loading connectors', () => {
  it('lists every broken one with its problems, and stops no other', async () => {
    const root = await mkdtemp(join(tmpdir(), 'connectors-'))
    const sdk = import.meta.resolve('@casbah/sdk')
    const good = `import { defineConnector } from '${sdk}'
const safeParse = { safeParse() {}, _zod: { def: { type: 'object', shape: {} } } }
export default defineConnector({ card: { slug: 'good', name: 'Good' }, streams: [] })`
    const make = async (name: string, manifest: object, code = '') => {
      await mkdir(join(root, name))
      await writeFile(
        join(root, name, 'package.json'),
        JSON.stringify({ name, version: '1.0.0', type: 'module', ...manifest }),
      )
      await writeFile(join(root, name, 'index.js'), code)
      return join(root, name)
    }
    const entry = (protocol: number, file = './index.js') => ({ casbah: { protocol, entry: file } })
    const folders = [
      await make('no-block', {}),
      await make('future', entry(2)),
      await make('escapes', entry(1, '../future/index.js')),
      await make('throws', entry(1), 'throw new Error("broken inside")'),
      await make('no-connector', entry(1), 'export default {}'),
      await make('bad-shape', entry(1), good),
      join(root, 'absent'),
      new URL('../../connectors/okta', import.meta.url).pathname,
      new URL('../../connectors/okta', import.meta.url).pathname,
    ]
    const loaded = await loadConnectors(folders)
    await rm(root, { recursive: true })
    expect(loaded.map(({ state }) => state)).toEqual([...Array(7).fill('FAILED'), 'READY', 'FAILED'])
    const problems = loaded.map(one => (one.state === 'FAILED' ? one.problems.join(' ') : ''))
    expect(problems[0]).toContain('"casbah"')
    expect(problems[1]).toContain('protocol 2')
    expect(problems[2]).toContain('outside its folder')
    expect(problems[3]).toContain('broken inside')
    expect(problems[4]).toContain('defineConnector')
    expect(loaded[5]).toMatchObject({
      slug: 'good',
      problems: expect.arrayContaining([expect.stringContaining('card.hosts'), expect.stringContaining('vocabulary')]),
    })
    expect(problems[8]).toContain('"okta" is taken')
  })
})
