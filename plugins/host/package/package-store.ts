import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { checkIntegrity } from './integrity.ts'
import { PackageRefused } from './package-refused.ts'
import { PACKAGE_LIMITS, readTarball, writeTarball, type PackageFile } from './tar.ts'

/**
 * Unpacked packages below one folder, each under its integrity: `<root>/<40 hex digits>`. A cache: what is missing is
 * unpacked again from its tarball.
 */
export class PackageStore {
  readonly #root: string

  constructor(root: string) {
    this.#root = resolve(root)
  }

  /** The package's folder, unpacked when it is not there yet. No script of it is run. Rejects with PackageRefused. */
  async unpack(tarball: Uint8Array, integrity: string): Promise<string> {
    checkIntegrity(tarball, integrity)
    const folder = this.#folderOf(integrity)
    if (await isFolder(folder)) return folder
    const files = readTarball(tarball)
    // Whole or not at all: a folder that is there is complete.
    const partial = `${folder}.${randomUUID().slice(0, 8)}`
    try {
      for (const { path, bytes } of files) {
        const file = join(partial, ...path.split('/'))
        await mkdir(dirname(file), { recursive: true, mode: 0o755 })
        await writeFile(file, bytes, { mode: 0o644, flag: 'wx' })
      }
      await mkdir(partial, { recursive: true })
      await rename(partial, folder)
    } catch (error) {
      await rm(partial, { recursive: true, force: true })
      // Another process of this machine was faster.
      if (!(await isFolder(folder))) throw error
    }
    return folder
  }

  /** Whether a folder is one of its packages'. */
  holds(folder: string): boolean {
    return dirname(folder) === this.#root
  }

  async forget(integrity: string): Promise<void> {
    await rm(this.#folderOf(integrity), { recursive: true, force: true })
  }

  #folderOf(integrity: string): string {
    const hash = Buffer.from(integrity.slice('sha512-'.length), 'base64')
    return join(this.#root, hash.toString('hex').slice(0, 40))
  }
}

/** A folder of a package as a tarball, its files as they are now: without node_modules and names with a dot in front. */
export async function packFolder(folder: string, allowed: string[]): Promise<Buffer> {
  const root = await realpath(folder).catch(() => {
    throw new PackageRefused([`There is no folder ${folder} on this machine.`], 'Give the folder of a built connector.')
  })
  const below = await Promise.all(allowed.map(one => realpath(one).catch(() => null)))
  if (!below.some(one => one !== null && root.startsWith(one + sep)))
    throw new PackageRefused(
      [`The folder ${folder} lies below none of those from which connectors may be installed.`],
      'Name a folder above it in CASBAH_CONNECTOR_PATHS, and start Casbah again.',
    )
  const files: PackageFile[] = []
  let bytes = 0
  const walk = async (inner: string[]): Promise<void> => {
    if (inner.length > PACKAGE_LIMITS.depth) throw tooMuch()
    for (const entry of await readdir(join(root, ...inner), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const path = [...inner, entry.name]
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile()) {
        bytes += (await stat(join(root, ...path))).size
        if (bytes > PACKAGE_LIMITS.bytes || files.length >= PACKAGE_LIMITS.files) throw tooMuch()
        files.push({ path: path.join('/'), bytes: await readFile(join(root, ...path)) })
      } else throw new PackageRefused([`It has a link (${path.join('/')}).`], 'Put files in place of links.')
    }
  }
  await walk([])
  const tarball = writeTarball(files)
  if (tarball.length > PACKAGE_LIMITS.tarballBytes) throw tooMuch()
  return tarball
}

const isFolder = (path: string) =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )

const tooMuch = () =>
  new PackageRefused(['The folder holds too much for a connector.'], 'Name the folder of one built connector.')
