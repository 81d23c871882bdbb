import { Migration } from '@mikro-orm/migrations'

/** Tags of alerts, and why they were classified as they are. */
export class Alerts0015Tags extends Migration {
  override up(): void {
    this.addSql(`alter table alerts.alert add tags text[] not null default '{}', add classification_reason text,
      add reason_codes text[] not null default '{}'`)
    this.addSql(`create index alert_tags on alerts.alert using gin (tags) where tags <> '{}'`)
    this.addSql('alter table alerts.alert_event add was_tags text[]')
  }
}
