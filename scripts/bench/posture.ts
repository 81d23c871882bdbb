import { fork, type ChildProcess } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHost, loadConnector, type CheckResult, type HostedApp, type ReadyConnector } from '@casbah/host'
import { MemoryStore } from '@casbah/host/testing'
import type { BenchResult } from './main.ts'
import { median, round } from './median.ts'
import { writeWholeLists } from './posture/whole-lists.ts'

/** Users of the tenant, and to a page. */
const USERS = 47_000
const FEW_USERS = 10_000
const PAGE = 500
const ROUNDS = 3
const SAMPLE_MS = 10
const GOOGLE_HOSTS = ['admin.googleapis.com', 'oauth2.googleapis.com']

/**
 * A large directory through the real host and the sandboxed Google connector, by all its checks that judge row by row: checks × users a second, pages
 * fetched over the loopback included, and the most memory that host and sandbox held together. Beside it the same checks on the whole list at once, for
 * as many users, which ends for want of memory, and for so few that it does not.
 */
export async function posture(): Promise<BenchResult> {
  const google = dirname(dirname(fileURLToPath(import.meta.resolve('@casbah/connector-google-workspace'))))
  const whole = await writeWholeLists()
  const byRow = await measure(google, USERS)
  const fewAtOnce = await measure(whole, FEW_USERS)
  // Last, since the host's memory does not come down at once.
  const atOnce = await measure(whole, USERS)
  return {
    figures: { assessmentsPerSecond: byRow.perSecond, peakRssMb: byRow.peakRssMb },
    peers: {
      wholeListAssessmentsPerSecond: atOnce.perSecond,
      wholeListPeakRssMb: atOnce.peakRssMb,
      [`wholeListOf${FEW_USERS}AssessmentsPerSecond`]: fewAtOnce.perSecond,
      [`wholeListOf${FEW_USERS}PeakRssMb`]: fewAtOnce.peakRssMb,
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.disconnect()
  await gone
}

/** A host of its own each time, one round to warm up. Zero a second where it comes to no verdict. */
async function measure(folder: string, users: number): Promise<{ perSecond: number; peakRssMb: number }> {
  const vendor = fork(join(import.meta.dirname, 'posture', 'user-directory.js'), [String(users), String(PAGE)])
  const [port] = (await once(vendor, 'message')) as [number]
  const loaded = await loadConnector(folder, { sandbox: true })
  if (loaded.state === 'FAILED') throw new Error(loaded.problems.join(' '))
  const checks = loaded.description.checks
    .filter(({ reads }) => reads.length === 1 && reads[0] === 'users')
    .map(({ name }) => name)
  const origin = `http://127.0.0.1:${port}`
  const routes = new Map(GOOGLE_HOSTS.map(host => [host, origin]))
  const host = createHost({ connectors: [loaded], store: new MemoryStore(), routes })
  const app = appOf(loaded)
  let peak = 0
  const timer = setInterval(() => (peak = Math.max(peak, heldBy(loaded))), SAMPLE_MS)
  try {
    const seconds: number[] = []
    for (let times = 0; times <= ROUNDS; times++) {
      const begun = performance.now()
      const results = await host.assess(app, checks)
      const took = (performance.now() - begun) / 1000
      if (!results.every(isVerdict)) return told(folder, results, peak)
      if (times > 0) seconds.push(took)
    }
    return { perSecond: round((users * checks.length) / median(seconds), 0), peakRssMb: round(peak, 0) }
  } finally {
    clearInterval(timer)
    await host.close()
    await loaded.runner.close()
    await end(vendor)
  }
}

const isVerdict = ({ status }: CheckResult) => status === 'PASS' || status === 'PARTIAL' || status === 'FAIL'

function told(folder: string, results: CheckResult[], peak: number): { perSecond: number; peakRssMb: number } {
  for (const { check, status, message } of results) console.error(`${folder}: ${check} is ${status}: ${message}`)
  return { perSecond: 0, peakRssMb: round(peak, 0) }
}

/** Resident memory of this process and the sandbox, in MB. */
function heldBy({ runner }: ReadyConnector): number {
  return (process.memoryUsage.rss() + (runner.sandbox()?.rssBytes ?? 0)) / 1024 / 1024
}

function appOf({ slug, description }: ReadyConnector): HostedApp {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    id: 'bench',
    tenant: 'bench',
    connector: slug,
    config: {},
    authKind: description.card.auth[0]!.name,
    credentials: {
      clientEmail: 'casbah@bench.iam.gserviceaccount.com',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      adminEmail: 'ada@acme.example',
    },
    connectedAt: 0,
    backfillSince: null,
    epoch: 1,
  }
}
