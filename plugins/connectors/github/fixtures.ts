import { createGithub, person, type Fixtures, type GithubSettings } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as GithubSettings

/** What the contract kit needs to know of GitHub. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createGithub({
      org: 'acme',
      token: 'ghp_secretTokenOfAcme',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person('ada', { id: '101', isAdmin: true }),
        person('ida', { id: '104', isAdmin: true }),
        person('ben', { id: '102', mfa: false }),
        person('kim', { id: '103', groups: ['outside-collaborators'] }),
      ],
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
    { externalId: 'ben', status: 'ACTIVE', mfaEnabled: false },
    { externalId: 'kim', status: 'ACTIVE', isExternal: true },
  ],
  things: [{ externalId: 'acme/website', kind: 'REPOSITORY', access: [{ to: 'anyone', role: 'READ' }] }],
  checks: {
    'two-factor-required': {
      fail: vendor => void (settings(vendor).organization.two_factor_requirement_enabled = false),
    },
    'base-permission': {
      fail: vendor => void (settings(vendor).organization.default_repository_permission = 'admin'),
    },
    'public-repositories': {
      fail: vendor => void (settings(vendor).organization.members_can_create_public_repositories = true),
    },
    'owner-count': {
      fail: vendor => vendor.accounts.forEach(account => (account.isAdmin = account.login === 'ada')),
    },
    'workflow-token': {
      fail: vendor => void (settings(vendor).workflowPermissions.default_workflow_permissions = 'write'),
    },
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
    'make-repository-private': { target: { externalId: 'acme/website', kind: 'REPOSITORY' } },
  },
}
