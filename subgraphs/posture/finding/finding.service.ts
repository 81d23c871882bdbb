import { pageSize, toPage, type Context, type Page, type Tx } from '@casbah/kit'
import { EXCEPTION_COLUMNS, toException, type JoinedException } from '../exception/exception-row.ts'
import type { Actor } from '../references.type.ts'
import { filterSql, UUID } from './finding-filter.ts'
import { effectiveSql } from './points.ts'
import type { Finding, FindingFilter, FindingStatus, Subject } from './finding.type.ts'

interface FindingRow extends JoinedException {
  id: string
  app: string
  control: string
  effective_status: FindingStatus
  message: string
  failing: number
  evaluated: number
  evidence: unknown
  first_seen_at: Date
  effective_failing_since: Date | null
  resolved_at: Date | null
  reopened_count: number
  last_changed_at: Date
  last_assessed_at: Date
  effective_points: number
  plan_by: Date | null
  plan_note: string | null
  plan_owner: Actor
  plan_created_at: Date
  effective_max_points: number
  version: number
  excepted: boolean
  excepted_subjects: number
  changed_by: string | null
  attested: boolean
  attestation_by: Actor
  attestation_evidence: string
  attestation_created_at: Date
  attestation_expires_at: Date
}

const SQL = effectiveSql('$1::timestamptz')
const LOST = `(${SQL.maxPoints}) - (${SQL.points})`
const COLUMNS = `f.*, ${SQL.status} as effective_status, ${SQL.points} as effective_points, ${SQL.maxPoints} as effective_max_points, ${SQL.failingSince} as effective_failing_since,
  coalesce(f.exception_expires_at > $1::timestamptz, false) as excepted, ${EXCEPTION_COLUMNS},
  case when f.subjects_excepted_until > $1::timestamptz then f.excepted_failing else 0 end as excepted_subjects,
  coalesce(f.status = 'MANUAL' and f.attestation_expires_at > $1::timestamptz, false) as attested`
const FROM = 'posture.finding f left join posture.exception x on x.tenant = f.tenant and x.id = f.exception'

/** Findings, those that cost most points first. */
export async function listFindings(
  context: Context,
  asked: {
    filter?: FindingFilter | null | undefined
    first?: number | null | undefined
    after?: string | null | undefined
    app?: string
  },
): Promise<Page<Finding>> {
  const size = pageSize(asked.first)
  const list = 'findings'
  const tx = await context.tx()
  const parameters: unknown[] = [new Date()]
  const where = [filterSql(asked.filter, parameters)]
  if (asked.app) where.push(`f.app = $${parameters.push(asked.app)}::uuid`)
  const counted = where.join(' and ')
  const forCount = [...parameters]
  if (asked.after) {
    const { lost, id } = context.cursors.decode<{ lost: number; id: string }>(context.tenant, list, asked.after)
    const at = `$${parameters.push(lost)}::float8`
    where.push(`(${LOST} < ${at} or (${LOST} = ${at} and f.id > $${parameters.push(id)}::uuid))`)
  }
  const rows = await tx.query<FindingRow>(
    `select ${COLUMNS} from ${FROM} where ${where.join(' and ')} order by ${LOST} desc, f.id limit ${size + 1}`,
    parameters,
  )
  return toPage({
    rows,
    size,
    after: asked.after != null,
    cursorOf: row =>
      context.cursors.encode(context.tenant, list, {
        lost: row.effective_max_points - row.effective_points,
        id: row.id,
      }),
    nodeOf: toFinding,
    totalCount: async () => {
      const [count] = await tx.query<{ count: string }>(
        `select count(*) from (select 1 from posture.finding f where $1::timestamptz is not null and ${counted} limit 100000) c`,
        forCount,
      )
      return Number(count!.count)
    },
  })
}

export async function findingById(context: Context, id: string): Promise<Finding | null> {
  if (!UUID.test(id)) return null
  return readFinding(await context.tx(), id)
}

export async function readFinding(tx: Tx, id: string): Promise<Finding | null> {
  const [row] = await tx.query<FindingRow>(`select ${COLUMNS} from ${FROM} where f.id = $2::uuid`, [new Date(), id])
  return row ? toFinding(row) : null
}

/** Findings that there still are, by id. */
export async function findingsByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, Finding>> {
  const rows = await tx.query<FindingRow>(`select ${COLUMNS} from ${FROM} where f.id = any($2::uuid[])`, [
    new Date(),
    ids,
  ])
  return new Map(rows.map(row => [row.id, toFinding(row)]))
}

/** Findings of controls in every app, by control. */
export async function findingsOfControls(
  tx: Tx,
  controls: readonly string[],
  at: Date,
): Promise<Map<string, Finding[]>> {
  const rows = await tx.query<FindingRow>(`select ${COLUMNS} from ${FROM} where f.control = any($2::text[])`, [
    at,
    controls,
  ])
  const found = new Map<string, Finding[]>()
  for (const row of rows) found.set(row.control, [...(found.get(row.control) ?? []), toFinding(row)])
  return found
}

/** Whether a finding still fits a filter; for the live events. */
export async function findingFits(tx: Tx, id: string, filter: FindingFilter | null): Promise<boolean> {
  const parameters: unknown[] = [new Date(), id]
  const rows = await tx.query(
    `select 1 from posture.finding f where $1::timestamptz is not null and f.id = $2::uuid and ${filterSql(filter, parameters)}`,
    parameters,
  )
  return rows.length > 0
}

export async function listSubjects(
  context: Context,
  finding: string,
  asked: { first?: number | null | undefined; after?: string | null | undefined },
): Promise<Page<Subject>> {
  const size = pageSize(asked.first)
  const list = `subjects:${finding}`
  const from = asked.after ? context.cursors.decode<number>(context.tenant, list, asked.after) : -1
  const tx = await context.tx()
  const rows = await tx.query<{
    place: number
    name: string
    passed: boolean
    detail: string | null
    account: string | null
    resource: string | null
    exception: string | null
  }>(
    `select place, name, passed, detail, account, resource, exception from posture.subject where finding = $1::uuid and place > $2 order by place limit ${size + 1}`,
    [finding, from],
  )
  return toPage({
    rows,
    size,
    after: asked.after != null,
    cursorOf: row => context.cursors.encode(context.tenant, list, row.place),
    nodeOf: ({ name, passed, detail, account, resource, exception }) => ({
      name,
      passed,
      detail,
      account: account ? { id: account } : null,
      resource: resource ? { id: resource } : null,
      exceptionId: exception,
    }),
    totalCount: async () => {
      const [count] = await tx.query<{ count: string }>(
        'select count(*) from (select 1 from posture.subject where finding = $1::uuid limit 100000) c',
        [finding],
      )
      return Number(count!.count)
    },
  })
}

const FAILS: ReadonlySet<string> = new Set(['FAIL', 'PARTIAL'])

function toFinding(row: FindingRow): Finding {
  return {
    id: row.id,
    controlId: row.control,
    app: { id: row.app },
    status: row.effective_status,
    message: row.message,
    failing: row.failing,
    evaluated: row.evaluated,
    evidence: row.evidence,
    firstSeenAt: row.first_seen_at,
    failingSince: row.effective_failing_since,
    resolvedAt: row.resolved_at,
    reopenedCount: row.reopened_count,
    lastChangedAt: row.last_changed_at,
    lastAssessedAt: row.last_assessed_at,
    exception: row.excepted ? toException(row.exception_row) : null,
    exceptedFailing: row.excepted_subjects,
    attestation: row.attested
      ? {
          by: row.attestation_by,
          evidence: row.attestation_evidence,
          createdAt: row.attestation_created_at,
          expiresAt: row.attestation_expires_at,
        }
      : null,
    plan:
      row.plan_by !== null && FAILS.has(row.effective_status)
        ? { by: row.plan_by, note: row.plan_note, owner: row.plan_owner, createdAt: row.plan_created_at }
        : null,
    points: row.effective_points,
    maxPoints: row.effective_max_points,
    changedBy: row.changed_by === null ? null : { id: row.changed_by },
    version: row.version,
  } as Finding
}
