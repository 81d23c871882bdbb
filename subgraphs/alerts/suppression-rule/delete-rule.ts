import type { Context, DeletePayload } from '@casbah/kit'
import { takeTurn } from '../alert/alert-log.ts'
import { Detection } from '../detection/consumer.ts'
import { logRuleChange } from './rule-changes.ts'
import { ruleToChange } from './update-rule.ts'

/** Deletes a rule. What it kept stays in the ledger under its name. */
export async function deleteRule(
  context: Context,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<DeletePayload> {
  return context.write(async tx => {
    await takeTurn(tx)
    const { row, problem } = await ruleToChange(tx, id, expectedVersion)
    if (!row) return { id: null, userErrors: [problem] }
    await tx.query('delete from alerts.suppression_rule where tenant = $1 and id = $2', [tx.tenant, id])
    const at = context.instance(Detection).now()
    const change = { rule: id, version: row.version + 1, kind: 'DELETED' as const, fields: [], at }
    await logRuleChange(tx, context.caller.actor, change)
    return { id, userErrors: [] }
  })
}
