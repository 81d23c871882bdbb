import type { Connector } from '@casbah/sdk'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describeConnector } from './describe.ts'
import { descriptionKey, type DescriptionCache } from './description-cache.ts'
import type { ConnectorDescription } from './description.ts'
import { importConnector } from './import-connector.ts'
import type { Log } from './log.ts'
import type { Runner } from './messages.ts'
import { ASK_AUTHOR, inspectPackage, type PackageFacts } from './package/inspect-package.ts'
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
  /** As far as it is known, and not taken by another. */
  slug: string | null
  version: string | null
  /** Name of its package, as far as it is known. */
  name: string | null
  /** Every problem, each a sentence. */
  problems: string[]
  remedy: string
}

export interface LoadOptions {
  /**
   * Whether each connector runs in a process of its own, and nothing of its package is imported here. When left out:
   * unless the environment has `CASBAH_SANDBOX=off`.
   */
  sandbox?: boolean
  limits?: Partial<SandboxLimits>
  log?: Log
  /** What connectors said before; one whose package is unchanged is not asked again, and started only when needed. */
  descriptions?: DescriptionCache
}

/** Packages looked into at one time. */
const AT_ONCE = 4

/** Loads connectors from their packages' folders. Of two with one slug the first stays. */
export async function loadConnectors(folders: string[], options: LoadOptions = {}): Promise<LoadedConnector[]> {
  const found: LoadedConnector[] = []
  for (let from = 0; from < folders.length; from += AT_ONCE) {
    found.push(...(await Promise.all(folders.slice(from, from + AT_ONCE).map(one => loadConnector(one, options)))))
  }
  const loaded: LoadedConnector[] = []
  for (const one of found) {
    const first = loaded.find(other => other.state === 'READY' && other.slug === one.slug)
    if (first && one.state === 'READY') {
      await one.runner.close()
      const problem = `The slug "${one.slug}" is taken by ${first.folder}.`
      const known = { version: one.version, name: null, slug: null }
      loaded.push(
        failed(one.folder, known, [problem], 'Give this connector a slug of its own, or remove one of the two.'),
      )
    } else loaded.push(first && one.state === 'FAILED' ? { ...one, slug: null } : one)
  }
  return loaded
}

/** Loads one connector from its package's folder; what is wrong with it is in the answer. */
export async function loadConnector(folder: string, options: LoadOptions = {}): Promise<LoadedConnector> {
  let facts: PackageFacts | null = null
  const refused = (slug: string | null, problems: string[], remedy = ASK_AUTHOR) =>
    failed(folder, { slug, version: facts?.version ?? null, name: facts?.name ?? null }, problems, remedy)
  try {
    const inspected = inspectPackage(await readFile(join(folder, 'package.json'), 'utf8'))
    if ('problems' in inspected)
      return failed(folder, { ...inspected, slug: null }, inspected.problems, inspected.remedy)
    facts = inspected.facts
    const { name, version } = facts
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, facts.entry))])
    if (!file.startsWith(root + sep)) return refused(null, [`Its entry ${facts.entry} lies outside its folder.`])
    const entry = pathToFileURL(file).href
    const { sandbox = process.env.CASBAH_SANDBOX !== 'off', limits, log, descriptions } = options
    return sandbox
      ? await loadSandboxed(
          folder,
          version,
          new SandboxRunner({ name, folder: root, entry, limits, log }),
          descriptions,
        )
      : await loadHere(folder, version, entry)
  } catch (error) {
    if (error instanceof LoadRefused) return refused(error.slug, error.problems)
    const reason = error instanceof Error ? error.message : String(error)
    return refused(
      null,
      [`It cannot be loaded: ${reason}`],
      'Check that the folder holds a built connector package; install or build it again.',
    )
  }
}

async function loadHere(folder: string, version: string, entry: string): Promise<LoadedConnector> {
  const imported = await importConnector(entry)
  if ('problems' in imported) throw new LoadRefused(folder, imported.slug, imported.problems)
  const { connector } = imported
  const description = describeConnector(connector)
  const runner = new InProcessRunner(connector)
  return { state: 'READY', folder, slug: description.card.slug, version, description, runner, connector }
}

/** What it says of itself is asked once: a process that is started later cannot widen it. */
async function loadSandboxed(
  folder: string,
  version: string,
  runner: SandboxRunner,
  descriptions: DescriptionCache | undefined,
): Promise<LoadedConnector> {
  try {
    const key = descriptions && (await descriptionKey(folder))
    const known = key ? await descriptions.get(key) : null
    const description = known ?? (await runner.ask('describe', {}))
    await runner.rest()
    if (key && !known) await descriptions.put(key, description)
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
    throw error
  }
}

function failed(
  folder: string,
  { slug, version, name }: { slug: string | null; version: string | null; name: string | null },
  problems: string[],
  remedy: string,
): FailedConnector {
  return { state: 'FAILED', folder, slug, version, name, problems, remedy }
}
