import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConnectorDescription } from './description.ts'
import { allowedPackages } from './sandbox/packages.ts'

/** Keeps what connectors said of themselves, so that a start need not ask each of them again. */
export interface DescriptionCache {
  /** Null when it is not known. */
  get(key: string): Promise<ConnectorDescription | null>
  put(key: string, description: ConnectorDescription): Promise<void>
}

const HERE = dirname(fileURLToPath(import.meta.url))
/** What decides, besides the package, how a description looks. */
const OURS = ['describe.js', 'connector-shape.js', 'data-shape.js', 'sandbox/description-shape.js']

let ours: Promise<string> | null = null

/** Hash of all files of a package's folder and of what describes it here: the same key, the same description. */
export async function descriptionKey(folder: string): Promise<string> {
  ours ??= hashOurs()
  const hash = createHash('sha256').update(await ours)
  await hashFolder(hash, folder)
  return hash.digest('hex')
}

async function hashOurs(): Promise<string> {
  const { urls, versions } = allowedPackages()
  const hash = createHash('sha256').update(JSON.stringify(versions))
  for (const file of OURS) hash.update(await readFile(join(HERE, file)))
  await hashFolder(hash, fileURLToPath(urls['@casbah/sdk'] as string))
  return hash.digest('hex')
}

async function hashFolder(hash: ReturnType<typeof createHash>, folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await hashFolder(hash.update(`${entry.name}/`), path)
    // Maps, types and tests are not run.
    else if (/\.(js|mjs|cjs|json|node|wasm)$/.test(entry.name) && !entry.name.endsWith('.test.js')) {
      const bytes = await readFile(path)
      hash.update(`${entry.name}\0${bytes.length}\0`).update(bytes)
    }
  }
}
