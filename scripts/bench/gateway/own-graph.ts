import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGateway } from '@casbah/gateway'
import { createLogger, deriveKey, parseMasterKey } from '@casbah/kit'
import { lookUp, startAllInOne } from '../../stack/all-in-one.ts'
import { announce } from './child.ts'
import { overviewBody } from './overview.ts'

// The whole of Casbah with the demo company on its own PostgreSQL. It is asked through a second gateway like the first, on the same
// subgraphs, but without a bound of points: one token would have spent the first one's within seconds.

const DAYS = 7
const HISTORY_MS = 180_000
const QUIET_MS = 120_000
/** Share of a core that a Casbah at rest stays below. */
const AT_REST = 0.15

const { dataDir } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string }
process.env.CASBAH_KEY = randomBytes(32).toString('hex')
const stack = await startAllInOne({ port: 0, dataDir, demo: true, quiet: true, demoDays: DAYS })
const logger = createLogger('bench')
logger.level = 'silent'
const gateway = createGateway({
  supergraphSdl: await readFile(join(import.meta.dirname, '../../../../schema/supergraph.graphql'), 'utf8'),
  subgraphs: Object.fromEntries(Object.values(stack.subgraphs).map(({ name, handle }) => [name, { handle }])),
  authenticate: bearer => lookUp(stack.subgraphs.apps, bearer),
  contextKey: deriveKey(parseMasterKey(process.env.CASBAH_KEY), 'context'),
  port: 0,
  limits: { windowCost: Number.MAX_SAFE_INTEGER },
  logger,
})
const { url } = await gateway.listen()
await historyIsIn(url)
await quiet()
announce(url, {
  token: stack.token,
  end: async () => {
    await gateway.close()
    await stack.stop()
  },
})

interface Overview {
  data?: { apps: { edges: { node: { secureScore: object | null; activities: { edges: object[] } } }[] } } | null
}

/** Until every app has its activities and a score. */
async function historyIsIn(url: string): Promise<void> {
  for (const end = Date.now() + HISTORY_MS; Date.now() < end; await sleep(500)) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.token}` },
      body: overviewBody(0),
    })
    const apps = ((await response.json()) as Overview).data?.apps.edges.map(({ node }) => node) ?? []
    if (apps.length && apps.every(app => app.secureScore && app.activities.edges.length === 5)) return
  }
  throw new Error(`The demo company's history was not in within ${HISTORY_MS / 1000} s.`)
}

/** Until detection and posture have worked the history off as well, or it has taken long enough. */
async function quiet(): Promise<void> {
  const end = Date.now() + QUIET_MS
  for (let calm = 0; calm < 3 && Date.now() < end;) {
    const before = process.cpuUsage()
    await sleep(1_000)
    const { user, system } = process.cpuUsage(before)
    calm = user + system < AT_REST * 1e6 ? calm + 1 : 0
  }
}
