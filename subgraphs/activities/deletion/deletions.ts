import type { AppChanged, Database, Logger, Tx } from '@casbah/kit'
import { pendingDeletions } from '../system-statements.ts'

const LOOK_MS = 5_000
/** Rows of one transaction; those of its last instant are not parted. */
const CHUNK = 5_000
const ACCOUNTS = 200

/** Notes apps whose data is to go: from then on nothing of them is stored, and what is there goes bit by bit. */
export async function noteDeletedApps(items: readonly AppChanged[], tx: Tx): Promise<void> {
  const apps = items.filter(item => item.deletedData).map(item => item.id)
  if (!apps.length) return
  await tx.query(
    'insert into activities.deletion (tenant, app) select $1, unnest($2::text[]) on conflict (tenant, app) do nothing',
    [tx.tenant, apps],
  )
}

/** Which of these apps were deleted with their data. */
export async function deletedAmong(tx: Tx, apps: Iterable<string>): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ app: string }>(
    'select app from activities.deletion where tenant = $1 and app = any($2)',
    [tx.tenant, [...new Set(apps)]],
  )
  return new Set(rows.map(({ app }) => app))
}

/** Deletes what is stored of such apps, a bounded piece a transaction; what a crash leaves is taken up again. */
export class Deletions {
  private readonly db: Database
  private readonly logger: Logger
  private readonly chunk: number
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private stopped = false

  constructor(db: Database, logger: Logger, chunk = CHUNK) {
    this.db = db
    this.logger = logger
    this.chunk = chunk
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref()
  }

  async stop(): Promise<void> {
    this.stopped = true
    if (this.timer) clearInterval(this.timer)
    await this.running
  }

  /** Deletes all that is to go now. */
  look(): Promise<void> {
    this.running = this.running
      .then(() => this.all())
      .catch(error =>
        this.logger.warn({ error: (error as Error).message }, 'data of an app could not be deleted; tries again'),
      )
    return this.running
  }

  private async all(): Promise<void> {
    for (const { tenant, app } of await pendingDeletions(this.db)) {
      while (!this.stopped && (await this.db.write(tenant, tx => deletePiece(tx, app, this.chunk))));
      if (this.stopped) return
    }
  }
}

/** Resolves to whether something was left to delete. */
async function deletePiece(tx: Tx, app: string, chunk: number): Promise<boolean> {
  const of = [tx.tenant, app]
  // By a span of time, which the index serves: of a list of ids every partition would be asked.
  const [oldest] = await tx.query<{ until: string | null }>(
    `select max(time)::text as until from (
       select time from activities.activity where tenant = $1 and app = $2 order by time limit $3) piece`,
    [...of, chunk],
  )
  if (oldest?.until) {
    await tx.query('delete from activities.activity where tenant = $1 and app = $2 and time <= $3::timestamptz', [
      ...of,
      oldest.until,
    ])
    return true
  }
  const accounts = await tx.query<{ id: string }>(
    `select id from activities.account where tenant = $1 and app = $2 order by id limit ${ACCOUNTS}`,
    of,
  )
  const ids = accounts.map(({ id }) => id)
  if (ids.length) {
    await tx.query('delete from activities.profile where tenant = $1 and account = any($2)', [tx.tenant, ids])
    await tx.query('delete from activities.account where tenant = $1 and id = any($2)', [tx.tenant, ids])
    return true
  }
  const resources = await tx.query(
    `delete from activities.resource where tenant = $1 and id in (
       select id from activities.resource where tenant = $1 and app = $2 limit $3) returning 1`,
    [...of, chunk],
  )
  if (resources.length) return true
  await tx.query('update activities.deletion set done_at = now() where tenant = $1 and app = $2', of)
  return false
}
