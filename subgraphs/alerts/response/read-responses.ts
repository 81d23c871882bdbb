import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { Deliverer } from '../delivery/deliverer.ts'
import type { PolicyKindName } from '../policy/policy.entity.ts'
import { targetsOf, type SpecTarget } from './action-specs.ts'
import { isAction, isMail, MOST_RESPONSES, USUAL_MAX_AGE, type ActionResponse, type ResponseData } from './response.ts'
import type { PolicyResponseInput } from './response.type.ts'

const LONGEST_AGE = 7 * 86_400
const LONGEST_PARAMETERS = 16_384
/** One address without a name; the mail server decides whether it exists. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i
const SCOPE = 'governance:request'

/** Reads the responses of a policy, with every problem by its path. */
export async function readResponses(
  context: Context,
  tx: Tx,
  policy: { kind: PolicyKindName; definition: unknown },
  input: readonly PolicyResponseInput[],
): Promise<{ responses: ResponseData[]; problems: UserErrorData[] }> {
  const problems: UserErrorData[] = []
  const problem: Problem = (message, path, code = 'BAD_USER_INPUT') =>
    problems.push(userError(code, message, ['responses', ...path]))
  if (input.some(({ action }) => action) && !context.caller.scopes.includes(SCOPE))
    problem(`Actions act at vendors, for which the token needs the scope ${SCOPE}.`, [], 'FORBIDDEN')
  if (input.length > MOST_RESPONSES)
    problem(`A policy has at most ${MOST_RESPONSES} responses; these are ${input.length}.`, [])
  if (problems.length) return { responses: [], problems }
  const known = {
    targets: await targetsOf(
      tx,
      input.flatMap(({ action }) => action ?? []),
    ),
    webhooks: await webhooksAmong(
      tx,
      input.flatMap(({ webhook }) => webhook ?? []),
    ),
    mailer: context.instance(Deliverer).mailer,
  }
  const responses = input.map((each, n): ResponseData => {
    const at = String(n)
    const { action, webhook, email } = each
    if ([action, webhook, email].filter(given => given != null).length !== 1)
      problem('Say what it does: give exactly one of action, webhook and email.', [at, 'action'])
    if (webhook != null) {
      if (!known.webhooks.has(webhook))
        problem(`There is no webhook ${webhook}. Take an id of \`webhooks\`.`, [at, 'webhook'], 'NOT_FOUND')
      return { webhook }
    }
    if (email != null) {
      const wrong = ADDRESS.test(email) && email.length <= 254 ? known.mailer.problem : 'Give one e-mail address.'
      if (wrong) problem(wrong, [at, 'email'])
      return { email: email.toLowerCase() }
    }
    return readAction(policy, each, { at, targets: known.targets, problem })
  })
  const keys = responses.map(each => (isAction(each) ? each.action : isMail(each) ? each.email : each.webhook))
  const twice = keys.findIndex((key, n) => key && keys.indexOf(key) < n)
  if (twice >= 0) {
    const field = isAction(responses[twice]!) ? 'action' : isMail(responses[twice]!) ? 'email' : 'webhook'
    problem(`${keys[twice]} is there twice. Leave one out.`, [String(twice), field])
  }
  return { responses: problems.length ? [] : responses, problems }
}

type Problem = (message: string, path: string[], code?: 'BAD_USER_INPUT' | 'NOT_FOUND' | 'FORBIDDEN') => void

function readAction(
  policy: { kind: PolicyKindName; definition: unknown },
  { action, parameters: given, maxAgeSeconds = USUAL_MAX_AGE }: PolicyResponseInput,
  { at, targets, problem }: { at: string; targets: Map<string, SpecTarget>; problem: Problem },
): ActionResponse {
  if (action) {
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
  const parameters = given ?? {}
  if (typeof parameters !== 'object' || Array.isArray(parameters))
    problem('Give the parameters as an object.', [at, 'parameters'])
  else if (JSON.stringify(parameters).length > LONGEST_PARAMETERS)
    problem('The parameters are over 16 kB.', [at, 'parameters'])
  return {
    action: action ?? '',
    parameters: parameters as Record<string, unknown>,
    maxAgeSeconds: maxAgeSeconds ?? USUAL_MAX_AGE,
  }
}

/** Those of these ids that are webhooks of the tenant; they stay until the policy is written. */
async function webhooksAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    'select id from alerts.webhook where tenant = $1 and id = any($2::uuid[]) for share',
    [tx.tenant, ids.filter(isUuid)],
  )
  return new Set(rows.map(row => row.id))
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
