import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/** Tenants' own controls, and one view of them with those of the connectors. */
export class Posture0010OwnControls extends Migration {
  override up(): void {
    this.addSql(`create table posture.own_control (
      tenant text not null, id text not null, connector text not null, title text not null, description text not null, severity text not null,
      category text not null, points float8 not null, read text not null, remediation text not null, frameworks json not null, rule json not null,
      added_at timestamptz not null, retired boolean not null default false, version int not null default 1, primary key (tenant, id))`)
    this.addSql('create index own_control_connector on posture.own_control (tenant, connector)')
    for (const sql of protectByTenant('posture.own_control')) this.addSql(sql)
    // Read with the rights of who asks, so that row level security leaves of the tenants' own those of the one tenant.
    this.addSql(`create view posture.tenant_control with (security_invoker = true) as
      select id, connector, title, description, severity, category, points, reads, remediation, remediation_action, url, frameworks, retired,
        null::json as rule, null::int as version from posture.control
      union all
      select id, connector, title, description, severity, category, points, json_build_array(read), remediation, null, null, frameworks, retired,
        rule, version from posture.own_control`)
  }
}
