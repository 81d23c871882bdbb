import { at } from '@casbah/sdk'
import { has, statementsOf, type Statement } from './policy.ts'

const GITHUB = 'token.actions.githubusercontent.com'

/** Whether somebody has to name at least an owner: `repo:acme/*` does, `*` and `repo:*` do not. */
const isPinned = ({ Condition }: Statement) => {
  const subjects = ['StringEquals', 'StringLike'].flatMap(kind => at(at(Condition, kind), `${GITHUB}:sub`) ?? [])
  return subjects.length > 0 && subjects.every(subject => /^repo:[^*?/]+\//.test(String(subject)))
}
const trustsGithub = ({ Effect, Principal }: Statement) =>
  Effect === 'Allow' &&
  [at(Principal, 'Federated') ?? []].flat().some(one => String(one).endsWith(`oidc-provider/${GITHUB}`))

/** Whether a role's trust names the repositories for each statement that trusts GitHub; null where none does, undefined where it is no policy. */
export function namesRepositories(trust: unknown): boolean | null | undefined {
  const trusting = statementsOf(trust)?.filter(
    one => trustsGithub(one) && has(one.Action, 'sts:AssumeRoleWithWebIdentity'),
  )
  if (!trusting) return undefined
  return trusting.length === 0 ? null : trusting.every(isPinned)
}
