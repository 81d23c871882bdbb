import type { Database, Logger } from '@casbah/kit'
import { forgetDeliveries } from '../system-statements.ts'

const EVERY_MS = 3_600_000
/** Days that a delivery is kept after its end. */
export const KEPT_DAYS = 30
/** Ended deliveries of a webhook, or mails of a tenant, that are kept. */
export const MOST_KEPT = 10_000

/** Forgets, once an hour, deliveries that are over. */
export class DeliveryRetention {
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

  async run(): Promise<void> {
    try {
      await forgetDeliveries(this.db, new Date(this.now() - KEPT_DAYS * 24 * 3_600_000), MOST_KEPT)
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'old deliveries were not deleted; tries again in an hour')
    }
  }
}
