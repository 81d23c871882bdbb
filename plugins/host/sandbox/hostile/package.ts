import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allowedPackages } from '../packages.ts'

/** What a fixture does otherwise than a good connector; texts are JavaScript. */
export interface Misdeed {
  slug?: string
  /** At the top of the entry. */
  top?: string
  /** Body of `toActivities(row)`. */
  activities?: string
  /** Body of the stream's `request`. */
  request?: string
  /** Body of the generator of a second stream, `files`, which is exported. */
  pages?: string
  /** The request that tells whether the right `log` is there. */
  scopeProbe?: string
  /** The whole entry. */
  entry?: string
}

/** Connector packages in a folder of their own. */
export class PackageFolder {
  readonly #root: string

  private constructor(root: string) {
    this.#root = root
  }

  static async open(): Promise<PackageFolder> {
    const root = await mkdtemp(join(tmpdir(), 'casbah-hostile-'))
    // For those that are also loaded without a sandbox.
    await mkdir(join(root, 'node_modules', '@casbah'), { recursive: true })
    for (const name of ['@casbah/sdk', 'zod'])
      await symlink(fileURLToPath(allowedPackages().urls[name] as string), join(root, 'node_modules', name))
    return new PackageFolder(root)
  }

  /** Writes a package; resolves to its folder. */
  async write(name: string, misdeed: Misdeed = {}): Promise<string> {
    const folder = join(this.#root, name)
    await mkdir(folder)
    const manifest = { name, version: '1.0.0', type: 'module', casbah: { protocol: 1, entry: './index.js' } }
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
    await writeFile(join(folder, 'index.js'), misdeed.entry ?? entryOf({ slug: name, ...misdeed }))
    return folder
  }

  close(): Promise<void> {
    return rm(this.#root, { recursive: true })
  }
}

const exportOf = (pages: string) => `{
    name: 'files', description: 'Files.', row: z.looseObject({ who: z.string() }), pages: async function* (ask) { ${pages} },
    time: 'time', id: { field: 'id' }, intervalSeconds: 1, delaySeconds: null, retentionDays: null, scopes: [], toActivities: good,
  }`

const entryOf = ({ slug, top = '', activities, request, pages, scopeProbe = "{ path: '/log' }" }: Misdeed) => `
import { defineConnector } from '@casbah/sdk'
import { z } from 'zod'
${top}
const good = row => [{ vendorAction: 'login', outcome: 'SUCCESS', actor: { id: row.who } }]
export default defineConnector({
  card: {
    slug: '${slug}', name: 'Acme', vendor: 'Acme', config: z.object({}), baseUrl: 'https://acme.vendor.test', hosts: ['acme.vendor.test'],
    auth: [{ name: 'token', title: 'Token', instructions: '', fields: [{ name: 'token', title: 'Token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: '{token}' } }],
    limits: [], scopes: [{ scope: 'log', reason: 'Reads the log.', probe: () => (${scopeProbe}) }], probe: () => ({ path: '/' }),
  },
  streams: [{
    name: 'log', description: 'The log.', row: z.looseObject({ who: z.string() }),
    request: ask => { ${request ?? "return { path: '/log' }"} },
    rows: '', page: { style: 'none' }, order: 'ascending', time: 'time', id: { field: 'id' }, intervalSeconds: 1, delaySeconds: null,
    retentionDays: null, scopes: [], toActivities: row => { ${activities ?? 'return good(row)'} },
  }, ${pages === undefined ? '' : exportOf(pages)}],
  vocabulary: {}, inventory: { accounts: [] }, reads: {}, checks: [], actions: [],
})
`
