import type { Tx } from '@casbah/kit'
import { BUILT_IN, builtInId, RETIRED } from './built-in/index.ts'
import { PolicyRow } from './policy.entity.ts'

/** A tenant's policies, in the order of their ids; a tenant without any gets the built-in ones first. */
export async function policiesOf(tx: Tx): Promise<PolicyRow[]> {
  const known = await readPolicies(tx)
  if (known.length) return known
  await seedPolicies(tx)
  return readPolicies(tx)
}

/** Gives a tenant the built-in policies that it lacks, and switches off those that are retired, unless it has changed them. */
export async function seedPolicies(tx: Tx): Promise<void> {
  const rows = BUILT_IN.map(({ slug, foldSeconds, ...policy }) => ({
    ...policy,
    id: builtInId(tx.tenant, slug),
    fold_seconds: foldSeconds,
  }))
  await tx.query(
    `insert into alerts.policy (tenant, id, name, description, kind, severity, enabled, built_in, version, definition, definition_version,
       author, mitre, fold_seconds)
     select $1, id, name, description, kind, severity, true, true, 1, definition, 1, author, mitre, fold_seconds
     from json_to_recordset($2) as p(id uuid, name text, description text, kind text, severity text, definition json, author text,
       mitre json, fold_seconds int)
     on conflict do nothing`,
    [tx.tenant, JSON.stringify(rows)],
  )
  await tx.query(
    `update alerts.policy set enabled = false, version = version + 1
     where tenant = $1 and id = any($2::uuid[]) and built_in and enabled and version = 1`,
    [tx.tenant, RETIRED.map(slug => builtInId(tx.tenant, slug))],
  )
}

/** Counts events that policies failed on. */
export async function countFailures(tx: Tx, failures: Map<string, number>): Promise<void> {
  for (const [policy, count] of failures)
    await tx.query('update alerts.policy set failures = failures + $3 where tenant = $1 and id = $2', [
      tx.tenant,
      policy,
      count,
    ])
}

function readPolicies(tx: Tx): Promise<PolicyRow[]> {
  return tx.em.find(PolicyRow, { tenant: tx.tenant }, { orderBy: { id: 'asc' }, refresh: true })
}
