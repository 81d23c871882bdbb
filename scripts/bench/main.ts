import { cpus, totalmem } from 'node:os'
import { backtest } from './backtest.ts'
import { detection } from './detection.ts'
import { gateway } from './gateway.ts'
import { ingest } from './ingest.ts'
import { latency } from './latency.ts'
import { live } from './live.ts'
import { posture } from './posture.ts'
import { startup } from './startup.ts'
import { sync } from './sync.ts'

/** What a bench prints as its last line. */
export interface BenchResult {
  figures: Record<string, number>
  /** What the figures are held against, measured in the same run. */
  peers: Record<string, number>
}

const BENCHES: Record<string, (args: string[]) => Promise<BenchResult>> = {
  startup,
  gateway,
  ingest,
  latency,
  live,
  detection,
  sync,
  backtest,
  posture,
}

const [name = '', ...args] = process.argv.slice(2)
const bench = BENCHES[name]
if (!bench) {
  console.error(
    `There is no bench ${name || '(none given)'}. Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]`,
  )
  process.exit(2)
}
const { figures, peers } = await bench(args.filter(arg => arg !== '--json'))
const machine = {
  cores: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
}
if (args.includes('--json')) console.log(JSON.stringify({ bench: name, figures, peers, machine }))
else {
  console.table(figures)
  if (Object.keys(peers).length) console.table(peers)
}
process.exit(0)
