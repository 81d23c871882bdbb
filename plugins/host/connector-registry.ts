import { PROTOCOL, type Connector } from '@casbah/sdk'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { describeConnector } from './describe.ts'
import type { ConnectorDescription } from './description.ts'
import { importConnector } from './import-connector.ts'
import type { Log } from './log.ts'
import type { Runner } from './messages.ts'
import { InProcessRunner } from './runner.ts'
import type { SandboxLimits } from './sandbox/limits.ts'
import { LoadRefused, SandboxRunner } from './sandbox/sandbox-runner.ts'

/** A connector as the host took it up. One that failed stops nobody else. */
export type LoadedConnector = ReadyConnector | FailedConnector

export interface ReadyConnector {
  state: 'READY'
  folder: string
  slug: string
  version: string
  description: ConnectorDescription
  runner: Runner
  /** Its functions, for tools that run beside the host. Throws when it runs in a sandbox: load it without one. */
  readonly connector: Connector
}

export interface FailedConnector {
  state: 'FAILED'
  folder: string
  /** As far as it is known. */
  slug: string | null
  version: string | null
  /** Every problem, each a sentence. */
  problems: string[]
  remedy: string
}

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  casbah: z.object(
    { protocol: z.number(), entry: z.string().min(1) },
    { error: 'The block "casbah" with "protocol" and "entry" is missing.' },
  ),
})

export interface LoadOptions {
  /**
   * Whether each connector runs in a process of its own, and nothing of its package is imported here. When left out:
   * whether the environment has `CASBAH_SANDBOX=on`.
   */
  sandbox?: boolean
  limits?: Partial<SandboxLimits>
  log?: Log
}

/** Packages looked into at one time. */
const AT_ONCE = 4
const AUTHOR = "Ask the connector's author for a version that fits, or mend its package."

/** Loads connectors from their packages' folders. Of two with one slug the first stays. */
export async function loadConnectors(folders: string[], options: LoadOptions = {}): Promise<LoadedConnector[]> {
  const found: LoadedConnector[] = []
  for (let from = 0; from < folders.length; from += AT_ONCE) {
    found.push(...(await Promise.all(folders.slice(from, from + AT_ONCE).map(one => loadConnector(one, options)))))
  }
  const loaded: LoadedConnector[] = []
  for (const one of found) {
    const first = loaded.find(other => other.state === 'READY' && other.slug === one.slug)
    if (one.state === 'FAILED' || !first) {
      loaded.push(one)
      continue
    }
    await one.runner.close()
    const problem = `The slug "${one.slug}" is taken by ${first.folder}.`
    loaded.push(failed(one.folder, one, [problem], 'Give this connector a slug of its own, or remove one of the two.'))
  }
  return loaded
}

async function loadConnector(folder: string, options: LoadOptions): Promise<LoadedConnector> {
  let version: string | null = null
  try {
    const parsed = manifest.safeParse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
    if (!parsed.success) {
      return failed(
        folder,
        null,
        parsed.error.issues.map(({ path, message }) => `package.json, ${path.join('.') || 'top'}: ${message}`),
        AUTHOR,
      )
    }
    version = parsed.data.version
    const { name, casbah } = parsed.data
    if (casbah.protocol !== PROTOCOL) {
      return failed(
        folder,
        { slug: null, version },
        [`It speaks protocol ${casbah.protocol}; this Casbah speaks ${PROTOCOL}.`],
        `Install a version of ${name} for protocol ${PROTOCOL}.`,
      )
    }
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, casbah.entry))])
    if (!file.startsWith(root + sep))
      return failed(folder, { slug: null, version }, [`Its entry ${casbah.entry} lies outside its folder.`], AUTHOR)
    const entry = pathToFileURL(file).href
    const { sandbox = process.env.CASBAH_SANDBOX === 'on', limits, log } = options
    return sandbox
      ? await loadSandboxed(folder, version, new SandboxRunner({ name, folder: root, entry, limits, log }))
      : await loadHere(folder, version, entry)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failed(
      folder,
      { slug: null, version },
      [`It cannot be loaded: ${reason}`],
      'Check that the folder holds a built connector package; install or build it again.',
    )
  }
}

async function loadHere(folder: string, version: string, entry: string): Promise<LoadedConnector> {
  const imported = await importConnector(entry)
  if ('problems' in imported) return failed(folder, { slug: imported.slug, version }, imported.problems, AUTHOR)
  const { connector } = imported
  const description = describeConnector(connector)
  const runner = new InProcessRunner(connector)
  return { state: 'READY', folder, slug: description.card.slug, version, description, runner, connector }
}

/** What it says of itself is asked once: a process that is started later cannot widen it. */
async function loadSandboxed(folder: string, version: string, runner: SandboxRunner): Promise<LoadedConnector> {
  try {
    const description = await runner.ask('describe', {})
    await runner.rest()
    const { slug } = description.card
    return {
      state: 'READY',
      folder,
      slug,
      version,
      description,
      runner,
      get connector(): Connector {
        throw new Error(`The functions of ${slug} are in its sandbox. Load it with sandbox: false to reach them.`)
      },
    }
  } catch (error) {
    await runner.close()
    if (error instanceof LoadRefused) return failed(folder, { slug: error.slug, version }, error.problems, AUTHOR)
    throw error
  }
}

function failed(
  folder: string,
  known: { slug: string | null; version: string | null } | null,
  problems: string[],
  remedy: string,
): FailedConnector {
  return { state: 'FAILED', folder, slug: known?.slug ?? null, version: known?.version ?? null, problems, remedy }
}
