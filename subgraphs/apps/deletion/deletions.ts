import type { Database, Logger, Tx } from '@casbah/kit'
import { pendingDeletions } from '../system-statements.ts'

/** Rows of one transaction. */
const CHUNK = 2_000
/** What inventories keep of an app. */
const LISTED = [
  'resource',
  'oauth_grant',
  'account_part',
  'account_group',
  'group_member',
  'domain',
  'touched',
  'change_feed',
  'inventory',
]

/** Deletes what was collected of apps that were disconnected with their data: bit by bit, in any process; what a crash leaves is taken up again. */
export class Deletions {
  private readonly db: Database
  private readonly logger: Logger
  private running: Promise<void> = Promise.resolve()
  private stopped = false

  constructor(db: Database, logger: Logger) {
    this.db = db
    this.logger = logger
  }

  look(): Promise<void> {
    this.running = this.running
      .then(() => this.all())
      .catch(error =>
        this.logger.warn({ error: (error as Error).message }, 'data of an app could not be deleted; tries again'),
      )
    return this.running
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.running
  }

  private async all(): Promise<void> {
    for (const { tenant, app } of await pendingDeletions(this.db)) {
      while (!this.stopped && (await this.db.write(tenant, tx => deletePiece(tx, app))));
      if (this.stopped) return
    }
  }
}

/** Resolves to whether something was left to delete. The app itself stays, so that what was done to it can name it. */
async function deletePiece(tx: Tx, app: string): Promise<boolean> {
  const of = [tx.tenant, app]
  const rows = await tx.query(
    `delete from apps.quarantine where tenant = $1 and id in (
       select id from apps.quarantine where tenant = $1 and app = $2 limit ${CHUNK}) returning 1`,
    of,
  )
  if (rows.length) return true
  const accounts = await tx.query<{ person: string | null }>(
    `delete from apps.account where tenant = $1 and id in (
       select id from apps.account where tenant = $1 and app = $2 limit ${CHUNK}) returning person::text`,
    of,
  )
  if (accounts.length) {
    // A person is only what his accounts make of him.
    await tx.query(
      `delete from apps.person p where p.tenant = $1 and p.id = any($2::uuid[])
         and not exists (select 1 from apps.account a where a.tenant = $1 and a.person = p.id)`,
      [tx.tenant, [...new Set(accounts.flatMap(({ person }) => person ?? []))]],
    )
    return true
  }
  for (const table of LISTED) {
    // The system column tells rows of any table apart.
    const listed = await tx.query(
      `delete from apps.${table} where tenant = $1 and ctid = any(array(
         select ctid from apps.${table} where tenant = $1 and app = $2 limit ${CHUNK})) returning 1`,
      of,
    )
    if (listed.length) return true
  }
  await tx.query('delete from apps.checkpoint where tenant = $1 and app = $2', of)
  await tx.query('delete from apps.app_stream where tenant = $1 and app = $2', of)
  await tx.query('delete from apps.stream_hour where tenant = $1 and app = $2', of)
  await tx.query('update apps.app set deletes_data = false, last_event_at = null where tenant = $1 and id = $2', of)
  return false
}
