import { CasbahError, userError, type Tx, type UserErrorData } from '@casbah/kit'
import { compilePolicy, type Compilable } from '../detection/compile.ts'
import { sigmaSetOf, type SigmaPolicy } from '../detection/sigma/set.ts'
import { techniqueOf } from './mitre.ts'
import type { MitreData } from './policy.entity.ts'

/** Policies of a tenant, deleted ones left out. */
export const MOST_POLICIES = 5_000
const MOST_TECHNIQUES = 50

/** Whether a text can be kept: PostgreSQL takes neither NUL nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** Whether every text within a JSON value can be kept. */
function isStorableJson(value: unknown): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(JSON.stringify(value))
}

const UNSTORABLE = 'holds a NUL or half of a surrogate pair, which cannot be kept. Take it out.'

/** What is wrong with a name: its length, or that another policy has it. `own`: id of the policy that may. */
export async function nameProblem(tx: Tx, name: string, own: string | null): Promise<UserErrorData | null> {
  if (!name.trim() || name.length > 200)
    return userError('BAD_USER_INPUT', 'A name has from 1 to 200 characters.', ['name'])
  if (!isStorable(name)) return userError('BAD_USER_INPUT', `The name ${UNSTORABLE}`, ['name'])
  const taken = await tx.query(
    'select 1 from alerts.policy where tenant = $1 and name = $2 and deleted_at is null and id is distinct from $3::uuid',
    [tx.tenant, name, own],
  )
  if (!taken.length) return null
  return userError('CONFLICT', `There is a policy called ${name} already. Choose another name.`, ['name'])
}

export function descriptionProblem(description: string): UserErrorData | null {
  if (!isStorable(description)) return userError('BAD_USER_INPUT', `The description ${UNSTORABLE}`, ['description'])
  if (description.length <= 10_000) return null
  return userError('BAD_USER_INPUT', 'A description has at most 10,000 characters.', ['description'])
}

/** What is wrong with the seconds in which equal matches are folded. An alert ends after a day, however it is folded. */
export function dedupProblem(seconds: number): UserErrorData | null {
  if (seconds >= 0 && seconds <= 86_400) return null
  return userError('BAD_USER_INPUT', 'dedupSeconds lies between 0 and 86,400, a day. Give a number between them.', [
    'dedupSeconds',
  ])
}

/** What is wrong with a definition, among the tenant's other policies: one problem for each place in it. */
export function definitionProblems(
  policy: Compilable & SigmaPolicy,
  others: readonly (SigmaPolicy & { kind: string })[],
): UserErrorData[] {
  if (!isStorableJson(policy.definition))
    return [userError('BAD_USER_INPUT', `The definition ${UNSTORABLE}`, ['definition'])]
  try {
    const set = sigmaSetOf([{ ...policy, enabled: true }, ...others.filter(({ id }) => id !== policy.id)])
    compilePolicy(policy, { set, id: policy.id })
    return []
  } catch (error) {
    if (!(error instanceof CasbahError)) throw error
    const issues = (error.extensions.issues ?? []) as { path: string[]; message: string }[]
    if (!issues.length) return [userError('BAD_USER_INPUT', error.message, ['definition'])]
    return issues.map(({ path, message }) => userError('BAD_USER_INPUT', message, path))
  }
}

/** Techniques by their numbers. */
export function readMitre(ids: readonly string[]): { mitre: MitreData[]; problems: UserErrorData[] } {
  if (ids.length > MOST_TECHNIQUES)
    return {
      mitre: [],
      problems: [userError('BAD_USER_INPUT', 'At most 50 techniques are possible.', ['mitre'])],
    }
  const mitre: MitreData[] = []
  const problems: UserErrorData[] = []
  for (const id of new Set(ids)) {
    const technique = techniqueOf(id)
    if (technique) mitre.push(technique)
    else
      problems.push(
        userError('BAD_USER_INPUT', `${id} is no number of a technique. Give one such as T1078.004.`, ['mitre']),
      )
  }
  return { mitre, problems }
}
