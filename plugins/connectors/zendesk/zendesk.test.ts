import {
  isConnector,
  type ActionInput,
  type ActivityDraft,
  type GrantListing,
  type Listing,
  type PolledStream,
} from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import zendesk from './index.ts'

const config = zendesk.card.config.parse({ subdomain: 'acme' })
const [audit, access] = zendesk.streams as [PolledStream, PolledStream]

function read(stream: PolledStream, row: object): ActivityDraft & { action?: string } {
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: zendesk.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(zendesk)).toBe(true))

  it.each([
    ['acme', true],
    ['acme-support2', true],
    ['acme.zendesk.com', false],
    ['https://acme', false],
    ['Acme', false],
    ['acme/evil', false],
    ['', false],
  ])('takes %s as subdomain: %s', (subdomain, good) =>
    expect(zendesk.card.config.safeParse({ subdomain }).success).toBe(good),
  )

  it('has one meaning for each action', () => {
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(zendesk.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect([action, meanings.get(action) ?? `${classUid}/${activityId}`]).toEqual([
        action,
        `${classUid}/${activityId}`,
      ])
      meanings.set(action, `${classUid}/${activityId}`)
    }
  })

  it('has every read read by a check', () =>
    expect(
      Object.keys(zendesk.reads).filter(name => !zendesk.checks.some(({ reads }) => reads.includes(name))),
    ).toEqual([]))

  // Zendesk leaves out Retry-After where one user is updated too often, and tells the end of the wait as seconds from now.
  it('learns how long to wait from what Zendesk tells where Retry-After is missing', () =>
    expect(zendesk.card.limits[0]?.headers).toEqual({
      limit: 'ratelimit-limit',
      remaining: 'ratelimit-remaining',
      reset: 'ratelimit-reset',
      resetIs: 'seconds',
    }))
})

describe('the audit log', () => {
  const ask = { config, partition: '', since: '2026-01-01T00:00:00.250Z' }
  const ends = (request: { path?: string }) =>
    new URL(`https://x${request.path}`).searchParams.getAll('filter[created_at]')

  it('is that of the account, and not that of tickets', () =>
    expect(audit.request(ask).path).toMatch(/^\/api\/v2\/audit_logs\?/))

  it('is asked for oldest first, since a place in a list with the newest first is lost', () =>
    expect(audit.request(ask).query).toEqual({ sort: 'created_at', 'page[size]': 100, 'page[after]': undefined }))

  it.each([
    [undefined, ['2026-01-01T00:00:00Z', '2100-01-01T00:00:00Z']],
    ['2026-01-02T00:00:00.500Z', ['2026-01-01T00:00:00Z', '2026-01-02T00:00:01Z']],
  ])('is given both ends of its span, in whole seconds, until %s', (until, expected) =>
    expect(ends(audit.request({ ...ask, ...(until && { until }) }))).toEqual(expected),
  )

  it('goes on by cursor, as pages by number end at 100', () => {
    const { query } = audit.request({ ...ask, cursor: 'c1' })
    expect(query).toMatchObject({ 'page[after]': 'c1' })
    expect(Object.keys(query ?? {})).not.toContain('page')
  })

  it('is read back by more than the minute that rows may come late', () =>
    expect(audit.overlapSeconds).toBeGreaterThanOrEqual(60))

  const row = { id: 1, action: 'update', source_type: 'rule', created_at: '2026-01-01T00:00:00Z' }

  it('reads a change with all that it tells', () =>
    expect(
      read(audit, {
        ...row,
        source_id: 77,
        source_label: 'Trigger: Notify',
        change_description: 'Position changed',
        actor_id: 101,
        actor_name: 'Ada Okafor',
        ip_address: '203.0.113.9',
      }),
    ).toEqual({
      action: 'workflow.update',
      vendorAction: 'update:rule',
      actor: { id: '101', name: 'Ada Okafor', kind: 'user' },
      targets: [{ kind: 'rule', id: '77', name: 'Trigger: Notify' }],
      outcome: 'SUCCESS',
      outcomeReason: null,
      ip: { address: '203.0.113.9' },
      isAdmin: true,
    }))

  const setting = (source_label: string, change_description: string) => ({
    source_type: 'account_setting',
    source_label,
    change_description,
  })
  const change = (change_description: string) => ({ source_type: 'user', source_id: 7, change_description })

  it.each<[string, object, Partial<ReturnType<typeof read>>]>([
    [
      'a second factor no longer required',
      setting('Require Two Factor', 'Disabled'),
      { action: 'mfa_requirement.disable' },
    ],
    [
      'a second factor required for the first time',
      { action: 'create', ...setting('Two-Factor authentication for all admins and agents', 'Enabled') },
      { action: 'mfa_requirement.enable' },
    ],
    ['access of Zendesk’s staff', setting('Account Assumption', 'Changed'), { action: 'support_access.update' }],
    ['the mobile app', setting('Zendesk Support Mobile App Access', 'Enabled'), { action: 'mobile_access.enable' }],
    ['card numbers left in', setting('Credit Card Redaction', 'Disabled'), { action: 'redaction.disable' }],
    [
      'any other setting, by its label',
      setting('Session expiration', 'Changed'),
      { action: 'setting.update', targets: [{ kind: 'account_setting', id: null, name: 'Session expiration' }] },
    ],
    [
      'a suspension',
      { source_type: 'user_setting', source_label: 'Suspension state: Bob Cat', change_description: 'Suspended' },
      {
        action: 'user.suspend',
        targets: [
          { kind: 'user_setting', id: null, name: 'Suspension state: Bob Cat' },
          { kind: 'user', name: 'Bob Cat' },
        ],
      },
    ],
    [
      'its end',
      { source_type: 'user_setting', source_label: 'Suspension state: Bob Cat', change_description: 'Unsuspended' },
      { action: 'user.unsuspend' },
    ],
    ['a new administrator', change('Role changed from End User to Administrator'), { action: 'role.grant' }],
    [
      'a new administrator of one product among several',
      change('Explore role changed from not set to Viewer\nSupport role changed from Agent to Admin'),
      { action: 'role.grant' },
    ],
    ['an administrator less', change('Role changed from Administrator to End User'), { action: 'role.revoke' }],
    ['another role', change('Support role changed from Staff to not set'), { action: 'role.update_assignment' }],
    ['anything else about a user', change('Organization: AAAA is assigned'), { action: 'user.update' }],
    [
      'a new owner',
      { source_type: 'account', change_description: 'Owner changed from Bob Cat to Mountain Lion' },
      { action: 'org.transfer' },
    ],
    [
      'a new API token',
      { action: 'create', source_type: 'api_token', source_label: 'ci', source_id: 5 },
      { action: 'token.create', targets: [{ kind: 'token', id: '5', name: 'ci' }] },
    ],
    [
      'an app',
      { action: 'create', source_type: 'zendesk/app_market/app', source_label: 'Timer' },
      { action: 'app.install', targets: [{ kind: 'app', id: null, name: 'Timer' }] },
    ],
    [
      'a sign-in',
      { action: 'login', source_type: 'user', actor_id: 7, source_id: 7 },
      { action: 'user.login', outcome: 'SUCCESS', isAdmin: false },
    ],
    [
      'a sign-in that failed',
      { action: 'login', source_type: 'user', actor_id: 7, change_description: 'Sign-in failed' },
      { action: 'user.login', outcome: 'FAILURE', outcomeReason: 'Sign-in failed' },
    ],
    [
      'what somebody changes of themselves',
      { source_type: 'user', source_id: 7, actor_id: 7 },
      { action: 'user.update', isAdmin: false },
    ],
    [
      'what Zendesk does by itself',
      { actor_id: -1, actor_name: 'Zendesk' },
      { isAdmin: false, actor: { id: '-1', name: 'Zendesk', kind: 'system' } },
    ],
    ['a ticket deleted by an agent', { action: 'destroy', source_type: 'ticket', actor_id: 7 }, { isAdmin: false }],
    ['a row without anybody', { actor_id: null, ip_address: null }, { actor: null, ip: null, isAdmin: false }],
    [
      'what is new',
      { action: 'create', source_type: 'brand_new/thing' },
      { action: undefined, vendorAction: 'create:brand_new/thing' },
    ],
  ])('reads %s', (_, more, expected) => expect(read(audit, { ...row, ...more })).toMatchObject(expected))

  it.each([{}, { ...row, id: 'x' }, { ...row, action: '' }, { ...row, source_type: undefined }])('refuses %j', bad =>
    expect(audit.row.safeParse(bad).success).toBe(false),
  )
})

describe('the access log', () => {
  const ask = { config, partition: '', since: '2026-01-01T00:00:10.000Z' }

  it('is asked for from a second before, as the start itself is left out', () => {
    expect(access.request(ask)).toEqual({
      path: '/api/v2/access_logs',
      query: {
        'filter[start]': '2026-01-01T00:00:09Z',
        'filter[end]': undefined,
        'page[size]': 1000,
        'page[after]': undefined,
      },
    })
    expect(access.request({ ...ask, until: '2026-01-02T00:00:00.100Z' }).query?.['filter[end]']).toBe(
      '2026-01-02T00:00:01Z',
    )
  })

  it.each([
    [{}, ['']],
    [{ accessLogs: false }, []],
  ])('with %j is read in %j', (more, parts) =>
    expect(access.partitions?.(zendesk.card.config.parse({ subdomain: 'acme', ...more }))).toEqual(parts),
  )

  const row = { id: '01J1', method: 'GET', url: '/api/v2/tickets/7.json?include=users', user_id: 102, status: 200 }

  it('reads a request with all that it tells', () =>
    expect(read(access, { ...row, ip_address: '203.0.113.9', client: 'Mozilla/5.0', summary: 'View ticket' })).toEqual({
      action: 'ticket.read',
      vendorAction: 'GET tickets',
      actor: { id: '102', kind: 'user' },
      targets: [{ kind: 'ticket', id: '7', name: 'View ticket' }],
      outcome: 'SUCCESS',
      outcomeReason: null,
      ip: { address: '203.0.113.9' },
      userAgent: 'Mozilla/5.0',
    }))

  it.each<[string, object, Partial<ReturnType<typeof read>>]>([
    ['a refusal', { status: 403 }, { outcome: 'FAILURE', outcomeReason: 'HTTP 403' }],
    ['a request without a status', { status: null }, { outcome: 'UNKNOWN' }],
    ['a search', { url: '/api/v2/search?query=secret' }, { action: 'record.search', vendorAction: 'GET search' }],
    ['a whole address', { url: 'https://acme.zendesk.com/api/v2/users/5' }, { action: 'user.read' }],
    ['an export', { url: '/api/v2/incremental/tickets/cursor' }, { action: 'data.export' }],
    [
      'a question by GraphQL',
      { method: 'POST', url: '/graphql', graphql: { operation_name: 'ticket', operation_type: 'QUERY' } },
      { action: 'api.read', targets: [{ kind: 'graphql', id: null, name: 'ticket' }] },
    ],
    [
      'a change by GraphQL',
      { method: 'POST', url: '/graphql', graphql: { operation_type: 'mutation' } },
      { action: 'api.write' },
    ],
    [
      'the end of sessions, which deletes nobody',
      { method: 'DELETE', url: '/api/v2/users/5/sessions' },
      {
        action: 'session.end',
        vendorAction: 'DELETE users/sessions',
        targets: [{ kind: 'user', id: '5', name: null }],
      },
    ],
    [
      'an attachment, without the token that opens it',
      { url: '/attachments/token/aBc9xyz/?name=plan.pdf' },
      { action: 'file.download', vendorAction: 'GET attachments/token' },
    ],
    [
      'a comment',
      { url: '/api/v2/tickets/7/comments.json' },
      { action: 'ticket.read', vendorAction: 'GET tickets/comments' },
    ],
    [
      'a page of its own',
      { url: '/admin/api/private/team_members' },
      { action: undefined, vendorAction: 'GET admin/api' },
    ],
    ['the root', { url: '/' }, { vendorAction: 'GET /' }],
  ])('reads %s', (_, more, expected) => expect(read(access, { ...row, ...more })).toMatchObject(expected))
})

describe('the inventory', () => {
  const [members] = zendesk.inventory.accounts as [Listing]
  const [tokens, apps] = zendesk.inventory.grants as [GrantListing, GrantListing]
  const account = (more: object) =>
    members.toAccount(members.row.parse({ id: 101, name: 'Ada', role: 'agent', ...more }))
  const grant = (scopes: string[]) => tokens.toGrant(tokens.row.parse({ id: 1, client_id: 2, scopes }))

  it('asks for agents and administrators alone, in one list', () => {
    const { path } = members.request({ config })
    expect(new URL(`https://x${path}`).searchParams.getAll('role[]')).toEqual(['agent', 'admin'])
  })

  it('asks for the tokens of everybody', () => expect(tokens.request({ config }).query).toMatchObject({ all: true }))

  it.each([
    [{}, 'ACTIVE'],
    [{ suspended: true }, 'SUSPENDED'],
    [{ active: false, suspended: true }, 'DELETED'],
    [{ verified: false }, 'INVITED'],
  ])('reads a member with %j as %s', (more, status) => expect(account(more).status).toBe(status))

  it.each([
    [{ role: 'admin' }, { isAdmin: true }],
    [{ role: 'agent' }, { isAdmin: false }],
    [{ two_factor_auth_enabled: false }, { mfaEnabled: false }],
    [{ two_factor_auth_enabled: null }, { mfaEnabled: null }],
    [{ shared_agent: true }, { isExternal: true }],
    [{ last_login_at: '2026-01-01T00:00:00Z' }, { lastSeenAt: '2026-01-01T00:00:00Z' }],
  ])('reads a member with %j as %j', (more, expected) => expect(account(more)).toMatchObject(expected))

  it.each([
    [['impersonate'], 'CRITICAL'],
    [['read', 'write'], 'HIGH'],
    [[], 'HIGH'],
    [['read'], 'MEDIUM'],
    [['tickets:write'], 'MEDIUM'],
    [['tickets:read', 'users:read'], 'LOW'],
  ])('takes a token with %j for %s', (scopes, risk) => expect(grant(scopes).risk).toBe(risk))

  it('takes an app that is off for gone', () => {
    const row = { id: 8, app_id: 9, enabled: false, settings: { title: 'Timer' } }
    expect(apps.toGrant(apps.row.parse(row))).toMatchObject({ externalId: 'app/8', clientName: 'Timer', isGone: true })
  })
})

describe('checks', () => {
  const agent = (more: object) => ({ security: { security_settings: { authentication: { agent: more } } } })
  const security = (more: object) => ({ security: { security_settings: more } })
  const account = (api: object) => ({ account: { settings: { api } } })
  const member = (id: number, more: object = {}) => ({ id, name: `m${id}`, role: 'agent', ...more })
  const token = (more: object) => ({ id: 1, client_id: 2, scopes: ['tickets:read'], ...more })
  const strong = {
    password_length: 12,
    password_complexity: 2,
    password_in_mixed_case: true,
    failed_attempts_allowed: 10,
    disallow_local_part_from_email: true,
  }
  const byPassword = { enforce_sso: false, zendesk_login: true }
  const judge = (name: string, read: Record<string, unknown>) =>
    judgeCheck(
      zendesk.checks.find(check => check.name === name)!,
      read,
    ).status

  it.each<[string, Record<string, unknown>, string]>([
    ['two-factor-enforced', agent({ two_factor_enforce: true }), 'PASS'],
    ['two-factor-enforced', agent({ two_factor_enforce: false }), 'FAIL'],
    ['two-factor-enforced', agent({}), 'CANNOT_TELL'],
    ['single-sign-on', agent({ enforce_sso: true, zendesk_login: true }), 'PASS'],
    ['single-sign-on', agent({ enforce_sso: false, zendesk_login: false }), 'PASS'],
    ['single-sign-on', agent(byPassword), 'FAIL'],
    ['single-sign-on', agent({ enforce_sso: false }), 'CANNOT_TELL'],
    ['sso-bypass-owner', agent({ remote_bypass: 1 }), 'PASS'],
    ['sso-bypass-owner', agent({ remote_bypass: 2 }), 'FAIL'],
    ['sso-bypass-owner', agent({ remote_bypass: null }), 'CANNOT_TELL'],
    ['password-level', agent({ security_policy_id: 350 }), 'PASS'],
    ['password-level', agent({ security_policy_id: 200 }), 'FAIL'],
    ['password-level', agent({ security_policy_id: 400 }), 'NOT_APPLICABLE'],
    ['password-level', agent({}), 'CANNOT_TELL'],
    ['custom-password', agent({ security_policy_id: 400, password: strong }), 'PASS'],
    ['custom-password', agent({ security_policy_id: 400, password: { ...strong, password_length: 8 } }), 'PARTIAL'],
    ['custom-password', agent({ security_policy_id: 400 }), 'CANNOT_TELL'],
    ['custom-password', agent({ security_policy_id: 350, password: strong }), 'NOT_APPLICABLE'],
    ['admins-set-no-passwords', security({ admins_can_set_user_passwords: false }), 'PASS'],
    ['admins-set-no-passwords', security({ admins_can_set_user_passwords: true }), 'FAIL'],
    ['admins-set-no-passwords', security({}), 'CANNOT_TELL'],
    ['agent-idle', security({ agent_session_timeout: 480 }), 'PASS'],
    ['agent-idle', security({ agent_session_timeout: 481 }), 'FAIL'],
    ['agent-idle', security({ agent_session_timeout: 0 }), 'FAIL'],
    ['agent-idle', security({}), 'CANNOT_TELL'],
    ['session-length', security({ maximum_session_duration_enabled: true, maximum_session_duration: 720 }), 'PASS'],
    ['session-length', security({ maximum_session_duration_enabled: true, maximum_session_duration: 1440 }), 'FAIL'],
    ['session-length', security({ maximum_session_duration_enabled: false, maximum_session_duration: 720 }), 'FAIL'],
    ['session-length', security({ maximum_session_duration_enabled: true }), 'CANNOT_TELL'],
    ['mobile-app', security({ mobile_app_access: false }), 'PASS'],
    ['mobile-app', security({ mobile_app_access: true, mobile_app_session_timeout: 300 }), 'PASS'],
    ['mobile-app', security({ mobile_app_access: true, mobile_app_session_timeout: 0 }), 'FAIL'],
    ['mobile-app', security({ mobile_app_access: true }), 'CANNOT_TELL'],
    ['ip-restrictions', security({ ip: { ip_restriction_enabled: true, ip_ranges: '192.0.2.0/24' } }), 'PASS'],
    ['ip-restrictions', security({ ip: { ip_restriction_enabled: true, ip_ranges: '192.0.2.1 0.0.0.0/0' } }), 'FAIL'],
    ['ip-restrictions', security({ ip: { ip_restriction_enabled: true, ip_ranges: null } }), 'FAIL'],
    ['ip-restrictions', security({ ip: { ip_restriction_enabled: false } }), 'FAIL'],
    ['ip-restrictions', security({ ip: {} }), 'CANNOT_TELL'],
    ['account-assumption', security({ assumable: false }), 'PASS'],
    ['account-assumption', security({ assumable: true, assumption_duration: 'week' }), 'PASS'],
    ['account-assumption', security({ assumable: true, assumption_duration: 'always' }), 'FAIL'],
    ['account-assumption', security({ assumable: true }), 'CANNOT_TELL'],
    ['admin-count', { team: [member(1, { role: 'admin' }), member(2)] }, 'PASS'],
    ['admin-count', { team: [1, 2, 3, 4, 5, 6].map(id => member(id, { role: 'admin' })) }, 'FAIL'],
    ['admin-count', { team: [member(1)] }, 'CANNOT_TELL'],
    ['admin-count', { team: [member(1, { role: 'admin' }), { id: 2, name: 'x' }] }, 'CANNOT_TELL'],
    ['agents-two-factor', { ...agent(byPassword), team: [member(1, { two_factor_auth_enabled: true })] }, 'PASS'],
    [
      'agents-two-factor',
      { ...agent(byPassword), team: [true, false].map((has, id) => member(id, { two_factor_auth_enabled: has })) },
      'PARTIAL',
    ],
    [
      'agents-two-factor',
      { ...agent(byPassword), team: [member(1, { two_factor_auth_enabled: true }), member(2)] },
      'CANNOT_TELL',
    ],
    [
      'agents-two-factor',
      { ...agent(byPassword), team: [member(1, { suspended: true, two_factor_auth_enabled: false })] },
      'CANNOT_TELL',
    ],
    [
      'agents-two-factor',
      { ...agent({ enforce_sso: true, zendesk_login: true }), team: [member(1)] },
      'NOT_APPLICABLE',
    ],
    ['agents-two-factor', { team: [member(1, { two_factor_auth_enabled: true })] }, 'CANNOT_TELL'],
    ['idle-agents', { team: [member(1, { last_login_at: '2026-03-01T00:00:00Z' })] }, 'PASS'],
    [
      'idle-agents',
      {
        team: [
          member(1, { last_login_at: '2026-03-01T00:00:00Z' }),
          member(2, { last_login_at: '2025-11-30T00:00:00Z' }),
          member(3, { suspended: true }),
        ],
      },
      'PARTIAL',
    ],
    ['idle-agents', { team: [member(1)] }, 'CANNOT_TELL'],
    ['idle-agents', { team: [] }, 'CANNOT_TELL'],
    ['api-password-access', account({ api_password_access: 'false' }), 'PASS'],
    ['api-password-access', account({ api_password_access: true }), 'FAIL'],
    ['api-password-access', account({ api_password_access: 'perhaps' }), 'CANNOT_TELL'],
    ['api-token-access', account({ api_token_access: false }), 'PASS'],
    ['api-token-access', account({ api_token_access: 'true' }), 'FAIL'],
    ['api-token-access', account({}), 'CANNOT_TELL'],
    ['oauth-token-expiry', { oauthTokens: [token({ expires_at: '2026-04-01T00:00:00Z' })] }, 'PASS'],
    ['oauth-token-expiry', { oauthTokens: [token({ expires_at: null })] }, 'FAIL'],
    ['oauth-token-expiry', { oauthTokens: [] }, 'NOT_APPLICABLE'],
    ['oauth-token-expiry', { oauthTokens: [{ id: 1 }] }, 'CANNOT_TELL'],
    ['oauth-token-scopes', { oauthTokens: [token({})] }, 'PASS'],
    ['oauth-token-scopes', { oauthTokens: [token({}), token({ scopes: ['write'] })] }, 'PARTIAL'],
    ['oauth-token-scopes', { oauthTokens: [token({ scopes: [] })] }, 'FAIL'],
    ['oauth-token-scopes', { oauthTokens: null }, 'CANNOT_TELL'],
    ['private-attachments', { account: { settings: { tickets: { private_attachments: true } } } }, 'PASS'],
    ['private-attachments', { account: { settings: { tickets: { private_attachments: false } } } }, 'FAIL'],
    ['private-attachments', { account: { settings: {} } }, 'CANNOT_TELL'],
    ['content-security-policy', security({ csp_blocking_enabled: true }), 'PASS'],
    ['content-security-policy', security({ csp_blocking_enabled: false }), 'FAIL'],
    ['content-security-policy', security({}), 'CANNOT_TELL'],
    ['credential-notices', security({ email_agent_when_sensitive_fields_changed: true }), 'PASS'],
    ['credential-notices', security({ email_agent_when_sensitive_fields_changed: false }), 'FAIL'],
    ['credential-notices', security({}), 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, seen, status) => expect(judge(name, seen)).toBe(status))

  it('are 21, none of which passes on nothing', () =>
    expect(zendesk.checks.map(({ name }) => judge(name, {}))).toEqual(Array(21).fill('CANNOT_TELL')))
})

describe('actions', () => {
  const action = (name: string) => zendesk.actions.find(one => one.name === name)!
  const ask = (more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: { externalId: '102' },
    parameters: {},
    ...more,
  })
  const put = (user: object) => ({ method: 'PUT', path: '/api/v2/users/102', json: { user } })

  it('suspend-user suspends, confirms and takes back', () => {
    const suspend = action('suspend-user')
    expect(suspend.request(ask())).toEqual(put({ suspended: true }))
    expect(suspend.undo?.request(ask())).toEqual(put({ suspended: false }))
    const shown = (suspended: unknown) => suspend.confirm?.judge({ status: 200, body: { user: { suspended } } }).done
    expect([true, false, undefined].map(shown)).toEqual([true, false, null])
  })

  it('end-sessions ends all of them, and is confirmed by their absence', () => {
    const end = action('end-sessions')
    expect(end.request(ask())).toEqual({ method: 'DELETE', path: '/api/v2/users/102/sessions' })
    const left = (sessions: unknown) => end.confirm?.judge({ status: 200, body: { sessions } }).done
    expect([[], [{ id: 1 }], undefined].map(left)).toEqual([true, false, null])
  })

  it.each([
    ['admin', 'agent', [put({ role: 'agent' })]],
    ['agent', 'end-user', [put({ role: 'end-user' })]],
    ['agent', 'agent', []],
    ['end-user', 'agent', []],
  ])('downgrade-role of a user who is %s to %s', (role, to, requests) => {
    const found = { status: 200, body: { user: { role } } }
    expect(action('downgrade-role').request(ask({ found, parameters: { role: to } }))).toEqual(requests)
  })

  it('downgrade-role gives back the custom role, too', () => {
    const downgrade = action('downgrade-role')
    const found = { status: 200, body: { user: { id: 102, role: 'agent', custom_role_id: 55 } } }
    const remembered = downgrade.remember?.(ask({ found }))
    expect(remembered).toEqual({ role: 'agent', custom_role_id: 55 })
    expect(downgrade.undo?.request(ask({ remembered }))).toEqual(put({ role: 'agent', custom_role_id: 55 }))
    const answer = { status: 200, body: { user: { role: 'agent' } } }
    expect(downgrade.undo?.judge?.(answer, ask({ remembered })).done).toBe(true)
    expect(downgrade.confirm?.judge(answer, ask({ parameters: { role: 'end-user' } })).done).toBe(false)
  })

  it('delete-oauth-token takes a token, and no app', () => {
    const { request } = action('delete-oauth-token')
    expect(request(ask({ target: { externalId: 'token/7' } }))).toEqual({
      method: 'DELETE',
      path: '/api/v2/oauth/tokens/7',
    })
    expect(() => request(ask({ target: { externalId: 'app/7' } }))).toThrow(/app\/7 is not an OAuth token/)
  })

  it('deactivate-app takes an app, and no token', () => {
    const { request, undo } = action('deactivate-app')
    const target = { externalId: 'app/8' }
    const path = '/api/v2/apps/installations/8'
    expect(request(ask({ target }))).toEqual({ method: 'PUT', path, json: { enabled: false } })
    expect(undo?.request(ask({ target }))).toEqual({ method: 'PUT', path, json: { enabled: true } })
    expect(() => request(ask({ target: { externalId: 'token/8' } }))).toThrow(/token\/8 is not an installed app/)
  })

  it.each(['..', '', '1/../2'])('never leave the path of a user for %j', externalId => {
    const paths = () =>
      ['suspend-user', 'end-sessions'].map(name => action(name).request(ask({ target: { externalId } })))
    if (externalId === '1/../2') expect(JSON.stringify(paths())).toContain('1%2F..%2F2')
    else expect(paths).toThrow(/there is nothing to ask for/)
  })
})
