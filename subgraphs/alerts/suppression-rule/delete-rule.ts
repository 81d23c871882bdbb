import type { Context, DeletePayload } from '@casbah/kit'
import { takeTurn } from '../alert/alert-log.ts'
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
    return { id, userErrors: [] }
  })
}
