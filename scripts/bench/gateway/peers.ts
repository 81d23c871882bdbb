import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Settings } from './child.ts'

const scripts = join(import.meta.dirname, '..', '..', '..')
const peersFolder = join(scripts, 'bench', 'peers')
const own = join(import.meta.dirname, 'own.js')
const apollo = join(peersFolder, 'apollo.mjs')
const hive = join(peersFolder, 'hive.mjs')

export interface Peer {
  /** First part of its keys in the result. */
  name: string
  file: string
  settings: Omit<Settings, 'supergraph'>
  /** All requests alike instead of each its own. */
  alike?: boolean
}

export const PEERS: Peer[] = [
  { name: 'ownHttp', file: own, settings: { allInOne: false } },
  { name: 'ownAllInOne', file: own, settings: { allInOne: true } },
  { name: 'apolloHttp', file: apollo, settings: { allInOne: false } },
  { name: 'apolloAllInOne', file: apollo, settings: { allInOne: true } },
  { name: 'hiveJsHttp', file: hive, settings: { allInOne: false, planner: 'js' } },
  { name: 'hiveRustHttp', file: hive, settings: { allInOne: false, planner: 'rust' } },
  // Deduplication needs requests that are alike; ours has none and does all of them.
  { name: 'ownHttpAlike', file: own, settings: { allInOne: false }, alike: true },
  { name: 'hiveJsHttpDedup', file: hive, settings: { allInOne: false, planner: 'js', dedup: true }, alike: true },
  { name: 'hiveRustHttpDedup', file: hive, settings: { allInOne: false, planner: 'rust', dedup: true }, alike: true },
]

/** What we are held against is no part of the product; it is installed when a bench first wants it. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(peersFolder, 'node_modules'))) return
  console.error('Installing the peers of the benches …')
  await promisify(execFile)(
    'npm',
    [
      'install',
      '--prefix',
      peersFolder,
      '--no-audit',
      '--no-fund',
      '--no-save',
      '--no-package-lock',
      '--loglevel=error',
    ],
    { cwd: peersFolder },
  )
}
