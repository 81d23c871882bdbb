import { createSlack, person, type Fixtures, type SlackSettings } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as SlackSettings
/** Of the first workspace. */
const preferences = (change: Record<string, unknown>) => ({
  fail: (vendor: { settings: object }) => void Object.assign(settings(vendor).workspaces[0]!.preferences, change),
})
const workspace = (change: Partial<SlackSettings['workspaces'][number]>) => ({
  fail: (vendor: { settings: object }) => void Object.assign(settings(vendor).workspaces[0]!, change),
})

const GUEST = 'W0CYD000001'
const ben = { externalId: 'W0BEN000001', email: 'ben@acme.example' }

/** What the contract kit needs to know of Slack. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) => {
    const vendor = createSlack({
      enterprise: 'E0ACME00001',
      token: 'xoxp-1-2-3-token-of-acme',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person('W0ADA000001', { login: 'ada', email: 'ada@acme.example', isAdmin: true, groups: ['Engineering'] }),
        person('W0BEN000001', { login: 'ben', email: 'ben@acme.example', groups: ['Engineering', 'Finance'] }),
        person(GUEST, { login: 'cyd', email: 'cyd@partner.example' }),
        person('W0DOE000001', { login: 'doe', email: 'doe@acme.example', status: 'SUSPENDED' }),
        person('U0BOT000001', { login: 'bot', email: 'bot@acme.example', name: 'Deploy bot', mfa: false }),
      ],
    })
    Object.assign(settings(vendor).people, {
      [GUEST]: { guest: 'single', expires: 1_790_000_000 },
      U0BOT000001: { isBot: true },
    })
    return vendor
  },
  streams: {
    'audit-log': {
      marker: 'entity.file.title',
      row: (index, time) => ({
        id: `0a0a0000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        date_create: Math.floor(time / 1000),
        action: 'file_downloaded',
        actor: {
          type: 'user',
          user: { id: 'W0BEN000001', name: 'Ben Tester', email: 'ben@acme.example', team: 'T0ACME0001' },
        },
        entity: {
          type: 'file',
          file: { id: 'F0PLAN00001', name: 'plan.pdf', filetype: 'pdf', title: `plan ${index}` },
        },
        context: {
          session_id: '4012345678',
          location: { type: 'workspace', id: 'T0ACME0001', name: 'Acme', domain: 'acme' },
          ua: 'Mozilla/5.0 (X11; Linux x86_64) Slack/4.41',
          ip_address: '203.0.113.7',
        },
      }),
    },
  },
  accounts: [
    { externalId: 'W0ADA000001', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, mfaEnabled: true },
    { externalId: 'W0BEN000001', status: 'ACTIVE', mfaEnabled: true },
    { externalId: GUEST, status: 'ACTIVE', isExternal: true },
    { externalId: 'W0DOE000001', status: 'SUSPENDED' },
    { externalId: 'U0BOT000001', status: 'ACTIVE', isService: true },
  ],
  things: [
    { externalId: 'T0ACME0001', name: 'Acme' },
    { externalId: 'T0ACME0002', name: 'Acme Labs' },
    { name: 'Engineering', members: ['W0ADA000001', 'W0BEN000001'] },
    { externalId: 'C0FINANCE01', kind: 'CHANNEL', access: [] },
    { externalId: 'C0GENERAL01', access: [{ to: 'organisation' }] },
    {
      externalId: 'C0PARTNER01',
      access: [{ to: 'organisation' }, { to: 'group', name: 'another organisation', isExternal: true }],
    },
    { externalId: 'F0PLAN00001', kind: 'FILE', name: 'plan.pdf', owner: 'W0ADA000001', access: [] },
    { externalId: 'F0LABS00001', kind: 'FILE' },
    { externalId: 'A0CALENDAR1', clientName: 'Calendar', scopes: ['commands', 'users:read'] },
  ],
  checks: {
    'users-mfa': { fail: vendor => void (vendor.accounts[1]!.mfa = false) },
    'session-length': { fail: vendor => void (settings(vendor).people.W0ADA000001!.sessionSeconds = 0) },
    'administrator-count': {
      fail: vendor => {
        const people = Array.from({ length: 6 }, (_, index) => person(`W0ADMIN000${index}`, { isAdmin: true }))
        vendor.accounts.push(...people)
        settings(vendor).workspaces[0]!.members.push(...people.map(({ id }) => id))
      },
    },
    'guests-expire': { fail: vendor => void delete settings(vendor).people[GUEST]!.expires },
    'workspace-discovery': workspace({ discoverability: 'open' }),
    'sign-up-domains': workspace({ emailDomain: 'mail.example' }),
    'app-scopes': { fail: vendor => void settings(vendor).apps[0]!.scopes.push('channels:history') },
    'external-organisations': {
      fail: vendor =>
        void settings(vendor).externalTeams.push({
          team_id: 'T0GLOBEX01',
          team_name: 'Globex',
          team_domain: 'globex',
        }),
    },
    'public-file-links': { fail: vendor => void (settings(vendor).files[1]!.hasPublicLink = true) },
    'message-history': preferences({ msg_edit_window_mins: -1 }),
    'general-posting': preferences({ who_can_post_general: 'everyone' }),
  },
  corpus: {
    carries: {
      actor: 'actor.user.email',
      target: raw => (raw.entity as { type?: string } | undefined)?.type,
      ip: 'context.ip_address',
      userAgent: 'context.ua',
      session: 'context.session_id',
      // What was done is in the log, and what was not has an action of its own.
      outcome: 'action',
    },
    // Rows of the logs of plans below Enterprise, which have neither action nor actor.
    rejected: ({ raw }) => raw.action === undefined,
  },
  actions: {
    'suspend-user': { target: ben },
    'end-sessions': { target: ben },
    'remove-from-channel': { target: ben, parameters: { channel: 'C0FINANCE01' } },
    'restrict-app': { target: { externalId: 'A0FORMS0001', clientId: 'A0FORMS0001' } },
    'disconnect-channel': { target: { externalId: 'C0PARTNER01', name: 'partner-globex', kind: 'CHANNEL' } },
    'revoke-public-link': {
      target: { externalId: 'F0PLAN00001', name: 'plan.pdf', kind: 'FILE' },
      before: vendor => void (settings(vendor).files[0]!.hasPublicLink = true),
    },
  },
}
