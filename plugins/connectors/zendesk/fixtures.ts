import { createZendesk, person, type CheckFixture, type Fixtures, type ZendeskSettings } from '@casbah/testkit'

type Vendor = Parameters<CheckFixture['fail']>[0]
const settings = (vendor: Vendor) => vendor.settings as unknown as ZendeskSettings
const agentOf = (vendor: Vendor) => settings(vendor).security.authentication.agent
const second = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`

const ADA = '101'
const BEN = '102'
const KIM = '103'
const EVE = '104'
const token = (id: number, more: object = {}) => ({
  id,
  client_id: 42,
  user_id: Number(BEN),
  scopes: ['tickets:read'],
  created_at: '2026-01-10T08:00:00Z',
  expires_at: '2026-04-10T08:00:00Z',
  token: 'f6g7h8i9j0',
  ...more,
})

/** What the contract kit needs to know of Zendesk. Rows are made after the documented shapes, with values of our own. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createZendesk({
      subdomain: 'acme',
      email: 'ada@acme.example',
      accessToken: 'secret-access-token-of-acme',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person(ADA, { email: 'ada@acme.example', name: 'Ada Okafor', isAdmin: true, groups: ['Support', 'Leads'] }),
        person(BEN, { email: 'ben@acme.example', name: 'Ben Ruiz', groups: ['Support'] }),
        person(KIM, { email: 'kim@acme.example', name: 'Kim Sato', isAdmin: true }),
        person(EVE, { email: 'eve@acme.example', name: 'Eve Moss', status: 'SUSPENDED' }),
      ],
    }),
  streams: {
    'audit-logs': {
      marker: 'change_description',
      partition: 'audit',
      row: (index, time) => ({
        url: `https://acme.zendesk.com/api/v2/audit_logs/${50_000 + index}.json`,
        id: 50_000 + index,
        action: 'update',
        action_label: 'Updated',
        actor_id: Number(ADA),
        actor_name: 'Ada Okafor',
        source_id: 3_600 + index,
        source_type: 'rule',
        source_label: 'Trigger: Notify the lead',
        change_description: `Position changed to ${index}`,
        ip_address: '203.0.113.9',
        created_at: second(time),
      }),
    },
    'access-logs': {
      marker: 'id',
      partition: 'access',
      row: (index, time) => ({
        id: `01J${String(index).padStart(23, '0')}`,
        authorization_type: 'session',
        bytes_sent: 1_200,
        category: 'Tickets',
        client: 'Mozilla/5.0 (X11)',
        ip_address: '203.0.113.9',
        method: 'GET',
        referer: '/agent/tickets/7',
        status: 200,
        summary: 'View ticket',
        timestamp: second(time),
        url: `/api/v2/tickets/${index}`,
        user_id: Number(BEN),
      }),
    },
  },
  accounts: [
    {
      externalId: ADA,
      status: 'ACTIVE',
      email: 'ada@acme.example',
      displayName: 'Ada Okafor',
      isAdmin: true,
      mfaEnabled: true,
    },
    { externalId: BEN, status: 'ACTIVE', isAdmin: false },
    { externalId: EVE, status: 'SUSPENDED' },
  ],
  things: [
    { name: 'Support', members: [ADA, BEN] },
    { name: 'Leads', members: [ADA] },
    { externalId: 'token/7001', clientId: '41', account: EVE, scopes: ['tickets:read', 'users:read'], risk: 'LOW' },
    { externalId: 'app/8001', clientId: '501', clientName: 'Time Tracking', risk: 'MEDIUM' },
  ],
  checks: {
    'two-factor-enforced': { fail: vendor => void (agentOf(vendor).two_factor_enforce = false) },
    'agents-two-factor': { fail: vendor => vendor.accounts.forEach(account => (account.mfa = account.id !== BEN)) },
    'single-sign-on': {
      pass: vendor => void (agentOf(vendor).enforce_sso = true),
      fail: vendor => void (agentOf(vendor).enforce_sso = false),
    },
    'sso-bypass-owner': { fail: vendor => void (agentOf(vendor).remote_bypass = 2) },
    'password-level': { fail: vendor => void (agentOf(vendor).security_policy_id = 200) },
    'custom-password': {
      pass: vendor => void (agentOf(vendor).security_policy_id = 400),
      fail: vendor => void ((agentOf(vendor).password as { password_length: number }).password_length = 6),
    },
    'admins-set-no-passwords': secure('admins_can_set_user_passwords', true),
    'agent-idle': secure('agent_session_timeout', 481),
    'session-length': secure('maximum_session_duration_enabled', false),
    'mobile-app': secure('mobile_app_session_timeout', 10_080),
    'ip-restrictions': { fail: vendor => void (settings(vendor).security.ip.ip_ranges = '192.0.2.0/24 0.0.0.0/0') },
    'account-assumption': {
      fail: vendor => void Object.assign(settings(vendor).security, { assumable: true, assumption_duration: 'always' }),
    },
    'admin-count': {
      fail: vendor =>
        Array.from({ length: 5 }, (_, index) =>
          vendor.accounts.push(person(String(200 + index), { email: `more${index}@acme.example`, isAdmin: true })),
        ),
    },
    'idle-agents': { fail: vendor => void (settings(vendor).lastLogins[BEN] = '2025-06-01T08:00:00Z') },
    'api-password-access': api('api_password_access'),
    'api-token-access': api('api_token_access'),
    'oauth-token-expiry': {
      fail: vendor => void settings(vendor).tokens.push(token(7002, { expires_at: undefined })),
    },
    'oauth-token-scopes': {
      fail: vendor => void settings(vendor).tokens.push(token(7003, { scopes: ['read', 'write'] })),
    },
    'private-attachments': {
      fail: vendor => void (settings(vendor).account.tickets.private_attachments = false),
    },
    'content-security-policy': secure('csp_blocking_enabled', false),
    'credential-notices': secure('email_agent_when_sensitive_fields_changed', false),
  },
  actions: {
    'suspend-user': { target: { externalId: BEN, email: 'ben@acme.example' } },
    'end-sessions': { target: { externalId: BEN, email: 'ben@acme.example' } },
    'downgrade-role': { target: { externalId: KIM, email: 'kim@acme.example' }, parameters: { role: 'agent' } },
    'delete-oauth-token': { target: { externalId: 'token/7001', clientId: '41', account: { externalId: EVE } } },
    'deactivate-app': { target: { externalId: 'app/8001', clientId: '501' } },
  },
  corpus: {
    carries: {
      actor: 'actor_id',
      target: 'source_label',
      ip: 'ip_address',
      outcome: 'action',
    },
  },
}

/** Fails with this value among the security settings. */
function secure(name: string, value: unknown): CheckFixture {
  return { fail: vendor => void (settings(vendor).security[name] = value) }
}

/** Fails when this way into the API is open. */
function api(name: string): CheckFixture {
  return { fail: vendor => void (settings(vendor).account.api[name] = 'true') }
}
