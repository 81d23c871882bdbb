import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/**
 * Exceptions as records of their own, members that can own them, and the life of a finding. A finding keeps which record bears on it, with
 * the two columns of it that points and filters need; the rest stands in the record alone.
 */
export class Posture0004Exceptions extends Migration {
  override up(): void {
    this.addSql(`create table posture.exception (
      tenant text not null, id uuid not null, control text, category text, app uuid, subjects text[],
      kind text not null check (kind in ('RISK_ACCEPTED', 'THIRD_PARTY', 'ALTERNATE_MITIGATION')), reason text not null, owner json not null,
      created_by json not null, created_at timestamptz not null, approver json, approved_at timestamptz, expires_at timestamptz not null,
      ended_at timestamptz, ended_by json, failing int not null default 0, worsened_at timestamptz, version int not null default 1,
      primary key (tenant, id), check (control is not null or category is not null))`)
    this.addSql(`create index exception_end on posture.exception (expires_at) where ended_at is null`)
    this.addSql(`create index exception_in_force on posture.exception (tenant, expires_at, id)`)
    this.addSql(`create table posture.member (
      tenant text not null, id text not null, name text not null, email text, active boolean not null, primary key (tenant, id))`)
    this.addSql(`alter table posture.finding add column exception uuid, add column excepted_failing int not null default 0,
      add column mitigated_failing int not null default 0, add column subjects_excepted_until timestamptz,
      add column resolved_at timestamptz, add column reopened_count int not null default 0, add column last_changed_at timestamptz`)
    this.addSql('alter table posture.subject add column exception uuid')
    this.addSql('create index subject_exception on posture.subject (tenant, exception) where exception is not null')
    this.addSql('alter table posture.score_day add column excepted_points float8')
    // The owner of a forced table sees no row of it without a tenant; these statements are about all tenants' rows.
    this.addSql('alter table posture.finding no force row level security')
    this.addSql('update posture.finding set last_changed_at = coalesce(failing_since, first_seen_at)')
    this.addSql('alter table posture.finding alter column last_changed_at set not null')
    this.addSql('update posture.finding set exception = gen_random_uuid() where exception_expires_at is not null')
    this.addSql(`insert into posture.exception (tenant, id, control, app, kind, reason, owner, created_by, created_at, expires_at, failing)
      select tenant, exception, control, app, exception_kind, exception_reason, exception_owner, exception_owner, exception_created_at, exception_expires_at,
        case when status in ('FAIL', 'PARTIAL') then greatest(failing, 1) else 0 end
      from posture.finding where exception is not null`)
    this.addSql('alter table posture.finding force row level security')
    this.addSql(
      'alter table posture.finding drop column exception_reason, drop column exception_owner, drop column exception_created_at',
    )
    for (const table of ['exception', 'member']) for (const sql of protectByTenant(`posture.${table}`)) this.addSql(sql)
  }
}
