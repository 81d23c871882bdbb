import { realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allowedPackages } from './packages.ts'

/** The compiled host, whose code the child runs; beside it only its package.json. */
const HOST = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Flags of the child's Node: it may read these folders and nothing else; files, sockets, processes, workers, add-ons and
 * WASI are denied.
 */
export function permissionFlags(folder: string, heapMb: number): string[] {
  const host = realpathSync(HOST)
  const folders = [realpathSync(folder), host, ...allowedPackages().folders].map(one => one + sep)
  return [
    '--permission',
    ...[...folders, join(dirname(host), 'package.json')].map(path => `--allow-fs-read=${path}`),
    `--max-old-space-size=${heapMb}`,
    '--max-semi-space-size=8',
    '--no-warnings',
  ]
}
