import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadConnectors, type ReadyConnector } from '@casbah/host'
import type { Fixtures } from '@casbah/testkit'
import { CommandError } from '../command.ts'

/** A connector that its author has built, loaded into this process. Rejects with a CommandError that says what is wrong and what to do. */
export async function builtConnector(folder: string): Promise<ReadyConnector> {
  const root = resolve(folder)
  const newest = await newestSource(root)
  const built = await stat(join(root, 'dist', 'index.js')).catch(() => null)
  if (!built)
    throw new CommandError(`${root} is not built: there is no dist/index.js. Run \`npm run build\` there first.`)
  if (newest && newest.at > (await newestBuilt(root)))
    throw new CommandError(
      `${root} was changed after it was built (${newest.file}). Run \`npm run build\` there first.`,
    )
  const [loaded] = await loadConnectors([root], { sandbox: false })
  if (loaded?.state !== 'READY')
    throw new CommandError([...(loaded?.problems ?? []), loaded?.remedy ?? ''].join('\n').trim())
  return loaded
}

/** What the kit has to know of its vendor. */
export async function fixturesOf({ folder, slug }: ReadyConnector): Promise<Fixtures> {
  const file = join(folder, 'dist', 'fixtures.js')
  const { fixtures } = (await import(pathToFileURL(file).href).catch((error: Error) => {
    throw new CommandError(
      `The fixtures of ${slug} do not load: ${error.message}. They are fixtures.ts, built to ${file}.`,
    )
  })) as { fixtures?: Fixtures }
  if (!fixtures)
    throw new CommandError(`${file} exports no \`fixtures\`; export what testConnector gets under that name.`)
  return fixtures
}

async function newestSource(root: string): Promise<{ file: string; at: number } | null> {
  const names = await readdir(root, { recursive: true }).catch(() => {
    throw new CommandError(`${root} is no folder. Name the folder of a connector's package.`)
  })
  let newest: { file: string; at: number } | null = null
  for (const file of names) {
    if (!file.endsWith('.ts') || file.endsWith('.d.ts') || /(^|[\\/])(dist|node_modules)[\\/]/.test(file)) continue
    const at = (await stat(join(root, file))).mtimeMs
    if (!newest || at > newest.at) newest = { file, at }
  }
  return newest
}

/** A compiler that builds what changed alone leaves the others as they are. */
async function newestBuilt(root: string): Promise<number> {
  const names = await readdir(join(root, 'dist'), { recursive: true })
  const times = await Promise.all(names.map(async name => (await stat(join(root, 'dist', name))).mtimeMs))
  return Math.max(...times)
}
