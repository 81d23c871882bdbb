import { judgeCheck } from '@casbah/testkit'
import { isConnector, type ActionInput, type ActivityDraft, type ActorDraft, type Listing } from '@casbah/sdk'
import { FAILED, isAdminDeed, ON_OTHERS } from './deeds.ts'
import slack from './index.ts'
import { riskOf } from './risk.ts'
import { streams } from './streams.ts'

const config = slack.card.config.parse({ enterprise: 'E0ACME00001' })
const stream = streams[0]!
const ADA: ActorDraft = { id: 'W0ADA', name: 'Ada Okafor', email: 'ada@acme.example', kind: 'user' }
const by = (id = 'W0ADA', name = 'Ada Okafor', email: string | null = 'ada@acme.example') => ({
  actor: { type: 'user', user: { id, name, email, team: 'T0ACME' } },
})
const about = (type: string, fields: Record<string, unknown>) => ({ entity: { type, [type]: fields } })
const ben = about('user', { id: 'W0BEN', name: 'Ben Ruiz', email: 'ben@acme.example', team: 'T0ACME' })
const BEN = { kind: 'user', id: 'W0BEN', name: 'Ben Ruiz', email: 'ben@acme.example' }

function read(row: Record<string, unknown>): ActivityDraft & { action?: string } {
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: slack.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(slack)).toBe(true))

  it.each([
    ['E0ACME00001', true],
    ['T0ACME00001', false],
    ['acme', false],
    ['', false],
  ])('takes %s as the organisation: %s', (enterprise, good) =>
    expect(slack.card.config.safeParse({ enterprise }).success).toBe(good),
  )

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([2004, 3001, 3002, 3004, 3005, 6001, 6002, 6003])
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(slack.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known.has(classUid)).toBe(true)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
    expect(Object.keys(slack.vocabulary).length).toBeGreaterThan(250)
  })

  it.each([
    ['FAILED', FAILED],
    ['ON_OTHERS', ON_OTHERS],
  ])('speaks in %s only of actions that have a meaning', (_, actions) =>
    expect([...actions].filter(action => !slack.vocabulary[action])).toEqual([]),
  )

  it('names only scopes and reads that exist', () => {
    const scopes = new Set(slack.card.scopes.map(({ scope }) => scope))
    const { accounts, groups = [], resources = [], grants = [] } = slack.inventory
    const needed = [...slack.streams, ...accounts, ...groups, ...resources, ...grants].flatMap(part => part.scopes)
    expect(needed.filter(scope => !scopes.has(scope))).toEqual([])
    const used = new Set(slack.checks.flatMap(check => check.reads))
    for (const { each } of Object.values(slack.reads)) if (each) used.add(each)
    expect(Object.keys(slack.reads).filter(name => !used.has(name))).toEqual([])
    expect([...used].filter(name => !slack.reads[name])).toEqual([])
  })
})

describe('the audit log', () => {
  const ask = { config, partition: '', since: '2026-01-01T00:00:00.000Z' }

  it.each<[string, string | undefined, number, number | undefined]>([
    ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', 1_767_225_600, 1_767_311_999],
    ['2026-01-01T00:00:00.400Z', '2026-01-02T00:00:00.400Z', 1_767_225_600, 1_767_312_000],
    ['2026-01-01T00:00:00.000Z', undefined, 1_767_225_600, undefined],
  ])('from %s up to %s is asked for in whole seconds, both included', (since, until, oldest, latest) =>
    expect(stream.request({ ...ask, since, ...(until && { until }) })).toEqual({
      url: 'https://api.slack.com/audit/v1/logs',
      query: { oldest, latest, limit: 1000, cursor: undefined },
    }),
  )

  it('is asked for by the same ends on every page', () => {
    const until = '2026-01-02T00:00:00.000Z'
    const first = stream.request({ ...ask, until })
    const next = stream.request({ ...ask, until, cursor: 'c2' })
    expect(next.query).toEqual({ ...first.query, cursor: 'c2' })
  })

  it('is drained span by span, since it comes newest first', () =>
    expect(stream).toMatchObject({ order: 'descending', overlapSeconds: 300, id: { field: 'id' } }))

  it('reads a download with all that it tells', () =>
    expect(
      read({
        id: 'e1',
        date_create: 1_767_225_600,
        action: 'file_downloaded',
        ...by(),
        ...about('file', { id: 'F0PLAN', name: 'plan.pdf', filetype: 'pdf', title: 'The plan' }),
        context: { session_id: '4012', ua: 'Mozilla/5.0 (X11)', ip_address: '203.0.113.9', location: {} },
      }),
    ).toEqual({
      action: 'file.download',
      vendorAction: 'file_downloaded',
      actor: ADA,
      targets: [{ kind: 'file', id: 'F0PLAN', name: 'plan.pdf', email: undefined }],
      outcome: 'SUCCESS',
      outcomeReason: undefined,
      ip: { address: '203.0.113.9' },
      userAgent: 'Mozilla/5.0 (X11)',
      sessionId: '4012',
      isAdmin: false,
    }))

  it.each<[string, Record<string, unknown>, Partial<ReturnType<typeof read>>]>([
    [
      'a wrong password',
      { action: 'user_login_failed', ...by(), ...ben, details: { reason: 'bad_password' } },
      { action: 'user.login', outcome: 'FAILURE', outcomeReason: 'bad_password' },
    ],
    [
      'a download that was blocked',
      { action: 'file_downloaded_blocked', ...by(), details: { reason: ['ip', 'device'] } },
      { action: 'file.download', outcome: 'FAILURE', outcomeReason: 'ip, device' },
    ],
    [
      'a role',
      { action: 'role_change_to_owner', ...by(), ...ben },
      { action: 'role.grant', isAdmin: true, targets: [BEN] },
    ],
    [
      'a preference',
      { action: 'pref.sso_setting_changed', ...by() },
      { action: 'sso.update', isAdmin: true, targets: [] },
    ],
    [
      'an account that was closed by another',
      { action: 'user_deactivated', ...by(), ...ben },
      { action: 'user.deactivate', isAdmin: true },
    ],
    [
      'an account that its owner closed',
      { action: 'user_deactivated', ...by('W0BEN', 'Ben Ruiz'), ...ben },
      { isAdmin: false },
    ],
    [
      'what Slack itself does',
      { action: 'user_deactivated', ...by('USLACKBOT', 'slackbot', null), ...ben },
      { actor: { id: 'USLACKBOT', name: 'slackbot', email: undefined, kind: 'system' }, isAdmin: false },
    ],
    ['nobody', { action: 'anomaly', actor: null }, { actor: undefined, isAdmin: false, action: 'threat.detect' }],
    [
      'a message, which has no id',
      {
        action: 'message_tombstoned',
        ...by(),
        ...about('message', { team: 'T0ACME', channel: 'C0GENERAL', timestamp: '1767225600.000100' }),
      },
      {
        targets: [
          { kind: 'message', id: '1767225600.000100' },
          { kind: 'channel', id: 'C0GENERAL' },
        ],
      },
    ],
    [
      'a user group',
      { action: 'role_assigned', ...by(), ...about('usergroup', { id: 'S0GROUP', name: 'Finance' }) },
      { targets: [{ kind: 'group', id: 'S0GROUP', name: 'Finance', email: undefined }] },
    ],
    [
      'an entity of a kind that nobody knows yet',
      { action: 'canvas_opened', ...by(), ...about('canvas', { id: 'F0CANVAS', title: 'Notes' }) },
      { targets: [{ kind: 'canvas', id: 'F0CANVAS', name: 'Notes', email: undefined }] },
    ],
    [
      'an entity that is named after what every object has',
      { action: 'canvas_opened', ...by(), entity: { type: 'constructor', constructor: { id: 'x1' } } },
      { targets: [{ kind: 'constructor', id: 'x1', name: undefined, email: undefined }] },
    ],
    ['an entity without its fields', { action: 'user_login', ...by(), entity: { type: 'user' } }, { targets: [] }],
    [
      'an action that nobody knows',
      { action: 'teleport_started', ...by(), ...ben },
      { action: undefined, vendorAction: 'teleport_started', outcome: 'UNKNOWN', targets: [BEN], isAdmin: false },
    ],
    [
      'details of any shape',
      { action: 'user_login', ...by(), details: { new: { deep: [1, null] }, reason: { code: 7 } } },
      { outcome: 'SUCCESS', outcomeReason: undefined },
    ],
    ['details that are a text', { action: 'user_login_failed', ...by(), details: 'x' }, { outcomeReason: undefined }],
    ['a session that is a number', { action: 'user_login', context: { session_id: 42 } }, { sessionId: '42' }],
  ])('reads %s', (_, row, expected) => expect(read(row)).toMatchObject(expected))

  it.each([
    ['pref.allow_calls', true],
    ['role_change_to_admin', true],
    ['org_app_installed', true],
    ['scheduled_export_downloaded', true],
    ['scheduled_export_started', false],
    ['channel_retention_changed', false],
    ['channel_posting_pref_changed_from_org_level', true],
    ['user_login', false],
    ['app_installed', false],
    ['file_public_link_created', false],
    ['anomaly', false],
  ])('takes %s for a deed of administrators: %s', (action, expected) => expect(isAdminDeed(action)).toBe(expected))
})

describe('the inventory', () => {
  const listing = (name: string) => slack.inventory.accounts.find(one => one.name === name) as Listing
  const member = (row: object) => listing('members').toAccount(listing('members').row.parse({ id: 'W1', ...row }))

  it('counts people of SCIM from 1', () =>
    expect(listing('people').request({ config, offset: 100 })).toEqual({
      url: 'https://api.slack.com/scim/v2/Users',
      query: { startIndex: 101, count: 100 },
    }))

  it.each([
    ['an administrator', { is_admin: true, has_2fa: true }, { isAdmin: true, mfaEnabled: true }],
    ['an owner', { is_owner: true }, { isAdmin: true, mfaEnabled: undefined }],
    // In another workspace they may be one.
    ['no administrator', { is_admin: false }, { isAdmin: undefined }],
    ['a guest', { is_ultra_restricted: true, has_2fa: false }, { isExternal: true, mfaEnabled: false }],
    ['a bot', { is_bot: true, has_2fa: false }, { isService: true, status: 'ACTIVE', mfaEnabled: undefined }],
  ])('says of %s what the workspace tells', (_, row, expected) => expect(member(row)).toMatchObject(expected))

  it.each([
    ['within the organisation', { is_shared: true, is_org_shared: true }, [{ to: 'organisation' }]],
    ['private', { is_private: true }, []],
    [
      'shared, as the description of 2021 says it',
      { is_private: true, is_shared: true, is_org_shared: false },
      [{ to: 'group', name: 'another organisation', isExternal: true }],
    ],
    [
      'shared, as Slack says it',
      { is_private: true, is_ext_shared: true, connected_team_ids: ['T0GLOBEX'] },
      [{ to: 'group', name: 'T0GLOBEX', isExternal: true }],
    ],
  ])('a channel that is %s', (_, row, access) => {
    const channels = slack.inventory.resources![0]!
    expect(channels.toResource(channels.row.parse({ id: 'C1', name: 'x', ...row }))).toMatchObject({ access })
  })

  it.each([
    [['admin.users:write'], 'CRITICAL'],
    [['admin'], 'CRITICAL'],
    [['admin.teams:read'], 'HIGH'],
    [['commands', 'channels:history'], 'HIGH'],
    [['chat:write'], 'MEDIUM'],
    [['commands', 'users:read'], 'LOW'],
    [['openid'], 'INFORMATIONAL'],
    [['something:new'], 'LOW'],
    [[], 'INFORMATIONAL'],
  ])('an app with %j is of risk %s', (scopes, risk) => expect(riskOf(scopes)).toBe(risk))
})

describe('checks', () => {
  const human = (id: string, more: object = {}) => ({
    id,
    is_active: true,
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    has_2fa: true,
    ...more,
  })
  const workspaces = (name: string, ...values: unknown[]) => ({
    [name]: values.map((value, index) => ({ parent: { id: `T${index}`, name: `Team ${index}` }, value })),
  })
  const people = (...rows: unknown[]) => workspaces('members', rows)
  const app = (...scopes: string[]) => ({ app: { id: 'A1', name: 'App' }, scopes: scopes.map(name => ({ name })) })
  const sessions = (durations: number[], ...unset: string[]) => ({
    ownerSessions: [
      {
        value: {
          session_settings: durations.map((duration, index) => ({ user_id: `W${index}`, duration })),
          no_settings_applied: unset,
        },
      },
    ],
  })
  const check = (name: string) => slack.checks.find(one => one.name === name)!

  it.each<[string, Record<string, unknown>, string]>([
    ['users-mfa', people(human('W1'), human('W2', { has_2fa: false, has_sso: true })), 'PASS'],
    ['users-mfa', people(human('W1'), human('W2', { has_2fa: false })), 'PARTIAL'],
    ['users-mfa', people(human('W1'), human('W2', { has_2fa: undefined })), 'CANNOT_TELL'],
    ['users-mfa', people(human('W1'), human('B1', { has_2fa: false, is_bot: true })), 'PASS'],
    ['users-mfa', people(human('W1'), human('W2', { has_2fa: false, is_active: false })), 'PASS'],
    ['users-mfa', workspaces('members', [human('W1')], []), 'CANNOT_TELL'],
    ['users-mfa', workspaces('members', [human('W1')], [human('W1')]), 'PASS'],
    ['administrator-count', people(...Array.from({ length: 5 }, (_, n) => human(`W${n}`, { is_admin: true }))), 'PASS'],
    ['administrator-count', people(...Array.from({ length: 6 }, (_, n) => human(`W${n}`, { is_owner: true }))), 'FAIL'],
    ['administrator-count', people({ id: 'W1' }), 'CANNOT_TELL'],
    ['guests-expire', people(human('W1', { is_restricted: true, expiration_ts: 1_790_000_000 })), 'PASS'],
    ['guests-expire', people(human('W1', { is_ultra_restricted: true, expiration_ts: 0 })), 'FAIL'],
    ['guests-expire', people(human('W1', { is_restricted: true })), 'FAIL'],
    ['guests-expire', people(human('W1')), 'NOT_APPLICABLE'],
    ['workspace-discovery', { workspaces: [{ name: 'Acme', discoverability: 'closed' }] }, 'PASS'],
    ['workspace-discovery', { workspaces: [{ name: 'Acme', discoverability: 'open' }] }, 'FAIL'],
    ['workspace-discovery', { workspaces: [{ name: 'Acme', discoverability: 'new' }] }, 'CANNOT_TELL'],
    ['sign-up-domains', workspaces('workspaceSettings', { team: { email_domain: '' } }), 'PASS'],
    ['sign-up-domains', workspaces('workspaceSettings', { team: { email_domain: 'acme.example' } }), 'FAIL'],
    ['sign-up-domains', workspaces('workspaceSettings', { team: {} }), 'CANNOT_TELL'],
    ['app-scopes', { approvedApps: [app('commands')] }, 'PASS'],
    ['app-scopes', { approvedApps: [app('commands', 'groups:history')] }, 'FAIL'],
    ['app-scopes', { approvedApps: [app('admin.users:read')] }, 'FAIL'],
    ['app-scopes', { approvedApps: [{ app: { id: 'A1', name: 'App' } }] }, 'CANNOT_TELL'],
    ['external-organisations', { externalTeams: [] }, 'PASS'],
    ['external-organisations', { externalTeams: [{ team_id: 'T1', connection_status: 'CONNECTED' }] }, 'FAIL'],
    ['external-organisations', { externalTeams: [{ team_id: 'T1', connection_status: 'DISCONNECTED' }] }, 'PASS'],
    ['external-organisations', { externalTeams: [{ team_id: 'T1', connection_status: 'BLOCKED' }] }, 'PASS'],
    ['external-organisations', { externalTeams: [{}] }, 'CANNOT_TELL'],
    ['public-file-links', workspaces('files', [{ id: 'F1', public_url_shared: false }], []), 'PASS'],
    ['public-file-links', workspaces('files', [{ id: 'F1', public_url_shared: true }], []), 'FAIL'],
    ['public-file-links', workspaces('files', [{ id: 'F1' }]), 'CANNOT_TELL'],
    ['message-history', { preferences: { msg_edit_window_mins: 0, allow_message_deletion: false } }, 'PASS'],
    ['message-history', { preferences: { msg_edit_window_mins: -1, allow_message_deletion: false } }, 'FAIL'],
    ['message-history', { preferences: { msg_edit_window_mins: 5, allow_message_deletion: true } }, 'FAIL'],
    ['message-history', { preferences: { msg_edit_window_mins: 5 } }, 'CANNOT_TELL'],
    ['general-posting', { preferences: { who_can_post_general: 'owner' } }, 'PASS'],
    ['general-posting', { preferences: { who_can_post_general: 'ra' } }, 'FAIL'],
    ['session-length', sessions([86_400]), 'PASS'],
    ['session-length', sessions([86_400, 86_401]), 'PARTIAL'],
    ['session-length', sessions([0]), 'FAIL'],
    ['session-length', sessions([3_600], 'W9'), 'CANNOT_TELL'],
    ['session-length', sessions([], 'W9'), 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, given, status) => expect(judgeCheck(check(name), given).status).toBe(status))

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    [
      'administrator-count',
      people(human('W1', { is_owner: true }), human('W2', { is_admin: true })),
      { most: 1 },
      'FAIL',
    ],
    [
      'sign-up-domains',
      workspaces('workspaceSettings', { team: { email_domain: 'acme.example, ACME.test' } }),
      { domains: ['Acme.example', 'acme.test'] },
      'PASS',
    ],
    ['app-scopes', { approvedApps: [app('channels:history')] }, { allowed: ['A1'] }, 'PASS'],
    [
      'external-organisations',
      { externalTeams: [{ team_id: 'T1', team_domain: 'globex' }] },
      { known: ['globex'] },
      'PASS',
    ],
    ['public-file-links', workspaces('files', [{ id: 'F1', public_url_shared: true }]), { most: 1 }, 'PASS'],
    [
      'message-history',
      { preferences: { msg_edit_window_mins: 30, allow_message_deletion: false } },
      { minutes: 10 },
      'FAIL',
    ],
    ['session-length', sessions([86_400]), { hours: 8 }, 'FAIL'],
  ])('%s of %j with %j is %s', (name, given, set, status) =>
    expect(judgeCheck(check(name), given, set).status).toBe(status),
  )

  it('are eleven that judge, none of which passes on nothing, and three for people', () => {
    const judging = slack.checks.filter(({ judge }) => judge)
    expect(judging.map(one => judgeCheck(one, {}).status)).toEqual(Array(11).fill('CANNOT_TELL'))
    expect(slack.checks.filter(({ judge }) => !judge).map(({ name }) => name)).toEqual([
      'mfa-required',
      'sso-required',
      'app-approval',
    ])
  })

  it('ask for the sessions of several owners by one list, joined by commas', () =>
    expect(slack.reads.ownerSessions!.request(config, { parent: { parent: {}, value: ['W1', 'W2'] } }).query).toEqual({
      user_ids: 'W1,W2',
    }))
})

describe('actions', () => {
  const action = (name: string) => slack.actions.find(one => one.name === name)!
  const ask = (more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: { externalId: 'W0BEN' },
    parameters: {},
    ...more,
  })
  const shows = (body: unknown, status = 200) => ({ status, body })

  it('suspend-user deactivates by SCIM, and sets active again', () => {
    const { request, confirm, undo } = action('suspend-user')
    const url = 'https://api.slack.com/scim/v2/Users/W0BEN'
    const patch = (value: boolean) => ({
      url,
      method: 'PATCH',
      json: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', path: 'active', value }],
      },
    })
    expect(request(ask())).toEqual(patch(false))
    expect(undo!.request(ask())).toEqual(patch(true))
    expect(confirm!.judge(shows({ active: false })).done).toBe(true)
    expect(confirm!.judge(shows({ active: true })).done).toBe(false)
    expect(undo!.judge!(shows({ active: true })).done).toBe(true)
  })

  it.each([
    ['everywhere', {}],
    ['mobile', { mobile_only: true }],
    ['web', { web_only: true }],
  ])('end-sessions ends those of %s', (where, more) =>
    expect(action('end-sessions').request(ask({ parameters: { where } }))).toEqual({
      method: 'POST',
      path: '/api/admin.users.session.reset',
      form: { user_id: 'W0BEN', ...more },
    }),
  )

  it('remove-from-channel is confirmed by the list of members, as far as it goes', () => {
    const { request, confirm, undo } = action('remove-from-channel')
    const input = ask({ parameters: { channel: 'C0FINANCE' } })
    expect(request(input)).toMatchObject({ form: { channel: 'C0FINANCE', user: 'W0BEN' } })
    expect(undo!.request(input)).toMatchObject({ form: { channel: 'C0FINANCE', users: 'W0BEN' } })
    expect(confirm!.judge(shows({ members: ['W0ADA'] }), input).done).toBe(true)
    expect(confirm!.judge(shows({ members: ['W0ADA', 'W0BEN'] }), input).done).toBe(false)
    const cut = { members: ['W0ADA'], response_metadata: { next_cursor: 'c' } }
    expect(confirm!.judge(shows(cut), input).done).toBeNull()
  })

  it('restrict-app is of the whole organisation', () => {
    const { request, confirm, undo } = action('restrict-app')
    const input = ask({ target: { externalId: 'A1', clientId: 'A1' } })
    const form = { app_id: 'A1', enterprise_id: 'E0ACME00001' }
    expect(request(input)).toEqual({ method: 'POST', path: '/api/admin.apps.restrict', form })
    expect(undo!.request(input)).toEqual({ method: 'POST', path: '/api/admin.apps.approve', form })
    expect(confirm!.judge(shows({ restricted_apps: [{ app: { id: 'A1' } }] }), input).done).toBe(true)
    expect(confirm!.judge(shows({ restricted_apps: [] }), input).done).toBe(false)
    expect(undo!.judge!(shows({ restricted_apps: [] }), input).done).toBe(true)
  })

  it.each<[string, object, string | undefined, boolean | null]>([
    ['no longer shared, as the description of 2021 says it', { is_shared: false }, undefined, true],
    ['still shared, as the description of 2021 says it', { is_shared: true }, undefined, false],
    ['no longer shared with outsiders', { is_shared: true, is_ext_shared: false }, undefined, true],
    ['still shared with others than the team', { is_ext_shared: true, connected_team_ids: ['T2'] }, 'T1', true],
    ['still shared with the team', { is_ext_shared: true, connected_team_ids: ['T1'] }, 'T1', false],
    ['still shared with nobody knows whom', { is_ext_shared: true }, 'T1', null],
    ['silent', {}, undefined, null],
  ])('disconnect-channel, shown a channel that is %s', (_, channel, team, done) => {
    const { confirm } = action('disconnect-channel')
    const input = ask({ target: { externalId: 'C1', name: 'partner' }, parameters: { team } })
    const found = {
      channels: [
        { id: 'C0', is_shared: true },
        { id: 'C1', ...channel },
      ],
    }
    expect(confirm!.judge(shows(found), input).done).toBe(done)
  })

  it('revoke-public-link is confirmed by the file', () => {
    const { request, confirm } = action('revoke-public-link')
    const input = ask({ target: { externalId: 'F1' } })
    expect(request(input)).toEqual({ method: 'POST', path: '/api/files.revokePublicURL', form: { file: 'F1' } })
    expect(confirm!.judge(shows({ file: { public_url_shared: false } })).done).toBe(true)
    expect(confirm!.judge(shows({ file: { public_url_shared: true } })).done).toBe(false)
    expect(confirm!.judge(shows({ file: {} })).done).toBeNull()
  })
})
