import { CommandError } from './command.ts'
import { docs } from './connector/docs.ts'
import { create } from './connector/new.ts'
import { record } from './connector/record.ts'
import { test } from './connector/test.ts'

const PARTS: Record<string, { usage: string; run(args: string[]): Promise<void> }> = { new: create, test, docs, record }

/** A partner's connector: begun, proved, shown, fed with fixtures. One file each. */
export const connector = {
  usage: Object.values(PARTS)
    .map(({ usage }) => usage)
    .join('\n  casbah '),
  async run([name, ...args]: string[]): Promise<void> {
    const part = name === undefined ? undefined : PARTS[name]
    if (!part)
      throw new CommandError(
        `${name === undefined ? 'Say what to do with the connector' : `casbah connector has no "${name}"`}. Usage:\n  casbah ${connector.usage}`,
      )
    await part.run(args)
  },
}
