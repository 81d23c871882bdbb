import { Migration } from '@mikro-orm/migrations'

/** Actions of policies by what they act on. */
export class Apps0008GovernanceTarget extends Migration {
  override up(): void {
    this.addSql(
      `create index governance_target on apps.governance_action (tenant, app, account, resource) where policy is not null`,
    )
  }
}
