import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import type { PolicyKindName } from '../policy/policy.entity.ts'
import { targetsOf, type SpecTarget } from './action-specs.ts'
import { MOST_RESPONSES, USUAL_MAX_AGE, type ResponseData } from './response.ts'
import type { PolicyResponseInput } from './response.type.ts'

const LONGEST_AGE = 7 * 86_400
const LONGEST_PARAMETERS = 16_384
const SCOPE = 'governance:request'

/** Reads the responses of a policy, with every problem by its path. */
export async function readResponses(
  context: Context,
  tx: Tx,
  policy: { kind: PolicyKindName; definition: unknown },
  input: readonly PolicyResponseInput[],
): Promise<{ responses: ResponseData[]; problems: UserErrorData[] }> {
  const problems: UserErrorData[] = []
  const problem = (
    message: string,
    path: string[],
    code: 'BAD_USER_INPUT' | 'NOT_FOUND' | 'FORBIDDEN' = 'BAD_USER_INPUT',
  ) => problems.push(userError(code, message, ['responses', ...path]))
  if (input.length && !context.caller.scopes.includes(SCOPE))
    problem(`Responses act at vendors, for which the token needs the scope ${SCOPE}.`, [], 'FORBIDDEN')
  if (input.length > MOST_RESPONSES)
    problem(`A policy has at most ${MOST_RESPONSES} responses; these are ${input.length}.`, [])
  if (problems.length) return { responses: [], problems }
  const targets = await targetsOf(
    tx,
    input.flatMap(({ action }) => action ?? []),
  )
  const responses = input.map((each, n): ResponseData => {
    const at = String(n)
    const { action, maxAgeSeconds = USUAL_MAX_AGE } = each
    if (each.webhook || each.email)
      problem('Webhooks and e-mail out of policies cannot be sent by this version. Give an action.', [
        at,
        each.webhook ? 'webhook' : 'email',
      ])
    else if (!action) problem('Say what it does: give an action.', [at, 'action'])
    else {
      const target = targets.get(action)
      if (!target)
        problem(
          `There is no action ${action}. \`connectors { actions { id } }\` lists them.`,
          [at, 'action'],
          'NOT_FOUND',
        )
      else if (!reaches(policy, target)) problem(UNREACHABLE[target], [at, 'action'])
    }
    if (maxAgeSeconds! < 0 || maxAgeSeconds! > LONGEST_AGE)
      problem('maxAgeSeconds is from 0, which always asks for approval, to 604,800, a week.', [at, 'maxAgeSeconds'])
    const parameters = each.parameters ?? {}
    if (typeof parameters !== 'object' || Array.isArray(parameters))
      problem('Give the parameters as an object.', [at, 'parameters'])
    else if (JSON.stringify(parameters).length > LONGEST_PARAMETERS)
      problem('The parameters are over 16 kB.', [at, 'parameters'])
    return {
      action: action ?? '',
      parameters: parameters as Record<string, unknown>,
      maxAgeSeconds: maxAgeSeconds ?? USUAL_MAX_AGE,
    }
  })
  const twice = responses.findIndex(({ action }, n) => responses.findIndex(each => each.action === action) < n)
  if (twice >= 0 && responses[twice]!.action)
    problem(`${responses[twice]!.action} is there twice. Leave one out.`, [String(twice), 'action'])
  return { responses: problems.length ? [] : responses, problems }
}

/** Whether what a policy finds leads to something that an action acts on. */
function reaches({ kind, definition }: { kind: PolicyKindName; definition: unknown }, target: SpecTarget): boolean {
  const ofGrants = typeof definition === 'object' && definition !== null && 'grantFilter' in definition
  if (target === 'RESOURCE') return kind === 'RESOURCE' && !ofGrants
  if (target === 'GRANT') return kind === 'RESOURCE' && ofGrants
  if (target === 'ACCOUNT') return kind !== 'POSTURE' && kind !== 'SYSTEM'
  return true
}

const UNREACHABLE: Record<SpecTarget, string> = {
  ACCOUNT:
    'The action acts on an account, and neither findings of controls nor troubles of Casbah itself have one. Choose one that acts on the app.',
  RESOURCE: 'The action acts on a resource; only policies of kind RESOURCE with a `filter` find one.',
  GRANT: 'The action acts on an OAuth grant; only policies of kind RESOURCE with a `grantFilter` find one.',
  APP: '',
}
