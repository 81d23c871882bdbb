import { act, type ActRequest, type ActResult } from './act.ts'
import { assess, type CheckResult } from './assess.ts'
import { Client } from './client.ts'
import { systemClock, type Clock } from './clock.ts'
import type { LoadedConnector, ReadyConnector } from './connector-registry.ts'
import type { CrashPoint } from './crash-point.ts'
import { HostError, isLeaseLost } from './host-error.ts'
import { Http, type Timeouts } from './http.ts'
import { readInventory, type InventoryPage, type ReadContext } from './inventory.ts'
import { silent, type Log } from './log.ts'
import { Normaliser } from './normalise.ts'
import type { HostedApp, HostStore } from './ports.ts'
import { PartitionReader } from './reader.ts'
import { StreamReporter } from './stream-reporter.ts'

export interface HostOptions {
  connectors: LoadedConnector[]
  store: HostStore
  /** Vendor host pattern to an http origin that stands in for it. */
  routes?: ReadonlyMap<string, string>
  clock?: Clock
  log?: Log
  crashPoint?: CrashPoint
  timeouts?: Partial<Timeouts>
  /** 0 to 1, for the jitter of waits. */
  random?: () => number
}

/** What was counted since the host began. */
export interface HostCounters {
  /** By connector: vendor actions that its vocabulary lacks. */
  unknownActions: Record<string, Record<string, number>>
  /** Texts in which NUL or half a surrogate pair was replaced. */
  repairedTexts: number
}

export interface Host {
  /**
   * Takes up a connector, beside the others or in place of the one with its slug. Apps that were read by that one are
   * stopped after the step in hand, and their ids returned: `start` goes on from their checkpoints with the new one. What
   * else was asked of the old one is still answered by it.
   */
  load(connector: ReadyConnector): Promise<string[]>
  /** Forgets a connector that no app uses. */
  unload(slug: string): Promise<void>
  /** Begins to read the app's streams, or goes on where the store says. Rejects with a HostError when its configuration does not fit. */
  start(app: HostedApp): Promise<void>
  /** Resolves when nothing of the app is under way any more. */
  stop(appId: string): Promise<void>
  /** Stops reading and says PAUSED; `resume` goes on. */
  pause(appId: string): Promise<void>
  resume(appId: string): Promise<void>
  /** Polls at once, all streams when none are named; resolves when these polls have ended, well or not. Also wakes streams whose credentials were refused. */
  syncNow(appId: string, streams?: string[]): Promise<void>
  /** Resolves when the credentials are good; else rejects with a HostError. The app need not be started. */
  probe(app: HostedApp, signal?: AbortSignal): Promise<void>
  inventory(app: HostedApp, signal?: AbortSignal): AsyncGenerator<InventoryPage>
  assess(app: HostedApp, checks?: string[], signal?: AbortSignal): Promise<CheckResult[]>
  act(app: HostedApp, request: ActRequest, signal?: AbortSignal): Promise<ActResult>
  counters(): HostCounters
  /** Ends everything. */
  close(): Promise<void>
}

interface Running {
  app: HostedApp
  client: Client
  /** Null while paused. */
  reading: {
    readers: { stream: string; reader: PartitionReader }[]
    controller: AbortController
    done: Promise<unknown>
  } | null
}

/** Runs connected apps: the only page loop and the only HTTP client. */
export function createHost(options: HostOptions): Host {
  const {
    connectors,
    store,
    routes,
    clock = systemClock,
    log = silent,
    crashPoint = () => undefined,
    timeouts,
    random = Math.random,
  } = options
  const http = new Http({ clock, routes, timeouts })
  const closing = new AbortController()
  const running = new Map<string, Running>()
  const ready = new Map(connectors.flatMap(one => (one.state === 'READY' ? [[one.slug, one] as const] : [])))
  const normalisers = new Map<string, Normaliser>()
  /** The last start of each app: an earlier one that still waits for its connector gives up. */
  const starts = new Map<string, object>()

  const connectorOf = ({ connector: slug }: HostedApp): ReadyConnector => {
    const connector = ready.get(slug)
    if (!connector)
      throw new HostError(
        'BAD_CONFIG',
        `The connector "${slug}" is not loaded. Look at the list of connectors for the reason.`,
      )
    return connector
  }
  const clientOf = (app: HostedApp, { description }: ReadyConnector) =>
    new Client({ card: description.card, app }, { http, clock, random, crashPoint })
  const configured = async (app: HostedApp, { runner }: ReadyConnector) => {
    const answer = await runner.ask('configure', { config: app.config })
    if ('problems' in answer)
      throw new HostError('BAD_CONFIG', `The configuration does not fit. ${answer.problems.join(' ')}`)
    return { app: { ...app, config: answer.config }, partitions: answer.partitions }
  }
  /** A started app's limits count for all that is done for it. */
  const contextOf = async (given: HostedApp, signal?: AbortSignal): Promise<ReadContext> => {
    const connector = connectorOf(given)
    const { app } = await configured(given, connector)
    const client = running.get(app.id)?.client ?? clientOf(app, connector)
    const { description, runner } = connector
    return {
      app,
      description,
      client,
      runner,
      signal: signal ? AbortSignal.any([signal, closing.signal]) : closing.signal,
    }
  }

  /** What an app's connector makes of its configuration; null when a later start or stop came in between. */
  const prepare = async (given: HostedApp) => {
    const turn = {}
    starts.set(given.id, turn)
    for (;;) {
      const connector = connectorOf(given)
      const whole = await configured(given, connector)
      if (starts.get(given.id) !== turn) return null
      // Else it was replaced meanwhile.
      if (connectorOf(given) === connector) return { connector, whole }
    }
  }
  const begin = (one: Running, { connector, whole }: NonNullable<Awaited<ReturnType<typeof prepare>>>): void => {
    const { description, runner, slug } = connector
    const { app, partitions } = whole
    const normaliser = normalisers.get(slug) ?? new Normaliser(description)
    normalisers.set(slug, normaliser)
    const controller = new AbortController()
    const readers = description.streams.flatMap(stream => {
      if (stream.kind !== 'polled') return []
      const reporter = new StreamReporter(store, one.client.limiter, app.id, stream.name)
      return (partitions[stream.name] ?? ['']).map(partition => {
        const context = { app, stream, partition, client: one.client, runner, normaliser, clock }
        return {
          stream: stream.name,
          reader: new PartitionReader({ context, reporter, store, crashPoint, log, random }),
        }
      })
    })
    const done = Promise.allSettled(
      readers.map(({ reader }) => lost(app.id, controller, reader.run(controller.signal))),
    )
    one.reading = { readers, controller, done }
  }
  /** Whoever lost the lease has nothing to say about the app any more. */
  const lost = async (appId: string, controller: AbortController, run: Promise<void>) => {
    try {
      await run
    } catch (error) {
      if (isLeaseLost(error)) log.warn({ app: appId }, 'another host runs this app now; reading it ends here')
      else log.error({ app: appId }, `reading the app ended: ${String(error)}`)
      controller.abort()
    }
  }
  const end = async (one: Running): Promise<void> => {
    const { reading } = one
    one.reading = null
    reading?.controller.abort()
    await reading?.done
  }
  const known = (appId: string): Running => {
    const one = running.get(appId)
    if (!one) throw new HostError('BAD_CONFIG', `The app ${appId} is not running here.`)
    return one
  }
  const stop = async (appId: string): Promise<void> => {
    starts.delete(appId)
    const one = running.get(appId)
    running.delete(appId)
    if (one) await end(one)
  }

  return {
    async load(connector) {
      const { slug } = connector
      const old = ready.get(slug)
      ready.set(slug, connector)
      normalisers.delete(slug)
      const apps = [...running.values()].filter(one => one.app.connector === slug).map(one => one.app.id)
      await Promise.all(apps.map(stop))
      await old?.runner.rest()
      return apps
    },
    async unload(slug) {
      const old = ready.get(slug)
      ready.delete(slug)
      normalisers.delete(slug)
      await old?.runner.close()
    },
    async start(app) {
      await stop(app.id)
      const prepared = await prepare(app)
      if (!prepared) return
      const one: Running = { app, client: clientOf(prepared.whole.app, prepared.connector), reading: null }
      running.set(app.id, one)
      begin(one, prepared)
    },
    stop,
    async pause(appId) {
      const one = known(appId)
      starts.delete(appId)
      await end(one)
      for (const { name } of connectorOf(one.app).description.streams) {
        await store.status({
          app: appId,
          stream: name,
          state: 'PAUSED',
          error: null,
          rateLimit: one.client.limiter.state,
        })
      }
    },
    async resume(appId) {
      const one = known(appId)
      const prepared = one.reading ? null : await prepare(one.app)
      if (prepared && !one.reading) begin(one, prepared)
    },
    async syncNow(appId, streams) {
      const readers = known(appId).reading?.readers ?? []
      await Promise.all(
        readers.filter(({ stream }) => !streams || streams.includes(stream)).map(({ reader }) => reader.sync()),
      )
    },
    async probe(app, signal) {
      const { runner, client, signal: both, app: whole } = await contextOf(app, signal)
      await client.ask(await runner.ask('probe', { config: whole.config }), { signal: both, patienceMs: 20_000 })
    },
    async *inventory(app, signal) {
      yield* readInventory(await contextOf(app, signal))
    },
    assess: async (app, checks, signal) => assess(await contextOf(app, signal), () => clock.now(), checks),
    act: async (app, request, signal) => act(await contextOf(app, signal), clock, request),
    counters: () => ({
      unknownActions: Object.fromEntries(
        [...normalisers].map(([slug, { unknownActions }]) => [slug, Object.fromEntries(unknownActions)]),
      ),
      repairedTexts: [...normalisers.values()].reduce((sum, { repaired }) => sum + repaired, 0),
    }),
    async close() {
      closing.abort()
      await Promise.all([...running.keys()].map(stop))
      await Promise.all([...ready.values()].map(({ runner }) => runner.close()))
      await http.close()
    },
  }
}
