import type { CrashPoint } from './crash-point.ts'
import type { PageRow } from './page-rows.ts'
import type { Checkpoint, Commit, HostStore } from './ports.ts'

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

  /** Resolves once rows and checkpoint are durable. */
  commit(step: Step): Promise<void> {
    const turn = this.#turn.then(() => this.#commit(step))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #commit({ rows, change, backfillDone = false }: Step): Promise<void> {
    const { store, crashPoint, where } = this.#options
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
    await store.commit({ ...where, activities, quarantine, checkpoint, backfillDone })
    this.#checkpoint = checkpoint
    crashPoint('after-commit')
  }
}

/** Keys read inside the overlap, with the time until which each is needed. */
export class Seen {
  readonly #times: Map<string, number>

  /**
   * Keys of a checkpoint come without their times. Amid a sweep they are younger than its watermark, so they count as young as
   * anything can be: `now`. Else they would be forgotten while the overlap still reads them again.
   */
  constructor({ seen, watermark }: Readonly<Checkpoint>, now: number) {
    const time = Math.max(watermark ?? 0, now)
    this.#times = new Map(seen.map(key => [key, time]))
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
