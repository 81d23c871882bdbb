import { createHost, describeConnector, InProcessRunner } from '@casbah/host'
import type { CrashStep, Host, HostedApp, Log, MessageKind, Messages, ReadyConnector, Runner } from '@casbah/host'
import { MemoryStore } from '@casbah/host/testing'
import { validateBy, sharedFolder } from '../conformance/index.ts'
import { startReplayServer, type ReplayServer } from '../replay/server.ts'
import type { Vendor } from '../replay/vendor.ts'
import type { Subject } from './fixtures.ts'
import { QuickClock } from './quick-clock.ts'

export const CONNECTED = Date.parse('2026-03-02T09:00:00Z')
const DAY = 86_400_000

export interface WorldOptions {
  pageRows?: number
  /** How far the vendor's clock is ahead of the host's, milliseconds. */
  skew?: number
  /** Where hosts keep what they read; one in memory when left out. */
  store?: MemoryStore
  /** 0 to 1, for the jitter of waits. */
  random?: () => number
}

/** A vendor, and hosts that read it one after another out of the same store. Time passes quickly. */
export class World {
  readonly clock = new QuickClock(CONNECTED, () => this.server.pending > 0)
  readonly store: MemoryStore
  readonly vendor: Vendor
  readonly app: HostedApp
  /** What hosts and connector said to each other, as JSON text; the newest 5,000. */
  readonly messages: string[] = []
  /** What hosts wrote to their log. */
  readonly logged: string[] = []
  server!: ReplayServer
  readonly #subject: Subject
  readonly #options: WorldOptions
  #host: Host | null = null
  #crash: (step: CrashStep) => void = () => undefined

  private constructor(subject: Subject, options: WorldOptions) {
    this.#subject = subject
    this.#options = options
    this.store = options.store ?? new MemoryStore()
    this.vendor = subject.fixtures.vendor({
      now: () => this.vendorNow(),
      ...(options.pageRows && { pageRows: options.pageRows }),
    })
    const { slug, config, authKind, credentials } = this.vendor
    this.app = {
      id: 'app-1',
      tenant: 'tenant-1',
      connector: slug,
      config,
      authKind,
      credentials,
      connectedAt: CONNECTED,
      backfillSince: CONNECTED - 3 * DAY,
      epoch: 1,
    }
  }

  /** The vendor's time, epoch milliseconds. */
  vendorNow(): number {
    return this.clock.now() + (this.#options.skew ?? 0)
  }

  static async open(subject: Subject, options: WorldOptions = {}): Promise<World> {
    const world = new World(subject, options)
    const validate = validateBy([world.vendor.slug], sharedFolder())
    world.server = await startReplayServer({ vendors: [world.vendor], ...(validate && { validate }) })
    world.server.onAnswer(() => world.clock.stir())
    return world
  }

  /** A host that has nothing but the store; the one before is gone. `crash` may throw at any step of a page. */
  async newHost(crash: (step: CrashStep) => void = () => undefined): Promise<Host> {
    await this.#host?.close()
    this.#crash = crash
    const { connector } = this.#subject
    const log: Log = {
      info: (...words) => void this.logged.push(JSON.stringify(words)),
      warn: (...words) => void this.logged.push(JSON.stringify(words)),
      error: (...words) => void this.logged.push(JSON.stringify(words)),
    }
    const ready: ReadyConnector = {
      state: 'READY',
      folder: this.#subject.fixtures.folder,
      slug: connector.card.slug,
      version: '0.0.0',
      description: describeConnector(connector),
      runner: this.#listened(new InProcessRunner(connector)),
      connector,
    }
    this.#host = createHost({
      connectors: [ready],
      store: this.store,
      routes: this.server.routes,
      clock: this.clock,
      log,
      random: this.#options.random ?? (() => 0),
      crashPoint: step => this.#crash(step),
      timeouts: { connect: 2_000, headers: 500, body: 500 },
    })
    return this.#host
  }

  get host(): Host {
    if (!this.#host) throw new Error('No host is there yet.')
    return this.#host
  }

  async close(): Promise<void> {
    await this.#host?.close()
    await this.server.close()
  }

  #listened(runner: Runner): Runner {
    const keep = (words: unknown) => {
      this.messages.push(
        JSON.stringify(words, (_, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
        ),
      )
      if (this.messages.length > 5_000) this.messages.shift()
    }
    return {
      async ask<K extends MessageKind>(kind: K, message: Messages[K]['ask']): Promise<Messages[K]['answer']> {
        keep(message)
        return runner.ask(kind, message)
      },
      sandbox: () => runner.sandbox(),
      rest: () => runner.rest(),
      close: () => runner.close(),
    }
  }
}

/** Runs in a world of its own, which is closed whatever happens. */
export async function inWorld<T>(
  subject: Subject,
  options: WorldOptions,
  run: (world: World) => Promise<T>,
): Promise<T> {
  const world = await World.open(subject, options)
  try {
    return await run(world)
  } finally {
    await world.close()
  }
}
