import type { Context } from '@casbah/kit'
import { toActor, type StoredActor } from '../alert/alert.row.ts'
import type { PolicyChange, PolicyChangeKind } from './policy.type.ts'

const SHOWN = 100

/** Who made and changed a policy, oldest first. */
export function policyChangesOf(context: Context, policy: string): Promise<PolicyChange[]> {
  return context
    .loader<string, PolicyChange[]>(policyChangesOf, async (policies, ctx) => {
      const tx = await ctx.tx()
      const rows = await tx.query<{
        policy: string
        at: string
        actor: StoredActor
        kind: PolicyChangeKind
        version: number
        fields: string[]
      }>(
        `select c.policy, c.at, c.actor, c.kind, c.version, c.fields from unnest($2::uuid[]) as wanted(policy)
         cross join lateral (select * from alerts.policy_change k where k.tenant = $1 and k.policy = wanted.policy
           order by k.version desc limit ${SHOWN}) as c
         order by c.version`,
        [ctx.tenant, policies],
      )
      const found = Map.groupBy(rows, row => row.policy)
      return policies.map(each =>
        (found.get(each) ?? []).map(({ at, actor, kind, version, fields }) => ({
          at: new Date(at),
          actor: toActor(actor),
          kind,
          version,
          fields,
        })),
      )
    })
    .load(policy)
}
