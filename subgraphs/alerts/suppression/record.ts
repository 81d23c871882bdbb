import type { Tx } from '@casbah/kit'
import type { Match } from '../detection/detector.ts'

/** Suppressions of one policy in one day that are kept whole; beyond, they are only counted. */
export const KEPT_A_DAY = 1_000

/** A match that something kept from being raised; `match.suppressedBy` names it. */
export interface Suppressed {
  policy: { id: string }
  match: Pick<Match, 'suppressedBy' | 'explanation'>
  event: {
    /** Epoch ms. */
    time: number
    /** The activity that matched; no id for a thing. */
    activity: { id: string | null; userId: string | null }
  }
  /** Id of the rule that kept it, when it was one. */
  rule?: string
}

interface Count {
  policy: string
  day: string
  name: string
  count: number
}

/** Keeps what was not raised, and counts all of it by policy, day and name of what kept it. */
export async function recordSuppressions(
  tx: Tx,
  suppressed: readonly Suppressed[],
  keptADay = KEPT_A_DAY,
): Promise<void> {
  if (!suppressed.length) return
  const rows = suppressed.map(({ policy, match, event, rule = null }) => {
    const at = new Date(event.time).toISOString()
    const { id: activity, userId } = event.activity
    return {
      policy: policy.id,
      at,
      day: at.slice(0, 10),
      activity,
      user: userId,
      name: match.suppressedBy!,
      match,
      rule,
    }
  })
  const counts = new Map<string, Count>()
  for (const { policy, day, name } of rows) {
    const key = `${policy}|${day}|${name}`
    const known = counts.get(key)
    if (known) known.count++
    else counts.set(key, { policy, day, name, count: 1 })
  }
  const told = await tx.query<{ policy: string; day: string; before: string }>(
    `select c.policy, c.day::text as day, sum(c.count) as before
     from alerts.suppression_count c
     where c.tenant = $1 and (c.policy, c.day) in (select policy, day from json_to_recordset($2) as n(policy uuid, day date))
     group by c.policy, c.day`,
    [tx.tenant, JSON.stringify([...counts.values()])],
  )
  const before = new Map(told.map(row => [`${row.policy}|${row.day}`, Number(row.before)]))
  const kept = rows.filter(({ policy, day }) => {
    const key = `${policy}|${day}`
    const place = before.get(key) ?? 0
    before.set(key, place + 1)
    return place < keptADay
  })
  await tx.query(
    `insert into alerts.suppression_count as c (tenant, policy, day, name, count)
     select $1, policy, day, name, count from json_to_recordset($2) as n(policy uuid, day date, name text, count bigint)
     on conflict (tenant, policy, day, name) do update set count = c.count + excluded.count`,
    [tx.tenant, JSON.stringify([...counts.values()])],
  )
  if (!kept.length) return
  await tx.query(
    `insert into alerts.suppression (tenant, policy, at, activity, user_id, name, explanation, rule)
     select $1, policy, at, activity, "user", name, explanation::json, rule
     from json_to_recordset($2) as s(policy uuid, at timestamptz, activity text, "user" text, name text, explanation text, rule uuid)`,
    // As text within the JSON: what an event holds may be a NUL, which PostgreSQL keeps in JSON but takes no record out of.
    [
      tx.tenant,
      JSON.stringify(kept.map(({ match, ...row }) => ({ ...row, explanation: JSON.stringify(match.explanation) }))),
    ],
  )
}
