import { act, type ActRequest, type ActResult } from './act.ts'
import { assess, type AssessOptions, type CheckResult } from './assess.ts'
import type { ConsentAsk } from './auth/consent.ts'
import { storedSession, TriedSession, type SessionKeeper } from './auth/session.ts'
import { checkScopes, type ScopeVerdict } from './check-scopes.ts'
import { Client } from './client.ts'
import { systemClock, type Clock } from './clock.ts'
import type { LoadedConnector, ReadyConnector } from './connector-registry.ts'
import type { CrashPoint } from './crash-point.ts'
import { followFound, isUnread } from './follow-found.ts'
import { FoundFields, sameFields, type Found } from './found-fields.ts'
import { HostError, isLeaseLost } from './host-error.ts'
import { Http, type Timeouts } from './http.ts'
import { followInventory } from './inventory/inventory-loop.ts'
import { InventoryReader } from './inventory/inventory-reader.ts'
import { KINDS_OF, type Phase } from './inventory/place.ts'
import type { ReadContext } from './inventory/read-context.ts'
import { silent, type Log } from './log.ts'
import { unmetered, type Meter } from './meter.ts'
import { Nap } from './nap.ts'
import { Normaliser } from './normalise.ts'
import type { HostedApp, HostProblem, HostStore, Session } from './ports.ts'
import { receive, type Received } from './intake/receive.ts'
import type { PushedRequest } from './intake/pushed-request.ts'
import { PartitionReader } from './reader.ts'
import { sampleApp, type Sampled, type SampleOptions } from './sample.ts'
import { StreamReporter } from './stream-reporter.ts'

const DAY = 86_400_000

export interface HostOptions {
  connectors: LoadedConnector[]
  store: HostStore
  /** Vendor host pattern to an http origin that stands in for it. */
  routes?: ReadonlyMap<string, string>
  clock?: Clock
  log?: Log
  crashPoint?: CrashPoint
  meter?: Meter
  timeouts?: Partial<Timeouts>
  /** Most bytes of one download, unpacked; 8 GiB when left out. */
  downloadBytes?: number
  /** 0 to 1, for the jitter of waits. */
  random?: () => number
  /**
   * Resources and grants, in milliseconds: from the end of one full reading to the next (a day when left out), and how often to look for what is
   * due between them (5 s).
   */
  inventory?: { intervalMs?: number; lookMs?: number }
}

/** Credentials to be tried that no app has yet. */
export interface TryOut {
  /** What a consent has just brought; it may be renewed. */
  session?: Session
  /** The session of an app that is connected: its token may be used, and is not renewed. */
  borrowed?: Session
}

/** What goes with credentials that were found good. */
export interface Tried {
  /** To be kept with them; null when they bring none. */
  session: Session | null
  /** When they end, epoch ms; null when they do not, or nobody tells. */
  credentialsEnd: number | null
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
  /** Goes on with an app's new credentials without ending anything; streams whose credentials were refused begin again. The configuration is the same. */
  swap(app: HostedApp): Promise<void>
  /** Resolves when the credentials are good; else rejects with a HostError. The app need not be started. */
  probe(app: HostedApp, signal?: AbortSignal): Promise<void>
  /** The same for credentials that no app has yet. */
  tryOut(app: HostedApp, given?: TryOut, signal?: AbortSignal): Promise<Tried>
  /** Signs in with credentials that no app has yet and reads a little of everything, for fixtures. Rejects with a HostError when they are no good. */
  sample(app: HostedApp, options: SampleOptions, signal?: AbortSignal): AsyncGenerator<Sampled>
  /** Which of these rights the credentials have. Rejects with a HostError when they are no good at all. */
  checkScopes(app: HostedApp, scopes: string[], signal?: AbortSignal): Promise<ScopeVerdict[]>
  /** Where to send an administrator's browser to consent. Rejects with a HostError when the app is not signed in to by consent. */
  consentAddress(app: HostedApp, ask: ConsentAsk): Promise<string>
  /** What a consent's code is good for; to be kept before it is used. Rejects with a HostError when the vendor refuses it. */
  redeem(
    app: HostedApp,
    answer: { code: string; verifier: string; redirectUri: string },
    signal?: AbortSignal,
  ): Promise<Session>
  /**
   * Reads all accounts, groups and domains into the store, going on where a reading stopped, for at most so long; resolves to whether it came to
   * the end. Resources and grants are read by themselves while the app is started.
   */
  inventory(app: HostedApp, mostMs?: number, signal?: AbortSignal): Promise<boolean>
  assess(app: HostedApp, checks?: string[], options?: AssessOptions): Promise<CheckResult[]>
  act(app: HostedApp, request: ActRequest, signal?: AbortSignal): Promise<ActResult>
  /**
   * Looks over what a vendor pushed for a stream and reads its rows, wherever the app runs; keeping them is the caller's. Rejects with a HostError when
   * the connector cannot be asked or a secret is missing.
   */
  receive(app: HostedApp, stream: string, request: PushedRequest): Promise<Received>
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
    /** What the vendor tells of the configuration; null when nothing was left out. */
    finding: { found: Found; nap: Nap; over: Promise<unknown> } | null
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
    meter = unmetered,
    timeouts,
    downloadBytes,
    random = Math.random,
    inventory: { intervalMs = DAY, lookMs = 5_000 } = {},
  } = options
  const http = new Http({ clock, routes, timeouts, downloadBytes })
  const closing = new AbortController()
  const running = new Map<string, Running>()
  const ready = new Map(connectors.flatMap(one => (one.state === 'READY' ? [[one.slug, one] as const] : [])))
  const finder = new FoundFields({ store, clock, log })
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
  const normaliserOf = ({ slug, description }: ReadyConnector) => {
    const normaliser = normalisers.get(slug) ?? new Normaliser(description)
    normalisers.set(slug, normaliser)
    return normaliser
  }
  /** Ways to the vendors of apps that this host runs: one an app, so that no token is fetched twice. */
  const clients = new Map<string, Client>()
  const clientOf = (app: HostedApp, { description }: ReadyConnector, sessions = storedSession(store, app)) => {
    const onExpiry = (at: number | null) => {
      if (app.epoch === 0) return
      store.credentialsEnd({ app: app.id, tenant: app.tenant, epoch: app.epoch, at }).catch((error: unknown) => {
        if (!isLeaseLost(error))
          log.error({ app: app.id }, `the end of the credentials could not be kept: ${String(error)}`)
      })
    }
    return new Client({ card: description.card, app }, { http, clock, random, crashPoint, sessions, onExpiry })
  }
  const sharedClient = (app: HostedApp, connector: ReadyConnector): Client => {
    const known = clients.get(app.id)
    if (known?.fits(app)) {
      known.follow(app.config)
      return known
    }
    const client = clientOf(app, connector)
    // Whoever has no lease of it leaves nothing behind; what is in use stays until it is swapped or stopped.
    if (app.epoch > 0 && !known) clients.set(app.id, client)
    return client
  }
  /** As the connector reads it, with what is known of the fields that the vendor tells. */
  const configured = async (app: HostedApp, { runner, description }: ReadyConnector) => {
    const found = await finder.known(description, app)
    const answer = await runner.ask('configure', { config: { ...app.config, ...found?.fields } })
    if ('problems' in answer)
      throw new HostError('BAD_CONFIG', `The configuration does not fit. ${answer.problems.join(' ')}`)
    return { app: { ...app, config: answer.config }, partitions: answer.partitions, found }
  }
  /** A started app's limits count for all that is done for it. */
  const contextOf = async (
    given: HostedApp,
    signal?: AbortSignal,
    clientFor: (app: HostedApp, connector: ReadyConnector) => Client = sharedClient,
  ): Promise<ReadContext> => {
    const connector = connectorOf(given)
    const { app } = await configured(given, connector)
    const client = clientFor(app, connector)
    const { description, runner } = connector
    return {
      app,
      description,
      client,
      runner,
      signal: signal ? AbortSignal.any([signal, closing.signal]) : closing.signal,
    }
  }
  /** The same for a round of reading, before which the vendor is asked for what was left out. */
  const roundOf = async (...asked: Parameters<typeof contextOf>): Promise<ReadContext> => {
    const context = await contextOf(...asked)
    const [given] = asked
    const known = await finder.known(context.description, given)
    if (!known) return context
    const found = await finder.ask(context, given)
    const finding = running.get(given.id)?.reading?.finding
    if (finding && !sameFields(finding.found, found)) finding.nap.wake()
    const answer = await context.runner.ask('configure', { config: { ...given.config, ...found.fields } })
    if ('problems' in answer) return context
    context.client.follow(answer.config)
    return { ...context, app: { ...context.app, config: answer.config } }
  }

  const inventoryOf = (phase: Phase, context: ReadContext) => ({
    context,
    store,
    clock,
    crashPoint,
    phase,
    intervalMs,
  })

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
  /** The readers are at work before anything is waited for, so that nobody comes in between. */
  const begin = async (
    one: Running,
    { connector, whole }: NonNullable<Awaited<ReturnType<typeof prepare>>>,
  ): Promise<void> => {
    const { description, runner } = connector
    const { app, partitions, found } = whole
    const normaliser = normaliserOf(connector)
    const controller = new AbortController()
    /** Until the vendor has told what there is to read, nothing is. */
    const isUnknown = found !== null && isUnread(found)
    const reporters: StreamReporter[] = []
    const readers = description.streams.flatMap(stream => {
      if (stream.kind === 'pushed' || isUnknown) return []
      const reporter = new StreamReporter(store, one.client.limiter, app.id, stream.name)
      const parts = partitions[stream.name] ?? ['']
      if (parts.some(part => part !== '')) reporters.push(reporter)
      return parts.map(partition => {
        const context = { app, stream, partition, client: one.client, runner, normaliser, clock }
        return {
          stream: stream.name,
          reader: new PartitionReader({ context, reporter, store, crashPoint, meter, log, random }),
        }
      })
    })
    const runs = readers.map(({ reader }) => reader.run(controller.signal))
    const context = { app, description, client: one.client, runner, signal: controller.signal }
    let finding: NonNullable<Running['reading']>['finding'] = null
    if (found) {
      const nap = new Nap(clock)
      const report = async (problem: HostProblem | null) => {
        for (const reporter of reporters) await reporter.set('found', problem ? 'FAILED' : 'IDLE', problem, clock.now())
      }
      const turn = starts.get(app.id)
      const following = followFound({ finder, context, given: one.app, found, nap, report, log })
      const over = following
        .then(isOther => (isOther ? renew(one, controller, turn) : undefined))
        // That the lease is lost is told by the run itself.
        .catch((error: unknown) => {
          if (!isLeaseLost(error)) log.error({ app: app.id }, `reading anew by what was found failed: ${String(error)}`)
        })
      finding = { found, nap, over }
      runs.push(following.then(() => undefined))
    }
    if (!isUnknown && description.listings.some(({ kind }) => KINDS_OF.things.includes(kind))) {
      runs.push(followInventory({ ...inventoryOf('things', context), lookMs, log, random }))
    }
    const done = Promise.allSettled(runs.map(run => lost(app.id, controller, run)))
    one.reading = { readers, finding, controller, done }
    for (const { kind, name } of description.streams) {
      // Nothing reads these: they are there from the beginning, so that the vendor can be told where to push them.
      if (kind === 'pushed')
        await store.status({ app: app.id, stream: name, state: 'IDLE', error: null, rateLimit: null })
    }
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
  /** Begins to read anew by what was found, unless it was stopped, paused or begun anew meanwhile. */
  const renew = async (one: Running, controller: AbortController, turn: object | undefined): Promise<void> => {
    const { app } = one
    const isCurrent = () => starts.get(app.id) === turn && running.get(app.id) === one && one.app === app
    const connector = connectorOf(app)
    const whole = await configured(app, connector).catch(async (error: unknown) => {
      log.error({ app: app.id }, `the app could not be read by what was found: ${String(error)}`)
      await clock.sleep(60_000, controller.signal).catch(() => undefined)
      return null
    })
    if (!whole) return controller.signal.aborted ? undefined : renew(one, controller, turn)
    if (!isCurrent() || one.reading?.controller !== controller || ready.get(app.connector) !== connector) return
    await end(one)
    if (!isCurrent() || one.reading) return
    one.client.follow(whole.app.config)
    await begin(one, { connector, whole })
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
    await settle(appId)
  }
  /** Forgets the way to an app's vendor. */
  const settle = async (appId: string): Promise<void> => {
    const client = clients.get(appId)
    clients.delete(appId)
    finder.forget(appId)
    await client?.settle()
  }
  const probe = async ({ runner, client, signal, app }: ReadContext) => {
    await client.ask(await runner.ask('probe', { config: app.config }), { signal, patienceMs: 20_000 })
  }
  /** Of credentials on trial; what they bring stays with whoever tries them. */
  const onTrial = (sessions: SessionKeeper) => (app: HostedApp, connector: ReadyConnector) =>
    clientOf({ ...app, epoch: 0 }, connector, sessions)

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
      // What the app says now is not what is read by, so the connector is asked before anything ends.
      const prepared = await prepare(app)
      if (!prepared) return
      const { connector, whole } = prepared
      const before = running.get(app.id)
      if (before) await end(before)
      if (!clients.get(app.id)?.fits(whole.app)) await settle(app.id)
      const one: Running = { app, client: sharedClient(whole.app, connector), reading: null }
      running.set(app.id, one)
      await begin(one, prepared)
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
      const one = known(appId)
      const { finding } = one.reading ?? {}
      if (finding && isUnread(finding.found)) await finding.over
      else finding?.nap.wake()
      const readers = one.reading?.readers ?? []
      await Promise.all(
        readers.filter(({ stream }) => !streams || streams.includes(stream)).map(({ reader }) => reader.sync()),
      )
    },
    async swap(app) {
      const client = clients.get(app.id)
      const one = running.get(app.id)
      if (one) one.app = app
      if (!client) return
      const whole = await configured(app, connectorOf(app))
      client.swap(whole.app, storedSession(store, app))
      one?.reading?.finding?.nap.wake()
      for (const { reader } of one?.reading?.readers ?? []) void reader.sync()
    },
    probe: async (app, signal) => probe(await contextOf(app, signal)),
    async tryOut(app, { session, borrowed } = {}, signal) {
      const tried = new TriedSession(session ?? null)
      const sessions = borrowed ? { load: () => Promise.resolve(borrowed), save: null } : tried
      const context = await contextOf(app, signal, onTrial(sessions))
      await probe(context)
      return { session: tried.session, credentialsEnd: context.client.signIn.expiry.at }
    },
    async *sample(app, options, signal) {
      const context = await roundOf(app, signal, onTrial(new TriedSession()))
      await probe(context)
      yield* sampleApp(context, options)
    },
    checkScopes: async (app, scopes, signal) => checkScopes(await contextOf(app, signal), scopes),
    async consentAddress(app, ask) {
      const { client } = await contextOf(app, undefined, onTrial(new TriedSession()))
      return client.signIn.consentAddress(ask)
    },
    async redeem(app, answer, signal) {
      const { client, signal: both } = await contextOf(app, signal, onTrial(new TriedSession()))
      return client.signIn.redeem(answer, both)
    },
    inventory: async (app, mostMs, signal) =>
      new InventoryReader(inventoryOf('people', await roundOf(app, signal))).readAll(mostMs),
    assess: async (app, checks, { signal, ...options } = {}) =>
      assess(await roundOf(app, signal), () => clock.now(), checks, options),
    act: async (app, request, signal) => act(await contextOf(app, signal), clock, request),
    async receive(app, name, request) {
      const connector = connectorOf(app)
      const stream = connector.description.streams.find(one => one.name === name)
      if (stream?.kind !== 'pushed') throw new HostError('BAD_CONFIG', `The stream "${name}" is not pushed.`)
      const { runner } = connector
      return receive({ app, stream, runner, normaliser: normaliserOf(connector), clock }, request)
    },
    counters: () => ({
      unknownActions: Object.fromEntries(
        [...normalisers].map(([slug, { unknownActions }]) => [slug, Object.fromEntries(unknownActions)]),
      ),
      repairedTexts: [...normalisers.values()].reduce((sum, { repaired }) => sum + repaired, 0),
    }),
    async close() {
      closing.abort()
      await Promise.all([...new Set([...running.keys(), ...clients.keys()])].map(stop))
      await Promise.all([...ready.values()].map(({ runner }) => runner.close()))
      await http.close()
    },
  }
}
