import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/** What activities touch which controls, and which of them changed a finding. */
export class Posture0005Drift extends Migration {
  override up(): void {
    this.addSql(`alter table posture.control add column touched_by text[] not null default '{}'`)
    this.addSql('alter table posture.app add column touched_wanted_at timestamptz')
    this.addSql(`create table posture.touch (
      tenant text not null, app uuid not null, control text not null, activity text not null, time timestamptz not null,
      first_at timestamptz not null, seen_at timestamptz not null, pending boolean not null, used boolean not null,
      primary key (tenant, app, control))`)
    this.addSql('create index touch_pending on posture.touch (tenant, app) where pending')
    // `standing`: a hash of what was found when it was judged last, at `judged_at`; `changed_at`: when that became another, `changed_after`: it was not yet.
    this.addSql(`alter table posture.finding add column standing text, add column judged_at timestamptz, add column changed_at timestamptz,
      add column changed_after timestamptz, add column changed_by text, add column changed_by_at timestamptz`)
    for (const sql of protectByTenant('posture.touch')) this.addSql(sql)
  }
}
