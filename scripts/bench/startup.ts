import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { BenchResult } from './main.ts'
import { proportionalMb, residentMb } from './memory.ts'
import { round } from './median.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..', '..')

/** Time for collecting the demo's history before memory is called idle. */
const SETTLE_MS = 200_000

/** A fresh clone's first `npm start` (warm npm cache), a second one, and what an idle Casbah holds in memory. */
export async function startup(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'casbah-startup-'))
  const clone = join(folder, 'casbah')
  try {
    await run('git', ['clone', '--quiet', '--no-hardlinks', root, clone])
    const cold = await start(clone)
    await sleep(SETTLE_MS)
    const mainRssMb = await residentMb(cold.pid)
    const totalPssMb = await proportionalMb(cold.pid)
    await cold.stop()
    const warm = await start(clone)
    await warm.stop()
    return {
      figures: {
        coldSeconds: round(cold.seconds),
        warmSeconds: round(warm.seconds),
        mainRssMb: round(mainRssMb, 0),
        totalPssMb: round(totalPssMb, 0),
      },
      peers: {},
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `npm start` until its one line; the process that serves is npm's grandchild. */
async function start(clone: string): Promise<{ seconds: number; pid: number; stop(): Promise<void> }> {
  const begun = performance.now()
  const npm = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  await new Promise<void>((ready, failed) => {
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('Casbah is ready')) ready()
    })
    npm.once('exit', code => failed(new Error(`npm start ended with ${code}`)))
  })
  const seconds = (performance.now() - begun) / 1000
  const pid = await servingProcess(clone)
  return { seconds, pid, stop: () => end(npm, pid) }
}

async function servingProcess(clone: string): Promise<number> {
  return Number(await readFile(join(clone, '.casbah', 'casbah.pid'), 'utf8'))
}

async function end(npm: ChildProcess, pid: number): Promise<void> {
  const gone = new Promise<void>(done => npm.once('exit', () => done()))
  process.kill(pid, 'SIGTERM')
  await gone
}
