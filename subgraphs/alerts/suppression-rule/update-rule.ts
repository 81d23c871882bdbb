import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { takeTurn } from '../alert/alert-log.ts'
import { Detection } from '../detection/consumer.ts'
import { ruleProblems, termsOf, type RuleParts } from './read-rule-parts.ts'
import { logRuleChange } from './rule-changes.ts'
import { readRule, toRule, type RuleRow } from './rule-row.ts'
import type { SuppressionRulePayload, UpdateSuppressionRuleInput } from './suppression-rule.type.ts'

const FIELDS = ['name', 'policy', 'scope', 'reason', 'expiresAt'] as const

/** Changes a rule; what is left out stays. */
export async function updateRule(context: Context, input: UpdateSuppressionRuleInput): Promise<SuppressionRulePayload> {
  return context.write(async tx => {
    await takeTurn(tx)
    const { row, problem } = await ruleToChange(tx, input.id, input.expectedVersion)
    if (!row) return { suppressionRule: null, userErrors: [problem] }
    const parts: RuleParts = {
      ...(input.name != null && { name: input.name }),
      ...(input.policy !== undefined && { policy: input.policy }),
      ...(input.scope != null && { scope: input.scope }),
      ...(input.reason != null && { reason: input.reason }),
      ...(input.expiresAt != null && { expiresAt: input.expiresAt }),
    }
    const now = context.instance(Detection).now()
    const problems = await ruleProblems(tx, parts, row.id, now)
    if (problems.length) return { suppressionRule: null, userErrors: problems }
    const before = { ...row, scope: row.terms, expiresAt: new Date(row.expires_at) }
    const after = { ...before, ...parts, scope: parts.scope ? termsOf(parts.scope) : row.terms }
    await tx.query(
      `update alerts.suppression_rule set name = $3, policy = $4, terms = $5, reason = $6, expires_at = $7, version = version + 1
       where tenant = $1 and id = $2`,
      [
        tx.tenant,
        row.id,
        after.name,
        after.policy,
        JSON.stringify(after.scope),
        after.reason,
        after.expiresAt.toISOString(),
      ],
    )
    const fields = FIELDS.filter(field => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    const change = { rule: row.id, version: row.version + 1, kind: 'CHANGED' as const, fields, at: now }
    await logRuleChange(tx, context.caller.actor, change)
    return { suppressionRule: toRule((await readRule(tx, row.id))!), userErrors: [] }
  })
}

type Found = { row: RuleRow; problem: null } | { row: null; problem: UserErrorData }

/** A rule that is there, locked; or why it cannot be changed. */
export async function ruleToChange(tx: Tx, id: string, expectedVersion: number | null | undefined): Promise<Found> {
  const row = await readRule(tx, id, { lock: true })
  if (!row)
    return {
      row,
      problem: userError('NOT_FOUND', `There is no suppression rule ${id}. Take an id of \`suppressionRules\`.`, [
        'id',
      ]),
    }
  if (expectedVersion == null || row.version === expectedVersion) return { row, problem: null }
  const message = `The suppression rule was changed since: its version is ${row.version}, not ${expectedVersion}. Read it again and repeat.`
  return { row: null, problem: userError('CONFLICT', message, ['expectedVersion']) }
}
