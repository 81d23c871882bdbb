import type { PolicyKindName } from '../policy/policy.entity.ts'

/** Whether a policy judges activities; others look at what is there now, and the past has nothing for them. */
export function judgesActivities({ kind }: { kind: PolicyKindName }): boolean {
  return kind !== 'RESOURCE' && kind !== 'POSTURE' && kind !== 'SYSTEM'
}
