import { userError, type Tx, type UserErrorData } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { networkOf } from '../detection/sigma/cidr.ts'
import { isStorable } from '../policy/policy-parts.ts'
import { NO_TERMS, TERM_KINDS, type RuleTerms } from './rule-terms.ts'
import type { SuppressionScopeInput } from './suppression-rule.type.ts'

const VALUES = 100
const LONGEST_MS = 366 * 24 * 3_600_000
/** Names of what keeps alerts by itself: short words with dashes, which a rule's name must not pass for. */
const BUILT_IN_NAME = /^[a-z]+(-[a-z]+)*$/

/** What of a rule is to be checked; what is left out is not. */
export interface RuleParts {
  name?: string
  policy?: string | null
  scope?: SuppressionScopeInput
  reason?: string
  expiresAt?: Date
}

/** Everything that is wrong with a rule's parts. `own`: id of the rule that may have the name; `now`: epoch ms. */
export async function ruleProblems(
  tx: Tx,
  parts: RuleParts,
  own: string | null,
  now: number,
): Promise<UserErrorData[]> {
  const problems: UserErrorData[] = []
  const add = (message: string, path: string[]) => void problems.push(userError('BAD_USER_INPUT', message, path))
  if (parts.name !== undefined) {
    const problem = await nameProblem(tx, parts.name, own)
    if (problem) problems.push(problem)
  }
  if (parts.policy != null) {
    const known =
      isUuid(parts.policy) &&
      (await tx.query('select 1 from alerts.policy where tenant = $1 and id = $2::uuid and deleted_at is null', [
        tx.tenant,
        parts.policy,
      ]))
    if (!known || !known.length)
      problems.push(
        userError('NOT_FOUND', `There is no policy ${parts.policy}. Take an id of \`policies\`, or leave it out.`, [
          'policy',
        ]),
      )
  }
  if (parts.scope) problems.push(...scopeProblems(parts.scope))
  if (parts.reason !== undefined) {
    if (!parts.reason.trim() || parts.reason.length > 2_000)
      add('A reason has from 1 to 2,000 characters; whoever meets the rule in half a year must understand it.', [
        'reason',
      ])
    else if (!isStorable(parts.reason))
      add('The reason holds a NUL or half of a surrogate pair. Take it out.', ['reason'])
  }
  if (parts.expiresAt !== undefined) {
    const ahead = parts.expiresAt.getTime() - now
    if (!(ahead > 0)) add('The rule would have expired already. Give a moment that is yet to come.', ['expiresAt'])
    else if (ahead > LONGEST_MS)
      add('A rule lasts a year at most. Give an earlier moment, and renew it by then if it still fits.', ['expiresAt'])
  }
  return problems
}

async function nameProblem(tx: Tx, name: string, own: string | null): Promise<UserErrorData | null> {
  if (!name.trim() || name.length > 200 || !isStorable(name))
    return userError('BAD_USER_INPUT', 'A name has from 1 to 200 characters, without NUL.', ['name'])
  if (BUILT_IN_NAME.test(name))
    return userError(
      'BAD_USER_INPUT',
      `“${name}” could be taken for one of the suppressions that detectors apply by themselves. Choose a name of several words.`,
      ['name'],
    )
  const taken = await tx.query(
    'select 1 from alerts.suppression_rule where tenant = $1 and name = $2 and id is distinct from $3::uuid',
    [tx.tenant, name, own],
  )
  if (!taken.length) return null
  return userError('CONFLICT', `There is a suppression rule called ${name} already. Choose another name.`, ['name'])
}

function scopeProblems(scope: SuppressionScopeInput): UserErrorData[] {
  const problems: UserErrorData[] = []
  const add = (message: string, path: string[]) =>
    void problems.push(userError('BAD_USER_INPUT', message, ['scope', ...path]))
  const terms = termsOf(scope)
  if (TERM_KINDS.every(kind => !terms[kind].length))
    add(
      'A rule without users, accounts, apps, ips, resources or actions would silence the policy. Disable the policy instead.',
      [],
    )
  for (const kind of TERM_KINDS) {
    const values = terms[kind]
    if (values.length > VALUES) add(`${kind} holds ${values.length}; 100 are possible. Make a second rule.`, [kind])
    const odd = values.find(value => !value.trim() || value.length > 500 || !isStorable(value))
    if (odd !== undefined)
      add(`${kind} holds a text that is empty, over 500 characters or has a NUL. Take it out.`, [kind])
  }
  for (const text of terms.ips) {
    const network = networkOf(text)
    if (!network) add(`${text} is neither an IP address nor a network such as 10.0.0.0/8.`, ['ips'])
    else if (network.bits === 0) add(`${text} is every address and so no term. Leave it out.`, ['ips'])
  }
  return problems
}

/** The terms of an input, each once. */
export function termsOf(scope: SuppressionScopeInput): RuleTerms {
  const terms = { ...NO_TERMS }
  for (const kind of TERM_KINDS) terms[kind] = [...new Set(scope[kind] ?? [])]
  return terms
}
