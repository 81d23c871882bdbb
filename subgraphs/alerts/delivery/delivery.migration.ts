import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'

/** Webhooks with their place in the alert log, and what is to be sent, or was, to them and by mail. */
export class Alerts0011Delivery extends Migration {
  override up(): void {
    this.addSql(`create table alerts.webhook (
      tenant text not null, id uuid not null, name text not null, address bytea not null, secret bytea not null, enabled boolean not null,
      filter json, position bigint not null, version int not null, last_delivered_at timestamptz, last_error json,
      primary key (tenant, id), unique (tenant, name))`)
    this.addSql(`create table alerts.webhook_change (
      tenant text not null, webhook uuid not null, version int not null, at timestamptz not null, actor json not null,
      kind text not null check (kind in ('CREATED', 'CHANGED', 'DELETED')), fields text[] not null, primary key (tenant, webhook, version))`)
    this.addSql(`create table alerts.delivery (
      tenant text not null, id text not null, webhook uuid, email text, policy uuid, alert uuid, seq bigint,
      event text not null check (event in ('alert.raised', 'alert.changed', 'webhook.test')), at timestamptz not null,
      state text not null check (state in ('PENDING', 'DELIVERED', 'DEAD')), attempts int not null default 0, next_at timestamptz not null,
      claim uuid, held boolean not null default false, part_of text, last_status int, last_error json, created_at timestamptz not null,
      tried_at timestamptz, ended_at timestamptz, primary key (tenant, id), check ((webhook is null) <> (email is null)))`)
    this.addSql(
      `create index delivery_due on alerts.delivery (tenant, webhook, next_at, seq) where state = 'PENDING' and webhook is not null`,
    )
    this.addSql(
      `create index delivery_mail_due on alerts.delivery (tenant, next_at) where state = 'PENDING' and webhook is null`,
    )
    this.addSql('create index delivery_list on alerts.delivery (tenant, webhook, created_at desc, id desc)')
    this.addSql('create index delivery_mail on alerts.delivery (tenant, email, tried_at) where email is not null')
    this.addSql('create index delivery_ended on alerts.delivery (ended_at) where ended_at is not null')
    for (const table of ['webhook', 'webhook_change', 'delivery'])
      for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
  }
}
