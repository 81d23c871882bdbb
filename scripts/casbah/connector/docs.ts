import { pageOf } from '../../connector-docs/page.ts'
import { CommandError, readFlags } from '../command.ts'
import { builtConnector } from './built.ts'

const usage = 'connector docs [folder]'

/** Prints the page that the connector's card and parts make. */
export const docs = {
  usage,
  async run(args: string[]): Promise<void> {
    const { positionals } = readFlags(args, {}, usage)
    if (positionals.length > 1) throw new CommandError(`One folder is enough. Usage: casbah ${usage}`)
    const { description } = await builtConnector(positionals[0] ?? '.')
    console.log(pageOf(description, 'README.md'))
  },
}
