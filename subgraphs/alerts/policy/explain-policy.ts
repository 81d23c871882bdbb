import { CasbahError, userError, type Code, type Context } from '@casbah/kit'
import type { ExplanationData } from '../detection/detector.ts'
import { accountFacts } from '../detection/account-facts.ts'
import { Detection } from '../detection/consumer.ts'
import { HistorySource } from '../history/history-source.ts'
import { readPolicies } from './policy.loaders.ts'
import { policiesOf } from './policy.service.ts'
import type { ExplainPayload } from './explain-policy.type.ts'

/** Why a policy did or did not match an activity; nothing is remembered of it. */
export async function explainPolicy(
  context: Context,
  input: { policy: string; activity: string },
): Promise<ExplainPayload> {
  const failed = (code: Code, message: string, path: string[] | null): ExplainPayload => ({
    explanation: null,
    userErrors: [userError(code, message, path)],
  })
  const policy = (await readPolicies(await context.tx(), [input.policy])).get(input.policy)
  if (!policy || policy.deletedAt)
    return failed('NOT_FOUND', `There is no policy ${input.policy}. Take an id of \`policies\`.`, ['policy'])
  let explanation: ExplanationData
  try {
    const activity = await context.instance(HistorySource).one(context.tenant, input.activity)
    if (!activity)
      return failed(
        'NOT_FOUND',
        `There is no activity ${input.activity}, or its retention has passed. Take an id of \`activities\`.`,
        ['activity'],
      )
    const tx = await context.tx()
    const facts = await accountFacts(tx, [activity])
    const { policies: others } = await policiesOf(tx)
    explanation = context.instance(Detection).explain(context.tenant, policy, activity, { others, facts })
  } catch (error) {
    if (!(error instanceof CasbahError)) throw error
    return failed(error.code, error.message, null)
  }
  return { explanation, userErrors: [] }
}
