import { readPage, type PageContext } from './pages.ts'
import type { PageRow } from './page-rows.ts'
import type { PastSpan, SpanName } from './ports.ts'
import type { Progress } from './progress.ts'
import { firstKept } from './retention.ts'
import { lostPlace } from './tail.ts'
import { stuckList } from './stuck-list.ts'
import { WindowReader } from './window.ts'

/** Reads a past window by window, oldest first, beside the tail. A step resolves to whether it is complete. */
export class Backfill {
  readonly #context: PageContext
  readonly #progress: Progress
  readonly #name: SpanName
  readonly #windows: WindowReader

  constructor(context: PageContext, progress: Progress, name: SpanName) {
    this.#context = context
    this.#progress = progress
    this.#name = name
    this.#windows = new WindowReader(context)
  }

  async step(signal: AbortSignal): Promise<boolean> {
    const left = this.#progress.span(this.#name)
    if (left === null) return true
    const span = this.#kept(left)
    if (span.at >= span.until) return this.#move([], span)
    if (this.#context.stream.order === 'descending') {
      const { rows, until } = await this.#windows.drain(span.at, span.until, signal)
      return this.#move(rows, { ...span, at: until, reached: until })
    }
    const { windowSeconds, order } = this.#context.stream
    const until = windowEnd(span, windowSeconds)
    const { cursor, equal: carried } = span
    const page = await readPage(this.#context, { since: span.at, until, cursor, carried }, signal).catch(
      async (error: unknown) => {
        if (lostPlace(error, cursor)) await this.#move([], { ...span, cursor: null, equal: undefined })
        throw error
      },
    )
    const end = page.end || (order === 'arrival' && page.rows.length === 0 && !page.more)
    if (!end && page.next === cursor) throw stuckList(this.#context.stream.name)
    const inside = page.rows.filter(({ time }) => time === null || (time >= span.at && time < until))
    const reached = inside.reduce((newest, { time }) => Math.max(newest, time ?? newest), span.reached)
    return this.#move(
      inside,
      end
        ? { ...span, at: until, reached: until, cursor: null, equal: undefined }
        : { ...span, reached, cursor: page.next, end: until, equal: page.carried },
    )
  }

  /** What the vendor no longer keeps when a window begins is not asked for: reading may have stood still for long. */
  #kept(span: PastSpan): PastSpan {
    if (span.cursor !== null) return span
    const { clock, stream } = this.#context
    return { ...span, at: Math.min(firstKept(span.at, stream.retentionDays, clock.now()), span.until) }
  }

  #move(rows: PageRow[], span: PastSpan): Promise<boolean> {
    return this.#progress.moveSpan(this.#name, rows, span)
  }
}

/** Where the window being read ends, epoch ms. */
export function windowEnd({ at, until, cursor, end }: Readonly<PastSpan>, windowSeconds: number | undefined): number {
  if (cursor !== null && end !== undefined) return end
  return windowSeconds === undefined ? until : Math.min(until, at + windowSeconds * 1000)
}
