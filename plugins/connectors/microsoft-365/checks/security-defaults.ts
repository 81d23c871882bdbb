import { settingIs, type Judgement } from '@casbah/sdk'

const judgeDefaults = settingIs('securityDefaults.isEnabled', true, {
  say: () => 'Security defaults are on, which ask everybody for a second factor.',
  unknown: 'Microsoft did not tell whether security defaults are on; the right Policy.Read.All is needed.',
})

/** Passes where security defaults are on; where they are off it is judged by the policies. */
export const orDefaults =
  <P>(byPolicies: (read: Record<string, unknown>, parameters: P) => Judgement) =>
  (read: Record<string, unknown>, parameters: P): Judgement => {
    const defaults = judgeDefaults(read, {})
    return defaults.status === 'FAIL' ? byPolicies(read, parameters) : defaults
  }
