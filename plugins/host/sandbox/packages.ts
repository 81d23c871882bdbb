import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What the child may import by name, and where it lies. */
export interface AllowedPackages {
  /** By name: the package's folder, ending in `/`, or its one file where it declares no exports. */
  urls: Record<string, string>
  /** Real folders, to be read. */
  folders: string[]
  /** By name. */
  versions: Record<string, string>
}

const HERE = dirname(fileURLToPath(import.meta.url))
/** What a connector may import. */
const PROVIDED = ['@casbah/sdk', 'zod']
/** With what reads a page for it. */
const NAMES = [...PROVIDED, 'fast-xml-parser']

let found: AllowedPackages | null = null

/** The packages that a sandbox may read, with all that they need themselves. */
export function allowedPackages(): AllowedPackages {
  if (found) return found
  const urls: Record<string, string> = {}
  const folders: string[] = []
  const versions: Record<string, string> = {}
  const add = (name: string, from: string): void => {
    if (Object.hasOwn(urls, name)) return
    const folder = folderOf(name, from)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
    urls[name] = pathToFileURL(manifest.exports ? folder + sep : join(folder, manifest.main ?? 'index.js')).href
    folders.push(folder)
    versions[name] = manifest.version
    for (const inner of Object.keys(manifest.dependencies ?? {})) add(inner, folder)
  }
  for (const name of NAMES) add(name, HERE)
  found = { urls, folders, versions }
  return found
}

/** Versions of what a connector's own package may depend on. */
export function providedVersions(): Record<string, string> {
  const { versions } = allowedPackages()
  return Object.fromEntries(PROVIDED.map(name => [name, versions[name] as string]))
}

interface Manifest {
  version: string
  exports?: unknown
  main?: string
  dependencies?: Record<string, string>
}

/** The real folder of a package as seen from another folder. */
function folderOf(name: string, from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (at === dirname(at)) throw new Error(`The package ${name} is not installed. Run npm install.`)
  }
}
