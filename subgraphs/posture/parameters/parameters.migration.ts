import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/** What a tenant asks of a control where that is not the default. */
export class Posture0009Parameters extends Migration {
  override up(): void {
    // JSON schema of the parameters; null where the control has none.
    this.addSql('alter table posture.control add column parameters json')
    this.addSql(`create table posture.control_parameters (
      tenant text not null, control text not null, chosen json not null, chosen_by json not null, chosen_at timestamptz not null,
      primary key (tenant, control))`)
    for (const sql of protectByTenant('posture.control_parameters')) this.addSql(sql)
  }
}
