import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from '@casbah/sdk'
import { createBox, person, sharedFolder, type BoxSettings, type CheckFixture, type Fixtures } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as BoxSettings
const setting = (
  category: 'security' | 'content_and_sharing' | 'user_settings',
  name: string,
  value: unknown,
): CheckFixture => ({
  fail: vendor => void (settings(vendor)[category][name] = value),
})
const secure = (name: string, value: unknown) => setting('security', name, value)
const sharing = (name: string, value: unknown) => setting('content_and_sharing', name, value)

const login = (id: string, name: string, more: object = {}) =>
  person(id, { login: `${name}@acme.example`, email: `${name}@acme.example`, name: `${name} tester`, ...more })
const ADA = '1000000001'
const BEN = '1000000002'
const KIM = '1000000004'
const ben = { externalId: BEN, email: 'ben@acme.example' }
const PLAN = { externalId: '5000000002', kind: 'FILE', name: 'Plans/plan.pdf', owner: 'ben@acme.example' }
const modified = '2026-03-01T08:00:00-08:00'

/** What the contract kit needs to know of Box. Rows are built from the documented shapes, with values of nobody’s. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createBox({
      enterpriseId: '4400000',
      contentAdmin: ADA,
      clientId: 'clientOfAcme0000000000000000000',
      clientSecret: 'secretOfTheAcmeClient',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        login(ADA, 'ada', { isAdmin: true, groups: ['Legal'] }),
        login(BEN, 'ben', { groups: ['Legal'] }),
        login('1000000003', 'eve', { status: 'SUSPENDED' }),
        person(KIM, { email: 'kim@partner.example', name: 'kim tester' }),
      ],
      settings: {
        external: [KIM],
        groups: [{ id: '3000000001', name: 'Legal' }],
        items: [
          {
            id: '5000000001',
            type: 'folder',
            name: 'Plans',
            owner: BEN,
            parent: '0',
            modified,
            link: { access: 'company' },
            collaborations: [{ id: '6000000001', user: KIM, role: 'viewer' }],
          },
          {
            id: PLAN.externalId,
            type: 'file',
            name: 'plan.pdf',
            owner: BEN,
            parent: '5000000001',
            modified,
            link: { access: 'open' },
            collaborations: [{ id: '6000000002', user: KIM, role: 'editor' }],
          },
          { id: '5000000003', type: 'web_link', name: 'Intranet', owner: BEN, parent: '0', modified },
          {
            id: '5000000004',
            type: 'file',
            name: 'notes.txt',
            owner: BEN,
            parent: '0',
            modified,
            classification: 'Internal',
          },
          { id: '5000000005', type: 'folder', name: '2026', owner: BEN, parent: '5000000001', modified },
          { id: '5000000006', type: 'file', name: 'march.xlsx', owner: BEN, parent: '5000000005', modified },
        ],
      },
    }),
  streams: {
    events: {
      marker: 'source.item_name',
      row: (index, time) => ({
        type: 'event',
        event_id: `0e0b8122-17ed-42ee-8a9d-${String(index).padStart(12, '0')}`,
        event_type: 'DOWNLOAD',
        created_at: new Date(time).toISOString(),
        created_by: { type: 'user', id: BEN, name: 'ben tester', login: 'ben@acme.example' },
        ip_address: '203.0.113.7',
        source: {
          item_type: 'file',
          item_id: PLAN.externalId,
          item_name: `plan ${index}`,
          parent: { type: 'folder', id: '5000000001', name: 'Plans' },
        },
        additional_details: { size: 1024, service_name: 'Box Drive' },
      }),
    },
  },
  samples: [
    {
      stream: 'events',
      row: {
        type: 'event',
        event_id: 'a1',
        event_type: 'FAILED_LOGIN',
        created_at: '2026-03-01T08:00:00-08:00',
        created_by: { type: 'user', id: BEN, name: 'ben tester', login: 'ben@acme.example' },
        ip_address: '203.0.113.7',
        source: { type: 'user', id: BEN, name: 'ben tester', login: 'ben@acme.example' },
      },
      activities: [
        {
          vendorAction: 'FAILED_LOGIN',
          actor: { id: BEN, email: 'ben@acme.example', name: 'ben tester' },
          targets: [{ kind: 'user', id: BEN, name: 'ben tester', email: 'ben@acme.example' }],
          outcome: 'FAILURE',
          ip: { address: '203.0.113.7' },
          isAdmin: false,
        },
      ],
    },
  ],
  accounts: [
    { externalId: ADA, status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, isExternal: false },
    { externalId: BEN, isAdmin: false },
    { externalId: '1000000003', status: 'SUSPENDED' },
    { externalId: KIM, isExternal: true },
  ],
  things: [
    { externalId: '3000000001', name: 'Legal', members: [ADA, BEN] },
    {
      externalId: '5000000001',
      kind: 'FOLDER',
      name: 'Plans',
      owner: BEN,
      access: [{ to: 'organisation', role: 'READ' }, { to: 'user' }],
    },
    {
      externalId: PLAN.externalId,
      kind: 'FILE',
      name: 'Plans/plan.pdf',
      access: [{ to: 'link', role: 'READ' }, { to: 'user' }],
    },
    { externalId: '5000000004', kind: 'FILE', name: 'notes.txt', access: [], label: 'Internal' },
    { externalId: '5000000006', kind: 'FILE', name: 'Plans/2026/march.xlsx' },
  ],
  checks: {
    'admin-count': {
      fail: vendor =>
        vendor.accounts.push(
          ...Array.from({ length: 7 }, (_, index) => login(`11${index}`, `admin${index}`, { isAdmin: true })),
        ),
    },
    'anonymous-uploads': sharing('is_file_request_login_required', false),
    'collaboration-expiry': sharing('is_collaboration_expiration_enabled', false),
    'custom-links': sharing('is_open_custom_urls_disabled', false),
    'external-collaboration': sharing('external_collaboration_status', 'enable_external_collaboration'),
    'external-mfa': secure('external_collab_multi_factor_auth_settings', { state: 'disabled' }),
    'external-passwords': secure('is_strong_password_for_ext_collab_enabled', false),
    'failed-login-notice': secure('failed_login_attempts_to_trigger_admin_notification', 0),
    invitations: sharing('is_invite_privilege_restricted', false),
    'link-default': sharing('shared_link_default_access', 'open'),
    'link-expiry': sharing('shared_links_expiration_days', 400),
    'mfa-required': secure('is_multi_factor_auth_required', false),
    'no-device-exemption': { fail: vendor => void settings(vendor).exemptions.devices.push(BEN) },
    'no-verification-exemption': { fail: vendor => void settings(vendor).exemptions.verification.push(BEN) },
    'ownership-transfer': sharing('is_ownership_transfer_restricted', false),
    'password-length': secure('password_min_length', 8),
    'password-reuse': secure('previous_password_reuse_limit', '1'),
    'password-signs': secure('password_min_special_characters', 0),
    'retention-policy': { fail: vendor => void (settings(vendor).retentionPolicies[0]!.status = 'retired') },
    'self-sign-up': secure('is_managed_user_signup_enabled', true),
    'shield-rules': { fail: vendor => void (settings(vendor).shieldRules = []) },
    'sso-required': setting('user_settings', 'is_enterprise_sso_in_testing', true),
    'trash-kept': sharing('trash_auto_clear_time', 7 * 86_400),
    watermarks: sharing('is_watermarking_enterprise_feature_enabled', false),
    'weak-passwords': secure('is_password_leak_detection_enabled', false),
  },
  actions: {
    'deactivate-user': { target: ben },
    'end-sessions': { target: ben },
    'remove-shared-link': { target: PLAN },
    'expire-shared-link': { target: PLAN, parameters: { days: 7 } },
    'remove-collaborator': { target: PLAN, parameters: { who: 'kim@partner.example' } },
    'lock-file': { target: PLAN, parameters: {} },
    'classify-file': { target: PLAN, parameters: { classification: 'Confidential' } },
    'trash-file': { target: PLAN },
    'transfer-content': { target: ben, parameters: { to: ADA } },
  },
  documentedActions: () => {
    try {
      const text = readFileSync(join(sharedFolder(), 'apis', 'box', 'openapi.json'), 'utf8')
      const [type] = at(JSON.parse(text), 'components.schemas.Event.properties.event_type.allOf') as {
        enum: string[]
      }[]
      return type!.enum
    } catch {
      return null
    }
  },
  corpus: {
    carries: {
      actor: raw => at(raw, 'created_by.id') !== '2' && at(raw, 'created_by.id'),
      target: raw => at(raw, 'source.id') ?? at(raw, 'source.item_id'),
      ip: 'ip_address',
      session: 'session_id',
      outcome: 'event_type',
    },
    // Rules of others were tried on rows that they had cut: Box gives every event its id and time.
    rejected: ({ raw }) => raw.event_id === undefined || raw.created_at === undefined,
  },
}
