import { MikroORM, type EntitySchema, type EntityClass } from '@mikro-orm/core'
import { PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql'
import { Migrator, type Migration } from '@mikro-orm/migrations'
import { CompiledQuery } from 'kysely'
import pg from 'pg'
import type { Logger } from '../logger.ts'
import { appendAll, type Appended } from '../log/append.ts'
import type { Topic, Topics } from '../log/topics.ts'
import type { Wake } from '../log/wake.ts'
import { CasbahError } from '../errors.ts'
import { urlAs } from './roles.ts'

/** A transaction of one tenant. */
export interface Tx {
  tenant: string
  em: SqlEntityManager
  /** SQL with `$1` parameters, inside the transaction. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>
  /** Hands items to a topic of the event log; written last, when the rest of the transaction stands. Rows of no tenant: `platform`. */
  append<T extends Topic>(topic: T, items: Topics[T][]): void
}

export interface DatabaseOptions {
  /** Subgraph, and so PostgreSQL schema. */
  name: string
  /** Any role's address of the database; roles and passwords are replaced. */
  url: string
  masterKey: Uint8Array
  entities: (EntityClass | EntitySchema)[]
  wake: Wake
  logger: Logger
  /** Connections at most, the system role's (3) not counted. */
  poolSize?: number
}

/** Rows above tenants live under this empty tenant in the log. */
export const PLATFORM = ''

/** One subgraph's way to PostgreSQL: transactions of a tenant as `casbah_app`, and the few statements across tenants. */
export class Database {
  readonly orm: MikroORM<PostgreSqlDriver>
  /** As `casbah_system`, past row level security: only the statements that system-statements files list. */
  readonly system: pg.Pool
  readonly wake: Wake

  private closing = false

  private constructor(orm: MikroORM<PostgreSqlDriver>, system: pg.Pool, wake: Wake) {
    this.orm = orm
    this.system = system
    this.wake = wake
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const orm = await MikroORM.init<PostgreSqlDriver>({
      driver: PostgreSqlDriver,
      clientUrl: urlAs(options.url, 'casbah_app', options.masterKey),
      schema: options.name,
      entities: options.entities,
      discovery: { warnWhenNoEntities: false },
      pool: { min: 0, max: options.poolSize ?? 8 },
      logger: line => options.logger.debug(line),
      debug: false,
    })
    const system = new pg.Pool({ connectionString: urlAs(options.url, 'casbah_system', options.masterKey), max: 3 })
    const database = new Database(orm, system, options.wake)
    system.on('error', error => {
      if (!database.closing) options.logger.warn({ error: error.message }, 'idle connection lost')
    })
    return database
  }

  /** One transaction that changes a tenant's rows; entities are flushed and log items appended at its end. */
  async write<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { value, appended } = await this.transaction(tenant, work)
    for (const entry of appended) this.wake.appended(entry)
    return value
  }

  /** One transaction that reads a tenant's rows. */
  async read<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { value } = await this.transaction(tenant, work)
    return value
  }

  /** Runs the work and takes it all back; tells whether it would have succeeded. */
  async rehearse(tenant: string, work: (tx: Tx) => Promise<unknown>): Promise<Error | null> {
    try {
      await this.transaction(tenant, async tx => {
        await work(tx)
        await tx.em.flush()
        throw TAKEN_BACK
      })
      return null
    } catch (error) {
      return error === TAKEN_BACK ? null : (error as Error)
    }
  }

  private async transaction<T>(
    tenant: string,
    work: (tx: Tx) => Promise<T>,
  ): Promise<{ value: T; appended: Appended[] }> {
    // It would open connections anew, which nobody ends.
    if (this.closing) throw new CasbahError('UNAVAILABLE', 'Casbah is being stopped. Ask again when it runs.')
    const fork = this.orm.em.fork({ session: { variables: { 'app.tenant': tenant } } })
    return fork.transactional(async em => {
      const pending: [Topic, object[]][] = []
      const query = async <Row>(sql: string, parameters: unknown[] = []) => {
        const context = em.getTransactionContext() as { executeQuery(query: CompiledQuery): Promise<{ rows: Row[] }> }
        return (await context.executeQuery(CompiledQuery.raw(sql, parameters))).rows
      }
      const tx: Tx = {
        tenant,
        em: em as SqlEntityManager,
        query,
        append: (topic, items) => {
          if (items.length) pending.push([topic, items])
        },
      }
      const value = await work(tx)
      if (!pending.length) return { value, appended: [] }
      await em.flush()
      return { value, appended: await appendAll(query, tenant, pending, this.wake.acrossProcesses) }
    })
  }

  async close(): Promise<void> {
    this.closing = true
    await Promise.all([this.orm.close(true), this.system.end()])
  }
}

const TAKEN_BACK = new Error('taken back')

/** Applies a subgraph's migrations as the owner; returns the names of those that were new. */
export async function migrate(
  url: string,
  masterKey: Uint8Array,
  name: string,
  migrations: (new (...args: never[]) => Migration)[],
): Promise<string[]> {
  const orm = await MikroORM.init<PostgreSqlDriver>({
    driver: PostgreSqlDriver,
    clientUrl: urlAs(url, 'casbah_owner', masterKey),
    schema: name,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations.map(migration => ({ name: migration.name, class: migration as never })),
      tableName: `migrations_${name}`,
      snapshot: false,
      silent: true,
    },
    pool: { min: 0, max: 1 },
  })
  try {
    return (await orm.migrator.up()).map(done => done.name)
  } finally {
    await orm.close(true)
  }
}
