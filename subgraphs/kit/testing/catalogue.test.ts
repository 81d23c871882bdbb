import pg from 'pg'
import { LOG_MIGRATIONS, migrate, protectByTenant, urlAs } from '../index.ts'
import { createTestDatabase, tablesWithoutTenant, TEST_KEY } from './index.ts'

describe('the catalogue of tables', () => {
  it('names every table that does not keep tenants apart, with what it lacks', async () => {
    const made = await createTestDatabase()
    await migrate(made.url, TEST_KEY, 'log', LOG_MIGRATIONS)
    expect(await tablesWithoutTenant(made.url)).toEqual([])
    const owner = new pg.Client({ connectionString: urlAs(made.url, 'casbah_owner', TEST_KEY) })
    await owner.connect()
    for (const sql of [
      'create table posture.bare (id int)',
      'create table posture.unprotected (tenant text not null)',
      'create table posture.enabled (tenant text not null)',
      'alter table posture.enabled enable row level security',
      'create table posture.lax (tenant text not null)',
      'alter table posture.lax enable row level security',
      'alter table posture.lax force row level security',
      'create policy tenant on posture.lax using (true) with check (true)',
      'create table posture.good (tenant text not null)',
      ...protectByTenant('posture.good'),
      'create table posture.days (tenant text not null, day date) partition by range (day)',
      ...protectByTenant('posture.days'),
      'create table posture.day_open partition of posture.days default',
      `create table posture.day_sealed partition of posture.days for values from ('2026-01-01') to ('2026-01-02')`,
      'revoke all on posture.day_sealed from casbah_app',
      `create table posture.day_forced partition of posture.days for values from ('2026-01-02') to ('2026-01-03')`,
      'alter table posture.day_forced enable row level security, force row level security',
    ])
      await owner.query(sql)
    await owner.end()
    expect(await tablesWithoutTenant(made.url)).toEqual([
      'posture.bare: no tenant column, row level security not forced, no policy by app.tenant',
      'posture.day_open: row level security not forced',
      'posture.enabled: row level security not forced, no policy by app.tenant',
      'posture.lax: no policy by app.tenant',
      'posture.unprotected: row level security not forced, no policy by app.tenant',
    ])
    await made.drop()
  })
})
