import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { planOf, type Asked, type Plan } from './answers.ts'
import { ask, type Terminal } from './ask.ts'
import { filesOf } from './files.ts'
import { Refusal } from './refusal.ts'

export const USAGE = '[folder] [--name NAME] [--base URL] [--sign-in S] [--pages P]'

/** Where it runs: the folder that paths begin from, and the terminal, or null where nobody can be asked. */
export interface Place {
  cwd: string
  terminal: Terminal | null
}

/**
 * Writes a new connector, asking what the arguments leave open. Resolves to its folder and files; rejects with a Refusal when an answer or the
 * folder does not do, and has then written nothing.
 */
export async function createConnector(
  args: string[],
  { cwd, terminal }: Place,
): Promise<{ plan: Plan; folder: string; files: string[] }> {
  const { folder: named, given } = read(args)
  // Told before anybody answers four questions for nothing.
  if (named !== undefined) await refuseFolder(resolve(cwd, named))
  const complete =
    given.name !== undefined && given.base !== undefined && given.signIn !== undefined && given.pages !== undefined
  if (!complete && !terminal)
    throw new Refusal(
      'There is no terminal to ask on. Give all four answers: --name, --base, --sign-in (header, basic, oauth) and --pages.',
    )
  const plan = planOf(complete || !terminal ? (given as Asked) : await ask(given, terminal))
  const folder = resolve(cwd, named ?? `connector-${plan.slug}`)
  if (named === undefined) await refuseFolder(folder)
  const files = filesOf(plan)
  for (const [name, text] of files) {
    const file = join(folder, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return { plan, folder, files: [...files.keys()] }
}

/** What to tell when it is done. */
export function nextSteps(folder: string, files: string[], cwd: string): string {
  const shown = dirname(folder) === cwd ? basename(folder) : folder
  return [
    `${files.length} files are in ${shown}. Go on with:`,
    `  cd ${shown}`,
    '  npm install',
    '  npm test        builds it and runs the whole contract',
    "Then make vendor.ts answer as your vendor's documentation says, and follow with the other files; README.md has the order.",
  ].join('\n')
}

function read(args: string[]): { folder: string | undefined; given: Partial<Asked> } {
  const text = { type: 'string' } as const
  let parsed
  try {
    const options = { name: text, base: text, 'sign-in': text, pages: text }
    parsed = parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Refusal(`${(error as Error).message.split('. ')[0]}. Give ${USAGE}.`)
  }
  const { values, positionals } = parsed
  if (positionals.length > 1) throw new Refusal(`One folder is enough; there are ${positionals.join(', ')}.`)
  const { name, base, 'sign-in': signIn, pages } = values
  const given = {
    ...(name !== undefined && { name }),
    ...(base !== undefined && { base }),
    ...(signIn !== undefined && { signIn }),
    ...(pages !== undefined && { pages }),
  }
  return { folder: positionals[0], given }
}

async function refuseFolder(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code === 'ENOTDIR') throw new Refusal(`${folder} is a file. Name a folder that is new or empty.`)
    throw new Refusal(`${folder} cannot be used (${error.code}). Name another folder.`)
  })
  if (there.length > 0) throw new Refusal(`${folder} is not empty. Name a folder that is new or empty.`)
}
