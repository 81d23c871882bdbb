import type { Tx } from '@casbah/kit'
import { effectiveSql } from '../finding/points.ts'
import type { FindingStatus } from '../finding/finding.type.ts'

/** What a finding was worth at a moment. */
export interface Standing {
  finding: string
  app: string
  control: string
  category: string
  /** Points of the control. */
  weight: number
  /** Hash of what it was judged by: the tenant's parameters or its own rule; empty for neither. */
  criteria: string
  /** As the control found it. */
  rawStatus: FindingStatus
  rawPoints: number
  rawMaxPoints: number
  /** With exceptions and attestations. */
  status: FindingStatus
  points: number
  maxPoints: number
  /** An exception decides the points. */
  excepted: boolean
  /** An attestation decides the status. */
  attested: boolean
}

/** Columns of a `Standing` in posture.finding_change, in their order. */
export const COLUMNS =
  'finding, app, control, category, weight, criteria, raw_status, raw_points, raw_max_points, status, points, max_points, excepted, attested'

/** The same of posture.finding `f` at a moment. */
export function currentSql(at: string): string {
  const sql = effectiveSql(at)
  return `f.id as finding, f.app, f.control, f.category, f.weight, f.criteria, f.status as raw_status, f.points as raw_points, f.max_points as raw_max_points,
    ${sql.status} as status, ${sql.points} as points, ${sql.maxPoints} as max_points, ${sql.hasException} or ${sql.exceptedPoints} > 0 as excepted,
    coalesce(f.status = 'MANUAL' and f.attestation_expires_at > ${at}, false) as attested`
}

const LAST = `select distinct on (finding) * from posture.finding_change where app = $2::uuid order by finding, at desc, id desc`

/** Writes down which findings of an app are worth something else than was written down last, at a moment; those that are gone, too. */
export async function keepLedger(tx: Tx, app: string, at: Date): Promise<void> {
  await tx.query(
    `insert into posture.finding_change (tenant, at, gone, changed_by, ${COLUMNS})
     select $3, $1::timestamptz, false, n.changed_by, ${columnsOf('n')}
     from (select f.changed_by, ${currentSql('$1::timestamptz')} from posture.finding f where f.app = $2::uuid) n left join (${LAST}) l on l.finding = n.finding
     where l.finding is null or l.gone or (l.weight, l.criteria, l.raw_status, l.raw_points, l.raw_max_points, l.status, l.points, l.max_points, l.excepted, l.attested)
       is distinct from (n.weight, n.criteria, n.raw_status, n.raw_points, n.raw_max_points, n.status, n.points, n.max_points, n.excepted, n.attested)
     union all
     select $3, $1::timestamptz, true, null, ${columnsOf('l')} from (${LAST}) l
     where not l.gone and not exists (select 1 from posture.finding f where f.id = l.finding)`,
    [at, app, tx.tenant],
  )
}

function columnsOf(alias: string): string {
  return COLUMNS.split(', ')
    .map(column => `${alias}.${column}`)
    .join(', ')
}

/** Every finding as it was worth at a moment, that moment's changes included. */
export async function standingsAt(tx: Tx, at: Date, app: string | null): Promise<Standing[]> {
  return tx.query<Standing>(
    `select finding, app, control, category, weight, criteria, raw_status as "rawStatus", raw_points as "rawPoints", raw_max_points as "rawMaxPoints", status, points,
       max_points as "maxPoints", excepted, attested
     from (select distinct on (finding) * from posture.finding_change where at <= $1::timestamptz and ($2::uuid is null or app = $2) order by finding, at desc, id desc) s
     where not gone`,
    [at, app],
  )
}

/** The last activity that changed each finding's setting between two moments, by finding. */
export async function changersBetween(tx: Tx, from: Date, to: Date, app: string | null): Promise<Map<string, string>> {
  const rows = await tx.query<{ finding: string; changed_by: string }>(
    `select distinct on (finding) finding, changed_by from posture.finding_change
     where at > $1::timestamptz and at <= $2::timestamptz and ($3::uuid is null or app = $3) and changed_by is not null order by finding, at desc, id desc`,
    [from, to, app],
  )
  return new Map(rows.map(row => [row.finding, row.changed_by]))
}
