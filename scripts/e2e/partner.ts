import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { integrityOf } from '@casbah/host'

const run = promisify(execFile)

/** A connector as a partner writes it, for the vendor below; texts are JavaScript. */
export interface PartnerConnector {
  name: string
  version: string
  slug?: string
  /** Vendor action that its activities say. */
  action?: string
  scopes?: string[]
  hosts?: string[]
  /** At the top of the entry. */
  top?: string
  /** Body of `toActivities(row)`. */
  activities?: string
  /** Changes of package.json. */
  manifest?: object
  /** More of `card.config`, as fields of a zod object. */
  config?: string
}

export function partnerSource({
  name,
  slug,
  action = 'login',
  scopes,
  hosts,
  top = '',
  activities,
  config = '',
}: PartnerConnector) {
  const words = (list: string[]) => list.map(one => JSON.stringify(one)).join(', ')
  return `
import { defineConnector, defineStream } from '@casbah/sdk'
import { z } from 'zod'
${top}
const good = row => [{ vendorAction: ${JSON.stringify(action)}, outcome: 'SUCCESS', actor: { id: row.who } }]
export default defineConnector({
  card: {
    slug: ${JSON.stringify(slug ?? name.split('/').at(-1))}, name: 'Partner', vendor: 'Partner Ltd', config: z.object({ ${config} }),
    baseUrl: 'https://api.partner.example', hosts: [${words(hosts ?? ['api.partner.example'])}],
    auth: [{ name: 'token', title: 'Token', instructions: 'Make one.', fields: [{ name: 'token', title: 'Token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' } }],
    limits: [{ name: 'all', amount: 1000, windowSeconds: 1 }],
    scopes: [${(scopes ?? ['log.read']).map(scope => `{ scope: '${scope}', reason: 'Reads ${scope}.' }`).join(', ')}],
    probe: () => ({ path: '/me' }),
  },
  streams: [defineStream({
    name: 'log', description: 'What happened.', row: z.looseObject({ id: z.string(), at: z.string(), who: z.string() }),
    request: ({ since }) => ({ path: '/log', query: { since } }), rows: '', page: { style: 'none' }, order: 'ascending',
    time: 'at', id: { field: 'id' }, intervalSeconds: 0.2, delaySeconds: 0, latenessSeconds: 60, overlapSeconds: 60,
    retentionDays: 1, scopes: ['log.read'], toActivities: row => { ${activities ?? 'return good(row)'} },
  })],
  vocabulary: {}, inventory: { accounts: [] }, reads: {}, checks: [], actions: [],
})
`
}

/** Writes the package below a folder; its own folder. */
export async function writePartner(root: string, connector: PartnerConnector): Promise<string> {
  const { name, version, manifest } = connector
  const folder = join(root, `${name.replace(/[^a-z0-9]+/g, '-')}-${version}`)
  await mkdir(folder, { recursive: true })
  const block = {
    name,
    version,
    type: 'module',
    casbah: { protocol: 1, entry: './index.js' },
    peerDependencies: { '@casbah/sdk': '^0.1.0' },
    dependencies: { zod: '^4.0.0' },
    ...manifest,
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(block))
  await writeFile(join(folder, 'index.js'), partnerSource(connector))
  return folder
}

/** An npm registry on the loopback, with what was published to it. */
export class LoopbackRegistry {
  private readonly packages = new Map<string, Map<string, Buffer>>()
  private readonly server: Server
  /** Tarballs that were asked for. */
  fetched = 0

  private constructor(private readonly root: string) {
    this.server = createServer(({ url = '' }, response) => {
      const [name = '', version] = decodeURIComponent(url.slice(1)).split('/-/')
      const versions = this.packages.get(name)
      if (!versions) return void response.writeHead(404).end('{}')
      const tarball = version && versions.get(version.replace(/\.tgz$/, ''))
      if (tarball) {
        this.fetched += 1
        return void response.end(tarball)
      }
      const dist = (one: string) => ({ tarball: `${this.address}/${name}/-/${one}.tgz` })
      const listed = [...versions.keys()].map(one => [one, { name, version: one, dist: dist(one) }])
      response.end(JSON.stringify({ name, versions: Object.fromEntries(listed) }))
    })
  }

  static async open(root: string): Promise<LoopbackRegistry> {
    const registry = new LoopbackRegistry(root)
    await new Promise<void>(done => registry.server.listen(0, '127.0.0.1', done))
    return registry
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`
  }

  /** Packs a connector with npm and publishes it here; what `installConnector` takes. */
  async publish(connector: PartnerConnector): Promise<{ package: string; integrity: string }> {
    const { name, version } = connector
    const folder = await writePartner(this.root, connector)
    const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: folder })
    const tarball = await readFile(join(folder, packed.stdout.trim().split('\n').at(-1)!))
    const versions = this.packages.get(name) ?? new Map<string, Buffer>()
    this.packages.set(name, versions.set(version, tarball))
    return { package: `${name}@${version}`, integrity: integrityOf(tarball) }
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise(done => this.server.close(() => done()))
  }
}

/** The partner's vendor: a log behind a token. */
export class PartnerVendor {
  readonly token = 'partner-secret-0123456789'
  readonly rows: { id: string; at: string; who: string }[] = []
  private readonly server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://vendor')
    const known = headers.authorization === `Bearer ${this.token}`
    const since = searchParams.get('since') ?? ''
    const body = pathname === '/log' ? this.rows.filter(({ at }) => at >= since) : {}
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })

  async listen(): Promise<Map<string, string>> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done))
    return new Map([['api.partner.example', `http://127.0.0.1:${(this.server.address() as { port: number }).port}`]])
  }

  happens(id: string): void {
    this.rows.push({ id, at: new Date().toISOString(), who: 'ann' })
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise(done => this.server.close(() => done()))
  }
}
