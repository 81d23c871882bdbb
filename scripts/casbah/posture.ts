import { CommandError } from './command.ts'
import { assess } from './posture/assess.ts'

/** What can be done with posture without a running Casbah. */
export const posture = {
  usage: assess.usage,
  async run([action, ...rest]: string[]): Promise<void> {
    if (action !== 'assess') throw new CommandError(`Usage: casbah ${assess.usage}`)
    await assess.run(rest)
  },
}
