import { createLogger, Database, LOG_MIGRATIONS, migrate, Wake } from '@casbah/kit'
import { createTestDatabase, TEST_KEY } from '@casbah/kit/testing'
import { ENTITIES } from '../entities.ts'
import { MIGRATIONS } from '../migrations.ts'
import { minute } from '../testing/activity.ts'
import { Alerts0013Sla } from './sla.migration.ts'

type Past = [minute: number, kind: 'STATE' | 'ASSIGNEE', from: string | null, to: string | null]

describe('clocks of alerts that were raised before there were any', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>
  let db: Database
  const wake = new Wake({ acrossProcesses: false })
  const iso = (at: number) => new Date(minute(at)).toISOString()

  beforeAll(async () => {
    database = await createTestDatabase()
    await migrate(database.url, TEST_KEY, 'log', LOG_MIGRATIONS)
    await migrate(database.url, TEST_KEY, 'alerts', MIGRATIONS.slice(0, MIGRATIONS.indexOf(Alerts0013Sla)))
    const logger = createLogger('test')
    db = await Database.open({
      name: 'alerts',
      url: database.url,
      masterKey: TEST_KEY,
      entities: ENTITIES,
      wake,
      logger,
    })
  })
  afterAll(async () => {
    await wake.close()
    await db.close()
    await database.drop()
  })

  const alert = (tenant: string, title: string, state: string, past: Past[]) =>
    db.write(tenant, async tx => {
      const [{ id }] = (await tx.query<{ id: string }>(
        `insert into alerts.alert (tenant, id, policy, policy_kind, policy_version, fold_key, title, severity, state, classification, explanation,
           mitre, techniques, first_activity_at, last_activity_at, raised_at, activity_count, is_simulated, is_late, version)
         values ($1, gen_random_uuid(), gen_random_uuid(), 'SIGMA', 1, $2, $2, 'HIGH', $3, case $3 when 'RESOLVED' then 'BENIGN' end, '{}',
           '[]', '{}', $4, $4, $4, 1, false, false, 1) returning id`,
        [tenant, title, state, iso(0)],
      )) as [{ id: string }]
      for (const [at, kind, from, to] of past)
        await tx.query(
          `insert into alerts.alert_history (tenant, alert, at, actor, kind, from_value, to_value) values ($1, $2, $3, '{}', $4, $5, $6)`,
          [tenant, id, iso(at), kind, from, to],
        )
    })

  it('follow from their history, in every tenant', async () => {
    await alert('one', 'open', 'OPEN', [])
    await alert('one', 'assigned', 'OPEN', [
      [10, 'ASSIGNEE', null, 'Mia (m)'],
      [20, 'ASSIGNEE', 'Mia (m)', null],
      [30, 'ASSIGNEE', null, 'Bob (b)'],
    ])
    await alert('one', 'resolved', 'RESOLVED', [
      [10, 'STATE', 'OPEN', 'IN_PROGRESS'],
      [40, 'STATE', 'IN_PROGRESS', 'RESOLVED'],
    ])
    await alert('two', 'reopened', 'IN_PROGRESS', [
      [10, 'STATE', 'OPEN', 'RESOLVED'],
      [50, 'STATE', 'RESOLVED', 'IN_PROGRESS'],
    ])
    await alert('two', 'untold', 'RESOLVED', [])
    await migrate(database.url, TEST_KEY, 'alerts', MIGRATIONS)
    const clocks = async (tenant: string) => {
      const rows = await db.write(tenant, tx =>
        tx.query<Record<string, string | null>>(
          `select title, acknowledged_at, resolved_at, acknowledge_by, resolve_by, opened_at from alerts.alert where tenant = $1 order by title`,
          [tenant],
        ),
      )
      return rows.map(({ title, ...times }) => [
        title,
        ...Object.values(times).map(time => time && (new Date(time).getTime() - minute(0)) / 60_000),
      ])
    }
    expect(await clocks('one')).toEqual([
      ['assigned', 10, null, 60, 1_440, 0],
      ['open', null, null, 60, 1_440, 0],
      ['resolved', 10, 40, 60, 1_440, 0],
    ])
    expect(await clocks('two')).toEqual([
      ['reopened', 10, null, 60, 1_490, 50],
      ['untold', 0, 0, 60, 1_440, 0],
    ])
  })
})
