import { Backfill } from './backfill.ts'
import { isLeaseLost, problemOf, HostError } from './host-error.ts'
import type { Log } from './log.ts'
import type { Meter } from './meter.ts'
import { Nap } from './nap.ts'
import type { ExportedData } from './description.ts'
import { ExportSpan, ExportTail } from './exporting.ts'
import type { PageContext, StreamContext } from './pages.ts'
import type { Checkpoint, PastSpan, SpanName } from './ports.ts'
import { Progress, type ProgressOptions } from './progress.ts'
import { firstKept } from './retention.ts'
import { backoff } from './retry.ts'
import type { StreamReporter } from './stream-reporter.ts'
import { tailOf } from './tail.ts'

export interface ReaderOptions extends Pick<ProgressOptions, 'store' | 'crashPoint'> {
  context: Omit<StreamContext, 'onThrottled' | 'onRequest' | 'liveFrom'>
  reporter: StreamReporter
  meter: Meter
  log: Log
  random: () => number
}

/** What a loop does again and again. */
interface Steps {
  /** Resolves to whether it has caught up. */
  step(signal: AbortSignal): Promise<boolean>
  /** Gives up what it holds at the connector. */
  close?(): Promise<void>
}

/** Reads one partition of one stream for as long as it is let: the tail, and beside it the first backfill and what is to be read again. */
export class PartitionReader {
  readonly #options: ReaderOptions
  /** One for each loop, so that waking reaches all of them. */
  readonly #naps = new Set<Nap>()
  /** Loops that stand still since the credentials were refused. */
  readonly #refused = new Set<string>()
  #waiting: (() => void)[] = []

  constructor(options: ReaderOptions) {
    this.#options = options
  }

  /** Resolves when aborted; rejects only when the lease is lost. */
  async run(signal: AbortSignal): Promise<void> {
    const { context, store, crashPoint, meter } = this.#options
    const { app, stream, partition, clock } = context
    const liveFrom = liveFromOf(app.connectedAt, stream.latenessSeconds)
    const whole: StreamContext = {
      ...context,
      liveFrom,
      onThrottled: error => this.#throttled(error),
      onRequest: () => meter.requested(app, stream.name),
    }
    const where = { app: app.id, stream: stream.name, partition, epoch: app.epoch }
    const onKept = (kept: Parameters<Meter['kept']>[2]) => meter.kept(app, stream.name, kept)
    const interval = stream.intervalSeconds * 1000
    let progress: Progress | null = null
    const open = async () =>
      (progress ??= await Progress.open({ store, crashPoint, where, onKept }, () => this.#begin(liveFrom, clock.now())))
    await this.#loop('open', 0, async () => Boolean(await open()), signal, 1)
    if (signal.aborted) return
    const opened = await open()
    await this.#takeUpWish(opened, clock.now())
    // One that fails must not leave the other running unseen.
    const both = new AbortController()
    const stop = () => both.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    const tail = tailFor(whole, opened)
    const spans = (['backfill', 'reread'] as const).filter(name => opened.span(name) !== null)
    const pasts = spans.map(name => [name, spanFor(whole, opened, name)] as const)
    const loops = [
      this.#loop('tail', interval, one => tail.step(one), both.signal),
      ...pasts.map(([name, past]) => this.#loop(name, interval, one => past.step(one), both.signal, 1)),
    ]
    try {
      await Promise.all(loops)
    } finally {
      stop()
      signal.removeEventListener('abort', stop)
      await Promise.allSettled(loops)
      await Promise.allSettled([tail, ...pasts.map(([, past]) => past)].map(steps => steps.close?.()))
      for (const done of this.#waiting.splice(0)) done()
    }
  }

  /** Polls at once; resolves when the next poll has come to its end, well or not. */
  sync(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve)
      for (const nap of this.#naps) nap.wake()
    })
  }

  /** A wish to read again becomes a span of its own, once; it takes the place of an older one. */
  async #takeUpWish(progress: Progress, now: number): Promise<void> {
    const { app, stream } = this.#options.context
    const { reread: wish } = app
    if (!wish || wish.at <= (progress.at.reread?.wish ?? 0)) return
    if (wish.streams && !wish.streams.includes(stream.name)) return
    const span = spanFrom(wish.since, Math.ceil(now / 1000) * 1000, stream.retentionDays, now)
    await progress.commit({ rows: [], change: { reread: { wish: wish.at, span } } })
  }

  #begin(liveFrom: number, now: number): Pick<Checkpoint, 'watermark' | 'backfill'> {
    const { app, stream } = this.#options.context
    const backfill = spanFrom(app.backfillSince ?? 0, liveFrom, stream.retentionDays, now)
    const since = backfill?.since ?? firstKept(app.backfillSince ?? 0, stream.retentionDays, now)
    return { watermark: Math.max(liveFrom, backfill ? liveFrom : since), backfill }
  }

  /** Steps again and again: at once until it has caught up, then at the interval; after a failure later and later. */
  async #loop(
    name: string,
    interval: number,
    step: (signal: AbortSignal) => Promise<boolean>,
    signal: AbortSignal,
    rounds = Infinity,
  ): Promise<void> {
    const { clock } = this.#options.context
    const nap = new Nap(clock)
    this.#naps.add(nap)
    let failures = 0
    for (let done = 0; done < rounds && !signal.aborted;) {
      const started = clock.now()
      const asked = name === 'tail' ? this.#waiting.length : 0
      try {
        const caughtUp = await step(signal)
        failures = 0
        await this.#report(name, caughtUp ? 'IDLE' : 'RUNNING')
        if (!caughtUp) continue
        done += 1
        this.#answer(asked)
        if (done < rounds) await nap.sleep(started + interval - clock.now(), signal)
      } catch (error) {
        if (signal.aborted) return
        if (isLeaseLost(error)) throw error
        failures += 1
        const wait = await this.#failed(name, error, failures)
        this.#answer(asked)
        await nap.sleep(wait, signal)
      }
    }
    this.#naps.delete(nap)
  }

  /** How long to wait after a failure: endless when the credentials are refused, since only the operator can mend that. */
  async #failed(name: string, error: unknown, failures: number): Promise<number> {
    const { log, context, random } = this.#options
    const where = { app: context.app.id, stream: context.stream.name, partition: context.partition, loop: name }
    const known = error instanceof HostError
    const said = context.client.clean(
      error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error),
    )
    if (known) log.warn({ ...where, code: error.problem.code }, said)
    else log.error(where, said)
    try {
      await this.#report(name, 'FAILED', error)
    } catch (cause) {
      log.error(where, `the state of the stream could not be kept: ${String(cause)}`)
    }
    if (known && error.problem.code === 'AUTH_FAILED') {
      this.#refused.add(stateOf(name))
      return Infinity
    }
    return Math.min(300_000, backoff(failures, random) * 5 * 2 ** Math.max(0, failures - 7))
  }

  #report(name: string, state: 'IDLE' | 'RUNNING' | 'FAILED', error?: unknown): Promise<void> {
    const { reporter, context } = this.#options
    const problem = error === undefined ? null : problemOf(error)
    this.#refused.delete(stateOf(name))
    return reporter.set(`${context.partition} ${stateOf(name)}`, state, problem, context.clock.now())
  }

  #throttled(error: HostError): void {
    const { reporter, context, log, meter } = this.#options
    meter.throttled(context.app, context.stream.name)
    // Another loop was told to wait. That the credentials are refused must stay to be read: nobody else can mend it.
    if (this.#refused.has('tail')) return
    reporter
      .set(`${context.partition} tail`, 'THROTTLED', error.problem, context.clock.now())
      .catch((cause: unknown) => {
        log.error(
          { app: context.app.id, stream: context.stream.name },
          `the state of the stream could not be kept: ${String(cause)}`,
        )
      })
  }

  #answer(count: number): void {
    for (const done of this.#waiting.splice(0, count)) done()
  }
}

/** What a loop's state is kept under: opening is a part of the tail. */
const stateOf = (loop: string) => (loop === 'open' ? 'tail' : loop)

function tailFor(context: StreamContext, progress: Progress): Steps {
  return isExported(context) ? new ExportTail(context, progress) : tailOf(context as PageContext, progress)
}

function spanFor(context: StreamContext, progress: Progress, name: SpanName): Steps {
  return isExported(context)
    ? new ExportSpan(context, progress, name)
    : new Backfill(context as PageContext, progress, name)
}

const isExported = (context: StreamContext): context is StreamContext<ExportedData> =>
  context.stream.kind === 'exported'

/** What the vendor still has of a past, in whole seconds; null when that is nothing. */
function spanFrom(wanted: number, until: number, retentionDays: number | null, now: number): PastSpan | null {
  const since = firstKept(wanted, retentionDays, now)
  return since < until ? { since, until, at: since, reached: since, cursor: null, startedAt: now } : null
}

/** History is what is older than the connection by more than the stream's lateness; whole seconds. */
export function liveFromOf(connectedAt: number, latenessSeconds = 86_400): number {
  return Math.floor(connectedAt / 1000 - latenessSeconds) * 1000
}
