import { randomUUID } from 'node:crypto'
import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { takeTurn } from '../alert/alert-log.ts'
import { Detection } from '../detection/consumer.ts'
import { firstAnswer, keepAnswer } from '../graphql/answer-once.ts'
import { logRuleChange } from './rule-changes.ts'
import { readRule, toRule } from './rule-row.ts'
import { ruleProblems, termsOf } from './read-rule-parts.ts'
import type { CreateSuppressionRuleInput, SuppressionRulePayload } from './suppression-rule.type.ts'

/** Rules of a tenant, expired ones included. */
export const MOST_RULES = 1_000
const OPERATION = 'createSuppressionRule'

/** Makes a rule; from its commit on it holds. */
export async function createRule(context: Context, input: CreateSuppressionRuleInput): Promise<SuppressionRulePayload> {
  return context.write(async tx => {
    // Raising takes the same turn: what is raised next sees the rule.
    await takeTurn(tx)
    const first = await firstAnswer<{ id: string }>(tx, OPERATION, input.idempotencyKey)
    if (first) {
      const row = await readRule(tx, first.id)
      return { suppressionRule: row && toRule(row), userErrors: [] }
    }
    const made = await insertRule(tx, context, input)
    if (made.suppressionRule && input.idempotencyKey)
      await keepAnswer(tx, OPERATION, input.idempotencyKey, { id: made.suppressionRule.id })
    return made
  })
}

/** Makes a rule within the tenant's turn. */
export async function insertRule(
  tx: Tx,
  context: Context,
  input: CreateSuppressionRuleInput,
): Promise<SuppressionRulePayload> {
  const now = context.instance(Detection).now()
  const { name, policy = null, scope, reason, expiresAt } = input
  const problems: UserErrorData[] = await ruleProblems(tx, { name, policy, scope, reason, expiresAt }, null, now)
  const [count] = await tx.query<{ rules: string }>(
    'select count(*) as rules from alerts.suppression_rule where tenant = $1',
    [tx.tenant],
  )
  if (Number(count!.rules) >= MOST_RULES)
    problems.push(
      userError(
        'CONFLICT',
        'There are 1,000 suppression rules, the most a tenant can have. Delete expired ones first.',
        null,
      ),
    )
  if (problems.length) return { suppressionRule: null, userErrors: problems }
  const id = randomUUID()
  await tx.query(
    `insert into alerts.suppression_rule (tenant, id, name, policy, terms, reason, owner, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.tenant,
      id,
      name,
      policy,
      JSON.stringify(termsOf(scope)),
      reason,
      JSON.stringify(context.caller.actor),
      new Date(now).toISOString(),
      expiresAt.toISOString(),
    ],
  )
  await logRuleChange(tx, context.caller.actor, { rule: id, version: 1, kind: 'CREATED', fields: [], at: now })
  return { suppressionRule: toRule((await readRule(tx, id))!), userErrors: [] }
}
