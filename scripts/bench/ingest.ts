import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { ACTIVITIES } from '@casbah/activities'
import { ALERTS } from '@casbah/alerts'
import { APPS, connectAppFor, seedTenant } from '@casbah/apps'
import { openSubgraph, shardOf, startPostgres, urlAs, Wake } from '@casbah/kit'
import { prepareDatabase } from '../stack/database.ts'
import { writeUnlimitedOkta } from './ingest/unlimited-okta.ts'
import type { BenchResult } from './main.ts'
import { median, round } from './median.ts'

const ROUNDS = 5
const ROWS = 30_000
const PAGE = 1_000
const PEOPLE = 500
const KEY = Buffer.alloc(32, 3)

/**
 * Vendor pages over HTTP to stored, deduplicated, enriched and evaluated rows, against a plain multi-row INSERT of the same rows into
 * the same indexed, partitioned table, and against the same with the connector in Casbah's own process: in turn, each round in a
 * database of its own.
 */
export async function ingest(): Promise<BenchResult> {
  const { whole, open, plain } = await measure(ROUNDS)
  const shares = whole.map((seconds, index) => plain[index]! / seconds)
  return {
    figures: { eventsPerSecond: Math.round(ROWS / median(whole)), shareOfPlainInsert: round(median(shares)) },
    peers: {
      plainInsertPerSecond: Math.round(ROWS / median(plain)),
      withoutSandboxPerSecond: Math.round(ROWS / median(open)),
      shareOfWithoutSandbox: sandboxShareOf(whole, open),
    },
  }
}

/** How fast ingest is, end to end, with connectors in their sandboxes, as a share of the same without: 1 costs nothing. */
export async function sandboxShare(rounds = ROUNDS): Promise<number> {
  const { whole, open } = await measure(rounds)
  return sandboxShareOf(whole, open)
}

const sandboxShareOf = (whole: number[], open: number[]) =>
  round(median(whole.map((seconds, index) => open[index]! / seconds)))

/** Seconds of each round: through sandboxes, without them, and plain inserts. The first round warms up and is left out. */
async function measure(rounds: number): Promise<{ whole: number[]; open: number[]; plain: number[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'casbah-ingest-'))
  const connector = await writeUnlimitedOkta()
  const server = await startPostgres({ dataDir: folder })
  const vendor = new Worker(join(import.meta.dirname, 'ingest', 'vendor-pages.js'), {
    workerData: { rows: ROWS, pageSize: PAGE, people: PEOPLE },
  })
  const port = await new Promise<number>(ready => vendor.once('message', ready))
  const [whole, open, plain]: [number[], number[], number[]] = [[], [], []]
  const before = process.env.CASBAH_SANDBOX
  const through = async (name: string, sandbox: 'on' | 'off') => {
    process.env.CASBAH_SANDBOX = sandbox
    const database = await freshDatabase(server.url, name)
    return { database, seconds: await pipeline(database, port, connector) }
  }
  try {
    for (let round = 0; round <= rounds; round++) {
      // Which comes first changes, since the machine is never quite the same.
      const [first, second] = round % 2 ? (['on', 'off'] as const) : (['off', 'on'] as const)
      const runs = {
        [first]: await through(`bench_${round}_${first}`, first),
        [second]: await through(`bench_${round}_${second}`, second),
      } as Record<'on' | 'off', Awaited<ReturnType<typeof through>>>
      const inserted = await plainInsert(runs.on.database)
      if (round === 0) continue
      whole.push(runs.on.seconds)
      open.push(runs.off.seconds)
      plain.push(inserted)
      const speed = (seconds: number) => `${Math.round(ROWS / seconds)} rows/s`
      console.error(
        `round ${round}: ${speed(runs.on.seconds)} through Casbah, ${speed(runs.off.seconds)} without sandboxes, ${speed(inserted)} plain`,
      )
    }
  } finally {
    if (before === undefined) delete process.env.CASBAH_SANDBOX
    else process.env.CASBAH_SANDBOX = before
    await vendor.terminate()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { whole, open, plain }
}

async function freshDatabase(url: string, name: string): Promise<string> {
  await once(url, `create database ${name}`)
  const address = new URL(url)
  address.pathname = `/${name}`
  await prepareDatabase(address.toString(), KEY)
  return address.toString()
}

/** Seconds from connecting the app until the last row is judged. */
async function pipeline(url: string, port: number, connector: string): Promise<number> {
  const wake = new Wake({ acrossProcesses: false })
  const runtime = { url, masterKey: KEY, wake }
  const routes = new Map([['bench.okta.com', `http://127.0.0.1:${port}`]])
  const apps = await openSubgraph(APPS, runtime, { connectorFolders: [connector], routes, hostName: 'bench' })
  const activities = await openSubgraph(ACTIVITIES, runtime, {})
  const alerts = await openSubgraph(ALERTS, runtime, {})
  const subgraphs = [apps, activities, alerts]
  try {
    await seedTenant(apps.db, { id: 'bench', name: 'Bench' })
    for (const subgraph of subgraphs) await subgraph.start()
    const begun = performance.now()
    await connectAppFor(apps.db, 'bench', {
      connector: 'okta',
      name: 'Okta',
      config: { domain: 'bench.okta.com' },
      authKind: 'api-token',
      credentials: { token: '00benchbenchbench' },
      backfillSince: new Date(Date.now() - 22 * 3_600_000),
    })
    while (!(await judged(activities.db.system))) await sleep(20)
    return (performance.now() - begun) / 1000
  } finally {
    for (const subgraph of subgraphs) await subgraph.stop()
    await wake.close()
  }
}

/** Whether all rows are stored and the detectors have read them all. */
async function judged(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `select (select coalesce(sum(e.items), 0) from log.entry e where e.topic = 'activity.stored' and e.shard = $1
       and e.position <= (select position from log.consumer where consumer = 'alerts' and topic = 'activity.stored' and shard = $1)) as judged`,
    [shardOf('bench')],
  )
  return Number(rows[0].judged) >= ROWS
}

/** Seconds to insert the same rows, a thousand a statement, into a table with the same columns, indexes and partitions. */
async function plainInsert(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: urlAs(url, 'casbah_owner', KEY) })
  await client.connect()
  try {
    await client.query(`set app.tenant = 'bench'`)
    await client.query(
      `create table activities.plain (like activities.activity including all) partition by range (time)`,
    )
    await client.query(`create table activities.plain_all partition of activities.plain default`)
    for (const { day } of (
      await client.query(
        `select distinct (time at time zone 'UTC')::date::text as day from activities.activity order by 1`,
      )
    ).rows)
      await client.query(
        `create table activities."plain_${day}" partition of activities.plain for values from ('${day} 00:00:00+00') to ('${nextDay(day)} 00:00:00+00')`,
      )
    const { rows, fields } = await client.query({
      text: 'select * from activities.activity order by time',
      types: { getTypeParser: () => (text: string) => text },
    })
    const columns = fields.map(field => field.name)
    const begun = performance.now()
    for (let first = 0; first < rows.length; first += PAGE) {
      const batch = rows.slice(first, first + PAGE)
      const places = batch.map(
        (_, row) => `(${columns.map((_name, column) => `$${row * columns.length + column + 1}`).join(',')})`,
      )
      await client.query(
        `insert into activities.plain (${columns.join(',')}) values ${places.join(',')}`,
        batch.flatMap(row => columns.map(column => row[column])),
      )
    }
    return (performance.now() - begun) / 1000
  } finally {
    await client.end()
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
