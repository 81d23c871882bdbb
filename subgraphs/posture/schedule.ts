import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Logger } from '@casbah/kit'
import { storeScore } from './score/score.service.ts'
import { appsWithEndedDecisions, dueApps } from './system-statements.ts'

const EVERY_MS = 30_000

/** Asks for each app's daily assessment, and tells scores anew when a decision has ended. */
export class Schedule {
  private readonly db: Database
  private readonly logger: Logger
  private readonly stopping = new AbortController()
  private loop: Promise<void> = Promise.resolve()
  private looked = new Date(Date.now() - EVERY_MS)

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

  async once(): Promise<void> {
    for (const { tenant, id } of await dueApps(this.db))
      await this.db.write(tenant, async tx => {
        await tx.query('update posture.app set wanted_at = now() where id = $1::uuid', [id])
        tx.append('assessment.wanted', [{ app: id, checks: null }])
      })
    const now = new Date()
    for (const { tenant, app } of await appsWithEndedDecisions(this.db, this.looked))
      await this.db.write(tenant, tx => storeScore(tx, app, now))
    this.looked = now
  }
}
