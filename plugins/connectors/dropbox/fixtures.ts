import { at } from '@casbah/sdk'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createDropbox,
  person,
  sharedFolder,
  type CheckFixture,
  type DropboxSettings,
  type Fixtures,
} from '@casbah/testkit'

type Vendor = Parameters<CheckFixture['fail']>[0]
const documented = (kind: unknown) => kind !== 'file_view' && kind !== 'app_link_member'
const settings = (vendor: { settings: object }) => vendor.settings as DropboxSettings
const HOUR = 3_600_000

/** The first four events, of the hour that follows, are equal to the last letter, so that they must be told apart without an id. */
const second = (index: number, time: number) =>
  new Date(index < 4 ? Math.ceil(time / HOUR) * HOUR : time).toISOString().replace(/\.\d+Z$/, 'Z')
const mark = (index: number) => `row ${index < 4 ? 0 : index}`

const ben = {
  '.tag': 'team_member',
  account_id: 'dbid:AAABen00000000000000000000000000000',
  team_member_id: 'dbmid:ben',
  display_name: 'ben tester',
  email: 'ben@acme.example',
}
const origin = {
  geo_location: { city: 'Berlin', region: 'Berlin', country: 'DE', ip_address: '203.0.113.7' },
  access_method: { '.tag': 'end_user', end_user: { '.tag': 'web', session_id: 'dbwsid:1001' } },
}

/** A change of a policy, as the log has it. */
const changed = (kind: string, value: object, timestamp: string) => ({
  timestamp,
  event_category: { '.tag': 'team_policies' },
  event_type: { '.tag': kind, description: 'Changed a policy' },
  actor: { '.tag': 'admin', admin: ben },
  details: { '.tag': `${kind}_details`, new_value: value },
})

/** A policy that only the log tells: once as it should be, then otherwise. The later one comes first, since the log has no order. */
const logged = (good: object, bad: object, ...kinds: string[]): CheckFixture => ({
  pass: vendor => vendor.emit(kinds.map(kind => changed(kind, good, '2026-02-01T09:00:00Z'))),
  fail: vendor =>
    vendor.emit(
      kinds.flatMap(kind => [changed(kind, bad, '2026-02-02T09:00:00Z'), changed(kind, good, '2026-01-02T09:00:00Z')]),
    ),
})

const policy = (name: string, word: string): CheckFixture => ({
  fail: (vendor: Vendor) => void (settings(vendor).policies[name] = word),
})

/** What the contract kit needs to know of Dropbox. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createDropbox({
      clientId: 'acmeappkey00001',
      clientSecret: 'secretOfTheAcmeApp',
      refreshToken: 'refreshTokenOfTheAcmeApp',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person('dbmid:ada', { email: 'ada@acme.example', name: 'ada tester', isAdmin: true, groups: ['Finance'] }),
        person('dbmid:ben', { email: 'ben@acme.example', name: 'ben tester', groups: ['Finance', 'Legal'] }),
        person('dbmid:cyd', { email: 'cyd@acme.example', name: 'cyd tester', status: 'SUSPENDED' }),
        person('dbmid:eve', { email: 'eve@acme.example', name: 'eve tester', isAdmin: true }),
      ],
    }),
  streams: {
    'team-log': {
      marker: 'assets.0.display_name',
      row: (index, time) => ({
        timestamp: second(index, time),
        event_category: { '.tag': 'file_operations' },
        event_type: { '.tag': 'file_download', description: 'Downloaded files and/or folders' },
        actor: { '.tag': 'user', user: ben },
        origin,
        involve_non_team_member: false,
        context: ben,
        assets: [
          {
            '.tag': 'file',
            path: { contextual: '/contracts/draft.docx', namespace_relative: { ns_id: '7001001' } },
            display_name: mark(index),
            file_id: 'id:acmeContract000000001',
          },
        ],
        details: { '.tag': 'file_download_details' },
      }),
    },
  },
  samples: [
    {
      stream: 'team-log',
      row: {
        timestamp: '2026-03-01T08:00:00Z',
        event_category: { '.tag': 'sharing' },
        event_type: { '.tag': 'shared_link_create', description: 'Created shared link' },
        actor: { '.tag': 'user', user: ben },
        origin,
        involve_non_team_member: false,
        context: ben,
        assets: [
          {
            '.tag': 'file',
            path: { contextual: '/contracts/draft.docx', namespace_relative: { ns_id: '7001001' } },
            file_id: 'id:acmeContract000000001',
          },
        ],
        details: { '.tag': 'shared_link_create_details', shared_link_access_level: { '.tag': 'reader' } },
      },
      activities: [
        {
          vendorAction: 'shared_link_create',
          actor: { id: 'dbmid:ben', name: 'ben tester', email: 'ben@acme.example', kind: 'user' },
          targets: [{ kind: 'file', id: 'id:acmeContract000000001', name: '/contracts/draft.docx' }],
          outcome: 'SUCCESS',
          ip: { address: '203.0.113.7', country: 'DE', city: 'Berlin' },
          sessionId: 'dbwsid:1001',
          isAdmin: false,
          isImpersonated: false,
        },
      ],
    },
  ],
  accounts: [
    { externalId: 'dbmid:ada', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true },
    { externalId: 'dbmid:ben', status: 'ACTIVE', isAdmin: false, lastSeenAt: '2026-03-01T08:00:00Z' },
    { externalId: 'dbmid:cyd', status: 'SUSPENDED' },
  ],
  things: [
    { name: 'Legal', members: ['dbmid:ben'] },
    {
      externalId: '7001001',
      kind: 'FOLDER',
      name: 'Contracts',
      access: [
        { to: 'user', name: 'ada@acme.example', isExternal: false, role: 'OWN' },
        { to: 'group', name: 'Finance', isExternal: false, role: 'WRITE' },
      ],
    },
    {
      externalId: 'id:acmeContract000000001',
      kind: 'FILE',
      name: '/contracts/draft.docx',
      owner: 'dbmid:ada',
      access: [
        { to: 'user', name: 'ada@acme.example', role: 'OWN' },
        { to: 'organisation', role: 'READ' },
      ],
    },
    { clientId: 'aid:calendar', clientName: 'Calendar Attachments', account: 'dbmid:ada', risk: 'LOW' },
  ],
  checks: {
    'public-links': policy('shared_link_create_policy', 'default_public'),
    'folder-members': policy('shared_folder_member_policy', 'anyone'),
    'folders-of-others': policy('shared_folder_join_policy', 'from_anyone'),
    'folder-links': policy('shared_folder_link_restriction_policy', 'anyone'),
    'link-passwords': policy('enforce_link_password_policy', 'optional'),
    'link-expiry': policy('default_link_expiration_days_policy', 'none'),
    'link-rights': policy('shared_link_default_permissions_policy', 'edit'),
    'group-creation': policy('group_creation_policy', 'admins_and_members'),
    'device-management': policy('emm_state', 'optional'),
    'top-level-content': policy('top_level_content_policy', 'everyone'),
    'two-step-verification': logged(
      { '.tag': 'require_tfa_enable' },
      { '.tag': 'require_tfa_disable' },
      'tfa_change_policy',
    ),
    'single-sign-on': logged({ '.tag': 'required' }, { '.tag': 'optional' }, 'sso_change_policy'),
    'password-strength': logged(
      { '.tag': 'strong_password' },
      { '.tag': 'minimal_requirements' },
      'password_strength_requirements_change_policy',
    ),
    'idle-sessions': logged(
      { '.tag': 'defined', unit: { '.tag': 'hours' }, amount: 8 },
      { '.tag': 'undefined' },
      'web_sessions_change_idle_length_policy',
    ),
    'device-approvals': logged(
      { '.tag': 'limited' },
      { '.tag': 'unlimited' },
      'device_approvals_change_desktop_policy',
      'device_approvals_change_mobile_policy',
    ),
    administrators: {
      fail: vendor => {
        for (const account of vendor.accounts) account.isAdmin = account.id === 'dbmid:ada'
      },
    },
    'suspended-devices': {
      fail: vendor =>
        void settings(vendor).sessions.push({
          id: 'dbdsid:77',
          member: 'dbmid:cyd',
          kind: 'desktop',
          updated: '2026-03-01T08:00:00Z',
        }),
    },
    'linked-apps': {
      fail: vendor => void Object.assign(settings(vendor).apps[0]!, { isAppFolder: false }),
    },
  },
  corpus: {
    carries: {
      actor: 'actor.user.email',
      target: raw => Array.isArray(raw.assets) && raw.assets.length > 0,
      ip: 'origin.geo_location.ip_address',
      country: 'origin.geo_location.country',
      session: 'origin.access_method.end_user.session_id',
      outcome: raw => documented(at(raw, 'event_type..tag')),
    },
    // Kinds that others made up for their tests: Dropbox documents none of that name.
    unknown: /^(file_view|app_link_member)$/,
  },
  documentedActions: () => {
    const file = join(sharedFolder(), 'apis/dropbox/event_details.json')
    if (!existsSync(file)) return null
    const { details } = JSON.parse(readFileSync(file, 'utf8')) as { details: object }
    return Object.keys(details).map(name => name.replace(/_details$/, ''))
  },
  actions: {
    'suspend-member': { target: { externalId: 'dbmid:ben', email: 'ben@acme.example' } },
    'end-sessions': { target: { externalId: 'dbmid:ben', email: 'ben@acme.example' } },
    'revoke-app': {
      target: { externalId: 'dbmid:ada/aid:calendar', clientId: 'aid:calendar', account: { externalId: 'dbmid:ada' } },
    },
    'revoke-link': {
      target: { externalId: 'id:acmeContract000000001', name: '/contracts/draft.docx', kind: 'FILE' },
    },
    'remove-from-folder': {
      target: { externalId: '7001001', name: 'Contracts', kind: 'FOLDER' },
      parameters: { email: 'kim@client.example' },
      before: vendor => void settings(vendor).folders[0]!.people.push({ email: 'kim@client.example', level: 'viewer' }),
    },
    'unshare-folder': {
      target: { externalId: '7001001', name: 'Contracts', kind: 'FOLDER' },
      before: vendor => void (settings(vendor).folders[0]!.isTeamFolder = false),
    },
    'trash-file': {
      target: { externalId: 'id:acmeContract000000001', name: '/contracts/draft.docx', kind: 'FILE' },
    },
  },
}
