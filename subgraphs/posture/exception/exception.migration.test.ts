import { createLogger, Database, LOG_MIGRATIONS, migrate, Wake } from '@casbah/kit'
import { createTestDatabase, TEST_KEY } from '@casbah/kit/testing'
import { MIGRATIONS } from '../migrations.ts'
import { Posture0004Exceptions } from './exception.migration.ts'

const ADA = { kind: 'MEMBER', id: 'm1', name: 'Ada', email: null }

describe('exceptions that findings had in columns of their own', () => {
  it('become records, of each tenant his own', async () => {
    const made = await createTestDatabase()
    const before = MIGRATIONS.slice(0, MIGRATIONS.indexOf(Posture0004Exceptions))
    await migrate(made.url, TEST_KEY, 'log', LOG_MIGRATIONS)
    await migrate(made.url, TEST_KEY, 'posture', before)
    const logger = createLogger('test')
    const wake = new Wake({ acrossProcesses: false })
    const open = { name: 'posture', url: made.url, masterKey: TEST_KEY, entities: [], wake, logger }
    const db = await Database.open(open)
    try {
      for (const [tenant, reason] of [
        ['acme', 'proxy'],
        ['globex', null],
      ])
        await db.system.query(
          `insert into posture.finding (tenant, id, app, connector, control, severity, category, frameworks, weight, status, message, failing, evaluated, evidence,
             first_seen_at, failing_since, last_assessed_at, points, max_points, exception_kind, exception_reason, exception_owner, exception_created_at, exception_expires_at)
           values ($1, gen_random_uuid(), '00000000-0000-4000-8000-00000000000a', 'okta', 'okta/mfa', 'HIGH', 'mfa', '{}', 10, 'PARTIAL', 'm', 3, 9, '[]',
             '2026-01-01', '2026-02-01', '2026-03-01', 0, 10, $2, $3, $4, $5, $6)`,
          [
            tenant,
            ...(reason
              ? ['THIRD_PARTY', reason, JSON.stringify(ADA), '2026-02-02', '2126-01-01']
              : Array(5).fill(null)),
          ],
        )
      await migrate(made.url, TEST_KEY, 'posture', MIGRATIONS)
      const { rows } = await db.system.query(
        `select f.tenant, f.exception is not null as excepted, f.last_changed_at::date::text as changed, x.control, x.app, x.subjects, x.kind, x.reason, x.owner, x.created_by, x.failing,
           x.created_at::date::text as created, x.ended_at
         from posture.finding f left join posture.exception x on x.tenant = f.tenant and x.id = f.exception order by f.tenant`,
      )
      expect(rows).toEqual([
        {
          tenant: 'acme',
          excepted: true,
          changed: '2026-02-01',
          control: 'okta/mfa',
          app: '00000000-0000-4000-8000-00000000000a',
          subjects: null,
          kind: 'THIRD_PARTY',
          reason: 'proxy',
          owner: ADA,
          created_by: ADA,
          failing: 3,
          created: '2026-02-02',
          ended_at: null,
        },
        expect.objectContaining({ tenant: 'globex', excepted: false, reason: null }),
      ])
      const seen = await db.read('globex', tx => tx.query('select 1 from posture.exception'))
      expect(seen).toEqual([])
    } finally {
      await db.close()
      await wake.close()
      await made.drop()
    }
  })
})
