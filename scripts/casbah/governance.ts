import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { CommandError, readFlags } from './command.ts'
import { verifyChain } from './governance/verify-chain.ts'

const usage = 'governance verify --in F [--head NUMBER:LINK]'

/** Verifies a file of the governance log, `/export/governance.ndjson`, without asking the Casbah that wrote it. */
export const governance = {
  usage,
  async run(args: string[]): Promise<void> {
    const { values, positionals } = readFlags(args, { in: { type: 'string' }, head: { type: 'string' } }, usage)
    if (positionals[0] !== 'verify' || !values.in) throw new CommandError(`Usage: casbah ${usage}`)
    const file = await open(values.in).catch(() => {
      throw new CommandError(`${values.in} cannot be read.`)
    })
    const chain = await verifyChain(createInterface({ input: file.createReadStream() }), values.head ?? null)
    console.log(JSON.stringify(chain))
    if (chain.problem) throw new CommandError(chain.problem)
  },
}
