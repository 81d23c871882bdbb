import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/** Activities by day, what enriches them, and the function that makes the days. */
class Activities0001 extends Migration {
  override up(): void {
    this.addSql(`create table activities.activity (
      tenant text collate "C" not null, time timestamptz not null, id uuid not null,
      app text collate "C" not null, connector text collate "C" not null, stream text not null, vendor_id text not null, part int not null,
      observed_at timestamptz not null, lane text not null check (lane in ('live', 'history')),
      action text collate "C" not null, vendor_action text not null, class_uid int not null, activity_id int not null,
      severity text not null check (severity in ('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
      outcome text not null check (outcome in ('SUCCESS', 'FAILURE', 'UNKNOWN')), outcome_reason text,
      actor_account text collate "C", actor_external text, actor_name text, actor_email text, actor_domain text,
      actor_kind text check (actor_kind in ('user', 'service', 'system')),
      ip inet, country text, city text, asn bigint, isp text, network_tag text, user_agent text, browser text, os text, session_id text,
      is_admin boolean not null, is_impersonated boolean not null, is_simulated boolean not null,
      targets json not null, last_seen json, uncommon json, raw json not null,
      primary key (tenant, time, id)
    ) partition by range (time)`)
    // pglz would cost more than the rest of the insert; servers built without lz4 keep it.
    this.addSql(`do $$ begin
      alter table activities.activity alter column raw set compression lz4;
    exception when feature_not_supported then null; end $$`)
    this.addSql('create index on activities.activity (tenant, app, time)')
    this.addSql('create index on activities.activity (tenant, action, time)')
    this.addSql('create index on activities.activity (tenant, actor_account, time) where actor_account is not null')
    this.protect('activities.activity')
    this.addSql('create table activities.activity_default partition of activities.activity default')
    this.seal('activities.activity_default')

    this.addSql(`create table activities.account (
      tenant text collate "C" not null, id text collate "C" not null, app text collate "C" not null, external_id text collate "C" not null,
      email text collate "C", display_name text, user_id text collate "C", groups text[] not null, primary key (tenant, id))`)
    this.addSql('create index on activities.account (tenant, app, external_id)')
    this.addSql('create index on activities.account (tenant, app, email)')
    this.addSql('create index on activities.account (tenant, user_id)')
    this.protect('activities.account')

    this.addSql(`create table activities.profile (
      tenant text collate "C" not null, account text collate "C" not null, field text collate "C" not null, value text collate "C" not null,
      first_day int not null, last_day int not null, primary key (tenant, account, field, value))`)
    this.protect('activities.profile')

    this.addSql(`create table activities.named_network (
      tenant text collate "C" not null, id uuid not null, name text not null, tag text not null, cidrs json not null,
      version int not null, primary key (tenant, id))`)
    this.protect('activities.named_network')

    this.addSql(`create table activities.audit (
      tenant text collate "C" not null, id bigint generated always as identity, at timestamptz not null default now(),
      event text not null, actor json not null, subject json not null, primary key (tenant, id))`)
    this.protect('activities.audit')

    // Services own nothing, so they cannot make partitions; this makes them, days alone and near ones only.
    this.addSql(`create function activities.ensure_partitions(first date, last date) returns int
      language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
      declare
        today date := (now() at time zone 'UTC')::date;
        day date;
        made int := 0;
        partition text;
      begin
        perform pg_advisory_xact_lock(hashtext('activities.ensure_partitions'));
        for day in select d::date from generate_series(greatest(first, today - 400), least(last, today + 8), interval '1 day') d loop
          partition := 'activity_' || to_char(day, 'YYYYMMDD');
          continue when to_regclass('activities.' || partition) is not null;
          begin
            execute format('create table activities.%I partition of activities.activity for values from (%L) to (%L)',
              partition, day::timestamptz, (day + 1)::timestamptz);
            execute format('revoke all on activities.%I from casbah_app, casbah_system, casbah_search', partition);
            execute format('alter table activities.%I enable row level security, force row level security', partition);
            made := made + 1;
          exception when check_violation then
            raise warning 'rows of % lie in the default partition already', day;
          end;
        end loop;
        return made;
      end $$`)
    this.addSql('revoke execute on function activities.ensure_partitions(date, date) from public')
    this.addSql('grant execute on function activities.ensure_partitions(date, date) to casbah_app, casbah_system')
    this.addSql('select activities.ensure_partitions(current_date - 1, current_date + 7)')
  }

  private protect(table: string): void {
    for (const sql of protectByTenant(table)) this.addSql(sql)
  }

  /** Rows of a partition are reached through the parent alone, whose policy then holds. */
  private seal(partition: string): void {
    this.addSql(`revoke all on ${partition} from casbah_app, casbah_system, casbah_search`)
    this.addSql(`alter table ${partition} enable row level security, force row level security`)
  }
}

/** Apps whose data goes or has gone; their rows stay, since something of such an app may still be on its way. */
class Activities0002Deletions extends Migration {
  override up(): void {
    this.addSql(`create table activities.deletion (
      tenant text collate "C" not null, app text collate "C" not null, at timestamptz not null default now(), done_at timestamptz,
      primary key (tenant, app))`)
    this.addSql('create index on activities.deletion (at) where done_at is null')
    for (const sql of protectByTenant('activities.deletion')) this.addSql(sql)
  }
}

/** What is known of resources: which ids the vendors' ids of targets stand for. */
class Activities0003Resource extends Migration {
  override up(): void {
    this.addSql(`create table activities.resource (
      tenant text collate "C" not null, id text collate "C" not null, app text collate "C" not null, external_id text collate "C" not null,
      primary key (tenant, id))`)
    this.addSql('create index on activities.resource (tenant, app, external_id)')
    for (const sql of protectByTenant('activities.resource')) this.addSql(sql)
  }
}

export const ACTIVITIES_MIGRATIONS = [Activities0001, Activities0002Deletions, Activities0003Resource]
