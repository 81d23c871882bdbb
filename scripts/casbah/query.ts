import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { CommandError, ENDPOINT_FLAGS, findEndpoint, readFlags } from './command.ts'

const usage =
  "query ['{ apps { edges { node { name } } } }'] [--file F] [--variables JSON] [--operation NAME] [--url U --token T | --data-dir D]"

/** Sends one operation and prints the answer; exit code 1 when it has errors. Without a text or file it is read from standard input. */
export const query = {
  usage,
  async run(args: string[]): Promise<void> {
    const { values, positionals } = readFlags(
      args,
      { ...ENDPOINT_FLAGS, file: { type: 'string' }, variables: { type: 'string' }, operation: { type: 'string' } },
      usage,
    )
    const document =
      positionals[0] ??
      (values.file ? await readFile(values.file, 'utf8').catch(() => null) : await text(process.stdin))
    if (document === null) throw new CommandError(`${values.file} cannot be read.`)
    if (!document.trim()) throw new CommandError(`Nothing to ask. Usage: casbah ${usage}`)
    const endpoint = await findEndpoint(values)
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${endpoint.token}`,
      },
      body: JSON.stringify({
        query: document,
        variables: readVariables(values.variables),
        operationName: values.operation,
      }),
    }).catch((error: Error) => {
      throw new CommandError(
        `${endpoint.url} does not answer (${(error.cause as Error | undefined)?.message ?? error.message}). Is Casbah running?`,
      )
    })
    const answer = (await response.json()) as { errors?: unknown[] }
    console.log(JSON.stringify(answer, null, 2))
    if (answer.errors?.length) process.exitCode = 1
  },
}

function readVariables(given: string | undefined): unknown {
  if (given === undefined) return undefined
  try {
    return JSON.parse(given)
  } catch {
    throw new CommandError('--variables is no JSON. Write an object, such as \'{"first": 5}\'.')
  }
}
