import type { Tx } from '@casbah/kit'
import { BUILT_IN, builtInId, uuidOf } from './built-in/index.ts'
import { PolicyRow, type PolicyKindName } from './policy.entity.ts'

/** The pack of built-in policies that this version ships; a tenant with another one is given what it lacks. */
const PACK = uuidOf(...BUILT_IN.map(({ slug }) => slug))

/** A tenant's policies, in the order of their ids, the built-in ones of this version among them. */
export async function policiesOf(tx: Tx): Promise<PolicyRow[]> {
  await ensurePack(tx)
  return tx.em.find(PolicyRow, { tenant: tx.tenant }, { orderBy: { id: 'asc' }, refresh: true })
}

/** A tenant's enabled policies of a kind, in the order of their ids. */
export async function policiesOfKind(tx: Tx, kind: PolicyKindName): Promise<PolicyRow[]> {
  await ensurePack(tx)
  return tx.em.find(PolicyRow, { tenant: tx.tenant, kind, enabled: true }, { orderBy: { id: 'asc' }, refresh: true })
}

/** Gives a tenant the built-in policies of this version, unless it has them. */
export async function ensurePack(tx: Tx): Promise<void> {
  const [known] = await tx.query<{ pack: string }>('select pack from alerts.policy_pack where tenant = $1', [tx.tenant])
  if (known?.pack !== PACK) await seedPolicies(tx)
}

/** Those that the tenant has stay as they are. */
async function seedPolicies(tx: Tx): Promise<void> {
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
    `insert into alerts.policy_pack as k (tenant, pack) values ($1, $2)
     on conflict (tenant) do update set pack = excluded.pack where k.pack <> excluded.pack`,
    [tx.tenant, PACK],
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
