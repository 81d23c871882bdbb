import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** A database of one test file, with roles and schemas, without tables; `drop` when done. */
export async function createTestDatabase(): Promise<{ url: string; masterKey: Buffer; drop(): Promise<void> }> {
  const server = process.env[ADDRESS]
  if (!server)
    throw new Error(`No test PostgreSQL: run jest with the global set-up, or set ${ADDRESS} to a superuser's address.`)
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(server, `create database ${name} strategy file_copy`)
  const address = new URL(server)
  address.pathname = `/${name}`
  await ensureRoles(address.toString(), TEST_KEY)
  return {
    url: address.toString(),
    masterKey: TEST_KEY,
    drop: () => asSuperuser(server, `drop database if exists ${name} with (force)`),
  }
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
