import type { Tx } from '@casbah/kit'
import { BUILT_IN, builtInId } from './built-in/index.ts'
import type { PolicyRow } from './policy.entity.ts'
import { takePolicyTurn } from './policy-turn.ts'

/** A tenant's policies, in the order of their ids; a tenant without any gets the built-in ones first, which `seeded` tells. */
export async function policiesOf(tx: Tx): Promise<{ policies: PolicyRow[]; seeded: boolean }> {
  const known = await readPolicies(tx)
  if (known.length) return { policies: known, seeded: false }
  await seedPolicies(tx)
  return { policies: await readPolicies(tx), seeded: true }
}

/** Gives a tenant the built-in policies that it lacks. */
export async function seedPolicies(tx: Tx): Promise<void> {
  const rows = BUILT_IN.map(({ slug, foldSeconds, ...policy }) => ({
    ...policy,
    id: builtInId(tx.tenant, slug),
    fold_seconds: foldSeconds,
  }))
  const added = await tx.query(
    `insert into alerts.policy (tenant, id, name, description, kind, severity, enabled, built_in, version, definition, definition_version,
       author, mitre, fold_seconds)
     select $1, id, name, description, kind, severity, true, true, 1, definition, 1, author, mitre, fold_seconds
     from json_to_recordset($2) as p(id uuid, name text, description text, kind text, severity text, definition json, author text,
       mitre json, fold_seconds int)
     on conflict do nothing returning 1`,
    [tx.tenant, JSON.stringify(rows)],
  )
  if (added.length) await takePolicyTurn(tx)
}

/** Counts events that policies failed on. */
export async function countFailures(tx: Tx, failures: Map<string, number>): Promise<void> {
  if (!failures.size) return
  await tx.query(
    `update alerts.policy p set failures = p.failures + f.count from json_to_recordset($2) as f(policy uuid, count bigint)
     where p.tenant = $1 and p.id = f.policy`,
    [tx.tenant, JSON.stringify([...failures].map(([policy, count]) => ({ policy, count })))],
  )
}

/** Columns of `alerts.policy p` that a PolicyRow is made of. */
export const POLICY_COLUMNS = `p.tenant, p.id, p.name, p.description, p.kind, p.severity, p.enabled, p.built_in as "builtIn", p.version, p.definition,
  p.definition_version as "definitionVersion", p.author, p.mitre, p.fold_seconds as "foldSeconds", p.failures, p.scope, p.sigma_id as "sigmaId",
  p.enabled_at as "enabledAt", p.deleted_at as "deletedAt"`

async function readPolicies(tx: Tx): Promise<PolicyRow[]> {
  return tx.query<PolicyRow>(
    `select ${POLICY_COLUMNS} from alerts.policy p where p.tenant = $1 and p.deleted_at is null order by p.id`,
    [tx.tenant],
  )
}
