import { readFile } from 'node:fs/promises'
import { assessStored } from '@casbah/host'
import { CommandError, readFlags } from '../command.ts'
import { connectorOf } from '../connector-of.ts'

const usage = 'posture assess <slug> --config F'

/** Judges a connector's checks by stored answers of its vendor: one line of JSON for each. See docs/guides/casbah.md. */
export const assess = {
  usage,
  async run(args: string[]): Promise<void> {
    const { values, positionals } = readFlags(args, { config: { type: 'string' } }, usage)
    const [slug] = positionals
    if (!slug || !values.config) throw new CommandError(`Usage: casbah ${usage}`)
    const connector = await connectorOf(slug)
    const reads = await readStored(values.config)
    const unknown = Object.keys(reads).find(name => !Object.hasOwn(connector.reads, name))
    if (unknown !== undefined)
      throw new CommandError(
        `${slug} has no read ${JSON.stringify(unknown)}, which ${values.config} answers. It has: ${Object.keys(connector.reads).join(', ') || 'none'}.`,
      )
    const checks = new Map(connector.checks.map(check => [check.name, check]))
    for (const { check, status, message, subjects, counts } of await assessStored(connector, reads)) {
      const { title, severity } = checks.get(check)!
      const failing = counts?.failing ?? subjects.filter(({ passed }) => !passed).length
      const evaluated = counts?.evaluated ?? subjects.length
      console.log(JSON.stringify({ control: `${slug}/${check}`, title, severity, status, message, failing, evaluated }))
    }
  },
}

/** `reads` of the file. */
async function readStored(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CommandError(`${file} cannot be read: ${error.message}`)
  })
  let config: unknown
  try {
    config = JSON.parse(text)
  } catch (error) {
    throw new CommandError(`${file} is no JSON: ${(error as Error).message}`)
  }
  const reads = typeof config === 'object' && config !== null ? (config as { reads?: unknown }).reads : undefined
  if (typeof reads !== 'object' || reads === null || Array.isArray(reads))
    throw new CommandError(`${file} has no "reads": give {"reads": {"<name>": <the vendor's answer>}}.`)
  return reads as Record<string, unknown>
}
