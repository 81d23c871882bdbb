import type { Context } from '@casbah/kit'
import { Detection } from '../detection/consumer.ts'
import type { PolicyHealth } from '../policy/policy.type.ts'
import type { SuppressionProposal } from './proposal.type.ts'
import { toScope } from './rule-row.ts'
import { NO_TERMS } from './rule-terms.ts'

const DAYS = 90
/** The last alerts of a policy that are looked at. */
const ALERTS = 5_000
/** False positives that must share something before it is proposed. */
const LEAST = 2
const PROPOSALS = 5

interface Row {
  policy: string
  kind: 'user' | 'ip' | 'resource'
  value: string
  name: string | null
  alerts: number
  wrong: number
  right: number
}

/**
 * What the false positives of a policy share: one user, address or resource, so that a rule about it would have kept them. Those that would
 * have kept no true positive come first, then by how many false ones. What a rule in force covers is not proposed again.
 */
export function proposalsOf(context: Context, policy: string): Promise<SuppressionProposal[]> {
  return context
    .loader<string, SuppressionProposal[]>(proposalsOf, async (policies, ctx) => {
      const now = ctx.instance(Detection).now()
      const rows = await (
        await ctx.tx()
      ).query<Row>(
        `select k.policy, t.kind, t.value, t.alerts::int as alerts, t.wrong::int as wrong, t."right"::int as "right",
           case t.kind when 'user' then (
             select c.name from alerts.account c where c.tenant = $1 and c.user_id = t.value order by c.id limit 1) end as name
         from unnest($2::uuid[]) with ordinality as k(policy, place) cross join lateral (
           select s.kind, s.value, count(*) as alerts, count(*) filter (where s.classification = 'FALSE_POSITIVE') as wrong,
             count(*) filter (where s.classification = 'TRUE_POSITIVE') as "right"
           from (
             select e.kind, min(e.value) as value, a.classification from (
               select a.id, a.classification from alerts.alert a
               where a.tenant = $1 and a.policy = k.policy and a.raised_at > $3::timestamptz and not a.is_simulated
               order by a.raised_at desc limit ${ALERTS}) a
             join alerts.alert_entity e on e.tenant = $1 and e.alert = a.id and e.kind in ('user', 'ip', 'resource')
             group by a.id, a.classification, e.kind having count(*) = 1) s
           group by s.kind, s.value having count(*) filter (where s.classification = 'FALSE_POSITIVE') >= ${LEAST}
           order by 5, 4 desc, 1 desc, 2 limit ${2 * PROPOSALS}) t
         where not exists (
           select 1 from alerts.suppression_rule r
           where r.tenant = $1 and r.expires_at > $4::timestamptz and (r.policy is null or r.policy = k.policy)
             and jsonb_exists(r.terms::jsonb -> (t.kind || 's'), t.value) and not exists (
               select 1 from jsonb_each(r.terms::jsonb) o where o.key <> t.kind || 's' and jsonb_array_length(o.value) > 0))
         order by k.place, t."right", t.wrong desc, t.kind desc, t.value`,
        [ctx.tenant, policies, new Date(now - DAYS * 24 * 3_600_000).toISOString(), new Date(now).toISOString()],
      )
      const found = Map.groupBy(rows, row => row.policy)
      return policies.map(each => (found.get(each) ?? []).slice(0, PROPOSALS).map(toProposal))
    })
    .load(policy)
}

function toProposal({ kind, value, name, alerts, wrong, right }: Row): SuppressionProposal {
  const words = { user: 'the user', ip: 'the address', resource: 'the resource' }[kind]
  return {
    scope: toScope({ ...NO_TERMS, [`${kind}s`]: [value] }),
    alerts,
    falsePositives: wrong,
    truePositives: right,
    shared: `${words} ${name ?? value}`,
  }
}

/** What to do about a policy most of whose classified alerts were wrong, as sentences; null about any other. */
export async function adviceOn(context: Context, health: PolicyHealth): Promise<string | null> {
  if (health.verdict !== 'MOSTLY_FALSE') return null
  const { falsePositives, classified, policyId } = health
  const finding = `${falsePositives} of the ${classified} alerts classified in 30 days were false positives.`
  const [best] = await proposalsOf(context, policyId)
  if (!best || best.truePositives >= best.falsePositives)
    return `${finding} No user, address or resource of its own stands for enough of them. Raise its numbers, or narrow its definition or its scope.`
  const missed = best.truePositives ? `${best.truePositives} of them a true positive` : 'none of them a true positive'
  return `${finding} Suppress ${best.shared} by a suppression rule with the scope of the first proposal: it would have kept ${best.alerts} alerts of the last ${DAYS} days, ${missed}.`
}
