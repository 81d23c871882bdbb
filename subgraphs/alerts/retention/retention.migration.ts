import { Migration } from '@mikro-orm/migrations'

/** Finds the steps of the alert log that are old enough to be forgotten. */
export class Alerts0017Retention extends Migration {
  override up(): void {
    this.addSql('create index alert_event_at on alerts.alert_event (at)')
  }
}
