import type { ExportedData } from './description.ts'
import { windowEnd } from './backfill.ts'
import { ExportRun, type ExportPlace } from './export-run.ts'
import type { PageRow } from './page-rows.ts'
import type { StreamContext } from './pages.ts'
import type { SpanName } from './ports.ts'
import type { Progress } from './progress.ts'

const DAY = 86_400_000

/** Runs an export step by step; a run that failed is begun anew from the place kept. A step resolves to whether the run has come to its end. */
abstract class Exporting {
  protected readonly context: StreamContext<ExportedData>
  protected readonly progress: Progress
  #run: ExportRun | null = null

  constructor(context: StreamContext<ExportedData>, progress: Progress) {
    this.context = context
    this.progress = progress
  }

  protected abstract place(): ExportPlace

  protected async runStep(signal: AbortSignal): Promise<boolean> {
    const run = (this.#run ??= new ExportRun(this.context, this.place()))
    try {
      const ended = await run.step(signal)
      if (ended) this.#run = null
      return ended
    } catch (error) {
      this.#run = null
      await run.end()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#run?.end()
    this.#run = null
  }

  protected newest(rows: PageRow[], start: number): number {
    const now = this.context.clock.now()
    return rows.reduce((most, { time }) => Math.max(most, Math.min(time ?? most, now)), start)
  }
}

/** Follows an export: each poll goes on from the last `resume`, until it returns. */
export class ExportTail extends Exporting {
  step(signal: AbortSignal): Promise<boolean> {
    return this.runStep(signal)
  }

  protected place(): ExportPlace {
    const { context, progress } = this
    const { retentionDays } = context.stream
    const oldest = retentionDays === null ? 0 : context.clock.now() - retentionDays * DAY
    const since = Math.floor(Math.max(context.liveFrom, oldest) / 1000) * 1000
    return {
      since,
      until: null,
      kept: () => progress.at.cursor,
      keep: (rows, resume) =>
        progress.commit({
          rows,
          change:
            resume === undefined
              ? {}
              : { cursor: resume, watermark: this.newest(rows, progress.at.watermark ?? since) },
        }),
    }
  }
}

/** Reads a span of the past by an export, window by window. A step resolves to whether the span is complete. */
export class ExportSpan extends Exporting {
  readonly #name: SpanName

  constructor(context: StreamContext<ExportedData>, progress: Progress, name: SpanName) {
    super(context, progress)
    this.#name = name
  }

  async step(signal: AbortSignal): Promise<boolean> {
    const span = this.progress.span(this.#name)
    if (span === null) return true
    const until = windowEnd(span, this.context.stream.windowSeconds)
    if (!(await this.runStep(signal))) return false
    return this.progress.moveSpan(this.#name, [], { ...span, at: until, reached: until, cursor: null })
  }

  protected place(): ExportPlace {
    const { progress } = this
    const name = this.#name
    const begun = progress.span(name)!
    const end = windowEnd(begun, this.context.stream.windowSeconds)
    return {
      since: begun.at,
      until: end,
      kept: () => progress.span(name)?.cursor ?? null,
      keep: async (rows, resume) => {
        const span = progress.span(name)!
        const reached = Math.min(this.newest(rows, span.reached), end)
        await progress.moveSpan(name, rows, { ...span, reached, ...(resume !== undefined && { cursor: resume, end }) })
      },
    }
  }
}
