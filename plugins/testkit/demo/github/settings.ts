import type { GithubRepository, GithubSettings } from '../../vendors/github/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { githubOrg } from './org.ts'

const DAY = 86_400_000

/**
 * No demand for a second factor, public repositories for everyone, any action may run; an app that writes everywhere, a token that never ends, a webhook that
 * does not check certificates, an open alert of each kind. Documentation is not protected, infrastructure has a deploy key that can write.
 */
export function githubSettings(world: World, now: number): Partial<GithubSettings> {
  const random = seeded(world.seed, world.domain, 'github settings')
  const { org, repositories, logins } = githubOrg(world)
  const ago = (days: number) => `${new Date(now - days * DAY).toISOString().slice(0, 19)}Z`
  const hook = (url: string, insecure: boolean) => {
    const id = random.int(300_000_000, 499_999_999)
    const self = `https://api.github.com/orgs/${org}/hooks/${id}`
    return {
      id,
      url: self,
      ping_url: `${self}/pings`,
      deliveries_url: `${self}/deliveries`,
      name: 'web',
      type: 'Organization',
      events: ['push', 'pull_request'],
      active: true,
      config: { url, insecure_ssl: insecure ? '1' : '0', content_type: 'json', secret: '********' },
      created_at: ago(200),
      updated_at: ago(200),
    }
  }
  const app = (app_slug: string, repository_selection: 'all' | 'selected', permissions: Record<string, string>) => ({
    id: random.int(40_000_000, 60_000_000),
    app_id: random.int(100_000, 900_000),
    app_slug,
    repository_selection,
    permissions: { metadata: 'read', ...permissions },
    created_at: ago(random.int(100, 400)),
  })
  const someone = () => logins.of(random.pick(logins.atWork)).login
  const token = (token_name: string, permissions: Record<string, string>, expires: string | null) => ({
    id: random.int(100_000, 900_000),
    owner: someone(),
    token_name,
    repository_selection: 'all' as const,
    permissions: { repository: { metadata: 'read', ...permissions } },
    access_granted_at: ago(120),
    token_expires_at: expires,
    token_last_used_at: ago(1),
  })
  const credential = (credential_type: string, more: object) => ({
    login: someone(),
    credential_id: random.int(10_000_000, 90_000_000),
    credential_type,
    credential_authorized_at: ago(random.int(20, 300)),
    credential_accessed_at: ago(1),
    authorized_credential_id: random.int(10_000_000, 90_000_000),
    ...more,
  })
  const personal = (authorized_credential_note: string, scopes: string[]) =>
    credential('personal access token', {
      token_last_eight: random.text(8),
      authorized_credential_note,
      authorized_credential_expires_at: null,
      scopes,
    })
  const alert = (number: number, subject: string) => ({
    number,
    repository: 'billing-api',
    state: 'open' as const,
    created_at: ago(number),
    subject,
  })
  return {
    organization: {
      two_factor_requirement_enabled: false,
      members_can_create_public_repositories: true,
      members_can_invite_outside_collaborators: true,
    },
    actionsPermissions: { enabled_repositories: 'all', allowed_actions: 'all', sha_pinning_required: false },
    hooks: [
      hook(`https://deploy.${world.domain}/hooks/github`, false),
      hook(`https://old-ci.${world.domain}/github`, true),
    ],
    installations: [
      app('renovate-bot', 'all', { contents: 'write', pull_requests: 'write' }),
      app('code-coverage', 'selected', { contents: 'read', checks: 'write' }),
    ],
    personalAccessTokens: [
      token('release script', { contents: 'write' }, null),
      token('dashboard', { issues: 'read' }, ago(-90)),
    ],
    credentialAuthorizations: [
      personal('old laptop', ['repo', 'admin:org']),
      personal('read only', ['read:org']),
      credential('SSH key', { authorized_credential_title: 'work laptop', fingerprint: `SHA256:${random.text(43)}` }),
    ],
    dependabotAlerts: [
      { ...alert(12, 'xml-parser'), severity: 'critical' },
      { ...alert(3, 'left-trim'), severity: 'low' },
    ],
    secretScanningAlerts: [alert(8, 'aws_access_key_id')],
    repositories: repositories.map(({ fullName, isPublic }): GithubRepository => {
      const name = fullName.slice(org.length + 1)
      return {
        name,
        private: !isPublic,
        ...(name.endsWith('-docs') && { protection: null, secretScanning: { on: true, pushProtection: false } }),
        ...(name === 'platform-infra' && { deployKeys: [key(random.int(50_000_000, 90_000_000), ago(500))] }),
      }
    }),
  }
}

const key = (id: number, created_at: string) => ({
  id,
  title: 'old build server',
  key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPublicHalfOfTheBuildServer',
  read_only: false,
  created_at,
})
