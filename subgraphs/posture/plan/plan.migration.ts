import { Migration } from '@mikro-orm/migrations'

/** By when somebody means to mend a finding. */
export class Posture0008Plan extends Migration {
  override up(): void {
    this.addSql(
      'alter table posture.finding add column plan_by timestamptz, add column plan_note text, add column plan_owner json, add column plan_created_at timestamptz',
    )
  }
}
