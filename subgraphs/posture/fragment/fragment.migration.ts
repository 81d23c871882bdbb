import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/** Raw answers of vendors, the newest of each read. */
export class Posture0007Fragments extends Migration {
  override up(): void {
    this.addSql(`create table posture.fragment (
      tenant text not null, app uuid not null, read text not null, endpoint text not null, at timestamptz not null, hash text not null,
      body json not null, truncated boolean not null, primary key (tenant, app, read))`)
    for (const sql of protectByTenant('posture.fragment')) this.addSql(sql)
  }
}
