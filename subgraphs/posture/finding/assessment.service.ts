import { createHash, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { AssessmentDone, Topics, Tx } from '@casbah/kit'
import { CHANGED_BY, changedBy, type ChangedBy } from '../drift/changed-by.ts'
import { storeStanding } from '../drift/standing.ts'
import { lockApps, touchesOfApp, type Touch } from '../drift/touches.ts'
import { storeFragments } from '../fragment/fragment.service.ts'
import { applyExceptions, noteWorsened } from '../exception/apply-exceptions.ts'
import { judgeOwn } from '../own-control/judge-own.ts'
import { earned, effectiveSql } from './points.ts'
import type { FindingStatus } from './finding.type.ts'

/** What neighbours are told of a finding. */
interface Seen extends ChangedBy {
  id: string
  status: FindingStatus
  points: number
  max_points: number
  has_exception: boolean
}

/** What neighbours are told of when it changes. */
const TOLD = ['status', 'points', 'max_points', 'has_exception'] as const

/** A finding as it was before an assessment. */
interface Known extends Seen {
  control: string
  found: FindingStatus
  message: string
  failing: number
  evaluated: number
  evidence: Result['evidence']
  standing: string | null
}

type Result = AssessmentDone['results'][number]
/** Which app is judged, and when. */
type Judged = Pick<AssessmentDone, 'app' | 'connector' | 'at'>

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
/** Columns of `Seen`, decisions in force at `$1`. */
const SQL = effectiveSql('$1::timestamptz')
const SEEN = `f.id, ${SQL.status} as status, ${SQL.points} as points, ${SQL.maxPoints} as max_points, ${SQL.hasException} as has_exception, ${CHANGED_BY}`

/**
 * Takes over what one assessment of an app found; tells neighbours of each finding whose status, points or exception changed. False when the app
 * is gone meanwhile: then nothing is kept.
 */
export async function storeAssessment(tx: Tx, done: AssessmentDone): Promise<boolean> {
  const [app] = await lockApps(tx, [done.app])
  if (!app) return false
  await dropRetired(tx, done.app)
  await storeFragments(tx, done)
  await storeResults(tx, done, done.results)
  await storeResults(tx, done, await judgeOwn(tx, done))
  return true
}

/** Takes over what controls found in an app at a moment, and tells neighbours what became another. */
export async function storeResults(tx: Tx, done: Judged, results: readonly Result[]): Promise<void> {
  if (!results.length) return
  const at = new Date(done.at)
  const controls = await tx.query<Weighing>(
    'select id, title, severity, category, points, frameworks from posture.tenant_control where connector = $1 and not retired',
    [done.connector],
  )
  const weighing = new Map(controls.map(control => [control.id, control]))
  const known = await tx.query<Known>(
    `select f.control, f.status as found, f.message, f.failing, f.evaluated, f.evidence, f.standing, ${SEEN} from posture.finding f where f.app = $2::uuid`,
    [at, done.app],
  )
  const before = new Map(known.map(row => [row.control, row]))
  const touches = await touchesOfApp(tx, done.app, at)
  const changed: Topics['finding.changed'][] = []
  const stored: string[] = []
  for (const result of results) {
    const control = weighing.get(result.control)
    if (!control) continue
    const was = before.get(result.control)
    const is = await storeResult(tx, { done, at, result, control, was, touch: touches.get(result.control) })
    stored.push(is.id)
    if (!was || TOLD.some(column => was[column] !== is[column]))
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
        changedBy: changedBy(is),
      })
  }
  await noteWorsened(tx, at, stored)
  tx.append('finding.changed', changed)
}

async function storeResult(
  tx: Tx,
  each: {
    done: Judged
    at: Date
    result: Result
    control: Weighing
    was: Known | undefined
    touch: Touch | undefined
  },
): Promise<Seen> {
  const { done, at, result, control, was, touch } = each
  const id = was?.id ?? randomUUID()
  const { failing, evaluated } = countsOf(result)
  const { points, maxPoints } = earned(result.status, control.points, failing, evaluated)
  await tx.query(
    `insert into posture.finding as f (tenant, id, app, connector, control, severity, category, frameworks, weight, status, message, failing, evaluated, evidence,
       first_seen_at, failing_since, last_assessed_at, points, max_points, last_changed_at, criteria)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::timestamptz, $16::timestamptz, $15::timestamptz, $17, $18, $15::timestamptz, $21)
     on conflict (tenant, app, control) do update set severity = $6, category = $7, frameworks = $8, weight = $9, status = $10, message = $11, failing = $12,
       evaluated = $13, evidence = $14, failing_since = case when $19 then null else coalesce(f.failing_since, $16) end,
       resolved_at = case when $19 and f.failing_since is not null then $15 when not $19 and $16 is not null then null else f.resolved_at end,
       reopened_count = f.reopened_count + case when $16::timestamptz is not null and f.failing_since is null and f.resolved_at is not null then 1 else 0 end,
       last_assessed_at = $15, criteria = $21, points = $17, max_points = $18, last_changed_at = case when $20 then $15 else f.last_changed_at end,
       version = f.version + case when (f.status, f.message, f.failing, f.evaluated, f.points, f.max_points, f.weight)
         is distinct from ($10, $11, $12::int, $13::int, $17::float8, $18::float8, $9::float8) then 1 else 0 end`,
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
      !!was && isOther(was, result),
      result.criteria === undefined ? '' : sha256(JSON.stringify(result.criteria)),
    ],
  )
  await storeSubjects(tx, id, result.subjects)
  await storeStanding(tx, { finding: id, before: was?.standing ?? null, result, at, touch })
  await applyExceptions(tx, at, [id])
  const [stored] = await tx.query<Seen>(`select ${SEEN} from posture.finding f where f.id = $2::uuid`, [at, id])
  return stored!
}

/** Whether what was found is another than before: its status, numbers, sentence or the values judged by. */
function isOther(was: Known, result: Result): boolean {
  const { failing, evaluated } = countsOf(result)
  return (
    was.found !== result.status ||
    was.failing !== failing ||
    was.evaluated !== evaluated ||
    was.message !== storable(result.message) ||
    !isDeepStrictEqual(valuesOf(was.evidence), valuesOf(result.evidence))
  )
}

/** As they were counted; of a long list not every subject is told. */
function countsOf({ failing, evaluated, subjects }: Result): { failing: number; evaluated: number } {
  return {
    failing: failing ?? subjects.filter(subject => !subject.passed).length,
    evaluated: evaluated ?? subjects.length,
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64')

const valuesOf = (evidence: Result['evidence']) => evidence.map(({ values }) => values)

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
