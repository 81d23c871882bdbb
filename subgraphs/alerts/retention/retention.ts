import type { Database, Logger } from '@casbah/kit'
import { forgetDeliveries, forgetSteps, forgetSuppressions } from '../system-statements.ts'

const EVERY_MS = 3_600_000
const DAY_MS = 24 * 3_600_000
/** Days that suppressions, ended deliveries and steps of the alert log are kept. Alerts and their histories stay. */
export const KEPT_DAYS = 30
/** Ended deliveries of a webhook, or mails of a tenant, that are kept. */
const DELIVERIES = 10_000

const FORGETS: Record<string, (db: Database, before: Date) => Promise<void>> = {
  suppressions: forgetSuppressions,
  deliveries: (db, before) => forgetDeliveries(db, before, DELIVERIES),
  'steps of the alert log': forgetSteps,
}

/** Forgets, once an hour, what was kept for its time. */
export class Retention {
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
    const before = new Date(this.now() - KEPT_DAYS * DAY_MS)
    for (const [what, forget] of Object.entries(FORGETS))
      try {
        await forget(this.db, before)
      } catch (error) {
        this.logger.warn(
          { what, error: (error as Error).message },
          'what is old was not deleted; tries again in an hour',
        )
      }
  }
}
