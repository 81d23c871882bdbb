import { randomUUID } from 'node:crypto'
import type { AssessmentDone, Topics, Tx } from '@casbah/kit'
import { earned, effectiveSql } from './points.ts'
import type { FindingStatus } from './finding.type.ts'

/** What neighbours are told of a finding. */
interface Seen {
  id: string
  status: FindingStatus
  points: number
  max_points: number
  has_exception: boolean
}

interface Weighing {
  id: string
  title: string
  severity: string
  category: string
  points: number
  frameworks: { framework: string }[]
}

/** A failure goes on through statuses that tell nothing; it is over when the control passes or no longer asks. */
const ENDS_FAILURE: ReadonlySet<string> = new Set(['PASS', 'NOT_APPLICABLE', 'MANUAL'])
const FAILING: ReadonlySet<string> = new Set(['FAIL', 'PARTIAL'])
const SEEN = seenAt('$1')

/**
 * Takes over what one assessment of an app found; tells neighbours of each finding whose status or points changed. False when the app
 * is gone meanwhile: then nothing is kept.
 */
export async function storeAssessment(tx: Tx, done: AssessmentDone): Promise<boolean> {
  const at = new Date(done.at)
  const [app] = await tx.query('select 1 from posture.app where id = $1::uuid', [done.app])
  if (!app) return false
  await dropRetired(tx, done.app)
  const controls = await tx.query<Weighing>(
    'select id, title, severity, category, points, frameworks from posture.control where connector = $1 and not retired',
    [done.connector],
  )
  const weighing = new Map(controls.map(control => [control.id, control]))
  const known = await tx.query<Seen & { control: string }>(
    `select f.control, ${SEEN} from posture.finding f where f.app = $2::uuid`,
    [at, done.app],
  )
  const before = new Map(known.map(row => [row.control, row]))
  const changed: Topics['finding.changed'][] = []
  for (const result of done.results) {
    const control = weighing.get(result.control)
    if (!control) continue
    const was = before.get(result.control)
    const is = await storeResult(tx, { done, at, result, control, id: was?.id ?? randomUUID() })
    if (was?.status !== is.status || was.points !== is.points || was.max_points !== is.max_points)
      changed.push({
        id: is.id,
        app: done.app,
        connector: done.connector,
        control: result.control,
        status: is.status,
        before: was?.status ?? null,
        severity: control.severity,
        at: done.at,
        title: control.title,
        category: control.category,
        frameworks: [...new Set(control.frameworks.map(ref => ref.framework))],
        hasException: is.has_exception,
      })
  }
  tx.append('finding.changed', changed)
  return true
}

async function storeResult(
  tx: Tx,
  each: { done: AssessmentDone; at: Date; result: AssessmentDone['results'][number]; control: Weighing; id: string },
): Promise<Seen> {
  const { done, at, result, control, id } = each
  const failing = result.subjects.filter(subject => !subject.passed).length
  const evaluated = result.subjects.length
  const { points, maxPoints } = earned(result.status, control.points, failing, evaluated)
  const [stored] = await tx.query<Seen>(
    `insert into posture.finding as f (tenant, id, app, connector, control, severity, category, frameworks, weight, status, message, failing, evaluated, evidence,
       first_seen_at, failing_since, last_assessed_at, points, max_points)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::timestamptz, $16::timestamptz, $15::timestamptz, $17, $18)
     on conflict (tenant, app, control) do update set severity = $6, category = $7, frameworks = $8, weight = $9, status = $10, message = $11, failing = $12,
       evaluated = $13, evidence = $14, failing_since = case when $19 then null else coalesce(f.failing_since, $16) end,
       last_assessed_at = $15, points = $17, max_points = $18,
       version = f.version + case when (f.status, f.message, f.failing, f.evaluated, f.points, f.max_points, f.weight)
         is distinct from ($10, $11, $12::int, $13::int, $17::float8, $18::float8, $9::float8) then 1 else 0 end
     returning ${seenAt('$15::timestamptz')}`,
    [
      tx.tenant,
      id,
      done.app,
      done.connector,
      result.control,
      control.severity,
      control.category,
      [...new Set(control.frameworks.map(ref => ref.framework))],
      control.points,
      result.status,
      storable(result.message),
      failing,
      evaluated,
      JSON.stringify(result.evidence),
      at,
      FAILING.has(result.status) ? at : null,
      points,
      maxPoints,
      ENDS_FAILURE.has(result.status),
    ],
  )
  await storeSubjects(tx, id, result.subjects)
  return stored!
}

/** Columns of `Seen`, decisions in force at a moment. */
function seenAt(moment: string): string {
  const sql = effectiveSql(moment)
  return `f.id, ${sql.status} as status, ${sql.points} as points, ${sql.maxPoints} as max_points,
    coalesce(f.exception_expires_at > ${moment}, false) as has_exception`
}

/** Findings of controls that the connector no longer has. */
async function dropRetired(tx: Tx, app: string): Promise<void> {
  const gone = await tx.query<{ id: string }>(
    'delete from posture.finding where app = $1::uuid and control in (select id from posture.control where retired) returning id',
    [app],
  )
  await tx.query('delete from posture.subject where finding = any($1::uuid[])', [gone.map(({ id }) => id)])
}

/** PostgreSQL's text holds no NUL. */
const storable = (text: string) => text.replaceAll('\0', '\ufffd')

async function storeSubjects(
  tx: Tx,
  finding: string,
  subjects: AssessmentDone['results'][number]['subjects'],
): Promise<void> {
  await tx.query('delete from posture.subject where finding = $1::uuid', [finding])
  const ordered = [...subjects].sort((a, b) => Number(a.passed) - Number(b.passed))
  await tx.query(
    `insert into posture.subject (tenant, finding, place, name, passed, detail, account, resource)
     select $1, $2::uuid, place - 1, name, passed, detail, account, resource
     from unnest($3::text[], $4::bool[], $5::text[], $6::uuid[], $7::uuid[]) with ordinality as s(name, passed, detail, account, resource, place)`,
    [
      tx.tenant,
      finding,
      ordered.map(each => storable(each.name)),
      ordered.map(each => each.passed),
      ordered.map(each => (each.detail === null ? null : storable(each.detail))),
      ordered.map(each => each.accountId),
      ordered.map(each => each.resourceId ?? null),
    ],
  )
}
