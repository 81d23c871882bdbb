import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { alertingActivity, makePolicies } from '../../live/alerting.ts'
import { startAllInOne } from '../../stack/all-in-one.ts'
import type { FromServer, ToServer } from './messages.ts'

// A whole Casbah in a process of its own, with a policy for each filter and no others, in which activities happen on demand.

const [filters = '10'] = process.argv.slice(2)
const BEAT_MS = 100
/** What was stored last is judged by then. */
const SETTLE_MS = 1_000

const folder = await mkdtemp(join(tmpdir(), 'casbah-live-'))
const stack = await startAllInOne({ port: 0, dataDir: folder, demo: false, quiet: true })
const { db } = stack.subgraphs.alerts
const tell = (message: FromServer) => process.send!(message)

await db.write(stack.tenant, tx =>
  tx.query('update alerts.policy set enabled = false where tenant = $1 and built_in', [tx.tenant]),
)
const policies = await makePolicies(stack, Number(filters))
tell({ type: 'ready', wsUrl: stack.wsUrl, token: stack.token, policies })

process.on('message', (message: ToServer) => {
  if (message.type === 'raise') void raise(message)
  else void end()
})

async function end(): Promise<void> {
  await stack.stop()
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}

/** Has activities stored at a steady rate, each of which one policy makes an alert of; tells when each was committed. */
async function raise({ perSecond, seconds, from }: ToServer & { type: 'raise' }): Promise<void> {
  const committed: number[] = []
  const held: number[] = []
  const total = perSecond * seconds
  const steps: { sequence: number; at: number }[] = []
  // Told after the commit of what raised alerts; all steps up to then have become seen at that moment, or before.
  const off = db.wake.on('alert.counted', () => {
    const at = performance.timeOrigin + performance.now()
    void lastStep().then(sequence => steps.push({ sequence, at }))
  })
  const begun = Date.now()
  for (let told = 0; told < total;) {
    const due = Math.min(total, Math.floor(((Date.now() - begun) / 1000) * perSecond))
    if (due > told) {
      const items = Array.from({ length: due - told }, (_, n) =>
        alertingActivity(from + told + n, policies.length, begun + told + n),
      )
      await db.write(stack.tenant, async tx => tx.append('activity.stored', items))
      const at = performance.timeOrigin + performance.now()
      for (const _ of items) committed.push(at)
      told = due
      // At each third of the way, garbage apart.
      if (told >= ((held.length + 1) * total) / 3) held.push(heldMb())
    }
    await sleep(BEAT_MS)
  }
  await sleep(SETTLE_MS)
  off()
  tell({ type: 'raised', committed, steps, held })
}

function heldMb(): number {
  gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}

async function lastStep(): Promise<number> {
  const { rows } = await db.system.query<{ seq: string }>('select seq from alerts.tenant_counter where tenant = $1', [
    stack.tenant,
  ])
  return Number(rows[0]?.seq ?? 0)
}
