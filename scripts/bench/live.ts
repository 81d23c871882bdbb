import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FromClients, FromServer, Subscribers, ToClients, ToServer } from './live/messages.ts'
import type { BenchResult } from './main.ts'
import { median, quantile, round } from './median.ts'

const CLIENTS = 1_000
const FILTERS = 10
const PER_SECOND = 200
const SECONDS = 60
/** At saturation: alerts in a burst, and rounds. */
const BURST = 200
const ROUNDS = 5
/** Clients that share nothing are dear: so many are enough to see it. */
const APART = 100
/** Clients that stop reading, beside the thousand, and for how long. */
const STALLED = 500
const STALLED_SECONDS = 20
const PATIENCE_MS = 60_000

/**
 * A thousand graphql-ws clients over ten filters, 200 alerts a second for a minute: from the commit of an alert to the frame, and from the commit of its activity,
 * detection included; and whether each client was told of what its filter matches, once. And as fast as it goes: every alert to all clients, beside a bare WebSocket server that
 * sends as many bytes, and beside clients whose subscriptions cannot be shared.
 */
export async function live(): Promise<BenchResult> {
  const server = fork(join(import.meta.dirname, 'live', 'server.js'), [String(FILTERS)], { execArgv: ['--expose-gc'] })
  const bare = fork(join(import.meta.dirname, 'live', 'bare.js'))
  const clients = fork(join(import.meta.dirname, 'live', 'clients.js'), { serialization: 'advanced' })
  try {
    const { wsUrl, token, policies } = await told(server, 'ready')
    const [{ port }] = (await once(bare, 'message')) as [{ port: number }]
    const each = policies.map(policy => ({ policy: [policy] }))
    const steady = await steadily(
      server,
      clients,
      { wsUrl, token, clients: CLIENTS, filters: each },
      { seconds: SECONDS, from: 0 },
    )

    const stalled = await steadily(
      server,
      clients,
      { wsUrl, token, clients: CLIENTS, filters: each, stalled: STALLED },
      { seconds: STALLED_SECONDS, from: PER_SECOND * SECONDS },
    )

    const all = { wsUrl, token, clients: CLIENTS, filters: [{}] }
    let from = PER_SECOND * (SECONDS + STALLED_SECONDS)
    const rates = { shared: [] as number[], bare: [] as number[], apart: [] as number[] }
    for (let times = 0; times < ROUNDS; times++) {
      const shared = await burst(server, clients, all, from)
      rates.shared.push(shared.perSecond)
      from += BURST
      const peer = { wsUrl: `ws://127.0.0.1:${port}`, token, clients: CLIENTS, filters: [{}] }
      rates.bare.push(await bareBurst(bare, clients, peer, shared.frameBytes))
      const few = { ...all, clients: APART, apart: true }
      rates.apart.push((await burst(server, clients, few, from)).perSecond)
      from += BURST
    }
    return {
      figures: {
        ...steady,
        [`p99MsBeside${STALLED}Stalled`]: stalled.p99Ms!,
        [`lostBeside${STALLED}Stalled`]: stalled.lost!,
        framesPerSecondAtSaturation: round(median(rates.shared), 0),
        shareOfBareWs: round(median(rates.shared.map((rate, n) => rate / rates.bare[n]!)), 2),
      },
      peers: {
        bareWsFramesPerSecond: round(median(rates.bare), 0),
        [`unsharedOf${APART}FramesPerSecond`]: round(median(rates.apart), 0),
      },
    }
  } finally {
    server.send({ type: 'end' } satisfies ToServer)
    bare.disconnect()
    clients.kill()
    await once(server, 'exit')
  }
}

async function steadily(
  server: ChildProcess,
  clients: ChildProcess,
  subscribers: Subscribers,
  { seconds, from }: { seconds: number; from: number },
): Promise<Record<string, number>> {
  await subscribe(clients, subscribers)
  const alerts = PER_SECOND * seconds
  ask(clients, { type: 'expect', frames: (alerts / FILTERS) * CLIENTS })
  raise(server, { perSecond: PER_SECOND, seconds, from })
  const seen = told(clients, 'seen')
  const { committed, steps, held } = await told(server, 'raised')
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => ask(clients, { type: 'leave' }))
  const { numbers, sequences, times, closed } = await Promise.race([seen, late.then(() => seen)])
  ask(clients, { type: 'leave' })
  let [lost, doubled, alien, unordered] = [0, 0, 0, 0]
  const commitOf = commitsOf(steps)
  const waits: number[] = []
  const whole: number[] = []
  for (const [client, own] of numbers.entries()) {
    const set = new Set(own)
    lost += alerts / FILTERS - set.size
    doubled += own.length - set.size
    alien += own.filter(number => number % FILTERS !== client % FILTERS).length
    for (const [n, number] of own.entries()) {
      waits.push(times[client]![n]! - commitOf(sequences[client]![n]!))
      whole.push(times[client]![n]! - committed[number - from]!)
      if (n > 0 && sequences[client]![n]! <= sequences[client]![n - 1]!) unordered++
    }
  }
  return {
    p50Ms: round(quantile(waits, 0.5), 0),
    p99Ms: round(quantile(waits, 0.99), 0),
    fromActivityP50Ms: round(quantile(whole, 0.5), 0),
    fromActivityP99Ms: round(quantile(whole, 0.99), 0),
    lost,
    doubled,
    alien,
    unordered,
    closed,
    framesPerSecond: round(waits.length / seconds, 0),
    heldMbFirstThird: round(held[0]!, 0),
    heldMbSecondThird: round(held[1]!, 0),
    heldMbLastThird: round(held[2]!, 0),
  }
}

/** When a step was committed: with the first commit after which the log was that long. */
function commitsOf(steps: { sequence: number; at: number }[]): (sequence: number) => number {
  const ordered = steps.toSorted((a, b) => a.sequence - b.sequence || a.at - b.at)
  return sequence => {
    let [low, high] = [0, ordered.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ordered[middle]!.sequence < sequence) low = middle + 1
      else high = middle
    }
    return ordered[low]!.at
  }
}

/** All at once: how many frames a second reach the clients, from the first to the last. */
async function burst(
  server: ChildProcess,
  clients: ChildProcess,
  subscribers: Subscribers,
  from: number,
): Promise<{ perSecond: number; frameBytes: number }> {
  await subscribe(clients, subscribers)
  ask(clients, { type: 'expect', frames: BURST * subscribers.clients })
  const seen = told(clients, 'seen')
  raise(server, { perSecond: BURST * 1_000, seconds: 0.001, from })
  const { frames, bytes, firstAt, lastAt } = await seen
  ask(clients, { type: 'leave' })
  return { perSecond: frames / ((lastAt - firstAt) / 1000), frameBytes: Math.round(bytes / frames) }
}

async function bareBurst(
  bare: ChildProcess,
  clients: ChildProcess,
  subscribers: Subscribers,
  bytes: number,
): Promise<number> {
  await subscribe(clients, subscribers)
  ask(clients, { type: 'expect', frames: BURST * subscribers.clients })
  const seen = told(clients, 'seen')
  bare.send({ events: BURST, bytes })
  const { frames, firstAt, lastAt } = await seen
  ask(clients, { type: 'leave' })
  return frames / ((lastAt - firstAt) / 1000)
}

async function subscribe(clients: ChildProcess, subscribers: Subscribers): Promise<void> {
  ask(clients, { type: 'subscribe', ...subscribers })
  await told(clients, 'caughtUp')
}

const ask = (clients: ChildProcess, message: ToClients) => clients.send(message)
const raise = (server: ChildProcess, how: { perSecond: number; seconds: number; from: number }) =>
  server.send({ type: 'raise', ...how } satisfies ToServer)

type Told = FromServer | FromClients

/** The next message of a kind; rejects when the process ends instead. */
function told<T extends Told['type']>(process: ChildProcess, type: T): Promise<Told & { type: T }> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`A process of the bench ended with ${code}.`))
    const hear = (message: Told) => {
      if (message.type !== type) return
      process.off('message', hear)
      process.off('exit', gone)
      resolve(message as Told & { type: T })
    }
    process.on('message', hear)
    process.once('exit', gone)
  })
}
