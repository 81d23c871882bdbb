import type { Database, Logger } from '@casbah/kit'
import { ensurePartitions } from '../system-statements.ts'

const DAY_MS = 86_400_000
const AHEAD_DAYS = 7
const CHECK_MS = 6 * 3_600_000

/** Keeps the table's days: a week ahead by itself, those of history before they are inserted. */
export class Partitions {
  private readonly db: Database
  private readonly logger: Logger
  private readonly known = new Set<number>()
  private timer: NodeJS.Timeout | null = null

  constructor(db: Database, logger: Logger) {
    this.db = db
    this.logger = logger
  }

  /** Makes the coming days, now and every few hours. */
  async start(): Promise<void> {
    await this.ahead()
    this.timer = setInterval(() => {
      this.ahead().catch(error =>
        this.logger.error({ error: (error as Error).message }, 'partitions ahead could not be made'),
      )
    }, CHECK_MS).unref()
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer)
  }

  /** Makes the days of these times (epoch ms) where they lack; on a connection of its own, before the caller's transaction touches the table. */
  async ensure(times: readonly number[]): Promise<void> {
    const missing = new Set<number>()
    for (const time of times) {
      const day = Math.floor(time / DAY_MS)
      if (!this.known.has(day)) missing.add(day)
    }
    for (const [first, last] of runs([...missing].sort((a, b) => a - b))) await this.make(first, last)
  }

  private async ahead(): Promise<void> {
    const today = Math.floor(Date.now() / DAY_MS)
    await this.make(today - 1, today + AHEAD_DAYS)
  }

  private async make(first: number, last: number): Promise<void> {
    const made = await ensurePartitions(this.db, dateOf(first), dateOf(last))
    if (made) this.logger.info({ first: dateOf(first), last: dateOf(last), made }, 'partitions made')
    for (let day = first; day <= last; day++) this.known.add(day)
  }
}

/** Consecutive days as spans, both ends included. */
function runs(days: number[]): [number, number][] {
  const spans: [number, number][] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last && last[1] === day - 1) last[1] = day
    else spans.push([day, day])
  }
  return spans
}

/** Outside of what a PostgreSQL date and ours can say the default partition serves anyway. */
function dateOf(day: number): string {
  const clamped = Math.min(Math.max(day, -25_567), 200_000)
  return new Date(clamped * DAY_MS).toISOString().slice(0, 10)
}
