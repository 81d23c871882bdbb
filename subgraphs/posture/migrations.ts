import { Posture0006Ledger, Posture0011Criteria } from './ledger/ledger.migration.ts'
import { Posture0008Plan } from './plan/plan.migration.ts'
import { Posture0010OwnControls } from './own-control/own-control.migration.ts'
import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'
import { Posture0005Drift } from './drift/drift.migration.ts'
import { Posture0004Exceptions } from './exception/exception.migration.ts'
import { Posture0007Fragments } from './fragment/fragment.migration.ts'
import { Posture0009Parameters } from './parameters/parameters.migration.ts'

/** Controls, apps, findings with their subjects, daily scores. */
class Posture0001 extends Migration {
  override up(): void {
    this.addSql(`create table posture.control (
      id text primary key, connector text not null, title text not null, description text not null, severity text not null, category text not null,
      points float8 not null, reads json not null, remediation text not null, remediation_action text, url text, frameworks json not null,
      added_at timestamptz not null default now(), retired boolean not null default false)`)
    this.addSql(`create index control_connector on posture.control (connector, id)`)
    this.addSql(`create table posture.app (
      tenant text not null, id uuid not null, connector text not null, name text not null, state text not null, wanted_at timestamptz,
      primary key (tenant, id))`)
    this.addSql(`create table posture.finding (
      tenant text not null, id uuid not null, app uuid not null, connector text not null, control text not null, severity text not null,
      category text not null, frameworks text[] not null, weight float8 not null, status text not null, message text not null,
      failing int not null, evaluated int not null, evidence json not null, first_seen_at timestamptz not null, failing_since timestamptz,
      last_assessed_at timestamptz not null, points float8 not null, max_points float8 not null, version int not null default 1,
      exception_kind text check (exception_kind in ('RISK_ACCEPTED', 'THIRD_PARTY', 'ALTERNATE_MITIGATION')), exception_reason text,
      exception_owner json, exception_created_at timestamptz, exception_expires_at timestamptz,
      attestation_passed boolean, attestation_by json, attestation_evidence text, attestation_created_at timestamptz, attestation_expires_at timestamptz,
      primary key (tenant, id), unique (tenant, app, control))`)
    this.addSql(`create table posture.subject (
      tenant text not null, finding uuid not null, place int not null, name text not null, passed boolean not null, detail text, account uuid,
      primary key (tenant, finding, place))`)
    this.addSql(`create table posture.score_day (
      tenant text not null, app text not null, day date not null, percent float8 not null, points float8 not null, max_points float8 not null,
      coverage float8 not null, by_category json not null, by_app json not null, primary key (tenant, app, day))`)
    for (const table of ['app', 'finding', 'subject', 'score_day'])
      for (const sql of protectByTenant(`posture.${table}`)) this.addSql(sql)
  }
}

/** Subjects that are resources. */
class Posture0002SubjectResource extends Migration {
  override up(): void {
    this.addSql('alter table posture.subject add column resource uuid')
  }
}

export const MIGRATIONS = [
  Posture0001,
  Posture0002SubjectResource,
  Posture0004Exceptions,
  Posture0005Drift,
  Posture0006Ledger,
  Posture0007Fragments,
  Posture0008Plan,
  Posture0009Parameters,
  Posture0010OwnControls,
  Posture0011Criteria,
]
