/** A deploy key, in GitHub's own form as far as it is told apart. */
export interface GithubDeployKey {
  id: number
  title: string
  /** The public half. */
  key: string
  read_only: boolean
  created_at: string
  last_used?: string | null
}

/** A repository as far as the emulated organisation tells them apart. */
export interface GithubRepository {
  name: string
  private: boolean
  /** For the whole enterprise, where it is private otherwise. */
  internal?: boolean
  description?: string
  archived?: boolean
  /** Both of secret scanning and push protection; on when left out. */
  secretScanning?: { on: boolean; pushProtection: boolean }
  /** The default branch's protection as GraphQL shows it, laid over a well kept one; null: it has none. */
  protection?: Record<string, unknown> | null
  /** Rules that rulesets put on the default branch. */
  rules?: { type: string; parameters?: Record<string, unknown> }[]
  deployKeys?: GithubDeployKey[]
}

/** A fine-grained personal access token that an owner let in. */
export interface GithubToken {
  id: number
  /** Login of the member whose it is. */
  owner: string
  token_name: string
  repository_selection: 'none' | 'all' | 'subset'
  permissions: { organization?: Record<string, string>; repository?: Record<string, string> }
  access_granted_at: string
  token_expires_at: string | null
  token_last_used_at: string | null
}

/** An app that is installed in the organisation. */
export interface GithubInstallation {
  id: number
  app_id: number
  app_slug: string
  repository_selection: 'all' | 'selected'
  permissions: Record<string, string>
  created_at: string
}

/** An open or settled alert, as far as they are told apart. */
export interface GithubAlert {
  number: number
  repository: string
  state: 'open' | 'fixed' | 'dismissed' | 'resolved'
  created_at: string
  /** What it is of: the package for Dependabot, the kind of secret for secret scanning. */
  subject: string
  /** Dependabot's. */
  severity?: 'low' | 'medium' | 'high' | 'critical'
}

/** A webhook of the organisation, in GitHub's own form. */
export interface GithubHook {
  id: number
  active: boolean
  config: Record<string, string>
  [field: string]: unknown
}

/** Settings of an emulated GitHub organisation; each is what the path beside it answers. */
export interface GithubSettings {
  /** Laid over what /orgs/{org} answers. */
  organization: Record<string, unknown>
  /** /orgs/{org}/actions/permissions */
  actionsPermissions: Record<string, unknown>
  /** /orgs/{org}/actions/permissions/workflow */
  workflowPermissions: Record<string, unknown>
  /** /orgs/{org}/hooks */
  hooks: GithubHook[]
  /** /orgs/{org}/installations */
  installations: GithubInstallation[]
  /** /orgs/{org}/rulesets */
  rulesets: object[]
  /** /orgs/{org}/personal-access-tokens */
  personalAccessTokens: GithubToken[]
  /** /orgs/{org}/credential-authorizations, in GitHub's own form. */
  credentialAuthorizations: { credential_id: number; login: string; [field: string]: unknown }[]
  /** /orgs/{org}/code-security/configurations */
  codeSecurityConfigurations: object[]
  /** /orgs/{org}/code-security/configurations/defaults */
  codeSecurityDefaults: object[]
  /** /orgs/{org}/dependabot/alerts */
  dependabotAlerts: GithubAlert[]
  /** /orgs/{org}/secret-scanning/alerts */
  secretScanningAlerts: GithubAlert[]
  /** /orgs/{org}/repos and /repos/{org}/{name} */
  repositories: GithubRepository[]
}

/** Lists below /orgs/{org} that are shown as they are kept, paged by `page` and `per_page`. */
export const LIST_BY_PATH: Readonly<Record<string, keyof GithubSettings>> = {
  '/hooks': 'hooks',
  '/rulesets': 'rulesets',
  '/code-security/configurations': 'codeSecurityConfigurations',
}

/** A well kept organisation; callers lay over what theirs has otherwise. */
export const DEFAULT_GITHUB_SETTINGS: GithubSettings = {
  organization: {
    is_verified: true,
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
  actionsPermissions: { enabled_repositories: 'selected', allowed_actions: 'selected', sha_pinning_required: true },
  workflowPermissions: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
  hooks: [],
  installations: [],
  rulesets: [],
  personalAccessTokens: [],
  credentialAuthorizations: [],
  codeSecurityConfigurations: [],
  codeSecurityDefaults: [],
  dependabotAlerts: [],
  secretScanningAlerts: [],
  repositories: [{ name: 'website', private: false }],
}
