import type { Database, Logger } from '@casbah/kit'
import { forgetSuppressions } from '../system-statements.ts'

const EVERY_MS = 3_600_000
/** Days that suppressions and counts of them are kept. */
export const KEPT_DAYS = 30

/** Forgets, once an hour, what the ledger has kept for its time. */
export class LedgerRetention {
  private readonly db: Database
  private readonly logger: Logger
  private readonly now: () => number
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null

  constructor(db: Database, logger: Logger, now: () => number) {
    this.db = db
    this.logger = logger
    this.now = now
  }

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.run().finally(() => (this.running = null))
    }, EVERY_MS)
    this.timer.unref()
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    await this.running
  }

  /** Forgets what is older than 30 days. */
  async run(): Promise<void> {
    try {
      await forgetSuppressions(this.db, new Date(this.now() - KEPT_DAYS * 24 * 3_600_000))
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'old suppressions were not deleted; tries again in an hour')
    }
  }
}
