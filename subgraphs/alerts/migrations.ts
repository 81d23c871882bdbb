import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

const SEVERITIES = `'INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'`

/** Policies, alerts with all that hangs on them, the alert log, copies of neighbours' names, detectors' state. */
class Alerts0001 extends Migration {
  override up(): void {
    this.addSql(`create table alerts.policy (
      tenant text not null, id uuid not null, name text not null, description text not null,
      kind text not null check (kind in ('ACTIVITY', 'SIGMA', 'ANOMALY', 'RESOURCE', 'POSTURE')),
      severity text not null check (severity in (${SEVERITIES})), enabled boolean not null, built_in boolean not null,
      version int not null, definition json not null, definition_version int not null, author text, mitre json not null,
      fold_seconds int not null, failures bigint not null default 0,
      primary key (tenant, id), unique (tenant, name))`)
    this.addSql(`create table alerts.alert (
      tenant text not null, id uuid not null, policy uuid not null, policy_kind text not null, policy_version int not null, fold_key text not null,
      title text not null, severity text not null check (severity in (${SEVERITIES})),
      severity_rank int not null generated always as (array_position(array[${SEVERITIES}], severity)) stored,
      state text not null check (state in ('OPEN', 'IN_PROGRESS', 'RESOLVED')),
      classification text check (classification in ('TRUE_POSITIVE', 'BENIGN', 'FALSE_POSITIVE')),
      assignee text, assignee_actor json, explanation json not null, mitre json not null, techniques text[] not null,
      first_activity_at timestamptz not null, last_activity_at timestamptz not null, raised_at timestamptz not null,
      activity_count int not null, is_simulated boolean not null, is_late boolean not null, version int not null,
      primary key (tenant, id), check (state <> 'RESOLVED' or classification is not null))`)
    this.addSql('create index alert_raised on alerts.alert (tenant, raised_at desc, id)')
    this.addSql('create index alert_last on alerts.alert (tenant, last_activity_at desc, id)')
    this.addSql('create index alert_worst on alerts.alert (tenant, severity_rank desc, raised_at desc, id)')
    this.addSql('create index alert_policy on alerts.alert (tenant, policy, raised_at desc)')
    this.addSql(
      `create index alert_fold on alerts.alert (tenant, policy, fold_key, last_activity_at desc) where state <> 'RESOLVED'`,
    )
    this.addSql(`create table alerts.alert_entity (
      tenant text not null, kind text not null check (kind in ('app', 'connector', 'account', 'user', 'ip')), value text not null,
      alert uuid not null, detail json, primary key (tenant, kind, value, alert))`)
    this.addSql('create index alert_entity_alert on alerts.alert_entity (tenant, alert)')
    this.addSql(`create table alerts.alert_evidence (
      tenant text not null, alert uuid not null, activity text not null, time timestamptz not null, copy json,
      primary key (tenant, alert, activity))`)
    this.addSql('create index alert_evidence_time on alerts.alert_evidence (tenant, alert, time, activity)')
    this.addSql('create index alert_evidence_activity on alerts.alert_evidence (tenant, activity)')
    this.addSql(`create table alerts.alert_comment (
      tenant text not null, alert uuid not null, id bigint generated always as identity, author json not null, text text not null,
      at timestamptz not null, primary key (tenant, alert, id))`)
    this.addSql(`create table alerts.alert_history (
      tenant text not null, alert uuid not null, id bigint generated always as identity, at timestamptz not null, actor json not null,
      kind text not null, from_value text, to_value text, primary key (tenant, alert, id))`)
    this.addSql('create index alert_history_kind on alerts.alert_history (tenant, kind, at)')
    this.addSql('create table alerts.tenant_counter (tenant text primary key, seq bigint not null)')
    this.addSql(`create table alerts.alert_event (
      tenant text not null, seq bigint not null, alert uuid not null, kind text not null check (kind in ('RAISED', 'CHANGED')),
      at timestamptz not null default now(), was_severity text, was_state text, was_classification text, was_assignee text,
      primary key (tenant, seq))`)
    this.addSql('create index alert_event_alert on alerts.alert_event (tenant, alert, seq)')
    this.addSql(`create table alerts.app (
      tenant text not null, id text not null, connector text not null, name text not null, state text not null, primary key (tenant, id))`)
    this.addSql(`create table alerts.account (
      tenant text not null, id text not null, app text not null, name text not null, email text, user_id text, primary key (tenant, id))`)
    this.addSql(`create table alerts.member (
      tenant text not null, id text not null, name text not null, email text, active boolean not null, primary key (tenant, id))`)
    this.addSql(`create table alerts.write_answer (
      tenant text not null, key text not null, answer json not null, at timestamptz not null default now(), primary key (tenant, key))`)
    this.addSql(
      'create table alerts.snapshot (shard int primary key, position bigint not null, state bytea not null, at timestamptz not null default now())',
    )
    for (const table of TENANT_TABLES) for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
  }
}

/** Incidents, the alerts in them, what they are known by; and who has administrator rights, for their risk. */
class Alerts0002 extends Migration {
  override up(): void {
    this.addSql(`create table alerts.incident (
      tenant text not null, id uuid not null, number bigint not null generated always as identity, is_simulated boolean not null,
      merged_into uuid, changed bigint not null default 0, alert_count int not null default 0,
      first_activity_at timestamptz not null, last_activity_at timestamptz not null, primary key (tenant, id))`)
    this.addSql('create index incident_changed on alerts.incident (tenant, changed desc) where merged_into is null')
    this.addSql('create index incident_merged on alerts.incident (tenant, merged_into) where merged_into is not null')
    this.addSql(`create table alerts.incident_entity (
      tenant text not null, kind text not null check (kind in ('user', 'account', 'ip')), value text not null, incident uuid not null,
      primary key (tenant, kind, value, incident))`)
    this.addSql('create index incident_entity_incident on alerts.incident_entity (tenant, incident)')
    this.addSql('alter table alerts.alert add incident uuid')
    this.addSql('create index alert_incident on alerts.alert (tenant, incident, raised_at desc, id)')
    this.addSql('drop index alerts.alert_entity_alert')
    this.addSql('create index alert_entity_alert on alerts.alert_entity (tenant, alert, kind, value)')
    this.addSql('alter table alerts.alert_event add was_incident uuid')
    this.addSql('alter table alerts.account add is_admin boolean not null default false')
    this.addSql('create index account_admin on alerts.account (tenant, user_id) where is_admin')
    for (const table of ['incident', 'incident_entity'])
      for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
  }
}

const TENANT_TABLES = [
  'policy',
  'alert',
  'alert_entity',
  'alert_evidence',
  'alert_comment',
  'alert_history',
  'tenant_counter',
  'alert_event',
  'app',
  'account',
  'member',
  'write_answer',
]

/** Alerts touch resources, too. */
class Alerts0003Resource extends Migration {
  override up(): void {
    this.addSql('alter table alerts.alert_entity drop constraint alert_entity_kind_check')
    this.addSql(`alter table alerts.alert_entity add constraint alert_entity_kind_check
      check (kind in ('app', 'connector', 'account', 'user', 'resource', 'ip'))`)
  }
}

/** What detectors ask of accounts. */
class Alerts0006Account extends Migration {
  override up(): void {
    this.addSql(`alter table alerts.account add status text not null default 'UNKNOWN', add status_since timestamptz,
      add is_service boolean not null default false, add is_external boolean not null default false, add mfa_enabled boolean,
      add groups text[] not null default '{}'`)
    this.addSql('create index account_user on alerts.account (tenant, user_id) where user_id is not null')
  }
}

export const MIGRATIONS = [Alerts0001, Alerts0002, Alerts0003Resource, Alerts0006Account]
