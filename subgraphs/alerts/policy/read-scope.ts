import { userError, type Tx, type UserErrorData } from '@casbah/kit'
import { isStorable } from './policy-parts.ts'
import type { ScopeData } from './policy.entity.ts'
import type { PolicyScopeInput } from './policy.type.ts'

/** Entries of one list of a scope. */
const MOST = 1_000

/** Reads a scope and looks that its apps and users are there; tells every problem with its path. */
export async function readScope(
  tx: Tx,
  input: PolicyScopeInput,
): Promise<{ scope: ScopeData; problems: UserErrorData[] }> {
  const unique = (list: string[] | null | undefined) => [...new Set(list)]
  const scope: ScopeData = {
    apps: unique(input.apps),
    users: unique(input.users),
    excludedUsers: unique(input.excludedUsers),
    groups: unique(input.groups),
    excludedGroups: unique(input.excludedGroups),
  }
  const problems: UserErrorData[] = []
  const problem = (code: 'BAD_USER_INPUT' | 'NOT_FOUND', field: string, message: string) =>
    problems.push(userError(code, message, ['scope', field]))
  for (const [field, list] of Object.entries(scope) as [keyof ScopeData, string[]][]) {
    if (list.length > MOST)
      problem(
        'BAD_USER_INPUT',
        field,
        `${field} holds ${list.length}; at most 1,000 are possible. Name groups instead.`,
      )
    if (list.some(each => !each.trim() || each.length > 500 || !isStorable(each)))
      problem(
        'BAD_USER_INPUT',
        field,
        `Each of ${field} has from 1 to 500 characters, and neither NUL nor half of a surrogate pair.`,
      )
  }
  if (problems.length) return { scope, problems }
  const unknown = await tx.query<{ field: string; id: string }>(
    `select field, id from json_to_recordset($2) as s(field text, id text)
     where case when field = 'apps' then not exists (select 1 from alerts.app a where a.tenant = $1 and a.id = s.id)
       else not exists (select 1 from alerts.account a where a.tenant = $1 and a.user_id = s.id) end`,
    [
      tx.tenant,
      JSON.stringify(
        (['apps', 'users', 'excludedUsers'] as const).flatMap(field => scope[field].map(id => ({ field, id }))),
      ),
    ],
  )
  for (const { field, id } of unknown)
    problem(
      'NOT_FOUND',
      field,
      `There is no ${field === 'apps' ? 'app' : 'user'} ${id}. Take an id of \`${field === 'apps' ? 'apps' : 'users'}\`.`,
    )
  return { scope, problems }
}
