import type { CrashPoint } from './crash-point.ts'
import type { Meter } from './meter.ts'
import type { PageRow } from './page-rows.ts'
import type { Checkpoint, Commit, HostStore, PastSpan, SpanName } from './ports.ts'

const SEEN_KEPT = 20_000

/** Rows and the change of the checkpoint that goes with them. */
export interface Step {
  rows: PageRow[]
  change: Partial<Omit<Checkpoint, 'rows' | 'rejected'>>
  backfillDone?: boolean
}

export interface ProgressOptions {
  store: HostStore
  crashPoint: CrashPoint
  /** Told of what is durable. */
  onKept?: (kept: Parameters<Meter['kept']>[2]) => void
  /** What every commit of this partition says. */
  where: Pick<Commit, 'app' | 'stream' | 'partition' | 'epoch'>
}

/** The checkpoint of one partition; the tail and the backfill change it in turn. */
export class Progress {
  readonly #options: ProgressOptions
  #checkpoint: Checkpoint
  #turn: Promise<void> = Promise.resolve()

  private constructor(checkpoint: Checkpoint, options: ProgressOptions) {
    this.#checkpoint = checkpoint
    this.#options = options
  }

  /** Goes on where the store says, else begins. */
  static async open(
    options: ProgressOptions,
    begin: () => Pick<Checkpoint, 'watermark' | 'backfill'>,
  ): Promise<Progress> {
    const { app, stream, partition } = options.where
    const stored = await options.store.load(app, stream, partition)
    if (stored) return new Progress(stored, options)
    const fresh: Checkpoint = { cursor: null, seen: [], rows: 0, rejected: 0, ...begin() }
    const progress = new Progress(fresh, options)
    await progress.commit({ rows: [], change: {}, backfillDone: fresh.backfill === null })
    return progress
  }

  get at(): Readonly<Checkpoint> {
    return this.#checkpoint
  }

  /** What is still to be read of a past; null when nothing is. */
  span(name: SpanName): Readonly<PastSpan> | null {
    return name === 'backfill' ? this.#checkpoint.backfill : (this.#checkpoint.reread?.span ?? null)
  }

  /** Keeps rows of a past with the place in it; resolves to whether it is complete. */
  async moveSpan(name: SpanName, rows: PageRow[], span: PastSpan): Promise<boolean> {
    const done = span.at >= span.until
    const left = done ? null : span
    const change =
      name === 'backfill' ? { backfill: left } : { reread: { wish: this.#checkpoint.reread!.wish, span: left } }
    await this.commit({ rows, change, backfillDone: done && name === 'backfill' })
    return done
  }

  /** Resolves once rows and checkpoint are durable. */
  commit(step: Step): Promise<void> {
    const turn = this.#turn.then(() => this.#commit(step))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #commit({ rows, change, backfillDone = false }: Step): Promise<void> {
    const { store, crashPoint, where, onKept } = this.#options
    const quarantine = rows.flatMap(row => row.quarantine ?? [])
    const { rows: before, rejected } = this.#checkpoint
    const checkpoint: Checkpoint = {
      ...this.#checkpoint,
      ...change,
      rows: before + rows.length,
      rejected: rejected + quarantine.length,
    }
    crashPoint('before-commit')
    const activities = rows.flatMap(row => row.activities)
    const touched = rows.flatMap(row => row.touched ?? [])
    await store.commit({
      ...where,
      activities,
      quarantine,
      checkpoint,
      backfillDone,
      ...(touched.length && { touched }),
    })
    this.#checkpoint = checkpoint
    const newest = activities.reduce<number | null>(
      (most, { time }) => (most === null ? time : Math.max(most, time)),
      null,
    )
    onKept?.({ rows: rows.length, rejected: quarantine.length, newest })
    crashPoint('after-commit')
  }
}

/** Keys read inside the overlap, with the time until which each is needed. */
export class Seen {
  readonly #times: Map<string, number>

  /** A checkpoint does not tell how young its keys are: they may be as young as `now`, since a sweep may have been cut off before the watermark moved. */
  constructor({ seen }: Readonly<Checkpoint>, now: number) {
    this.#times = new Map(seen.map(key => [key, now]))
  }

  has(key: string): boolean {
    return this.#times.has(key)
  }

  /** Takes these rows in; `now` is the time of those without. */
  add(rows: PageRow[], now: number): void {
    for (const { key, time } of rows) this.#times.set(key, time ?? now)
  }

  /** Forgets what lies before, and the oldest above the bound. */
  keep(since: number): string[] {
    for (const [key, time] of this.#times) if (time < since) this.#times.delete(key)
    let surplus = this.#times.size - SEEN_KEPT
    for (const key of this.#times.keys()) {
      if (surplus-- <= 0) break
      this.#times.delete(key)
    }
    return [...this.#times.keys()]
  }
}
