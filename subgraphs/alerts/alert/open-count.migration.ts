import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'

/** How many open alerts each app has, kept as they change: counting them anew for each alert takes ever longer. */
export class Alerts0018OpenCount extends Migration {
  override up(): void {
    this.addSql('alter table alerts.alert_entity add counted boolean not null default false')
    this.addSql(`create table alerts.app_open (
      tenant text not null, app text not null, open bigint not null, primary key (tenant, app))`)
    // The owner of a forced table sees no row of it without a tenant; these statements are about all tenants' rows.
    const tables = ['alert', 'alert_entity']
    for (const table of tables) this.addSql(`alter table alerts.${table} no force row level security`)
    this.addSql(`update alerts.alert_entity e set counted = true from alerts.alert a
      where a.tenant = e.tenant and a.id = e.alert and e.kind = 'app' and a.state <> 'RESOLVED'`)
    this.addSql(`insert into alerts.app_open (tenant, app, open)
      select tenant, value, count(*) from alerts.alert_entity where counted group by tenant, value`)
    for (const table of tables) this.addSql(`alter table alerts.${table} force row level security`)
    for (const sql of protectByTenant('alerts.app_open')) this.addSql(sql)
  }
}
