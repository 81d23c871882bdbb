import { HostError } from './host-error.ts'
import { Ordinals } from './identity.ts'
import type { PageRow } from './page-rows.ts'
import { readPage, type Page, type PageContext } from './pages.ts'
import { stuckList } from './stuck-list.ts'

/** Most rows of one window held in memory. */
const MOST_ROWS = 10_000
const SECOND = 1000
/** Walks of a window whose places shift while it is walked. */
const MOST_WALKS = 3
/** Milliseconds, for each second of the widest window, that an answer must cover to be narrowed for being late: a 24th. */
const PATIENT = SECOND / 24

/** The pages of one window. */
export interface Drained {
  rows: PageRow[]
  pages: number
  /** End of what was read, epoch ms, excluded. */
  until: number
}

/** Reads windows of a newest-first list to their end, making them narrower while they hold too much. */
export class WindowReader {
  readonly #context: PageContext
  readonly #mostRows: number
  #widest: number
  #width: number

  constructor(context: PageContext, mostRows = MOST_ROWS) {
    this.#context = context
    this.#mostRows = mostRows
    this.#widest = (context.stream.windowSeconds ?? 86_400) * SECOND
    this.#width = this.#widest
  }

  /** The rows of a window that begins at `since` and ends at `end` or before, oldest first. Whole seconds. */
  async drain(since: number, end: number, signal: AbortSignal): Promise<Drained> {
    for (;;) {
      const until = Math.min(end, since + this.#width)
      const drained = await this.#read(since, until, signal)
      if (drained) {
        if (drained.rows.length < this.#mostRows / 4) this.#width = Math.min(this.#widest, this.#width * 2)
        return drained
      }
      this.#width = Math.max(SECOND, Math.floor((until - since) / 2 / SECOND) * SECOND)
    }
  }

  /** Null when there is too much and the window can still be halved. */
  async #read(since: number, until: number, signal: AbortSignal): Promise<Drained | null> {
    for (let walk = 1; walk <= MOST_WALKS; walk++) {
      const drained = await this.#walk(since, until, signal)
      if (drained !== 'shifted') return drained
    }
    throw new HostError(
      'BAD_ANSWER',
      `Rows came into the log of ${this.#context.stream.name} while it was read, so that places in it shifted. Casbah reads it again by itself.`,
    )
  }

  async #walk(since: number, until: number, signal: AbortSignal): Promise<Drained | 'shifted' | null> {
    const rows: PageRow[] = []
    const ordinals = new Ordinals()
    const { page: style, settleSeconds } = this.#context.stream
    let total: number | undefined
    const narrow = until - since <= SECOND
    let cursor: string | null = null
    for (let pages = 1; ; pages++) {
      const page: Page | null = await readPage(this.#context, { since, until, cursor, ordinals }, signal).catch(
        (error: unknown) => {
          if (!this.#shouldNarrow(until - since, error)) throw error
          return null
        },
      )
      if (!page) return null
      if (settleSeconds !== undefined && pages > 1 && page.total !== total) return 'shifted'
      total = page.total
      rows.push(...page.rows)
      if (page.end) {
        // A list may have been cut at the most that the vendor gives of it.
        const cut = 'mostRows' in style && style.mostRows !== undefined && rows.length >= style.mostRows
        return cut && !narrow ? null : { rows: inOrder(rows, since, until), pages, until }
      }
      if (page.next === cursor) throw stuckList(this.#context.stream.name)
      cursor = page.next
      if (rows.length >= this.#mostRows && !narrow) return null
    }
  }

  /** One answer that holds a whole window is shorter for a narrower one. To find that out takes long, so it is not made as wide again. */
  #shouldNarrow(width: number, error: unknown): boolean {
    if (this.#context.stream.page.style !== 'window' || !(error instanceof HostError && error.isTooMuch)) return false
    // A vendor in trouble does not answer in time either, however little is asked for.
    const least = error.problem.code === 'TIMEOUT' ? (this.#context.stream.windowSeconds ?? 86_400) * PATIENT : SECOND
    if (width <= least) return false
    this.#widest = Math.max(SECOND, Math.floor(width / 2 / SECOND) * SECOND)
    return true
  }
}

/** Vendors cut at whole seconds: what lies outside the window belongs to the ones beside it. */
function inOrder(rows: PageRow[], since: number, until: number): PageRow[] {
  const inside = rows.filter(({ time }) => time === null || (time >= since && time < until))
  return inside.sort((a, b) => (a.time ?? since) - (b.time ?? since))
}
