import type { Connector } from '@casbah/sdk'
import { chaosRun, type Fixtures } from '@casbah/testkit'
import { BUILT_IN } from '../stack/connectors.ts'
import type { Verdict } from './main.ts'

/** Schedules for each connector. */
const SCHEDULES = 50
/** Progress is told this often, milliseconds. */
const TELL_MS = 5_000

/** Every connector under random kills and a vendor in trouble: the stored set must be the vendor's set. `--schedules N`, `--connector SLUG`, `--from SEED`. */
export async function chaos(args: string[]): Promise<Verdict> {
  const value = (flag: string) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)
  const schedules = Number(value('--schedules') ?? SCHEDULES)
  const from = Number(value('--from') ?? 1)
  const only = value('--connector')
  const verdict = { passed: 0, of: 0 }
  for (const name of BUILT_IN) {
    const { default: connector } = (await import(name)) as { default: Connector }
    const { slug } = connector.card
    if (only !== undefined && only !== slug) continue
    const { fixtures } = (await import(`${name}/fixtures`)) as { fixtures: Fixtures }
    const begun = Date.now()
    let told = begun
    let failed = 0
    for (let seed = from; seed < from + schedules; seed += 1) {
      const problems = await chaosRun({ connector, fixtures }, seed)
      verdict.of += 1
      if (problems.length === 0) verdict.passed += 1
      else {
        failed += 1
        for (const problem of problems.slice(0, 5)) console.log(`     ${problem}`)
      }
      if (Date.now() - told < TELL_MS) continue
      told = Date.now()
      console.error(`${slug}: ${seed - from + 1} of ${schedules} schedules, ${failed} failed`)
    }
    const seconds = ((Date.now() - begun) / 1000).toFixed(1)
    console.log(`${failed ? 'FAIL' : 'ok  '} ${slug}: ${schedules - failed} of ${schedules} schedules, ${seconds} s`)
  }
  return verdict
}
