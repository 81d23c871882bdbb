import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Logger } from '@casbah/kit'
import { endDecisions } from './finding/ended-decisions.ts'
import { dueApps, tenantsWithEndedDecisions } from './system-statements.ts'

const EVERY_MS = 30_000

/** Asks for each app's daily assessment, and takes back decisions whose time is over. */
export class Schedule {
  private readonly db: Database
  private readonly logger: Logger
  private readonly stopping = new AbortController()
  private loop: Promise<void> = Promise.resolve()

  constructor(db: Database, logger: Logger) {
    this.db = db
    this.logger = logger
  }

  start(): void {
    this.loop = this.run()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.once().catch(error =>
        this.logger.warn({ error: (error as Error).message }, 'posture schedule failed; tries again'),
      )
      await sleep(EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined)
    }
  }

  /** One look. Several processes may look at once: whoever changes the row first, asks. */
  async once(): Promise<void> {
    const now = new Date()
    for (const { tenant, id, wanted_at } of await dueApps(this.db, now))
      await this.db.write(tenant, async tx => {
        const mine = await tx.query(
          'update posture.app set wanted_at = $2 where id = $1::uuid and wanted_at = $3 returning 1',
          [id, now, wanted_at],
        )
        if (mine.length) tx.append('assessment.wanted', [{ app: id, checks: null }])
      })
    for (const tenant of await tenantsWithEndedDecisions(this.db, now))
      await this.db.write(tenant, tx => endDecisions(tx, now))
  }
}
