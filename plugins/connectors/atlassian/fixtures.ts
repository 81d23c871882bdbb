import { at } from '@casbah/sdk'
import { createAtlassian, person, type AtlassianSettings, type Fixtures } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as AtlassianSettings

const BEN = { id: '5f9fc9a862584c006b09ben0', name: 'ben tester', email: 'ben@acme.example' }

const credential = {
  id: 'old-1',
  label: 'old script',
  status: 'active',
  createdAt: '2023-01-10T08:00:00.000Z',
  owner: 'ben',
}

/** A grant of a permission scheme to a kind of holder. */
const grant = (permission: string, type: string) => ({ id: 10900, permission, holder: { type } })

/** What the contract kit needs to know of Atlassian. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createAtlassian({
      organisation: 'a1b2c3d4-0000-4000-8000-00000000acme',
      site: 'acme',
      organisationKey: 'ATCTT-key-of-the-organisation',
      email: 'casbah@acme.example',
      siteToken: 'ATATT-token-of-the-site',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person('ada', { email: 'ada@acme.example', isAdmin: true }),
        person('ben', { email: 'ben@acme.example' }),
        person('eve', { email: 'eve@acme.example', status: 'DEPROVISIONED' }),
        person('kim', { email: 'kim@client.example' }),
      ],
      settings: { unmanaged: ['kim'] },
    }),
  streams: {
    organisation: {
      marker: 'id',
      partition: 'organisation',
      row: (index, time) => ({
        id: `event-${index}`,
        attributes: {
          time: new Date(time).toISOString(),
          action: 'user_login',
          actor: BEN,
          location: { ip: '203.0.113.7', countryName: 'Germany', city: 'Berlin' },
        },
      }),
    },
    jira: {
      marker: 'id',
      partition: 'jira',
      row: (index, time) => ({
        id: 23_000 + index,
        summary: 'Project updated',
        remoteAddress: '203.0.113.7',
        authorKey: BEN.id,
        created: new Date(time).toISOString().replace('Z', '+0000'),
        category: 'projects',
        eventSource: '',
        objectItem: { id: '11877', name: 'Applications', typeName: 'PROJECT' },
      }),
    },
    confluence: {
      marker: 'description',
      partition: 'confluence',
      row: (index, time) => ({
        author: { type: 'user', displayName: BEN.name, accountId: BEN.id, isExternalCollaborator: false },
        remoteAddress: '203.0.113.7',
        creationDate: time,
        summary: 'Space permission added',
        description: `row ${index}`,
        category: 'Permissions',
        sysAdmin: false,
        superAdmin: false,
        affectedObject: { name: 'Sales', objectType: 'Space' },
      }),
    },
  },
  samples: [
    {
      stream: 'organisation',
      row: {
        id: 'event-1',
        attributes: {
          time: '2026-03-01T08:00:00.000Z',
          action: 'user_logged_in_as_user',
          actor: { id: 'ada', name: 'ada tester', email: 'ada@acme.example' },
          context: [{ id: 'ben', type: 'users', attributes: { name: 'ben tester', email: 'ben@acme.example' } }],
          container: [{ id: 'site-1', type: 'sites', attributes: { siteName: 'acme' } }],
          location: { ip: '203.0.113.7', city: 'Berlin' },
        },
      },
      activities: [
        {
          vendorAction: 'user_logged_in_as_user',
          actor: { id: 'ada', name: 'ada tester', email: 'ada@acme.example', kind: 'user' },
          targets: [
            { kind: 'user', id: 'ben', name: 'ben tester', email: 'ben@acme.example' },
            { kind: 'site', id: 'site-1', name: 'acme' },
          ],
          outcome: 'SUCCESS',
          ip: { address: '203.0.113.7', city: 'Berlin' },
          isAdmin: true,
          isImpersonated: true,
        },
      ],
    },
  ],
  corpus: {
    carries: {
      actor: raw => at(raw, 'attributes.actor.id') || at(raw, 'authorAccountId') || at(raw, 'author.accountId'),
      target: raw => at(raw, 'attributes.context.0') || at(raw, 'objectItem.id') || at(raw, 'affectedObject.name'),
      ip: raw => /^\d+\.\d+\.\d+\.[1-9]\d*$/.test(String(at(raw, 'remoteAddress') ?? '')),
      outcome: () => true,
    },
    // Placeholders of whoever published them.
    unknown: /^(another_)?test_action$/,
    wrong: ({ raw }, [activity]) => {
      const wanted = at(raw, 'attributes.actor.id') || at(raw, 'authorAccountId') || at(raw, 'author.accountId')
      return !wanted || activity?.actor?.id === wanted ? [] : [`the actor ${String(wanted)} is read otherwise.`]
    },
  },
  accounts: [
    {
      externalId: 'ada',
      status: 'ACTIVE',
      email: 'ada@acme.example',
      isAdmin: true,
      mfaEnabled: true,
      isExternal: false,
    },
    { externalId: 'ben', status: 'ACTIVE', isAdmin: false, groups: ['jira-users-acme'] },
    { externalId: 'eve', status: 'SUSPENDED' },
    { externalId: 'kim', status: 'ACTIVE', isExternal: true },
    { externalId: 'app:automation', isService: true, displayName: 'Automation for Jira' },
  ],
  things: [
    { externalId: 'group-jira', name: 'jira-users-acme', members: ['ada', 'ben'] },
    {
      externalId: 'filter:10001',
      kind: 'OTHER',
      name: 'Jira filters/Open bugs',
      owner: 'ben',
      access: [{ to: 'group', name: 'jira-users-acme', role: 'READ' }],
    },
    { externalId: 'dashboard:10001', access: [{ to: 'organisation', role: 'READ' }] },
  ],
  checks: {
    'two-step-verification': { fail: vendor => void (vendor.accounts[1]!.mfa = false) },
    'few-administrators': {
      fail: vendor => {
        for (let index = 0; index < 6; index += 1) vendor.accounts.push(person(`admin-${index}`, { isAdmin: true }))
      },
    },
    'managed-administrators': { fail: vendor => void (vendor.accounts[3]!.isAdmin = true) },
    'idle-accounts': { fail: vendor => void (settings(vendor).lastActive.ben = '2025-10-01T09:00:00.000Z') },
    'domains-verified': {
      fail: vendor =>
        void settings(vendor).domains.push({ id: 'domain-2', name: 'old.example', status: 'missing_token' }),
    },
    'ip-allowlist': { fail: vendor => void (settings(vendor).policies[0]!.status = 'disabled') },
    'data-security-policy': { fail: vendor => void (settings(vendor).policies[1]!.applied = 0) },
    'api-tokens-expire': { fail: vendor => void settings(vendor).apiTokens.push(credential) },
    'api-tokens-in-use': { fail: vendor => void settings(vendor).apiTokens.push(credential) },
    'api-keys-expire': { fail: vendor => void settings(vendor).apiKeys.push(credential) },
    'api-keys-scoped': { fail: vendor => void settings(vendor).apiKeys.push({ ...credential, scopes: [] }) },
    'jira-no-public-projects': {
      fail: vendor => void settings(vendor).permissionSchemes[0]!.permissions.push(grant('BROWSE_PROJECTS', 'anyone')),
    },
    'jira-project-administration': {
      fail: vendor =>
        void settings(vendor).permissionSchemes[0]!.permissions.push(grant('ADMINISTER_PROJECTS', 'applicationRole')),
    },
    'jira-no-public-filters': {
      fail: vendor => void settings(vendor).filters[0]!.sharePermissions.push({ id: 9, type: 'global' }),
    },
    'jira-no-public-dashboards': {
      fail: vendor => void settings(vendor).dashboards[0]!.sharePermissions.push({ id: 9, type: 'global' }),
    },
    'confluence-audit-retention': {
      fail: vendor => void (settings(vendor).auditRetention = { number: 3, units: 'MONTHS' }),
    },
  },
  actions: {
    'suspend-user': { target: { externalId: 'ben', email: 'ben@acme.example' } },
    'deactivate-account': { target: { externalId: 'ben', email: 'ben@acme.example' } },
    'remove-from-group': { target: { externalId: 'ben' }, parameters: { group: 'group-jira' } },
    'revoke-api-tokens': { target: { externalId: 'ben' } },
    'close-public-access': {
      target: { externalId: 'acme' },
      before: vendor =>
        void settings(vendor).permissionSchemes[0]!.permissions.push(grant('BROWSE_PROJECTS', 'anyone')),
    },
  },
}
