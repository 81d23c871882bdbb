import { createHash } from 'node:crypto'
import type { VendorAccount } from '../../replay/vendor.ts'
import type { GithubAlert, GithubDeployKey, GithubInstallation, GithubRepository, GithubToken } from './settings.ts'

const API = 'https://api.github.com'
const SITE = 'https://github.com'
const CREATED = '2021-03-01T09:00:00Z'

/** GitHub's ids are numbers: the account's own when it is one, else one made of it. */
export function numericId(id: string): number {
  return /^\d{1,12}$/.test(id)
    ? Number(id)
    : Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16)
}

function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`
}

/** The short form of a user. */
export function userObject(account: VendorAccount): object {
  return actorObject(account.login, numericId(account.id), 'User')
}

function actorObject(login: string, id: number, type: 'User' | 'Organization'): object {
  const url = `${API}/users/${login}`
  return {
    login,
    id,
    node_id: nodeId(type === 'User' ? 'U' : 'O', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${SITE}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  }
}

/** The short form of the organisation. */
export function organizationObject(org: string, id: number): object {
  const url = `${API}/orgs/${org}`
  return {
    login: org,
    id,
    node_id: nodeId('O', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description: null,
  }
}

/** What an owner gets from GET /orgs/{org}. */
export function organizationFull(org: string, id: number, settings: Record<string, unknown>): object {
  return {
    ...organizationObject(org, id),
    name: org,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${SITE}/${org}`,
    type: 'Organization',
    created_at: CREATED,
    updated_at: CREATED,
    archived_at: null,
    plan: { name: 'enterprise', space: 976_562_499, private_repos: 999_999 },
    ...settings,
  }
}

export function membershipObject(org: string, orgId: number, account: VendorAccount): object {
  return {
    url: `${API}/orgs/${org}/memberships/${account.login}`,
    state: 'active',
    role: account.isAdmin ? 'admin' : 'member',
    organization_url: `${API}/orgs/${org}`,
    organization: organizationObject(org, orgId),
    user: userObject(account),
  }
}

const REPOSITORY_LINKS: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
}

/** The full form of a repository; lists show the same. */
export function repositoryObject(org: string, orgId: number, repository: GithubRepository): object {
  const fullName = `${org}/${repository.name}`
  const url = `${API}/repos/${fullName}`
  const id = numericId(fullName)
  const links = Object.entries(REPOSITORY_LINKS).map(([name, rest]) => [name, `${url}${rest}`])
  return {
    id,
    node_id: nodeId('R', id),
    name: repository.name,
    full_name: fullName,
    owner: actorObject(org, orgId, 'Organization'),
    private: repository.private,
    visibility: visibilityOf(repository),
    html_url: `${SITE}/${fullName}`,
    description: repository.description ?? null,
    fork: false,
    url,
    ...Object.fromEntries(links),
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `${SITE}/${fullName}.git`,
    svn_url: `${SITE}/${fullName}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: 'main',
    size: 1_024,
    forks: 0,
    forks_count: 0,
    watchers: 0,
    watchers_count: 0,
    stargazers_count: 0,
    subscribers_count: 1,
    network_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: repository.archived ?? false,
    disabled: false,
    security_and_analysis: {
      secret_scanning: switched(repository.secretScanning?.on ?? true),
      secret_scanning_push_protection: switched(repository.secretScanning?.pushProtection ?? true),
    },
    pushed_at: CREATED,
    created_at: CREATED,
    updated_at: CREATED,
  }
}

const switched = (on: boolean) => ({ status: on ? 'enabled' : 'disabled' })

export const visibilityOf = (repository: GithubRepository) =>
  repository.private ? (repository.internal ? 'internal' : 'private') : 'public'

export function deployKeyObject(org: string, { name }: GithubRepository, key: GithubDeployKey): object {
  return {
    url: `${API}/repos/${org}/${name}/keys/${key.id}`,
    verified: true,
    added_by: null,
    last_used: null,
    enabled: true,
    ...key,
  }
}

export function teamObject(org: string, slug: string): object {
  const id = numericId(`team:${org}/${slug}`)
  const url = `${API}/orgs/${org}/teams/${slug}`
  return {
    id,
    node_id: nodeId('T', id),
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    type: 'organization',
    url,
    html_url: `${SITE}/orgs/${org}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  }
}

export function installationObject(org: string, orgId: number, { id, ...installation }: GithubInstallation): object {
  return {
    id,
    ...installation,
    updated_at: installation.created_at,
    account: actorObject(org, orgId, 'Organization'),
    access_tokens_url: `${API}/app/installations/${id}/access_tokens`,
    repositories_url: `${API}/installation/repositories`,
    html_url: `${SITE}/organizations/${org}/settings/installations/${id}`,
    target_id: orgId,
    target_type: 'Organization',
    events: [],
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  }
}

/** A fine-grained token as GitHub Apps see it. */
export function tokenObject(org: string, { owner: _, ...token }: GithubToken, owner: VendorAccount): object {
  return {
    ...token,
    owner: userObject(owner),
    repositories_url: `${API}/organizations/${org}/personal-access-tokens/${token.id}/repositories`,
    token_id: token.id + 1_000,
    token_expired: false,
  }
}

const alertObject = (org: string, orgId: number, alert: GithubAlert, kind: string) => ({
  number: alert.number,
  state: alert.state,
  created_at: alert.created_at,
  updated_at: alert.created_at,
  url: `${API}/repos/${org}/${alert.repository}/${kind}/alerts/${alert.number}`,
  html_url: `${SITE}/${org}/${alert.repository}/security/${kind}/${alert.number}`,
  repository: repositoryObject(org, orgId, { name: alert.repository, private: true }),
})

/** An alert of Dependabot about a package that has a known hole. */
export function dependabotAlertObject(org: string, orgId: number, alert: GithubAlert): object {
  const { subject, severity = 'low', created_at } = alert
  const vulnerability = {
    package: { ecosystem: 'npm', name: subject },
    severity,
    vulnerable_version_range: '< 2.0.0',
    first_patched_version: { identifier: '2.0.0' },
  }
  return {
    ...alertObject(org, orgId, alert, 'dependabot'),
    dependency: {
      package: vulnerability.package,
      manifest_path: 'package-lock.json',
      scope: 'runtime',
      relationship: 'direct',
    },
    security_advisory: {
      ghsa_id: 'GHSA-xxxx-xxxx-xxxx',
      cve_id: null,
      summary: `A hole in ${subject}`,
      description: `A hole in ${subject}.`,
      vulnerabilities: [vulnerability],
      severity,
      cvss: { score: 9.8, vector_string: null },
      cwes: [],
      identifiers: [],
      references: [],
      published_at: created_at,
      updated_at: created_at,
      withdrawn_at: null,
    },
    security_vulnerability: vulnerability,
    dismissed_at: null,
    dismissed_by: null,
    dismissed_reason: null,
    dismissed_comment: null,
    fixed_at: null,
  }
}

/** An alert about a secret in a repository; the secret itself is left out for whoever asks for that. */
export function secretAlertObject(org: string, orgId: number, alert: GithubAlert, hidden: boolean): object {
  return {
    ...alertObject(org, orgId, alert, 'secret-scanning'),
    secret_type: alert.subject,
    secret_type_display_name: alert.subject,
    secret: hidden ? '' : 'the-secret-itself',
    resolution: null,
    resolved_at: null,
    resolved_by: null,
    push_protection_bypassed: false,
    validity: 'unknown',
  }
}
