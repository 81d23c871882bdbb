import type { Database, Logger } from '@casbah/kit'
import { SYSTEM_CLOCK, type Clock } from './clock.ts'
import { wantTouched } from './drift/want-touched.ts'
import { endDecisions } from './finding/ended-decisions.ts'
import { wantAssessment } from './parameters/want-assessment.ts'
import { dueApps, nextDue, tenantsWithEndedDecisions, touchedApps } from './system-statements.ts'

/** The longest wait, so that what other processes have made due is seen. */
const EVERY_MS = 30_000
/** The shortest, so that what stays due costs little. */
const LEAST_MS = 100

/**
 * What time brings: each app's daily assessment, another for apps whose settings were touched, and the end of decisions. Sleeps until the next of
 * these is due.
 */
export class Schedule {
  private readonly db: Database
  private readonly logger: Logger
  private readonly clock: Clock
  private readonly stopping = new AbortController()
  private poked = new AbortController()
  private loop: Promise<void> = Promise.resolve()

  constructor(db: Database, logger: Logger, clock: Clock = SYSTEM_CLOCK) {
    this.db = db
    this.logger = logger
    this.clock = clock
  }

  start(): void {
    this.loop = this.run()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
  }

  /** Something may be due earlier than was known. */
  poke(): void {
    this.poked.abort()
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.poked = new AbortController()
      const wait = await this.once()
        .then(() => this.untilNext())
        .catch(error => {
          this.logger.warn({ error: (error as Error).message }, 'posture schedule failed; tries again')
          return EVERY_MS
        })
      await this.clock.sleep(wait, AbortSignal.any([this.stopping.signal, this.poked.signal]))
    }
  }

  private async untilNext(): Promise<number> {
    const due = await nextDue(this.db)
    return Math.min(EVERY_MS, Math.max(LEAST_MS, due === null ? EVERY_MS : due.getTime() - this.clock.now().getTime()))
  }

  /** One look. Several processes may look at once: whoever changes the row first, asks. */
  async once(): Promise<void> {
    const now = this.clock.now()
    for (const { tenant, id, wanted_at } of await dueApps(this.db, now))
      await this.db.write(tenant, async tx => {
        const mine = await tx.query(
          'update posture.app set wanted_at = $2 where id = $1::uuid and wanted_at = $3 returning 1',
          [id, now, wanted_at],
        )
        if (mine.length) await wantAssessment(tx, id, null)
      })
    for (const { tenant, app } of await touchedApps(this.db, now))
      await this.db.write(tenant, tx => wantTouched(tx, app, now))
    for (const tenant of await tenantsWithEndedDecisions(this.db, now))
      await this.db.write(tenant, tx => endDecisions(tx, now))
  }
}
