import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'

/** In which hours a stream had events, and how many rows were read and refused in them; hours since the epoch. */
export class Apps0010Health extends Migration {
  override up(): void {
    this.addSql(`create table apps.stream_hour (
      tenant text not null, app uuid not null, stream text not null, hour int not null,
      heard boolean not null, rows bigint not null, rejected bigint not null, primary key (tenant, app, stream, hour))`)
    for (const sql of protectByTenant('apps.stream_hour')) this.addSql(sql)
  }
}
