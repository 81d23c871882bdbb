import { at, pathTo, type Config, type Query, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { orgPath } from './card.ts'
import { repositoryPath } from './repository-path.ts'

/** A list below the organisation. */
const list = (path: string, query: Query = {}) => ({
  request: (config: Config) => ({ path: orgPath(config) + path, query: { ...query, per_page: 100 } }),
  rows: '',
  page: { style: 'link' } as const,
})

/** What is read of each repository; `{branch}` stands for its default branch. */
const ofRepository = (path: string) => ({
  each: 'repositories',
  request: (_: Config, { parent }: ReadRequest) => ({
    path:
      repositoryPath(String(at(parent, 'full_name'))) +
      (path.includes('{branch}') ? path.replace('{branch}', pathTo`${at(parent, 'default_branch')}`) : path),
  }),
  scope: 'repo',
})

/** Settings that the checks read. GitHub leaves fields out of `organization` for callers who are not owners. */
export const reads = {
  /** The organisation with its security settings. */
  organization: { request: (config: Config) => ({ path: orgPath(config) }), scope: 'admin:org' },
  /** All owners. */
  owners: { ...list('/members', { role: 'admin' }), scope: 'read:org' },
  /** Members who have no second factor; of an organisation whose identity provider signs in, always nobody. */
  membersWithoutTwoFactor: {
    ...list('/members', { filter: '2fa_disabled' }),
    scope: 'read:org',
    touchedBy: ['org.add_member', 'org.remove_member', 'two_factor_authentication.*'],
  },
  /** `{default_workflow_permissions, can_approve_pull_request_reviews}`. */
  workflowPermissions: {
    request: (config: Config) => ({ path: `${orgPath(config)}/actions/permissions/workflow` }),
    scope: 'admin:org',
  },
  /** `{enabled_repositories, allowed_actions, sha_pinning_required}`. */
  actionsPermissions: {
    request: (config: Config) => ({ path: `${orgPath(config)}/actions/permissions` }),
    scope: 'admin:org',
    touchedBy: ['org.update_actions_settings'],
  },
  hooks: { ...list('/hooks'), scope: 'admin:org_hook', touchedBy: ['hook.*'] },
  installations: {
    ...list('/installations'),
    rows: 'installations',
    scope: 'admin:org',
    touchedBy: ['integration_installation.*'],
  },
  personalAccessTokens: {
    ...list('/personal-access-tokens'),
    scope: 'personal_access_tokens',
    touchedBy: ['personal_access_token.*'],
  },
  criticalAlerts: {
    ...list('/dependabot/alerts', { state: 'open', severity: 'critical' }),
    scope: 'security_events',
    touchedBy: ['repository_vulnerability_alert.*', 'dependabot_alert.*'],
  },
  /** Without the secrets themselves. */
  secretAlerts: {
    ...list('/secret-scanning/alerts', { state: 'open', hide_secret: true }),
    scope: 'security_events',
    touchedBy: ['secret_scanning_alert.*'],
  },
  repositories: {
    ...list('/repos', { type: 'all' }),
    scope: 'repo',
    touchedBy: ['repo.create', 'repo.access', 'repo.archived', 'repo.unarchived', 'repo.transfer'],
  },
  /** Protection of default branches; 404 where a branch has none. */
  branchProtection: {
    ...ofRepository('/branches/{branch}/protection'),
    answers: [404],
    touchedBy: ['protected_branch.*'],
  },
  /** Rules that rulesets of repository, organisation and enterprise put on default branches. */
  branchRules: {
    ...ofRepository('/rules/branches/{branch}'),
    rows: '',
    page: { style: 'link' },
    touchedBy: ['repository_ruleset.*'],
  },
  deployKeys: {
    ...ofRepository('/keys'),
    rows: '',
    page: { style: 'link' },
    touchedBy: ['public_key.*', 'deploy_key.*'],
  },
} satisfies Record<string, ReadSpec>
