import type { StoredActivity } from '@casbah/kit'
import type { ScopeData } from '../policy/policy.entity.ts'
import type { Facts } from './facts.ts'

/** Why an activity is out of a policy's scope, as a sentence; null when it is in. */
export type ScopeTest = (activity: StoredActivity, facts: Facts) => string | null

/**
 * Makes a policy's scope ready to judge; null when it is everywhere. Apps in are those that the activity happened in. People in are the
 * users named and the members of the groups named, whoever of them acted; out wins over in. Names of groups compare without case.
 */
export function compileScope(scope: ScopeData | null | undefined): ScopeTest | null {
  if (!scope || !Object.values(scope).some(list => list.length)) return null
  const apps = new Set(scope.apps)
  const users = new Set(scope.users)
  const excludedUsers = new Set(scope.excludedUsers)
  const groups = lower(scope.groups)
  const excludedGroups = lower(scope.excludedGroups)
  return ({ app, userId, accountId }, facts) => {
    if (apps.size && !apps.has(app)) return 'The activity happened in an app that is not in the policy’s scope.'
    if (userId !== null && excludedUsers.has(userId)) return 'The user is excluded from the policy’s scope.'
    if (!excludedGroups.size && !users.size && !groups.size) return null
    const memberOf = accountId === null ? [] : (facts.account(accountId)?.groups ?? [])
    const excluded = memberOf.find(group => excludedGroups.has(group.toLowerCase()))
    if (excluded !== undefined)
      return `The user is in the group ${excluded}, which is excluded from the policy’s scope.`
    if (!users.size && !groups.size) return null
    if (userId !== null && users.has(userId)) return null
    if (memberOf.some(group => groups.has(group.toLowerCase()))) return null
    return 'Whoever acted is neither a user nor in a group of the policy’s scope.'
  }
}

const lower = (names: string[]) => new Set(names.map(name => name.toLowerCase()))
