import { audit } from './audit.ts'
import { chaos } from './chaos.ts'
import { live } from './live.ts'

// npm run verify -- <name>: the long checks, each against something from outside. The last line is JSON; the status says whether it holds.

/** What a check prints as its last line. */
export interface Verdict {
  passed: number
  of: number
}

const CHECKS: Record<string, (args: string[]) => Promise<Verdict>> = { audit, chaos, live }

const [name = '', ...args] = process.argv.slice(2)
const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined
if (!check) {
  console.error(
    `There is no check ${name || '(none given)'}. Usage: npm run verify -- ${Object.keys(CHECKS).join('|')}`,
  )
  process.exit(2)
}
try {
  const verdict = await check(args)
  console.log(JSON.stringify({ verify: name, ...verdict }))
  process.exit(verdict.passed === verdict.of && verdict.of > 0 ? 0 : 1)
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}
