import { createConnector, nextSteps, Refusal, USAGE } from '@casbah/create-connector'
import { CommandError } from '../command.ts'

const usage = `connector new ${USAGE}`

/** Begins a connector; the same as `npm create @casbah/connector`. */
export const create = {
  usage,
  async run(args: string[]): Promise<void> {
    const { stdin, stdout } = process
    const cwd = process.cwd()
    const terminal = stdin.isTTY ? { input: stdin, output: stdout } : null
    const { folder, files } = await createConnector(args, { cwd, terminal }).catch((error: Error) => {
      throw error instanceof Refusal ? new CommandError(error.message) : error
    })
    console.log(nextSteps(folder, files, cwd))
  },
}
