import { CommandError } from './command.ts'
import { test } from './policy/test.ts'

/** What can be done with policies without a running Casbah. */
export const policy = {
  usage: test.usage,
  async run([action, ...rest]: string[]): Promise<void> {
    if (action !== 'test') throw new CommandError(`Usage: casbah ${test.usage}`)
    await test.run(rest)
  },
}
