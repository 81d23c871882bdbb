import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'
import { Alerts0018OpenCount } from './alert/open-count.migration.ts'
import { Alerts0015Tags } from './alert/tags.migration.ts'
import { Alerts0016Incident } from './incident/incident.migration.ts'
import { Alerts0011Delivery } from './delivery/delivery.migration.ts'
import { Alerts0017Retention } from './retention/retention.migration.ts'
import { Alerts0010Response } from './response/response.migration.ts'
import { Alerts0014System } from './system/system.migration.ts'
import { Alerts0013Sla } from './sla/sla.migration.ts'
import { Alerts0012SuppressionRules } from './suppression-rule/suppression-rule.migration.ts'

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

/** How late the streams of each connector may come; of no tenant. */
class Alerts0004Connector extends Migration {
  override up(): void {
    this.addSql(`create table alerts.connector_stream (
      connector text not null, stream text not null, lateness_seconds int not null, primary key (connector, stream))`)
  }
}

/** Runs over the past, ends of backfills that a history report waits for, and evidence that is wanted but could not be read yet. */
class Alerts0009Backtest extends Migration {
  override up(): void {
    this.addSql('alter table alerts.alert_evidence add wanted boolean not null default false')
    this.addSql(
      'create index alert_evidence_wanted on alerts.alert_evidence (time) include (tenant, alert) where wanted',
    )
    this.addSql(`create table alerts.backtest (
      tenant text not null, id uuid not null, policy uuid, app text, subject json not null,
      state text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
      since timestamptz not null, until timestamptz not null, progress float8 not null default 0, activities_read bigint not null default 0,
      alert_count int not null default 0, overlap int not null default 0, per_day json not null default '[]',
      top_users json not null default '[]', samples json not null default '[]', error json,
      created_at timestamptz not null default now(), not_before timestamptz not null default now(), ended_at timestamptz,
      worker uuid, beat_at timestamptz, attempts int not null default 0, primary key (tenant, id))`)
    // A tenant's runs take turns, in whichever process.
    this.addSql(`create unique index backtest_running on alerts.backtest (tenant) where state = 'RUNNING'`)
    this.addSql(
      `create index backtest_open on alerts.backtest (not_before, created_at) where state in ('QUEUED', 'RUNNING')`,
    )
    this.addSql('create index backtest_ended on alerts.backtest (ended_at) where app is null')
    this.addSql('create unique index backtest_app on alerts.backtest (tenant, app) where app is not null')
    for (const sql of protectByTenant('alerts.backtest')) this.addSql(sql)
  }
}

/** What members make of policies: their scope, their Sigma ids, deleted ones; the ledger of what was not raised; how policies fare. */
class Alerts0008Policy extends Migration {
  override up(): void {
    this.addSql(`alter table alerts.policy add scope json, add sigma_id text, add enabled_at timestamptz not null default now(),
      add deleted_at timestamptz, drop constraint policy_tenant_name_key`)
    this.addSql('create unique index policy_name on alerts.policy (tenant, name) where deleted_at is null')
    this.addSql(
      'create unique index policy_sigma on alerts.policy (tenant, sigma_id) where deleted_at is null and sigma_id is not null',
    )
    this.addSql('create table alerts.policy_revision (tenant text primary key, revision bigint not null)')
    this.addSql(`create table alerts.policy_change (
      tenant text not null, policy uuid not null, version int not null, at timestamptz not null default now(), actor json not null,
      kind text not null check (kind in ('CREATED', 'CHANGED', 'DELETED')), fields text[] not null, primary key (tenant, policy, version))`)
    this.addSql(`create table alerts.policy_status (
      tenant text not null, policy uuid not null, definition_version int not null, fed boolean not null, missing text[] not null,
      learning json, forgotten bigint not null, primary key (tenant, policy))`)
    this.addSql(`create table alerts.suppression (
      tenant text not null, id bigint generated always as identity, policy uuid not null, at timestamptz not null, activity text not null,
      user_id text, name text not null, explanation json not null, primary key (tenant, id))`)
    this.addSql('create index suppression_at on alerts.suppression (tenant, at desc, id desc)')
    this.addSql('create index suppression_policy on alerts.suppression (tenant, policy, at desc, id desc)')
    this.addSql(`create table alerts.suppression_count (
      tenant text not null, policy uuid not null, day date not null, name text not null, count bigint not null,
      primary key (tenant, policy, day, name))`)
    for (const table of ['policy_revision', 'policy_change', 'policy_status', 'suppression', 'suppression_count'])
      for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
  }
}

/** Things as policies saw them last, each whole, with the part of it that it is looked up by; and the pack of built-in policies that a tenant has. */
class Alerts0007Resource extends Migration {
  override up(): void {
    this.addSql(`create table alerts.thing (
      tenant text not null, kind text not null check (kind in ('resource', 'grant', 'finding')), id text not null, app text not null,
      facet text not null, thing json not null, primary key (tenant, kind, id))`)
    this.addSql('create index thing_facet on alerts.thing (tenant, kind, facet, id)')
    this.addSql('create index thing_app on alerts.thing (tenant, app)')
    this.addSql('create index account_app on alerts.account (tenant, app)')
    this.addSql('create table alerts.policy_pack (tenant text primary key, pack text not null)')
    for (const table of ['thing', 'policy_pack']) for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
  }
}

/** Databases and lists by which activities are enriched; of no tenant. */
class Alerts0005Data extends Migration {
  override up(): void {
    this.addSql('create table alerts.data (name text primary key, source text, built_at timestamptz, entries int)')
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

export const MIGRATIONS = [
  Alerts0001,
  Alerts0002,
  Alerts0003Resource,
  Alerts0004Connector,
  Alerts0005Data,
  Alerts0006Account,
  Alerts0007Resource,
  Alerts0008Policy,
  Alerts0009Backtest,
  Alerts0010Response,
  Alerts0011Delivery,
  Alerts0012SuppressionRules,
  Alerts0013Sla,
  Alerts0014System,
  Alerts0015Tags,
  Alerts0016Incident,
  Alerts0017Retention,
  Alerts0018OpenCount,
]
