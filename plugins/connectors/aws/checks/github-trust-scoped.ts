import { at, defineCheck, judgeTally } from '@casbah/sdk'
import { has, statementsOf, type Statement } from '../policy.ts'

const GITHUB = 'token.actions.githubusercontent.com'

/** Whether somebody has to name at least an owner: `repo:acme/*` does, `*` and `repo:*` do not. */
const isPinned = ({ Condition }: Statement) => {
  const subjects = ['StringEquals', 'StringLike'].flatMap(kind => at(at(Condition, kind), `${GITHUB}:sub`) ?? [])
  return subjects.length > 0 && subjects.every(subject => /^repo:[^*?/]+\//.test(String(subject)))
}
const trustsGithub = ({ Effect, Principal }: Statement) =>
  Effect === 'Allow' &&
  [at(Principal, 'Federated') ?? []].flat().some(one => String(one).endsWith(`oidc-provider/${GITHUB}`))

export const githubTrustScoped = defineCheck({
  name: 'github-trust-scoped',
  title: 'Roles for GitHub Actions name the repositories that may take them',
  description:
    'GitHub gives a token to everybody’s workflows. A role that trusts them without naming a repository is open to all of GitHub.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['roles'],
  each: 'roles',
  touchedBy: ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole'],
  remediation:
    'In *IAM → Roles → Trust relationships* of each role named here add a condition on `token.actions.githubusercontent.com:sub`, such as `repo:acme/web:ref:refs/heads/main`.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
  ],
  judgeRow: row => {
    const statements = statementsOf(at(row, 'AssumeRolePolicyDocument'))
    const [name, id] = [at(row, 'RoleName'), at(row, 'RoleId')]
    if (!statements || typeof name !== 'string' || typeof id !== 'string') return 'UNCLEAR'
    const trusting = statements.filter(one => trustsGithub(one) && has(one.Action, 'sts:AssumeRoleWithWebIdentity'))
    return trusting.length === 0 ? null : { name, account: id, passed: trusting.every(isPinned) }
  },
  judge: ({ roles }) =>
    judgeTally(roles, {
      say: (passing, all) => `${passing} of ${all} roles for GitHub Actions name the repositories that may take them.`,
      none: 'No role is for GitHub Actions.',
    }),
})
