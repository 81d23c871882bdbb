import { alerts } from './alerts.ts'
import { connector } from './connector.ts'
import { governance } from './governance.ts'
import { normalize } from './normalize.ts'
import { policy } from './policy.ts'
import { posture } from './posture.ts'
import { query } from './query.ts'
import { CommandError } from './command.ts'

// casbah <command> …: one file a command.
const COMMANDS: Record<string, { usage: string; run(args: string[]): Promise<void> }> = {
  query,
  alerts,
  normalize,
  policy,
  posture,
  connector,
  governance,
}

const [name, ...rest] = process.argv.slice(2)
const command = name ? COMMANDS[name] : undefined
if (!command) {
  const list = Object.values(COMMANDS).map(({ usage }) => `  casbah ${usage}`)
  const asked = name && name !== 'help' && name !== '--help'
  console.error(`${asked ? `casbah has no command ${name}.\n` : ''}Usage:\n${list.join('\n')}`)
  process.exit(asked || !name ? 2 : 0)
}
try {
  await command.run(rest)
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
