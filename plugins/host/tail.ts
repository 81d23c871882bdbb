import { HostError } from './host-error.ts'
import type { PageRow } from './page-rows.ts'
import { readPage, type PageContext } from './pages.ts'
import type { Checkpoint } from './ports.ts'
import { Seen, type Progress } from './progress.ts'
import { firstKept } from './retention.ts'
import { stuckList } from './stuck-list.ts'
import { WindowReader } from './window.ts'

const SECOND = 1000
/** Rows of one commit. */
const CHUNK = 2_000
/** Without rows the checkpoint is written this often. */
const IDLE_COMMIT_MS = 60_000

/** Follows the end of one partition. A step resolves to whether it has caught up. */
export abstract class Tail {
  protected readonly context: PageContext
  protected readonly progress: Progress
  #committedAt: number

  constructor(context: PageContext, progress: Progress) {
    this.context = context
    this.progress = progress
    this.#committedAt = context.clock.now()
  }

  abstract step(signal: AbortSignal): Promise<boolean>

  protected async commit(rows: PageRow[], change: Parameters<Progress['commit']>[0]['change']): Promise<void> {
    await this.progress.commit({ rows, change })
    this.#committedAt = this.context.clock.now()
  }

  /** Whether a place that moved without rows is due to be written down. */
  protected get due(): boolean {
    return this.context.clock.now() - this.#committedAt > IDLE_COMMIT_MS
  }

  protected get watermark(): number {
    return this.progress.at.watermark ?? this.context.liveFrom
  }
}

export function tailOf(context: PageContext, progress: Progress): Tail {
  const kinds = { arrival: ArrivalTail, ascending: AscendingTail, descending: DescendingTail }
  return new kinds[context.stream.order](context, progress)
}

/** The vendor's order of storage: the cursor alone says where it stands. */
class ArrivalTail extends Tail {
  #cursor = this.progress.at.cursor
  #equal = this.progress.at.equal
  #stuck = 0

  async step(signal: AbortSignal): Promise<boolean> {
    const cursor = this.#cursor
    const since = cursor === null ? this.#restart() : this.watermark
    const {
      rows,
      next: onward,
      end,
      more,
      carried,
    } = await readPage(this.context, { since, until: null, cursor, carried: this.#equal }, signal).catch(
      (error: unknown) => {
        if (lostPlace(error, cursor)) [this.#cursor, this.#equal] = [null, undefined]
        throw error
      },
    )
    const next = onward ?? cursor
    const { page } = this.context.stream
    const mayStay = page.style === 'bodyCursor' && page.sameEnds === true
    this.#stuck = rows.length > 0 && next === cursor && !mayStay ? this.#stuck + 1 : 0
    if (this.#stuck > 1) throw stuckList(this.context.stream.name)
    if (rows.length > 0 || (next !== cursor && this.due)) {
      const watermark = newest(rows, this.watermark, this.context.clock.now())
      await this.commit(rows, { cursor: next, watermark, equal: carried })
    }
    this.#cursor = next
    this.#equal = carried
    return end || (rows.length === 0 && !more)
  }

  /** Without a cursor: from the beginning, or so far back that whatever came late is read again rather than lost. */
  #restart(): number {
    const { rows } = this.progress.at
    const lateness = (this.context.stream.latenessSeconds ?? 86_400) * SECOND
    const wanted = rows === 0 ? this.watermark : Math.max(this.context.liveFrom, this.watermark - lateness)
    return firstKept(wanted, this.context.stream.retentionDays, this.context.clock.now())
  }
}

/** Sources sorted by the vendor's time are read back a little each time, so that what came late is not lost. */
abstract class OverlappingTail extends Tail {
  #seen: Seen | null = null
  #deepAt = -Infinity
  #deepPages = 0
  #deep = true

  async step(signal: AbortSignal): Promise<boolean> {
    const { clock, stream, liveFrom } = this.context
    const reach = this.#reach(clock.now(), (stream.delaySeconds ?? 60) * SECOND)
    const since = firstKept(Math.max(this.watermark - reach, liveFrom), stream.retentionDays, clock.now())
    this.#seen ??= new Seen(this.progress.at, clock.now())
    try {
      const { caughtUp, pages } = await this.sweep(since, signal)
      if (this.#deep && caughtUp) [this.#deepAt, this.#deepPages] = [clock.now(), pages]
      return caughtUp
    } catch (error) {
      this.#seen = null
      throw error
    }
  }

  protected abstract sweep(since: number, signal: AbortSignal): Promise<{ caughtUp: boolean; pages: number }>

  /** Hands on what is new, in chunks; the last one moves the place. */
  protected async keep(
    rows: PageRow[],
    move: Pick<Checkpoint, 'cursor' | 'equal'> & { watermark: number },
  ): Promise<void> {
    const seen = this.#seen as Seen
    const keys = new Set<string>()
    const fresh = rows.filter(({ key }) => !seen.has(key) && !keys.has(key) && keys.add(key))
    const moved = move.cursor !== this.progress.at.cursor || (move.watermark !== this.watermark && this.due)
    if (fresh.length === 0 && !moved) return
    for (let from = 0; from === 0 || from < fresh.length; from += CHUNK) {
      const chunk = fresh.slice(from, from + CHUNK)
      const last = from + CHUNK >= fresh.length
      seen.add(chunk, this.watermark)
      // Reading back begins at a whole second, so what lies in that second is needed, too.
      const kept = seen.keep(wholeSecond((last ? move.watermark : this.watermark) - this.overlap))
      await this.commit(chunk, last ? { ...move, seen: kept } : { seen: kept })
    }
  }

  protected get overlap(): number {
    return (this.context.stream.overlapSeconds ?? 300) * SECOND
  }

  /** The whole overlap while that costs little; else the usual delay, and the whole one now and then. */
  #reach(now: number, delay: number): number {
    this.#deep = this.#deepPages <= 2 || now - this.#deepAt >= this.overlap / 2
    return this.#deep ? this.overlap : Math.min(delay, this.overlap)
  }
}

/** Oldest first. The watermark follows the rows and moves when a sweep has come to its end. */
class AscendingTail extends OverlappingTail {
  #cursor = this.progress.at.cursor
  #equal = this.progress.at.equal
  #newest = this.watermark

  protected async sweep(since: number, signal: AbortSignal): Promise<{ caughtUp: boolean; pages: number }> {
    for (let pages = 1; ; pages++) {
      const cursor = this.#cursor
      const {
        rows,
        next: onward,
        end,
        carried,
      } = await readPage(this.context, { since, until: null, cursor, carried: this.#equal }, signal).catch(
        (error: unknown) => {
          const { cursor: kept, equal } = this.progress.at
          ;[this.#cursor, this.#equal] = lostPlace(error, cursor) ? [null, undefined] : [kept, equal]
          throw error
        },
      )
      const next = end ? null : onward
      if (next !== null && next === cursor) throw stuckList(this.context.stream.name)
      this.#newest = newest(rows, this.#newest, this.context.clock.now())
      const equal = next === null ? undefined : carried
      await this.keep(rows, { cursor: next, watermark: next === null ? this.#newest : this.watermark, equal })
      this.#cursor = next
      this.#equal = equal
      if (next === null) return { caughtUp: true, pages }
    }
  }
}

/** Newest first, drained window by window; the watermark moves when a window is complete. */
class DescendingTail extends OverlappingTail {
  readonly #windows = new WindowReader(this.context)
  /** The end of what was read, also when there was nothing to write down. */
  #reached = this.progress.at.watermark ?? 0

  protected override get watermark(): number {
    return Math.max(this.#reached, super.watermark)
  }

  protected async sweep(since: number, signal: AbortSignal): Promise<{ caughtUp: boolean; pages: number }> {
    const { clock, stream } = this.context
    const now = wholeSecond(clock.now() - (stream.settleSeconds ?? 0) * SECOND)
    // The second that is running is read too; the overlap reads it again.
    const end = now + SECOND
    const drained = { rows: 0, pages: 0 }
    for (let from = since; from < end;) {
      const { rows, pages, until } = await this.#windows.drain(from, end, signal)
      const watermark = Math.max(this.watermark, Math.min(until, now))
      await this.keep(rows, { cursor: null, watermark })
      this.#reached = watermark
      drained.pages += pages
      from = until
    }
    return { caughtUp: true, pages: drained.pages }
  }
}

const wholeSecond = (time: number) => Math.floor(time / SECOND) * SECOND

/** Times ahead of now are the vendor's mistakes: following them would skip what comes until then. */
const newest = (rows: PageRow[], start: number, now: number) =>
  rows.reduce((most, { time }) => Math.max(most, Math.min(time ?? most, now)), start)

/** Whether the vendor no longer knows the cursor. Some say "too fast" by a status that could mean it. */
export function lostPlace(error: unknown, cursor: string | null): boolean {
  return (
    cursor !== null &&
    error instanceof HostError &&
    error.problem.code !== 'RATE_LIMITED' &&
    [400, 404, 410, 422].includes(error.status ?? 0)
  )
}
