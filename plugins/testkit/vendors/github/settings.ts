/** A repository as far as the emulated organisation tells them apart. */
export interface GithubRepository {
  name: string
  private: boolean
  description?: string
}

/** Settings of an emulated GitHub organisation, in GitHub's own form; each is what the path beside it answers. */
export interface GithubSettings {
  /** Laid over what /orgs/{org} answers. */
  organization: Record<string, unknown>
  /** /orgs/{org}/actions/permissions */
  actionsPermissions: Record<string, unknown>
  /** /orgs/{org}/actions/permissions/workflow */
  workflowPermissions: Record<string, unknown>
  /** /orgs/{org}/hooks */
  hooks: object[]
  /** /orgs/{org}/installations */
  installations: object[]
  /** /orgs/{org}/rulesets */
  rulesets: object[]
  /** /orgs/{org}/personal-access-tokens */
  personalAccessTokens: object[]
  /** /orgs/{org}/credential-authorizations */
  credentialAuthorizations: object[]
  /** /orgs/{org}/code-security/configurations */
  codeSecurityConfigurations: object[]
  /** /orgs/{org}/code-security/configurations/defaults */
  codeSecurityDefaults: object[]
  /** /orgs/{org}/secret-scanning/alerts */
  secretScanningAlerts: object[]
  /** /orgs/{org}/repos and /repos/{org}/{name} */
  repositories: GithubRepository[]
}

/** Lists below /orgs/{org} that are paged by `page` and `per_page`. */
export const LIST_BY_PATH: Readonly<Record<string, keyof GithubSettings>> = {
  '/hooks': 'hooks',
  '/rulesets': 'rulesets',
  '/personal-access-tokens': 'personalAccessTokens',
  '/credential-authorizations': 'credentialAuthorizations',
  '/code-security/configurations': 'codeSecurityConfigurations',
  '/secret-scanning/alerts': 'secretScanningAlerts',
}

/** A well kept organisation; callers lay over what theirs has otherwise. */
export const DEFAULT_GITHUB_SETTINGS: GithubSettings = {
  organization: {
    two_factor_requirement_enabled: true,
    default_repository_permission: 'read',
    members_can_create_repositories: true,
    members_can_create_public_repositories: false,
    members_can_create_private_repositories: true,
    members_can_create_internal_repositories: true,
    members_can_fork_private_repositories: false,
    members_can_invite_outside_collaborators: false,
    members_can_delete_repositories: false,
    members_can_change_repo_visibility: false,
    web_commit_signoff_required: true,
    deploy_keys_enabled_for_repositories: false,
    dependabot_alerts_enabled_for_new_repositories: true,
    secret_scanning_enabled_for_new_repositories: true,
    secret_scanning_push_protection_enabled_for_new_repositories: true,
  },
  actionsPermissions: { enabled_repositories: 'all', allowed_actions: 'selected', sha_pinning_required: true },
  workflowPermissions: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
  hooks: [],
  installations: [],
  rulesets: [],
  personalAccessTokens: [],
  credentialAuthorizations: [],
  codeSecurityConfigurations: [],
  codeSecurityDefaults: [],
  secretScanningAlerts: [],
  repositories: [{ name: 'website', private: false }],
}
