import { trialsOf } from '@casbah/testkit'
import { CommandError, readFlags } from '../command.ts'
import { builtConnector, fixturesOf } from './built.ts'

const usage = 'connector test [folder] [--chaos N]'
/** Schedules of chaos of every run. */
const SEEDS = 5

/** Runs the whole contract of a connector and tells what it found. Fails when anything is not so. */
export const test = {
  usage,
  async run(args: string[]): Promise<void> {
    const { values, positionals } = readFlags(args, { chaos: { type: 'string' } }, usage)
    const more = Number(values.chaos ?? 0)
    if (!Number.isInteger(more) || more < 0 || more > 10_000)
      throw new CommandError(`--chaos is how many more schedules to go through, up to 10000. Usage: casbah ${usage}`)
    if (positionals.length > 1) throw new CommandError(`One folder is enough. Usage: casbah ${usage}`)
    const ready = await builtConnector(positionals[0] ?? '.')
    const fixtures = await fixturesOf(ready)
    const seeds = Array.from({ length: SEEDS + more }, (_, index) => index + 1)
    const trials = trialsOf(ready.connector, fixtures, seeds)
    const sections = new Map<string, { passed: number; failed: string[]; ms: number }>()
    for (const [index, { section, name, run }] of trials.entries()) {
      progress(`${index + 1}/${trials.length} ${section}: ${name}`)
      const begun = performance.now()
      const problem = await run().then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      const told = sections.get(section) ?? { passed: 0, failed: [], ms: 0 }
      told.ms += performance.now() - begun
      if (problem === null) told.passed += 1
      else told.failed.push(`${section}: ${name}\n${problem.replace(/^/gm, '  ')}`)
      sections.set(section, told)
    }
    progress('')
    const rows = [...sections].map(([section, { passed, failed, ms }]) => [
      section,
      String(passed),
      String(failed.length),
      `${(ms / 1000).toFixed(1)} s`,
    ])
    console.log(table([['section', 'passed', 'failed', 'time'], ...rows]))
    const failures = [...sections.values()].flatMap(({ failed }) => failed)
    if (failures.length === 0) return
    console.log(`\n${failures.join('\n\n')}`)
    throw new CommandError(`\n${failures.length} of ${trials.length} trials failed.`)
  },
}

/** One line that is written over, where there is a terminal to see it. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`)
}

function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
