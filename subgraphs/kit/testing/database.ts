import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Migration } from '@mikro-orm/migrations'
import pg from 'pg'
import { ensureRoles } from '../db/roles.ts'
import { startPostgres } from '../db/postgres.ts'

/** Master key of tests; nothing else is made from it. */
export const TEST_KEY = Buffer.alloc(32, 7)

const ADDRESS = 'CASBAH_TEST_POSTGRES'

/** One throw-away PostgreSQL server for a whole test run; its address goes into the environment. */
export async function startTestPostgres(): Promise<() => Promise<void>> {
  if (process.env[ADDRESS]) return async () => undefined
  const folder = await mkdtemp(join(tmpdir(), 'casbah-test-'))
  await chmod(folder, 0o755)
  const server = await startPostgres({
    dataDir: folder,
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  })
  process.env[ADDRESS] = server.url
  return async () => {
    delete process.env[ADDRESS]
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What databases hold from the start. It is made once a test run and copied: that costs a tenth of making it anew. */
export interface TestTemplate {
  /** The same name, the same contents. */
  name: string
  fill(url: string): Promise<void>
}

/** Tables of some schemas, by their migrations in order. */
export function migrated(schemas: Record<string, (new (...args: never[]) => Migration)[]>): TestTemplate {
  const sources = Object.entries(schemas).map(([name, migrations]) => [name, ...migrations.map(String)])
  return {
    name: createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 12),
    async fill(url) {
      const { migrate } = await import('../db/database.ts')
      for (const [name, migrations] of Object.entries(schemas)) await migrate(url, TEST_KEY, name, migrations)
    },
  }
}

/** A database of one test file, with roles and schemas and what the template holds; `drop` when done. */
export async function createTestDatabase(
  template?: TestTemplate,
): Promise<{ url: string; masterKey: Buffer; drop(): Promise<void> }> {
  const server = process.env[ADDRESS]
  if (!server)
    throw new Error(`No test PostgreSQL: run jest with the global set-up, or set ${ADDRESS} to a superuser's address.`)
  const from = template ? await templateDatabase(server, template) : 'template1'
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(server, `create database ${name} template ${from} strategy file_copy`)
  const url = addressOf(server, name)
  await ensureRoles(url, TEST_KEY)
  return {
    url,
    masterKey: TEST_KEY,
    drop: () => asSuperuser(server, `drop database if exists ${name} with (force)`),
  }
}

/** Name of the template's database; the first to ask makes it, whatever process that is. */
async function templateDatabase(server: string, { name, fill }: TestTemplate): Promise<string> {
  const database = `template_${name}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [database])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount) return database
    const draft = `draft_${name}`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft} strategy file_copy`)
    const url = addressOf(server, draft)
    await ensureRoles(url, TEST_KEY)
    await fill(url)
    // Nothing may be connected to what is copied.
    await client.query(`alter database ${draft} with allow_connections false`)
    await client.query(
      'select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [draft],
    )
    await client.query(`alter database ${draft} rename to ${database}`)
    return database
  } finally {
    await client.end()
  }
}

function addressOf(server: string, database: string): string {
  const address = new URL(server)
  address.pathname = `/${database}`
  return address.toString()
}

/** One statement that no service may give, such as `analyze`. */
export async function asSuperuser(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
