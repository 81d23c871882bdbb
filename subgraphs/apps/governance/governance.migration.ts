import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/** Approval by a second person, limits per hour, batches, and what a queue must know to try again without doing anything twice. */
export class Apps0006Governance extends Migration {
  override up(): void {
    this.addSql(`alter table apps.governance_action rename column attempts to checks`)
    this.addSql(`alter table apps.governance_action
      add column tries int not null default 0, add column sent_at timestamptz,
      add column released_at timestamptz, add column released_as text check (released_as in ('HAND', 'POLICY')), add column send_by timestamptz,
      add column awaits text, add column expires_at timestamptz, add column batch uuid`)
    this.addSql(
      `create index governance_released on apps.governance_action (tenant, released_at) where released_at is not null`,
    )
    this.addSql(
      `create index governance_awaiting on apps.governance_action (expires_at) where state = 'AWAITING_APPROVAL'`,
    )
    this.addSql(`create index governance_queued on apps.governance_action (send_by) where state = 'QUEUED'`)
    this.addSql(
      `create index governance_of_batch on apps.governance_action (tenant, batch, state) where batch is not null`,
    )

    this.addSql(`create table apps.governance_settings (
      tenant text not null primary key, settings json not null, changed_by json not null, changed_at timestamptz not null)`)
    this.addSql(`create table apps.governance_batch (
      tenant text not null, id uuid not null, spec text not null, app uuid not null, reason text not null, alert text, dry_run boolean not null,
      requested_by json not null, total int not null, skipped json not null, created_at timestamptz not null default clock_timestamp(),
      primary key (tenant, id))`)
    for (const table of ['governance_settings', 'governance_batch'])
      for (const sql of protectByTenant(`apps.${table}`)) this.addSql(sql)
  }
}
