import { randomUUID } from 'node:crypto'
import type { AssessmentDone, Topics, Tx } from '@casbah/kit'
import { earned } from './points.ts'

interface Known {
  id: string
  status: string
}

const FAILING: ReadonlySet<string> = new Set(['FAIL', 'PARTIAL'])

/** Takes over what one assessment of an app found; tells neighbours of each finding that changed its status. */
export async function storeAssessment(tx: Tx, done: AssessmentDone): Promise<void> {
  const controls = new Map(
    (
      await tx.query<{
        id: string
        severity: string
        category: string
        points: number
        frameworks: { framework: string }[]
      }>('select id, severity, category, points, frameworks from posture.control where connector = $1', [
        done.connector,
      ])
    ).map(control => [control.id, control]),
  )
  const known = new Map(
    (
      await tx.query<Known & { control: string }>(
        'select id, control, status from posture.finding where app = $1::uuid',
        [done.app],
      )
    ).map(row => [row.control, row as Known]),
  )
  const changed: Topics['finding.changed'][] = []
  const at = new Date(done.at)
  for (const result of done.results) {
    const control = controls.get(result.control)
    if (!control) continue
    const before = known.get(result.control)
    const id = before?.id ?? randomUUID()
    const failing = result.subjects.filter(subject => !subject.passed).length
    const evaluated = result.subjects.length
    const { points, maxPoints } = earned(result.status, control.points, failing, evaluated)
    await tx.query(
      `insert into posture.finding as f (tenant, id, app, connector, control, severity, category, frameworks, weight, status, message, failing, evaluated, evidence,
         first_seen_at, failing_since, last_assessed_at, points, max_points)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $17, $18)
       on conflict (tenant, app, control) do update set severity = $6, category = $7, frameworks = $8, weight = $9, status = $10, message = $11, failing = $12,
         evaluated = $13, evidence = $14, failing_since = case when $16::timestamptz is null then null else coalesce(f.failing_since, $16) end,
         last_assessed_at = $15, points = $17, max_points = $18, version = f.version + 1`,
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
        result.message,
        failing,
        evaluated,
        JSON.stringify(result.evidence),
        at,
        FAILING.has(result.status) ? at : null,
        points,
        maxPoints,
      ],
    )
    await storeSubjects(tx, id, result.subjects)
    if (before?.status !== result.status)
      changed.push({
        id,
        app: done.app,
        connector: done.connector,
        control: result.control,
        status: result.status,
        before: before?.status ?? null,
        severity: control.severity,
        at: done.at,
      })
  }
  tx.append('finding.changed', changed)
}

async function storeSubjects(
  tx: Tx,
  finding: string,
  subjects: AssessmentDone['results'][number]['subjects'],
): Promise<void> {
  await tx.query('delete from posture.subject where finding = $1::uuid', [finding])
  const ordered = [...subjects].sort((a, b) => Number(a.passed) - Number(b.passed))
  await tx.query(
    `insert into posture.subject (tenant, finding, place, name, passed, detail, account)
     select $1, $2::uuid, place - 1, name, passed, detail, account from unnest($3::text[], $4::bool[], $5::text[], $6::uuid[]) with ordinality as s(name, passed, detail, account, place)`,
    [
      tx.tenant,
      finding,
      ordered.map(each => each.name),
      ordered.map(each => each.passed),
      ordered.map(each => each.detail),
      ordered.map(each => each.accountId),
    ],
  )
}
