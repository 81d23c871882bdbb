import pg from 'pg'
import { PLATFORM_TABLES } from '@casbah/kit'
import { tablesWithoutTenant, TEST_KEY } from '@casbah/kit/testing'
import { prepareDatabase } from '../stack/database.ts'
import { createStackDatabase } from './stack-database.ts'

// Every table of every schema: a tenant column with forced row level security, or a place in the list of what stands above tenants.

describe('tenancy', () => {
  let database: Awaited<ReturnType<typeof createStackDatabase>>
  beforeAll(async () => {
    database = await createStackDatabase()
    await prepareDatabase(database.url, TEST_KEY)
  })
  afterAll(() => database.drop())

  it('is in every table that is not above tenants', async () => {
    expect(await tablesWithoutTenant(database.url)).toEqual([])
  })

  it('makes an exception of tables that exist, and of no others', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where tableowner = 'casbah_owner'`,
    )
    await client.end()
    const there = new Set(rows.map(({ name }) => name))
    expect(PLATFORM_TABLES.filter(name => !there.has(name))).toEqual([])
  })
})
