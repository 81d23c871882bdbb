import { at, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { namesRepositories } from '../github-trust.ts'

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
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3' }),
  judgeRow: row => {
    const passed = namesRepositories(at(row, 'AssumeRolePolicyDocument'))
    const [name, id] = [at(row, 'RoleName'), at(row, 'RoleId')]
    if (passed === undefined || typeof name !== 'string' || typeof id !== 'string') return 'UNCLEAR'
    return passed === null ? null : { name, account: id, passed }
  },
  judge: judgeRows('roles', {
    say: (passing, all) => `${passing} of ${all} roles for GitHub Actions name the repositories that may take them.`,
    none: 'No role is for GitHub Actions.',
  }),
})
