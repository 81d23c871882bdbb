import type { Tx } from '@casbah/kit'
import { BUILT_IN, builtInId, RETIRED, uuidOf } from './built-in/index.ts'
import type { PolicyKindName, PolicyRow } from './policy.entity.ts'
import { takePolicyTurn } from './policy-turn.ts'

/** The pack of built-in policies that this version ships; a tenant with another one is given what it lacks. */
const PACK = uuidOf(...BUILT_IN.map(({ slug }) => slug))

/** A tenant's policies, in the order of their ids, the built-in ones of this version among them; `seeded` tells that some are new. */
export async function policiesOf(tx: Tx): Promise<{ policies: PolicyRow[]; seeded: boolean }> {
  const seeded = await ensurePack(tx)
  return { policies: await readPolicies(tx), seeded }
}

/** A tenant's enabled policies of a kind, in the order of their ids. */
export async function policiesOfKind(tx: Tx, kind: PolicyKindName): Promise<PolicyRow[]> {
  const { policies } = await policiesOf(tx)
  return policies.filter(policy => policy.kind === kind && policy.enabled)
}

/** Gives a tenant the built-in policies of this version, unless it has them; whether it lacked any. */
export async function ensurePack(tx: Tx): Promise<boolean> {
  const [known] = await tx.query<{ pack: string }>('select pack from alerts.policy_pack where tenant = $1', [tx.tenant])
  if (known?.pack === PACK) return false
  await seedPolicies(tx)
  return true
}

/** Those that the tenant has stay as they are; what is retired is switched off, unless the tenant has changed it. */
async function seedPolicies(tx: Tx): Promise<void> {
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
  const retired = await tx.query(
    `update alerts.policy set enabled = false, version = version + 1
     where tenant = $1 and id = any($2::uuid[]) and built_in and enabled and version = 1 returning 1`,
    [tx.tenant, RETIRED.map(slug => builtInId(tx.tenant, slug))],
  )
  if (added.length || retired.length) await takePolicyTurn(tx)
  await tx.query(
    `insert into alerts.policy_pack as k (tenant, pack) values ($1, $2)
     on conflict (tenant) do update set pack = excluded.pack where k.pack <> excluded.pack`,
    [tx.tenant, PACK],
  )
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
  p.definition_version as "definitionVersion", p.author, p.mitre, p.fold_seconds as "foldSeconds", p.failures, p.scope, p.responses, p.sigma_id as "sigmaId",
  p.enabled_at as "enabledAt", p.deleted_at as "deletedAt"`

async function readPolicies(tx: Tx): Promise<PolicyRow[]> {
  return tx.query<PolicyRow>(
    `select ${POLICY_COLUMNS} from alerts.policy p where p.tenant = $1 and p.deleted_at is null order by p.id`,
    [tx.tenant],
  )
}
