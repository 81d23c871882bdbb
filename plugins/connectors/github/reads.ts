import type { Config, Query, ReadRequest, ReadSpec } from '@casbah/sdk'
import { BRANCHES } from './branches-query.ts'
import { orgPath } from './card.ts'

/** A list below the organisation. */
const list = (path: string, query: Query = {}) => ({
  request: (config: Config) => ({ path: orgPath(config) + path, query: { ...query, per_page: 100 } }),
  rows: '',
  page: { style: 'link' } as const,
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
    touchedBy: [
      'org.set_default_workflow_permissions',
      'org.set_workflow_permission_can_approve_pr',
      'org.update_actions_settings',
    ],
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
  /** Default branches with all that protects them, and deploy keys: by GraphQL, which tells of many repositories at once. */
  branches: {
    request: ({ org }: Config, { cursor }: ReadRequest) => ({
      method: 'POST' as const,
      path: '/graphql',
      json: { query: BRANCHES, variables: { org, after: cursor ?? null } },
    }),
    rows: 'data.organization.repositories.nodes',
    page: {
      style: 'bodyCursor',
      field: 'data.organization.repositories.pageInfo.endCursor',
      more: 'data.organization.repositories.pageInfo.hasNextPage',
    },
    scope: 'repo',
    touchedBy: ['protected_branch.*', 'repository_ruleset.*', 'public_key.*', 'deploy_key.*'],
  },
} satisfies Record<string, ReadSpec>
