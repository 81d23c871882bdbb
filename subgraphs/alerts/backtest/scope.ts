import type { StoredActivity } from '@casbah/kit'
import type { PolicyKindName } from '../policy/policy.entity.ts'

/** Where a draft applies; out wins over in. */
export interface DraftScope {
  /** Ids of apps in; all when empty. */
  apps: string[]
  /** Ids of users in; all when empty. */
  users: string[]
  excludedUsers: string[]
}

/** Whether a scope means an activity, by its app and the person behind it. */
export function scopeMeans({ apps, users, excludedUsers }: DraftScope, { app, userId }: StoredActivity): boolean {
  if (userId !== null && excludedUsers.includes(userId)) return false
  if (apps.length && !apps.includes(app)) return false
  return !users.length || (userId !== null && users.includes(userId))
}

/** Whether a policy judges activities; others look at what is there now, and the past has nothing for them. */
export function judgesActivities({ kind }: { kind: PolicyKindName }): boolean {
  return kind !== 'RESOURCE' && kind !== 'POSTURE'
}
