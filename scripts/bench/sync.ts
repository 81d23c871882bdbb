import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createHost, describeConnector, InProcessRunner } from '@casbah/host'
import { MemoryStore } from '@casbah/host/testing'
import { defineConnector, defineStream } from '@casbah/sdk'
import { z } from 'zod'
import { sandboxShare } from './ingest.ts'
import type { BenchResult } from './main.ts'
import { median, round } from './median.ts'
import type { Counts } from './sync/limited-vendor.ts'

/** What the vendor allows; the card says twice as much, so the host has to learn. */
const AMOUNT = 100
const WINDOW_MS = 2_000
const LEARNING_MS = 3 * WINDOW_MS
const ROUNDS = 5

const row = z.looseObject({ id: z.string(), time: z.string() })
const connector = defineConnector({
  card: {
    slug: 'limited',
    name: 'Limited',
    vendor: 'Limited',
    config: z.object({}),
    baseUrl: 'https://vendor.test',
    hosts: ['vendor.test'],
    auth: [
      {
        name: 'token',
        title: 'Token',
        instructions: '',
        fields: [{ name: 'token', title: 'Token', secret: true }],
        scheme: { type: 'header', header: 'authorization', value: '{token}' },
      },
    ],
    limits: [
      {
        name: 'all',
        amount: AMOUNT * 2,
        windowSeconds: WINDOW_MS / 1000,
        headers: { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' },
      },
    ],
    scopes: [],
    probe: () => ({ path: '/' }),
  },
  streams: [
    defineStream<z.infer<typeof row>>({
      name: 'log',
      description: 'A log that never ends.',
      row,
      request: ({ cursor }) => ({ path: '/log', query: { after: cursor } }),
      rows: 'rows',
      page: { style: 'bodyCursor', field: 'next' },
      order: 'arrival',
      time: 'time',
      id: { field: 'id' },
      intervalSeconds: 0.01,
      delaySeconds: null,
      retentionDays: null,
      scopes: [],
      toActivities: () => [{ vendorAction: 'read', outcome: 'SUCCESS' }],
    }),
  ],
  vocabulary: {},
  inventory: { accounts: [] },
  reads: {},
  checks: [],
  actions: [],
})

/** Keeps where the list stands and nothing else. */
class ForgetfulStore extends MemoryStore {
  override async commit(commit: Parameters<MemoryStore['commit']>[0]): Promise<void> {
    await super.commit({ ...commit, activities: [], quarantine: [] })
    this.commits.length = 0
  }
}

/**
 * Share of a vendor's limit that the host uses once it has learnt it, how often it is turned away then, and how fast
 * ingest is with connectors in their sandboxes as a share of the same without.
 */
export async function sync(): Promise<BenchResult> {
  const vendor = new Worker(join(import.meta.dirname, 'sync', 'limited-vendor.js'), {
    workerData: { amount: AMOUNT, windowMs: WINDOW_MS },
  })
  const heard = <T>() => new Promise<T>(resolve => vendor.once('message', resolve))
  const port = await heard<number>()
  const counts = () => {
    const answer = heard<Counts>()
    vendor.postMessage('counts')
    return answer
  }
  const description = describeConnector(connector)
  const host = createHost({
    connectors: [
      {
        state: 'READY',
        folder: '.',
        slug: 'limited',
        version: '1.0.0',
        description,
        runner: new InProcessRunner(connector),
        connector,
      },
    ],
    store: new ForgetfulStore(),
    routes: new Map([['vendor.test', `http://127.0.0.1:${port}`]]),
  })
  let limit: { shareOfVendorLimit: number; throttled: number }
  try {
    await host.start({
      id: 'app',
      tenant: 'bench',
      connector: 'limited',
      config: {},
      authKind: 'token',
      credentials: { token: 't' },
      connectedAt: Date.now(),
      backfillSince: Date.now(),
      epoch: 1,
    })
    await sleep(LEARNING_MS)
    await counts()
    const shares: number[] = []
    let throttled = 0
    for (let n = 0; n < ROUNDS; n += 1) {
      const begun = performance.now()
      await sleep(2 * WINDOW_MS)
      const seen = await counts()
      shares.push(seen.answered / (((performance.now() - begun) / WINDOW_MS) * AMOUNT))
      throttled += seen.throttled
      console.error(`round ${n + 1}: ${seen.answered} requests, ${seen.throttled} too many`)
    }
    limit = { shareOfVendorLimit: round(median(shares)), throttled }
  } finally {
    await host.close()
    await vendor.terminate()
  }
  return { figures: { ...limit, sandboxShare: await sandboxShare() }, peers: {} }
}
