import type { Context, Tx } from '@casbah/kit'
import { effectiveSql } from '../finding/points.ts'
import { anyMeantSql, nameToCompare } from '../framework/names.ts'
import { keepLedger } from '../ledger/ledger.ts'
import type { ScorePart, SecureScore } from './score.type.ts'

/** One finding as the score sees it, exceptions and attestations in force. */
interface Weighed {
  app: string
  category: string
  status: string
  points: number
  max_points: number
  /** What exceptions alone earn of the points. */
  excepted_points: number
  /** What it earns once what is planned, or all but accepted risks, is mended; nothing where only the past is asked. */
  planned_points?: number
  achievable_points?: number
}

export interface ScoreScope {
  app?: string | null | undefined
  connector?: string | null | undefined
  category?: string | null | undefined
  framework?: string | null | undefined
}

/** The present score of a part of the tenant; without any finding nothing is possible and nothing earned. */
export async function presentScore(tx: Tx, scope: ScoreScope, at = new Date()): Promise<SecureScore> {
  const rows = await weighed(
    tx,
    at,
    `($2::uuid is null or f.app = $2) and ($3::text is null or f.connector = $3) and ($4::text is null or f.category = $4)
    and ($5::text[] is null or ${anyMeantSql('f.frameworks', '$5')})`,
    [
      scope.app ?? null,
      scope.connector ?? null,
      scope.category ?? null,
      scope.framework == null ? null : [nameToCompare(scope.framework)],
    ],
  )
  return sum(rows, at)
}

/** Scores of several apps in one read. */
export async function scoresOfApps(apps: readonly string[], context: Context): Promise<SecureScore[]> {
  const at = new Date()
  const rows = await weighed(await context.tx(), at, 'f.app = any($2::uuid[])', [apps])
  return apps.map(app =>
    sum(
      rows.filter(row => row.app === app),
      at,
    ),
  )
}

function weighed(tx: Tx, at: Date, where: string, parameters: unknown[]): Promise<Weighed[]> {
  const sql = effectiveSql('$1::timestamptz')
  return tx.query<Weighed>(
    `select f.app, f.category, ${sql.status} as status, ${sql.points} as points, ${sql.maxPoints} as max_points, ${sql.exceptedPoints} as excepted_points,
       case when f.plan_by is not null then ${sql.maxPoints} else ${sql.points} end as planned_points,
       case when ${sql.hasException} and f.exception_kind = 'RISK_ACCEPTED' then ${sql.points} else ${sql.maxPoints} end as achievable_points
     from posture.finding f where ${where}`,
    [at, ...parameters],
  )
}

const UNJUDGED: ReadonlySet<string> = new Set(['CANNOT_TELL', 'MANUAL', 'ERROR'])

/** Adds up; percent is earned by possible, coverage judged by applicable. */
export function sum(rows: Weighed[], at: Date): SecureScore {
  const applicable = rows.filter(row => row.status !== 'NOT_APPLICABLE')
  const judged = applicable.filter(row => !UNJUDGED.has(row.status))
  return {
    at,
    ...share(rows),
    planned: shareOf(rows, row => row.planned_points),
    achievable: shareOf(rows, row => row.achievable_points),
    exceptedPoints: round(rows.reduce((total, row) => total + row.excepted_points, 0)),
    coverage: applicable.length ? judged.length / applicable.length : 0,
    byCategory: parts(rows, row => row.category).map(([category, part]) => ({ category, app: null, ...part })),
    byApp: parts(rows, row => row.app).map(([app, part]) => ({ category: null, app: { id: app }, ...part })),
  }
}

/** Percent that would be earned; null where it is not known of any row. */
function shareOf(rows: Weighed[], pointsOf: (row: Weighed) => number | undefined): number | null {
  if (rows.some(row => pointsOf(row) === undefined)) return null
  const maxPoints = rows.reduce((total, row) => total + row.max_points, 0)
  const points = rows.reduce((total, row) => total + pointsOf(row)!, 0)
  return maxPoints ? round((100 * points) / maxPoints) : 0
}

function share(rows: Weighed[]) {
  const points = rows.reduce((total, row) => total + row.points, 0)
  const maxPoints = rows.reduce((total, row) => total + row.max_points, 0)
  return {
    points: round(points),
    maxPoints: round(maxPoints),
    percent: maxPoints ? round((100 * points) / maxPoints) : 0,
  }
}

function parts(rows: Weighed[], keyOf: (row: Weighed) => string): [string, ReturnType<typeof share>][] {
  const groups = new Map<string, Weighed[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => [key, share(group)])
}

const round = (value: number) => Math.round(value * 100) / 100

/** Writes today's score of an app and of the tenant, and tells apps, which sorts by it. */
export async function storeScore(tx: Tx, app: string, at: Date): Promise<void> {
  await keepLedger(tx, app, at)
  const score = await presentScore(tx, { app }, at)
  await storeDay(tx, app, score, at)
  await storeTenantScore(tx, at)
  tx.append('score.changed', [{ app, percent: score.maxPoints ? score.percent : null }])
}

/** Writes today's score of the tenant. */
export async function storeTenantScore(tx: Tx, at: Date): Promise<void> {
  await storeDay(tx, WHOLE_TENANT, await presentScore(tx, {}, at), at)
}

/** Stands in posture.score_day for the app when it is the score of all of them. */
const WHOLE_TENANT = ''

async function storeDay(tx: Tx, app: string, score: SecureScore, at: Date): Promise<void> {
  await tx.query(
    `insert into posture.score_day (tenant, app, day, percent, points, max_points, coverage, by_category, by_app, excepted_points) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (tenant, app, day) do update set percent = $4, points = $5, max_points = $6, coverage = $7, by_category = $8, by_app = $9, excepted_points = $10`,
    [
      tx.tenant,
      app,
      at.toISOString().slice(0, 10),
      score.percent,
      score.points,
      score.maxPoints,
      score.coverage,
      JSON.stringify(score.byCategory),
      JSON.stringify(score.byApp),
      score.exceptedPoints,
    ],
  )
}

/** One score a day, oldest first, at most 400; a day on which nothing changed has the day before's. */
export async function scoreHistory(
  context: Context,
  asked: { app?: string | null | undefined; since: Date; until?: Date | null | undefined },
): Promise<SecureScore[]> {
  const tx = await context.tx()
  const today = new Date()
  const rows = await tx.query<{
    day: string
    percent: number
    points: number
    max_points: number
    coverage: number
    excepted_points: number | null
    by_category: ScorePart[]
    by_app: ScorePart[]
  }>(
    `select d.day::date::text as day, s.percent, s.points, s.max_points, s.coverage, s.excepted_points, s.by_category, s.by_app
     from generate_series((select greatest(min(day)::timestamp, date_trunc('day', $2::timestamptz at time zone 'UTC')) from posture.score_day where app = $1), date_trunc('day', $3::timestamptz at time zone 'UTC'), interval '1 day') as d(day)
     join lateral (select * from posture.score_day where app = $1 and day <= d.day::date order by day desc limit 1) s on true
     order by d.day limit 400`,
    [asked.app ?? WHOLE_TENANT, asked.since, asked.until && asked.until < today ? asked.until : today],
  )
  return rows.map(row => ({
    at: new Date(`${row.day}T00:00:00.000Z`),
    percent: row.percent,
    points: row.points,
    maxPoints: row.max_points,
    planned: null,
    achievable: null,
    coverage: row.coverage,
    exceptedPoints: row.excepted_points,
    byCategory: row.by_category,
    byApp: row.by_app,
  }))
}
