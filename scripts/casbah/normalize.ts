import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { normaliseLines } from '@casbah/host'
import { CommandError, readFlags } from './command.ts'
import { connectorOf } from './connector-of.ts'
import { corpusTable } from './normalize/corpus-table.ts'

const usage = 'normalize <slug> [--stream S] [--in F] [--out F] | normalize <slug> --corpus'

/** Vendor rows as NDJSON in, OCSF out: one line for each; or published rows, and a table of what became of them. See docs/guides/casbah.md. */
export const normalize = {
  usage,
  async run(args: string[]): Promise<void> {
    const { values, positionals } = readFlags(
      args,
      {
        stream: { type: 'string' },
        in: { type: 'string' },
        out: { type: 'string' },
        corpus: { type: 'boolean', default: false },
      },
      usage,
    )
    const [slug] = positionals
    if (!slug) throw new CommandError(`Usage: casbah ${usage}`)
    const connector = await connectorOf(slug, values.stream)
    if (values.corpus) {
      console.log(await corpusTable(connector))
      return
    }
    const input = values.in ? createReadStream(values.in) : process.stdin
    const output = values.out ? createWriteStream(values.out) : process.stdout
    const failed = new Promise<never>((_, reject) => {
      for (const stream of [input, output])
        stream.once('error', (error: NodeJS.ErrnoException) =>
          reject(new CommandError(`${error.path ?? 'The stream'} cannot be used: ${error.message}`)),
        )
    })
    const work = (async () => {
      for await (const line of normaliseLines(
        connector,
        values.stream,
        createInterface({ input, crlfDelay: Infinity }),
      ))
        if (!output.write(`${JSON.stringify(line)}\n`)) await once(output, 'drain')
      if (values.out) {
        output.end()
        await once(output, 'finish')
      }
    })()
    await Promise.race([work, failed])
  },
}
