import { isConnector, PROTOCOL, type Connector } from '@casbah/sdk'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { shapeProblems } from './connector-shape.ts'
import { describeConnector } from './describe.ts'
import type { ConnectorDescription } from './description.ts'
import type { Runner } from './messages.ts'
import { InProcessRunner } from './runner.ts'

/** A connector as the host took it up. One that failed stops nobody else. */
export type LoadedConnector = ReadyConnector | FailedConnector

export interface ReadyConnector {
  state: 'READY'
  folder: string
  slug: string
  version: string
  description: ConnectorDescription
  runner: Runner
  /** Its functions, for tools that run beside the host. */
  connector: Connector
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

/** Loads connectors from their packages' folders. Of two with one slug the first stays. */
export async function loadConnectors(folders: string[]): Promise<LoadedConnector[]> {
  const loaded: LoadedConnector[] = []
  for (const folder of folders) {
    const one = await loadConnector(folder)
    const first = loaded.find(other => other.state === 'READY' && other.slug === one.slug)
    loaded.push(
      one.state === 'READY' && first
        ? failed(
            folder,
            one,
            [`The slug "${one.slug}" is taken by ${first.folder}.`],
            'Give this connector a slug of its own, or remove one of the two.',
          )
        : one,
    )
  }
  return loaded
}

async function loadConnector(folder: string): Promise<LoadedConnector> {
  const author = "Ask the connector's author for a version that fits, or mend its package."
  let version: string | null = null
  try {
    const parsed = manifest.safeParse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
    if (!parsed.success) {
      return failed(
        folder,
        null,
        parsed.error.issues.map(({ path, message }) => `package.json, ${path.join('.') || 'top'}: ${message}`),
        author,
      )
    }
    version = parsed.data.version
    const { protocol, entry } = parsed.data.casbah
    if (protocol !== PROTOCOL) {
      return failed(
        folder,
        { slug: null, version },
        [`It speaks protocol ${protocol}; this Casbah speaks ${PROTOCOL}.`],
        `Install a version of ${parsed.data.name} for protocol ${PROTOCOL}.`,
      )
    }
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, entry))])
    if (!file.startsWith(root + sep))
      return failed(folder, { slug: null, version }, [`Its entry ${entry} lies outside its folder.`], author)
    const { default: connector } = (await import(pathToFileURL(file).href)) as { default: unknown }
    if (!isConnector(connector)) {
      return failed(
        folder,
        { slug: null, version },
        [`The default export of ${entry} was not made by defineConnector.`],
        author,
      )
    }
    const problems = shapeProblems(connector)
    if (connector.protocol !== protocol)
      problems.unshift(`Its package says protocol ${protocol}, its code ${connector.protocol}.`)
    const slug = typeof connector.card?.slug === 'string' ? connector.card.slug : null
    if (problems.length > 0 || slug === null) return failed(folder, { slug, version }, problems, author)
    const description = describeConnector(connector)
    return { state: 'READY', folder, slug, version, description, runner: new InProcessRunner(connector), connector }
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

function failed(
  folder: string,
  known: { slug: string | null; version: string | null } | null,
  problems: string[],
  remedy: string,
): FailedConnector {
  return { state: 'FAILED', folder, slug: known?.slug ?? null, version: known?.version ?? null, problems, remedy }
}
