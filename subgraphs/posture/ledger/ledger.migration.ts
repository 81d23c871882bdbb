import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'
import { effectiveSql } from '../finding/points.ts'

/** What a finding was worth, from each moment on at which that became another; kept for good, also of findings that are gone. */
export class Posture0006Ledger extends Migration {
  override up(): void {
    this.addSql(`create table posture.finding_change (
      tenant text not null, id bigint generated always as identity, finding uuid not null, app uuid not null, control text not null, category text not null,
      at timestamptz not null, gone boolean not null, weight float8 not null, raw_status text not null, raw_points float8 not null, raw_max_points float8 not null,
      status text not null, points float8 not null, max_points float8 not null, excepted boolean not null, attested boolean not null, changed_by text,
      primary key (tenant, id))`)
    this.addSql(`create index finding_change_last on posture.finding_change (tenant, app, finding, at desc, id desc)`)
    // What was found before is where the ledger begins. The owner of a forced table sees no row of it without a tenant.
    const sql = effectiveSql('now()')
    this.addSql('alter table posture.finding no force row level security')
    this.addSql(
      `insert into posture.finding_change (tenant, at, gone, changed_by, finding, app, control, category, weight, raw_status, raw_points, raw_max_points, status,
         points, max_points, excepted, attested)
       select f.tenant, now(), false, f.changed_by, f.id, f.app, f.control, f.category, f.weight, f.status, f.points, f.max_points, ${sql.status}, ${sql.points},
         ${sql.maxPoints}, ${sql.hasException} or ${sql.exceptedPoints} > 0, coalesce(f.status = 'MANUAL' and f.attestation_expires_at > now(), false)
       from posture.finding f`,
    )
    this.addSql('alter table posture.finding force row level security')
    for (const policy of protectByTenant('posture.finding_change')) this.addSql(policy)
    this.addSql('revoke update, delete on posture.finding_change from casbah_app, casbah_system')
  }
}

/** Tells a change of what is judged by from a change of the setting. */
export class Posture0011Criteria extends Migration {
  override up(): void {
    this.addSql("alter table posture.finding add column criteria text not null default ''")
    this.addSql("alter table posture.finding_change add column criteria text not null default ''")
  }
}
