import type { Tx } from '@casbah/kit'
import type { Raisable } from '../alert/raisable.ts'
import { foldKeyOf } from '../alert/draft.ts'
import { isCitation } from '../detection/citation.ts'
import { uuidOf } from '../policy/built-in/index.ts'
import { recordSuppressions, type Suppressed } from '../suppression/record.ts'
import { coveringRule, readCovering, type Covering } from './covering.ts'

interface Kept {
  found: Raisable
  rule: Covering
  hit: string
}

/**
 * Takes out what a rule in force keeps from being raised, records and counts it; returns what is to be raised. Of several rules the oldest
 * keeps it. The same event counts once, however often it is read. What only adds to an alert that is open is no alert of its own. Call it
 * within the tenant's turn (`takeTurn`), so that a rule holds from its commit on. `now`: epoch ms of judging.
 */
export async function applyRules(tx: Tx, found: Raisable[], now: number): Promise<Raisable[]> {
  const rules = await readCovering(tx, [...new Set(found.map(({ policy }) => policy.id))], now)
  if (!rules.length) return found
  const kept = new Map<Raisable, Kept>()
  for (const each of found) {
    if (each.addsOnly) continue
    const rule = coveringRule(rules, each)
    if (rule) kept.set(each, { found: each, rule, hit: hitOf(tx.tenant, each) })
  }
  if (!kept.size) return found
  const fresh = await countHits(tx, [...kept.values()], now)
  await recordSuppressions(tx, fresh.map(suppressed))
  return found.filter(each => !kept.has(each))
}

/** What is counted once: an event, for a policy and for what the match is about. */
function hitOf(tenant: string, found: Raisable): string {
  return uuidOf('suppression-hit', tenant, found.policy.id, foldKeyOf(found), found.event.activity.id)
}

/** Counts what was not counted yet, and returns it. */
async function countHits(tx: Tx, kept: Kept[], now: number): Promise<Kept[]> {
  const byHit = new Map(kept.map(each => [each.hit, each]))
  const at = new Date(now).toISOString()
  const rows = await tx.query<{ id: string }>(
    `insert into alerts.suppression_hit (tenant, id, at) select $1, unnest($2::uuid[]), $3 on conflict do nothing returning id`,
    [tx.tenant, [...byHit.keys()], at],
  )
  const told = new Set(rows.map(({ id }) => id))
  const fresh = [...byHit.values()].filter(({ hit }) => told.has(hit))
  const counts = [...Map.groupBy(fresh, ({ rule }) => rule.id)].map(([id, hits]) => ({ id, count: hits.length }))
  if (counts.length)
    await tx.query(
      `update alerts.suppression_rule r set hit_count = r.hit_count + n.count, last_hit_at = $3
       from json_to_recordset($2) as n(id uuid, count bigint) where r.tenant = $1 and r.id = n.id`,
      [tx.tenant, JSON.stringify(counts), at],
    )
  return fresh
}

/** As the ledger has it. */
function suppressed({ found: { policy, match, event, touches }, rule }: Kept): Suppressed {
  const { id, userId } = event.activity as { id: string; userId?: string | null }
  const reason = `The suppression rule “${rule.name}” keeps it until ${rule.expiresAt.toISOString()}: ${rule.reason}`
  const check = { name: rule.name, applied: true, reason }
  const { explanation } = match
  return {
    policy,
    event: {
      time: event.time,
      activity: {
        // What a thing came to match by is no activity; one that changed it may be cited.
        id: touches ? (match.cited.find(isCitation)?.id ?? null) : id,
        userId: userId ?? touches?.find(({ kind }) => kind === 'user')?.value ?? null,
      },
    },
    match: {
      suppressedBy: rule.name,
      explanation: { ...explanation, suppressions: [...explanation.suppressions, check] },
    },
    rule: rule.id,
  }
}
