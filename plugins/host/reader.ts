import { Backfill } from './backfill.ts'
import { isLeaseLost, problemOf, HostError } from './host-error.ts'
import type { Log } from './log.ts'
import { Nap } from './nap.ts'
import type { PageContext } from './pages.ts'
import type { Checkpoint } from './ports.ts'
import { Progress, type ProgressOptions } from './progress.ts'
import { backoff } from './retry.ts'
import type { StreamReporter } from './stream-reporter.ts'
import { tailOf } from './tail.ts'

const DAY = 86_400_000

export interface ReaderOptions extends Pick<ProgressOptions, 'store' | 'crashPoint'> {
  context: Omit<PageContext, 'onThrottled' | 'liveFrom'>
  reporter: StreamReporter
  log: Log
  random: () => number
}

/** Reads one partition of one stream for as long as it is let: the tail, and beside it the first backfill. */
export class PartitionReader {
  readonly #options: ReaderOptions
  readonly #nap: Nap
  /** The backfill sleeps for itself: each must be woken. */
  readonly #backfillNap: Nap
  #waiting: (() => void)[] = []

  constructor(options: ReaderOptions) {
    this.#options = options
    this.#nap = new Nap(options.context.clock)
    this.#backfillNap = new Nap(options.context.clock)
  }

  /** Resolves when aborted; rejects only when the lease is lost. */
  async run(signal: AbortSignal): Promise<void> {
    const { context, store, crashPoint } = this.#options
    const { app, stream, partition, clock } = context
    const liveFrom = liveFromOf(app.connectedAt, stream.latenessSeconds)
    const page: PageContext = { ...context, liveFrom, onThrottled: error => this.#throttled(error) }
    const where = { app: app.id, stream: stream.name, partition, epoch: app.epoch }
    const interval = stream.intervalSeconds * 1000
    let progress: Progress | null = null
    const open = async () =>
      (progress ??= await Progress.open({ store, crashPoint, where }, () => this.#begin(liveFrom, clock.now())))
    await this.#loop('open', 0, async () => Boolean(await open()), signal, 1)
    if (signal.aborted) return
    const opened = await open()
    // One that fails must not leave the other running unseen.
    const both = new AbortController()
    const stop = () => both.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    const tail = tailOf(page, opened)
    const loops = [this.#loop('tail', interval, one => tail.step(one), both.signal)]
    if (opened.at.backfill) {
      const backfill = new Backfill(page, opened)
      loops.push(this.#loop('backfill', interval, one => backfill.step(one), both.signal, 1))
    }
    try {
      await Promise.all(loops)
    } finally {
      stop()
      signal.removeEventListener('abort', stop)
      await Promise.allSettled(loops)
      for (const done of this.#waiting.splice(0)) done()
    }
  }

  /** Polls at once; resolves when the next poll has come to its end, well or not. */
  sync(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve)
      this.#nap.wake()
      this.#backfillNap.wake()
    })
  }

  #begin(liveFrom: number, now: number): Pick<Checkpoint, 'watermark' | 'backfill'> {
    const { app, stream } = this.#options.context
    const kept = stream.retentionDays === null ? 0 : now - stream.retentionDays * DAY
    const since = Math.floor(Math.max(app.backfillSince ?? 0, kept, 0) / 1000) * 1000
    const backfill =
      since < liveFrom ? { since, until: liveFrom, at: since, reached: since, cursor: null, startedAt: now } : null
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
    const nap = name === 'tail' ? this.#nap : this.#backfillNap
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
    if (known && error.problem.code === 'AUTH_FAILED') return Infinity
    return Math.min(300_000, backoff(failures, random) * 5 * 2 ** Math.max(0, failures - 7))
  }

  #report(name: string, state: 'IDLE' | 'RUNNING' | 'FAILED', error?: unknown): Promise<void> {
    const { reporter, context } = this.#options
    const problem = error === undefined ? null : problemOf(error)
    return reporter.set(`${context.partition} ${name === 'open' ? 'tail' : name}`, state, problem, context.clock.now())
  }

  #throttled(error: HostError): void {
    const { reporter, context, log } = this.#options
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

/** History is what is older than the connection by more than the stream's lateness; whole seconds. */
export function liveFromOf(connectedAt: number, latenessSeconds = 86_400): number {
  return Math.floor(connectedAt / 1000 - latenessSeconds) * 1000
}
