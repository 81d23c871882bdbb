import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { canPin, forkPinned, message, startChild, type Child } from './gateway/child.ts'
import { subgraphs, supergraph } from './gateway/graph.ts'
import type { Load, LoadResult } from './gateway/load.ts'
import { installPeers, PEERS, type Peer } from './gateway/peers.ts'
import { NO_PRICE, requestBody } from './gateway/query.ts'
import type { BenchResult } from './main.ts'
import { median, round } from './median.ts'

const WARM_UP_SECONDS = 3
const GATEWAY_CORE = 0
const OTHER_CORE = 1
/** Beside a database on the same core more of them would only queue. */
const OWN_GRAPH_CONNECTIONS = 8
/** Below this share of its core a gateway waited for others, and its figure is not its own. */
const BUSY = 0.9

interface Contender extends Peer {
  child: Child
  bytes: number
  rounds: { rps: number; p99Ms: number; cpuMs: number; busy: number }[]
}

/**
 * Requests per second of our gateway and of others over the same four subgraphs, the same query and the same load: 64 connections, each
 * request with a variable of its own, no deduplication of requests. The gateway has one core, subgraphs and load have the other. Over HTTP
 * the subgraphs are a process of their own; all-in-one they are objects in the gateway's (`gateway/subgraph.ts`), the same for ours and for
 * Apollo's, and their work counts as the gateway's. A last row has the whole of Casbah on one core, its PostgreSQL included, answer a
 * dashboard over our own graph, on 8 connections.
 *
 * All run on the same Node with its default settings, so ours without the flags that `npm start` sets.
 * `--rounds N` (5) and `--seconds N` (5) of each round, `--connections N` (64). `--semi-space MB` gives every gateway another bound of
 * young objects than Node's default: with 64 requests under way all of them live there, and copying them becomes the greatest cost.
 */
export async function gateway(args: string[]): Promise<BenchResult> {
  const rounds = number(args, '--rounds', 5)
  const seconds = number(args, '--seconds', 5)
  const connections = number(args, '--connections', 64)
  const semiSpace = number(args, '--semi-space', 0)
  const nodeFlags = semiSpace ? [`--max-semi-space-size=${semiSpace}`] : []
  if (!canPin) console.error('This system cannot pin processes to cores: the figures compare, but no more than that.')
  await installPeers()
  const folder = await mkdtemp(join(tmpdir(), 'casbah-bench-'))
  const running: Child[] = []
  const start = async (file: string, settings: object, core: number, nodeFlags?: string[]) => {
    const child = await startChild(file, settings, core, nodeFlags)
    running.push(child)
    return child
  }
  const program = (name: string) => join(import.meta.dirname, 'gateway', `${name}.js`)
  const load = forkPinned(program('load'), [], OTHER_CORE)
  try {
    const served = await start(program('subgraph-server'), {}, OTHER_CORE)
    const file = join(folder, 'supergraph.graphql')
    await writeFile(
      file,
      supergraph(subgraphs(), name => `${served.url}/${name}`),
    )
    const contenders: Contender[] = []
    for (const peer of PEERS) {
      const child = await start(peer.file, { ...peer.settings, supergraph: file }, GATEWAY_CORE, nodeFlags)
      contenders.push({ ...peer, child, bytes: 0, rounds: [] })
    }
    await compareAnswers(contenders)

    let unique = NO_PRICE
    const run = async ({ child, bytes, alike }: Contender, seconds: number): Promise<LoadResult> => {
      load.send({
        url: child.url,
        query: 'public',
        seconds,
        connections,
        unique: alike ? null : unique,
        bytes,
      } satisfies Load)
      const result = await message<LoadResult>(load, 'the load')
      unique += result.whole.requests
      return result
    }
    /** Our own graph on PostgreSQL: no gateway beside us serves it, so it stands for itself. */
    const ownGraph = async (): Promise<Record<string, number>> => {
      const child = await start(program('own-graph'), { dataDir: join(folder, 'data') }, GATEWAY_CORE, nodeFlags)
      const { url, token } = child
      const figures: LoadResult[] = []
      for (let i = 0; i <= rounds; i++) {
        const order: Load = {
          url,
          token,
          query: 'own',
          seconds,
          connections: OWN_GRAPH_CONNECTIONS,
          unique,
          bytes: null,
        }
        load.send(order)
        const result = await message<LoadResult>(load, 'the load')
        unique += result.whole.requests
        // The first round warms up.
        if (i) figures.push(result)
      }
      return {
        ownGraphOnPostgresRps: round(median(figures.map(({ requests, seconds }) => requests / seconds)), 1),
        ownGraphOnPostgresP99Ms: round(median(figures.map(({ p99Ms }) => p99Ms)), 1),
      }
    }
    for (const each of contenders) await run(each, WARM_UP_SECONDS)
    for (let i = 0; i < rounds; i++) {
      // Each round begins with another, so that nobody always follows the same one.
      for (const each of [...contenders.slice(i), ...contenders.slice(0, i)]) {
        const before = await each.child.cpuMs()
        const { requests, seconds: took, p99Ms, whole } = await run(each, seconds)
        const cpu = (await each.child.cpuMs()) - before
        each.rounds.push({ rps: requests / took, p99Ms, cpuMs: cpu / whole.requests, busy: cpu / 1000 / whole.seconds })
      }
    }
    const measured = result(contenders)
    // Nothing else shall be at work beside a database.
    await Promise.all(running.splice(0).map(child => child.stop()))
    return { ...measured, peers: { ...measured.peers, ...(await ownGraph()) } }
  } finally {
    load.kill('SIGKILL')
    await Promise.all(running.map(child => child.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

/** Every gateway must give the same data as ours before it is timed. */
async function compareAnswers(contenders: Contender[]): Promise<void> {
  let ours: unknown
  for (const each of contenders) {
    const response = await fetch(each.child.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: requestBody(NO_PRICE),
    })
    const text = await response.text()
    const answer = JSON.parse(text) as { data?: object; errors?: unknown }
    if (!answer.data || answer.errors) throw new Error(`${each.name} failed: ${text.slice(0, 500)}`)
    ours ??= answer.data
    if (!isDeepStrictEqual(answer.data, ours)) throw new Error(`${each.name} answers otherwise than ours.`)
    each.bytes = Buffer.byteLength(text)
  }
}

function result(contenders: Contender[]): BenchResult {
  const of = (name: string, what: keyof Contender['rounds'][number]) =>
    median(contenders.find(each => each.name === name)!.rounds.map(each => each[what]))
  const ratio = (a: string, b: string) => round(of(a, 'rps') / of(b, 'rps'))
  const peers: Record<string, number> = {}
  for (const { name, bytes } of contenders) {
    peers[`${name}Rps`] = round(of(name, 'rps'), 0)
    peers[`${name}P99Ms`] = round(of(name, 'p99Ms'), 1)
    peers[`${name}CpuMs`] = round(of(name, 'cpuMs'))
    peers[`${name}Busy`] = round(of(name, 'busy'))
    peers[`${name}AnswerBytes`] = bytes
    if (of(name, 'busy') < BUSY)
      console.error(`${name} used ${peers[`${name}Busy`]} of its core: it waited for others.`)
  }
  return {
    figures: {
      rpsAllInOne: round(of('ownAllInOne', 'rps'), 0),
      rpsHttp: round(of('ownHttp', 'rps'), 0),
      vsApolloGatewayAllInOne: ratio('ownAllInOne', 'apolloAllInOne'),
      vsApolloGatewayHttp: ratio('ownHttp', 'apolloHttp'),
      vsHiveHttp: ratio('ownHttp', 'hiveRustHttp'),
      p99Ms: round(of('ownHttp', 'p99Ms'), 1),
    },
    peers,
  }
}

function number(args: string[], flag: string, otherwise: number): number {
  const at = args.indexOf(flag)
  if (at < 0) return otherwise
  const value = Number(args[at + 1])
  if (value > 0) return value
  throw new Error(`${flag} wants a number above 0, not ${args[at + 1] ?? 'nothing'}.`)
}
