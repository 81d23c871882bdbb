import { generateKeyPairSync } from 'node:crypto'
import { createGithub, person, type CheckFixture, type Fixtures, type GithubSettings } from '@casbah/testkit'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

type Vendor = Parameters<CheckFixture['fail']>[0]
const settings = (vendor: Vendor) => vendor.settings as unknown as GithubSettings

/** What an app needs for everything that the connector does. */
const PERMISSIONS = {
  administration: 'write',
  members: 'write',
  organization_administration: 'write',
  organization_hooks: 'write',
  organization_personal_access_tokens: 'write',
  secret_scanning_alerts: 'read',
  vulnerability_alerts: 'read',
} as const

/** What the contract kit needs to know of GitHub. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createGithub({
      org: 'acme',
      token: 'ghp_secretTokenOfAcme',
      app: { appId: '4711', installationId: '815', publicKey, privateKey, permissions: PERMISSIONS },
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person('ada', { id: '101', isAdmin: true, groups: ['core'] }),
        person('ida', { id: '104', isAdmin: true }),
        person('ben', { id: '102', groups: ['core'] }),
        person('kim', { id: '103', mfa: false, groups: ['outside-collaborators'] }),
      ],
      settings: {
        installations: [
          {
            id: 501,
            app_id: 77,
            app_slug: 'builder',
            repository_selection: 'selected',
            permissions: { metadata: 'read', contents: 'write' },
            created_at: '2026-01-05T08:00:00Z',
          },
        ],
        personalAccessTokens: [
          {
            id: 601,
            owner: 'ben',
            token_name: 'release',
            repository_selection: 'all',
            permissions: { organization: { members: 'read' }, repository: { issues: 'write' } },
            access_granted_at: '2026-01-10T08:00:00Z',
            token_expires_at: '2026-07-10T08:00:00Z',
            token_last_used_at: null,
          },
        ],
        credentialAuthorizations: [
          {
            login: 'ben',
            credential_id: 701,
            credential_type: 'personal access token',
            token_last_eight: '0a1b2c3d',
            credential_authorized_at: '2026-01-12T08:00:00Z',
            credential_accessed_at: null,
            authorized_credential_id: 9,
            authorized_credential_note: 'laptop',
            authorized_credential_expires_at: null,
            scopes: ['repo', 'read:org'],
          },
        ],
        hooks: [
          {
            id: 801,
            type: 'Organization',
            name: 'web',
            active: true,
            events: ['push'],
            url: 'https://api.github.com/orgs/acme/hooks/801',
            ping_url: 'https://api.github.com/orgs/acme/hooks/801/pings',
            config: {
              url: 'https://ci.acme.example/hook',
              insecure_ssl: '0',
              content_type: 'json',
              secret: '********',
            },
            created_at: '2026-01-02T08:00:00Z',
            updated_at: '2026-01-02T08:00:00Z',
          },
        ],
        repositories: [
          {
            name: 'website',
            private: false,
            deployKeys: [
              {
                id: 901,
                title: 'deploy',
                key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPublicHalf',
                read_only: true,
                created_at: '2026-01-03T08:00:00Z',
              },
            ],
          },
        ],
      },
    }),
  streams: {
    'audit-log': {
      marker: '_document_id',
      row: (index, time) => ({
        '@timestamp': time,
        _document_id: `document-${index}`,
        action: 'repo.create',
        actor: 'ben',
        org: 'acme',
        repo: 'acme/website',
        created_at: time,
      }),
    },
  },
  accounts: [
    { externalId: 'ada', status: 'ACTIVE', isAdmin: true, isExternal: false },
    { externalId: 'ben', status: 'ACTIVE', isExternal: false },
    { externalId: 'kim', status: 'ACTIVE', isExternal: true, mfaEnabled: false },
  ],
  things: [
    { externalId: 'acme/core', name: 'core', members: ['ada', 'ben'] },
    { externalId: 'acme/website', kind: 'REPOSITORY', access: [{ to: 'anyone', role: 'READ' }] },
    { externalId: 'installations/501', clientName: 'builder', risk: 'HIGH' },
    { externalId: 'personal-access-tokens/601', account: 'ben', risk: 'MEDIUM' },
    { externalId: 'credential-authorizations/701', clientName: 'laptop', account: 'ben', risk: 'HIGH' },
  ],
  checks: {
    'two-factor-required': organization({ two_factor_requirement_enabled: false }),
    'members-without-two-factor': {
      fail: vendor => vendor.accounts.forEach(account => (account.mfa = account.login !== 'ben')),
    },
    'base-permission': organization({ default_repository_permission: 'admin' }),
    'public-repositories': organization({ members_can_create_public_repositories: true }),
    'visibility-change': organization({ members_can_change_repo_visibility: true }),
    'repository-deletion': organization({ members_can_delete_repositories: true }),
    'private-forks': organization({ members_can_fork_private_repositories: true }),
    'outside-collaborator-invites': organization({ members_can_invite_outside_collaborators: true }),
    'verified-domain': organization({ is_verified: false }),
    'owner-count': {
      fail: vendor => vendor.accounts.forEach(account => (account.isAdmin = account.login === 'ada')),
    },
    'branch-protected': branches(null),
    'two-approvals': branches({ requiredApprovingReviewCount: 1 }),
    'stale-approvals': branches({ dismissesStaleReviews: false }),
    'code-owner-review': branches({ requiresCodeOwnerReviews: false }),
    'status-checks': branches({ requiredStatusCheckContexts: [] }),
    'no-force-push': branches({ allowsForcePushes: true }),
    'no-branch-deletion': branches({ allowsDeletions: true }),
    'admins-bound': branches({ isAdminEnforced: false }),
    'signed-commits': branches({ requiresCommitSignatures: false }),
    'secret-scanning': repositories({ secretScanning: { on: false, pushProtection: false } }),
    'push-protection': repositories({ secretScanning: { on: true, pushProtection: false } }),
    'leaked-secrets': {
      fail: vendor => void (settings(vendor).secretScanningAlerts = [alert('aws_access_key_id')]),
    },
    'critical-alerts': {
      fail: vendor => void (settings(vendor).dependabotAlerts = [{ ...alert('left-pad'), severity: 'critical' }]),
    },
    'deploy-keys': {
      fail: vendor =>
        settings(vendor).repositories.forEach(({ deployKeys = [] }) =>
          deployKeys.forEach(key => (key.read_only = false)),
        ),
    },
    'token-expiry': {
      fail: vendor => settings(vendor).personalAccessTokens.forEach(token => (token.token_expires_at = null)),
    },
    'app-installations': {
      fail: vendor => settings(vendor).installations.forEach(one => (one.repository_selection = 'all')),
    },
    'webhook-security': {
      fail: vendor => settings(vendor).hooks.forEach(hook => (hook.config.insecure_ssl = '1')),
    },
    'workflow-token': {
      fail: vendor => void (settings(vendor).workflowPermissions.default_workflow_permissions = 'write'),
    },
    'actions-allowed': { fail: vendor => void (settings(vendor).actionsPermissions.allowed_actions = 'all') },
    'actions-repositories': { fail: vendor => void (settings(vendor).actionsPermissions.enabled_repositories = 'all') },
  },
  corpus: {
    carries: {
      actor: 'actor',
      target: raw => raw.org || raw.repo || raw.repository || raw.user,
      ip: 'actor_ip',
      country: 'actor_location.country_code',
      userAgent: 'user_agent',
      outcome: 'action',
    },
    // What a rule is tried with that must not match.
    unknown: /^not_/,
  },
  actions: {
    'remove-member': { target: { externalId: 'ben' } },
    'remove-outside-collaborator': { target: { externalId: 'kim' } },
    'revoke-sso-credential': {
      target: { externalId: 'credential-authorizations/701', account: { externalId: 'ben' } },
    },
    'revoke-fine-grained-token': { target: { externalId: 'personal-access-tokens/601' } },
    'make-repository-private': { target: { externalId: 'acme/website', kind: 'REPOSITORY' } },
    'delete-deploy-key': {
      target: { externalId: 'acme/website', kind: 'REPOSITORY' },
      parameters: { title: 'deploy' },
    },
    'disable-webhook': { target: { externalId: 'acme' }, parameters: { hook: '801' } },
    'set-default-repository-permission': { target: { externalId: 'acme' }, parameters: { permission: 'none' } },
  },
}

function organization(over: object): CheckFixture {
  return { fail: vendor => void Object.assign(settings(vendor).organization, over) }
}

function repositories(over: object): CheckFixture {
  return { fail: vendor => settings(vendor).repositories.forEach(one => Object.assign(one, over)) }
}

function branches(protection: Record<string, unknown> | null): CheckFixture {
  return repositories({ protection })
}

function alert(subject: string) {
  return { number: 1, repository: 'website', state: 'open' as const, created_at: '2026-02-20T10:00:00Z', subject }
}
