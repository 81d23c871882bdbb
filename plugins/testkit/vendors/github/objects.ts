import { createHash } from 'node:crypto'
import type { VendorAccount } from '../../replay/vendor.ts'
import type { GithubRepository } from './settings.ts'

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
    visibility: repository.private ? 'private' : 'public',
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
    archived: false,
    disabled: false,
    pushed_at: CREATED,
    created_at: CREATED,
    updated_at: CREATED,
  }
}
