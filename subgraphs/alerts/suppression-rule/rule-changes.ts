import type { Context, Tx } from '@casbah/kit'
import { toActor, type StoredActor } from '../alert/alert.row.ts'
import type { SuppressionRuleChange, SuppressionRuleChangeKind } from './suppression-rule.type.ts'

const SHOWN = 100

interface Change {
  rule: string
  /** The rule's version after it. */
  version: number
  kind: SuppressionRuleChangeKind | 'DELETED'
  /** Names of the fields that are different now, as in the graph. */
  fields: string[]
  /** Epoch ms. */
  at: number
}

/** Keeps who changed a rule, and what of it. */
export async function logRuleChange(tx: Tx, actor: StoredActor, change: Change): Promise<void> {
  const { rule, version, kind, fields, at } = change
  await tx.query(
    `insert into alerts.suppression_rule_change (tenant, rule, version, at, actor, kind, fields) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenant, rule, version, new Date(at).toISOString(), JSON.stringify(actor), kind, fields],
  )
}

/** Who made and changed a rule, oldest first. */
export function ruleChangesOf(context: Context, rule: string): Promise<SuppressionRuleChange[]> {
  return context
    .loader<string, SuppressionRuleChange[]>(ruleChangesOf, async (rules, ctx) => {
      const rows = await (
        await ctx.tx()
      ).query<{
        rule: string
        at: string
        actor: StoredActor
        kind: SuppressionRuleChangeKind
        version: number
        fields: string[]
      }>(
        `select c.rule, c.at, c.actor, c.kind, c.version, c.fields from unnest($2::uuid[]) as wanted(rule)
         cross join lateral (select * from alerts.suppression_rule_change k where k.tenant = $1 and k.rule = wanted.rule
           order by k.version desc limit ${SHOWN}) as c
         order by c.version`,
        [ctx.tenant, rules],
      )
      const found = Map.groupBy(rows, row => row.rule)
      return rules.map(each =>
        (found.get(each) ?? []).map(({ at, actor, kind, version, fields }) => ({
          at: new Date(at),
          actor: toActor(actor),
          kind,
          version,
          fields,
        })),
      )
    })
    .load(rule)
}
