import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '../db/tenant-table.ts'

/** The event log: heads, entries, offsets of consumers, dead letters. */
class Log0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table log.head (topic text not null, shard int not null, position bigint not null, primary key (topic, shard))`,
    )
    this.addSql(`create table log.entry (
      topic text not null, shard int not null, position bigint not null, tenant text not null, items int not null,
      at timestamptz not null default now(), body bytea not null, primary key (topic, shard, position))`)
    this.addSql(`alter table log.entry alter column body set storage external`)
    this.addSql(`create table log.consumer (consumer text not null, topic text not null, shard int not null, position bigint not null,
      primary key (consumer, topic, shard))`)
    this.addSql(`create table log.dead_letter (
      id bigint generated always as identity primary key, tenant text not null, consumer text not null, topic text not null, shard int not null,
      position bigint not null, item json not null, reason text not null, at timestamptz not null default now())`)
    for (const sql of [...protectByTenant('log.entry'), ...protectByTenant('log.dead_letter')]) this.addSql(sql)
  }
}

/** A tenant's dead letters are counted by time. */
class Log0002DeadLetter extends Migration {
  override up(): void {
    this.addSql('create index dead_letter_at on log.dead_letter (tenant, at)')
  }
}

export const LOG_MIGRATIONS = [Log0001, Log0002DeadLetter]
