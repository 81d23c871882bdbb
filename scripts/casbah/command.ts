import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'

/** Something the user can mend: shown as it is, exit code 1. */
export class CommandError extends Error {}

type Flags = NonNullable<ParseArgsConfig['options']>

/** Flags and positional words of a command; a wrong one is told with the command's usage. */
export function readFlags<T extends Flags>(args: string[], options: T, usage: string) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new CommandError(`${(error as Error).message.split('. ')[0]}. Usage: casbah ${usage}`)
  }
}

/** Where the graph is and with which token. */
export interface Endpoint {
  url: string
  wsUrl: string
  token: string
}

export const ENDPOINT_FLAGS = {
  url: { type: 'string' },
  token: { type: 'string' },
  'data-dir': { type: 'string' },
} as const

/** By flags, else by CASBAH_URL and CASBAH_TOKEN, else by what `npm start` left in the data directory. */
export async function findEndpoint(flags: {
  url?: string | undefined
  token?: string | undefined
  'data-dir'?: string | undefined
}): Promise<Endpoint> {
  const url = flags.url ?? process.env.CASBAH_URL
  const token = flags.token ?? process.env.CASBAH_TOKEN
  if (url) {
    if (!token) throw new CommandError('A token is needed with that address: --token T or CASBAH_TOKEN.')
    return { url, wsUrl: url.replace(/^http/, 'ws'), token }
  }
  const file = join(flags['data-dir'] ?? '.casbah', 'dev.json')
  try {
    const found = JSON.parse(await readFile(file, 'utf8')) as Endpoint
    return { ...found, token: token ?? found.token }
  } catch {
    throw new CommandError(
      `No running Casbah is known here (${file}). Run \`npm start\` first, or give --url and --token.`,
    )
  }
}
