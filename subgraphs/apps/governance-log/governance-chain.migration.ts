import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'

/** The text of a line that its digest is made of; with the salt it cannot be guessed from the digest, and without both nothing is left of it. */
const ENTRY = `create function apps.governance_entry(e apps.governance_event) returns text language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('tenant', e.tenant, 'number', e.number, 'action', e.action, 'state', e.state, 'by', e.by_whom::jsonb, 'note', e.note,
    'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
$$`

const CHAIN = `create function apps.chain_governance_event(t text, i bigint) returns void language plpgsql set search_path = pg_catalog as $$
declare head apps.governance_head; line apps.governance_event;
begin
  insert into apps.governance_head values (t, 0, '') on conflict do nothing;
  select * into head from apps.governance_head where tenant = t for update;
  select * into line from apps.governance_event where tenant = t and id = i;
  line.number := head.number + 1;
  line.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  line.digest := sha256(line.salt || convert_to(apps.governance_entry(line), 'UTF8'));
  line.link := sha256(head.link || convert_to(line.number || ':', 'UTF8') || line.digest);
  update apps.governance_event set number = line.number, salt = line.salt, digest = line.digest, link = line.link where tenant = t and id = i;
  update apps.governance_head set number = line.number, link = line.link where tenant = t;
end $$`

/** Runs at the commit, so that the head of the chain is the last that a transaction waits for, and for a moment only. */
const AT_COMMIT = `create function apps.governance_event_written() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin perform apps.chain_governance_event(new.tenant, new.id); return null; end $$`

const KEEP = `create function apps.keep_governance_event() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' then raise exception 'Lines of the governance log are never removed.'; end if;
  if old.number is null and old.note is not distinct from new.note and old.by_whom::jsonb = new.by_whom::jsonb
    and (old.tenant, old.id, old.action, old.state, old.at) is not distinct from (new.tenant, new.id, new.action, new.state, new.at) then return new; end if;
  if (old.tenant, old.id, old.action, old.state, old.at, old.number, old.digest, old.link)
      is not distinct from (new.tenant, new.id, new.action, new.state, new.at, new.number, new.digest, new.link)
    and old.erased_at is null and new.erased_at is not null and new.salt is null then return new; end if;
  raise exception 'Lines of the governance log never change; the text about a person can be erased.';
end $$`

/** Takes text and salt from the lines about an account, or by a member; tells of how many. */
const ERASE = `create function apps.erase_governance_text(account_id uuid, member_id text) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare lines int;
begin
  update apps.governance_event e set note = case when e.state = 'ERASED' then e.note end, salt = null, erased_at = clock_timestamp(),
    by_whom = case when e.by_whom ->> 'id' = member_id then '{"kind":"MEMBER","id":null,"name":"erased","email":null}'::json else e.by_whom end
  where e.tenant = current_setting('app.tenant') and e.number is not null and e.erased_at is null
    and (e.action in (select a.id from apps.governance_action a where a.tenant = e.tenant and a.account = account_id)
      or (e.by_whom ->> 'kind' = 'MEMBER' and e.by_whom ->> 'id' = member_id));
  get diagnostics lines = row_count;
  return lines;
end $$`

/** Each line of the governance log follows from the one before. */
export class Apps0007GovernanceChain extends Migration {
  override up(): void {
    this.addSql(`alter table apps.governance_event add column number bigint, add column salt bytea, add column digest bytea, add column link bytea,
      add column erased_at timestamptz, alter column action drop not null`)
    this.addSql(
      'create table apps.governance_head (tenant text primary key, number bigint not null, link bytea not null)',
    )
    for (const sql of [ENTRY, CHAIN, AT_COMMIT]) this.addSql(sql)
    // What was written before is chained in its order.
    this.addSql('alter table apps.governance_event no force row level security')
    this.addSql(`do $$ declare e record; begin
      for e in select tenant, id from apps.governance_event order by tenant, id loop perform apps.chain_governance_event(e.tenant, e.id); end loop;
    end $$`)
    this.addSql('alter table apps.governance_event force row level security')
    for (const sql of protectByTenant('apps.governance_head')) this.addSql(sql)
    this.addSql('revoke insert, update, delete on apps.governance_head from casbah_app, casbah_system')
    this.addSql('create unique index governance_event_number on apps.governance_event (tenant, number)')
    for (const sql of [KEEP, ERASE]) this.addSql(sql)
    this.addSql(`create trigger keep before update or delete on apps.governance_event
      for each row execute function apps.keep_governance_event()`)
    this.addSql(`create constraint trigger chain after insert on apps.governance_event deferrable initially deferred
      for each row execute function apps.governance_event_written()`)
    this.addSql(
      'revoke execute on function apps.chain_governance_event, apps.governance_event_written, apps.erase_governance_text from public',
    )
    this.addSql('grant execute on function apps.erase_governance_text to casbah_app')
  }
}
