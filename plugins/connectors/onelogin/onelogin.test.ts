import { judgeCheck } from '@casbah/testkit'
import {
  isConnector,
  type ActionInput,
  type ActivityDraft,
  type ActorDraft,
  type GroupListing,
  type Listing,
} from '@casbah/sdk'
import { ADMIN_DEEDS, FAILED, ON_OTHERS, OWN_DEEDS } from './event-types.ts'
import onelogin from './index.ts'
import { streams } from './streams.ts'

const config = onelogin.card.config.parse({ subdomain: 'acme' })
const stream = streams[0]!
const by = (id: number, name: string) => ({ actor_user_id: id, actor_user_name: name })
const to = (id: number, name: string) => ({ user_id: id, user_name: name })
const ADA: ActorDraft = { id: '1001', name: 'Ada Okafor', email: undefined, kind: 'user' }
const ADA_TARGET = { kind: 'user', id: '1001', name: 'Ada Okafor' }

function read(row: Record<string, unknown>): ActivityDraft & { action?: string } {
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: onelogin.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(onelogin)).toBe(true))

  it.each([
    ['acme', true],
    ['acme-2', true],
    ['api.us', true],
    ['api.eu', true],
    ['api.xx', false],
    ['Acme', false],
    ['-acme', false],
    ['acme.onelogin.com', false],
    ['https://acme', false],
    ['', false],
  ])('takes %s as subdomain: %s', (subdomain, good) =>
    expect(onelogin.card.config.safeParse({ subdomain }).success).toBe(good),
  )

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([3001, 3002, 3004, 3005, 6003])
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(onelogin.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known.has(classUid)).toBe(true)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
    expect(Object.keys(onelogin.vocabulary).length).toBeGreaterThan(220)
  })

  it.each([
    ['FAILED', FAILED],
    ['OWN_DEEDS', OWN_DEEDS],
    ['ADMIN_DEEDS', ADMIN_DEEDS],
    ['ON_OTHERS', ON_OTHERS],
  ])('speaks in %s only of types that have a meaning', (_, types) =>
    expect([...types].filter(type => !onelogin.vocabulary[type])).toEqual([]),
  )

  it('counts no type as both an administrator’s and one’s own', () =>
    expect([...ADMIN_DEEDS].filter(type => OWN_DEEDS.has(type) || ON_OTHERS.has(type))).toEqual([]))

  it('names only scopes and reads that exist', () => {
    const scopes = new Set(onelogin.card.scopes.map(({ scope }) => scope))
    const { accounts, groups = [] } = onelogin.inventory
    const needed = [...onelogin.streams, ...accounts, ...groups].flatMap(part => part.scopes)
    expect(needed.filter(scope => !scopes.has(scope))).toEqual([])
    const permissions = new Set([...scopes, 'Read All', 'Manage Users'])
    const named = [...Object.values(onelogin.reads), ...onelogin.actions].map(({ scope }) => scope ?? '')
    expect(named.filter(scope => !permissions.has(scope))).toEqual([])
    const used = new Set(onelogin.checks.flatMap(check => check.reads))
    for (const { each } of Object.values(onelogin.reads)) if (each) used.add(each)
    expect(Object.keys(onelogin.reads).filter(name => !used.has(name))).toEqual([])
    expect([...used].filter(name => !onelogin.reads[name])).toEqual([])
  })
})

describe('the events', () => {
  const ask = { config, partition: '', since: '2026-01-01T00:00:00.000Z' }

  it('are asked for oldest first; a page says where the next begins', () => {
    const query = { since: ask.since, until: undefined, sort: '+id', limit: 1000, after_cursor: undefined }
    expect(stream.request(ask)).toEqual({ path: '/api/1/events', query })
    const next = { ...ask, until: '2026-01-02T00:00:00.000Z', cursor: 'c2' }
    expect(stream.request(next).query).toEqual({ ...query, until: next.until, after_cursor: 'c2' })
  })

  it('are read back by ten minutes, since nothing is documented of how late one may come', () => {
    expect(stream).toMatchObject({ order: 'ascending', overlapSeconds: 600, id: { field: 'id' }, retentionDays: null })
  })

  it('reads a sign-in with all that it tells', () =>
    expect(
      read({
        id: 1,
        account_id: 555,
        event_type_id: 5,
        created_at: '2026-03-02T08:00:00.000Z',
        ...by(1001, 'Ada Okafor'),
        ...to(1001, 'Ada Okafor'),
        ipaddr: '203.0.113.9',
        user_agent: 'Mozilla/5.0 (X11)',
        policy_id: 101,
        policy_name: 'Default policy',
        assuming_acting_user_id: null,
        risk_score: 12,
        notes: null,
      }),
    ).toEqual({
      action: 'user.login',
      vendorAction: '5',
      actor: ADA,
      targets: [
        { kind: 'user', id: '1001', name: 'Ada Okafor' },
        { kind: 'policy', id: '101', name: 'Default policy' },
      ],
      outcome: 'SUCCESS',
      outcomeReason: undefined,
      ip: { address: '203.0.113.9' },
      userAgent: 'Mozilla/5.0 (X11)',
      isAdmin: false,
      isImpersonated: false,
    }))

  it.each<[string, Record<string, unknown>, Partial<ReturnType<typeof read>>]>([
    [
      'a number that an export made a text',
      { event_type_id: '11', actor_user_id: '1001' },
      { vendorAction: '11', actor: { ...ADA, name: undefined } },
    ],
    [
      'a wrong password',
      { event_type_id: 6, ...to(1001, 'Ada Okafor'), custom_message: 'Invalid password' },
      {
        action: 'user.login',
        outcome: 'FAILURE',
        outcomeReason: 'Invalid password',
        actor: ADA,
        targets: [ADA_TARGET],
      },
    ],
    [
      'an app that was denied',
      { event_type_id: 90, ...to(1001, 'Ada Okafor'), app_id: 301, app_name: 'Payroll' },
      {
        action: 'app.login',
        outcome: 'FAILURE',
        actor: ADA,
        targets: [ADA_TARGET, { kind: 'app', id: '301', name: 'Payroll' }],
      },
    ],
    [
      'somebody who assumes another',
      { event_type_id: 3, ...by(1001, 'Ada Okafor'), ...to(1002, 'Ben Ruiz') },
      {
        action: 'user.impersonate',
        isAdmin: true,
        isImpersonated: true,
        targets: [{ kind: 'user', id: '1002', name: 'Ben Ruiz' }],
      },
    ],
    [
      'what is done in another’s name',
      { event_type_id: 8, ...by(1002, 'Ben Ruiz'), assuming_acting_user_id: 1001 },
      { isImpersonated: true },
    ],
    [
      'nobody who assumes',
      { event_type_id: 8, ...by(1002, 'Ben Ruiz'), assuming_acting_user_id: 0 },
      { isImpersonated: false },
    ],
    [
      'a password of one’s own',
      { event_type_id: 11, ...by(1001, 'Ada Okafor'), ...to(1001, 'Ada Okafor') },
      { action: 'password.change', isAdmin: false, targets: [ADA_TARGET] },
    ],
    [
      'a password of another',
      { event_type_id: 11, ...by(1001, 'Ada Okafor'), ...to(1002, 'Ben Ruiz') },
      { action: 'password.change', isAdmin: true },
    ],
    [
      'a device that was taken off',
      {
        event_type_id: 24,
        ...by(1001, 'Ada Okafor'),
        ...to(1001, 'Ada Okafor'),
        otp_device_id: 7,
        otp_device_name: 'Phone',
      },
      { action: 'mfa.disable', isAdmin: false, targets: [ADA_TARGET, { kind: 'mfa_factor', id: '7', name: 'Phone' }] },
    ],
    [
      'a privilege, by name alone',
      { event_type_id: 72, privilege_name: 'Super user', user_name: 'Ben Ruiz', actor_user_name: 'Ada Okafor' },
      {
        action: 'role.grant',
        isAdmin: true,
        actor: { ...ADA, id: undefined },
        targets: [
          { kind: 'user', id: undefined, name: 'Ben Ruiz' },
          { kind: 'privilege', id: undefined, name: 'Super user' },
        ],
      },
    ],
    [
      'what a credential pair did',
      { event_type_id: 551, client_id: 'c1', actor_system: 'API', ...to(1002, 'ben@acme.example') },
      {
        action: 'user.suspend',
        isAdmin: true,
        actor: { id: 'c1', name: 'API', kind: 'service' },
        targets: [{ kind: 'user', id: '1002', name: 'ben@acme.example', email: 'ben@acme.example' }],
      },
    ],
    [
      'a mapping’s role',
      { event_type_id: 149, actor_system: 'Mapping', ...to(1002, 'Ben Ruiz'), role_id: 402, role_name: 'Finance' },
      { action: 'role.grant', isAdmin: false, actor: { name: 'Mapping', kind: 'system' } },
    ],
    [
      'provisioning with an error',
      { event_type_id: 26, actor_system: 'Provisioning', error_description: '403 from the app' },
      { action: 'app.provision', outcome: 'FAILURE', outcomeReason: '403 from the app' },
    ],
    ['a lock that failed', { event_type_id: 526 }, { action: 'user.lock', outcome: 'FAILURE', actor: undefined }],
    ['somebody without a name', { event_type_id: 5, ...by(7, '') }, { actor: { ...ADA, id: '7', name: undefined } }],
    [
      'somebody known by address',
      { event_type_id: 5, ...by(7, 'x@acme.example') },
      { actor: { id: '7', name: 'x@acme.example', email: 'x@acme.example', kind: 'user' } },
    ],
    [
      'a type that is new',
      { event_type_id: 99_999, ...by(1001, 'Ada Okafor') },
      { action: undefined, vendorAction: '99999', outcome: 'UNKNOWN', isAdmin: false },
    ],
  ])('reads %s', (_, row, expected) => expect(read(row)).toMatchObject(expected))

  it.each([{}, { event_type_id: null }, { event_type_id: '' }, { event_type_id: 5, ipaddr: 7 }])('refuses %j', row =>
    expect(stream.row.safeParse(row).success).toBe(false),
  )
})

describe('the inventory', () => {
  const [users, factors, administrators] = onelogin.inventory.accounts as [Listing, Listing, Listing]
  const [roles, , holders] = onelogin.inventory.groups as [GroupListing, GroupListing, GroupListing]
  const account = (listing: Listing, row: unknown, externalId = '1001') =>
    listing.toAccount(listing.row.parse(row), { externalId })

  it('goes on by the header’s value and nothing else', () => {
    expect(users.page).toEqual({ style: 'headerCursor', header: 'after-cursor' })
    expect(users.request({ config, cursor: 'c2' }).query).toMatchObject({ limit: 1000, cursor: 'c2' })
  })

  it.each([
    [0, 'INVITED'],
    [1, 'ACTIVE'],
    [2, 'SUSPENDED'],
    [3, 'SUSPENDED'],
    [4, 'ACTIVE'],
    [5, 'ACTIVE'],
    [7, 'INVITED'],
    [8, 'INVITED'],
    [77, 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('reads a user of status %s as %s', (status, expected) =>
    expect(account(users, { id: 1001, status, email: 'a@acme.example', firstname: 'Ada', lastname: null })).toEqual({
      externalId: '1001',
      email: 'a@acme.example',
      displayName: 'Ada',
      status: expected,
      lastSeenAt: undefined,
    }),
  )

  it.each([
    [[], false],
    [[{ active: false }], false],
    [[{ active: true }], true],
    [[{ auth_factor_name: 'OneLogin Protect' }], true],
  ])('of devices %j says %s', (devices, mfaEnabled) =>
    expect(account(factors, { data: { otp_devices: devices } })).toEqual({ externalId: '1001', mfaEnabled }),
  )

  it('takes an answer without devices for no answer', () =>
    expect(factors.row.safeParse({ status: { code: 200 } }).success).toBe(false))

  it('lays administrators over, and lists who is in a role or holds a privilege', () => {
    expect(account(administrators, 1001)).toEqual({ externalId: '1001', isAdmin: true })
    const role = { id: 401, name: 'Engineering', users: [1001, 1002], admins: [] }
    expect(roles.toGroup(roles.row.parse(role))).toEqual({
      externalId: '401',
      name: 'Engineering',
      members: ['1001', '1002'],
    })
    expect(holders.toGroup(1001, { externalId: 'u-1', name: 'Super user' })).toEqual({
      externalId: 'u-1',
      name: 'Super user',
      members: ['1001'],
    })
  })
})

describe('checks', () => {
  const policies = (...all: Record<string, unknown>[]) => ({
    policySettings: all.map((one, index) => ({
      parent: { id: index },
      value: { id: index, name: `Policy ${index}`, kind: 'user', ...one },
    })),
  })
  const admin = (networks: string | null) => ({ kind: 'app', id: 9, name: 'Admin', ip_addr_restriction: networks })
  const secured = { secure_admin: true, admin_policy_id: 9 }
  const user = (id: number, last: string | null, status = 1) => ({ id, status, email: null, last_login: last })
  const held = (actions: string[], ...value: number[]) => ({
    parent: { id: 'p', name: 'P', privilege: { Version: '1', Statement: [{ Effect: 'Allow', Action: actions }] } },
    value,
  })
  const factors = (id: number, ...active: boolean[]) => ({
    parent: user(id, null),
    value: { data: { otp_devices: active.map(one => ({ active: one })) } },
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['mfa-required', policies({ otp_auth_enabled: true }, { kind: 'app' }), 'PASS'],
    ['mfa-required', policies({ otp_auth_enabled: true }, { otp_auth_enabled: false }), 'PARTIAL'],
    ['mfa-required', policies({ otp_auth_enabled: false }), 'FAIL'],
    ['mfa-required', policies({ otp_auth_enabled: true }, {}), 'CANNOT_TELL'],
    ['mfa-required', policies({ otp_auth_enabled: false }, {}), 'FAIL'],
    ['mfa-required', policies({ kind: 'app', otp_auth_enabled: true }), 'CANNOT_TELL'],
    ['mfa-required', policies(), 'CANNOT_TELL'],
    [
      'mfa-registration',
      policies({ mfa_registration_enabled: true, voluntary_mfa_registration_enabled: false }),
      'PASS',
    ],
    [
      'mfa-registration',
      policies({ mfa_registration_enabled: false, voluntary_mfa_registration_enabled: false }),
      'FAIL',
    ],
    ['mfa-registration', policies({ mfa_registration_enabled: true }), 'CANNOT_TELL'],
    ['push-number-match', policies({ enable_number_match: true }), 'PASS'],
    ['push-number-match', policies({ enable_number_match: null }), 'CANNOT_TELL'],
    ['remembered-devices', policies({ otp_security_token_expiration_days: 30 }), 'PASS'],
    ['remembered-devices', policies({ otp_security_token_expiration_days: 31 }), 'FAIL'],
    ['admin-step-up', policies({ ...secured, secure_area_otp_timeout_minutes: 15 }), 'PASS'],
    ['admin-step-up', policies({ ...secured, secure_area_otp_timeout_minutes: 20 }), 'FAIL'],
    ['admin-step-up', policies({ ...secured, secure_area_otp_timeout_minutes: null }), 'FAIL'],
    [
      'admin-step-up',
      policies({ secure_admin: true, admin_policy_id: null, secure_area_otp_timeout_minutes: 5 }),
      'FAIL',
    ],
    ['admin-network', policies(secured, admin('203.0.113.0/24')), 'PASS'],
    ['admin-network', policies(secured, admin('')), 'FAIL'],
    ['admin-network', policies(secured, admin('203.0.113.7\n0.0.0.0/0')), 'FAIL'],
    ['admin-network', policies(secured, admin(null)), 'FAIL'],
    ['admin-network', policies(secured, { secure_admin: false }, admin('203.0.113.0/24')), 'PARTIAL'],
    ['admin-network', policies(secured), 'CANNOT_TELL'],
    ['admin-network', policies({}), 'CANNOT_TELL'],
    ['password-length', policies({ minimum_password_length: 12 }), 'PASS'],
    ['password-length', policies({ minimum_password_length: 10 }), 'FAIL'],
    ['password-complexity', policies({ password_complexity_requirements: 3 }), 'PASS'],
    ['password-complexity', policies({ password_complexity_requirements: 4 }), 'PASS'],
    ['password-complexity', policies({ password_complexity_requirements: 2 }), 'FAIL'],
    ['password-history', policies({ passwords_remembered: 5 }), 'PASS'],
    ['password-history', policies({ passwords_remembered: 3 }), 'FAIL'],
    [
      'breached-passwords',
      policies({ enforce_compromised_credentials_check: true, enforce_account_password_blacklist: true }),
      'PASS',
    ],
    [
      'breached-passwords',
      policies({ enforce_compromised_credentials_check: true, enforce_account_password_blacklist: false }),
      'FAIL',
    ],
    ['weak-resets-off', policies({ enable_sms_password_reset: false, enable_question_password_reset: false }), 'PASS'],
    ['weak-resets-off', policies({ enable_sms_password_reset: false, enable_question_password_reset: true }), 'FAIL'],
    ['lockout', policies({ maximum_invalid_login_attempts: 5, lock_effective_minutes: 0 }), 'PASS'],
    ['lockout', policies({ maximum_invalid_login_attempts: 3, lock_effective_minutes: 15 }), 'PASS'],
    ['lockout', policies({ maximum_invalid_login_attempts: 0, lock_effective_minutes: 15 }), 'FAIL'],
    ['lockout', policies({ maximum_invalid_login_attempts: 5, lock_effective_minutes: 10 }), 'FAIL'],
    ['lockout', policies({ maximum_invalid_login_attempts: 5 }), 'CANNOT_TELL'],
    [
      'session-idle',
      policies({ session_timeout_by_inactivity_value: 60, session_timeout_by_inactivity_unit: 0 }),
      'PASS',
    ],
    [
      'session-idle',
      policies({ session_timeout_by_inactivity_value: 2, session_timeout_by_inactivity_unit: 1 }),
      'FAIL',
    ],
    [
      'session-idle',
      policies({ session_timeout_by_inactivity_value: 0, session_timeout_by_inactivity_unit: 0 }),
      'FAIL',
    ],
    [
      'session-idle',
      policies({ session_timeout_by_inactivity_value: 1, session_timeout_by_inactivity_unit: 2 }),
      'FAIL',
    ],
    ['persistent-sessions-off', policies({ persistent_session_enabled: false }), 'PASS'],
    ['persistent-sessions-off', policies({ persistent_session_enabled: true }), 'FAIL'],
    ['risk-scoring', policies({ enable_smart_access: true, smart_access_risk_threshold: 50 }), 'PASS'],
    ['risk-scoring', policies({ enable_smart_access: true, smart_access_risk_threshold: 51 }), 'FAIL'],
    ['risk-scoring', policies({ enable_smart_access: true, smart_access_risk_threshold: null }), 'FAIL'],
    ['social-sign-in-off', policies({ social_sign_in: false }), 'PASS'],
    ['social-sign-in-off', policies({ social_sign_in: true }), 'FAIL'],
    ['app-policies', { apps: [{ name: 'Wiki', policy_id: 201 }] }, 'PASS'],
    [
      'app-policies',
      {
        apps: [
          { name: 'Wiki', policy_id: 201 },
          { name: 'Pay', policy_id: null },
        ],
      },
      'PARTIAL',
    ],
    ['app-policies', { apps: [{ name: 'Wiki' }] }, 'CANNOT_TELL'],
    ['app-policies', { apps: [] }, 'NOT_APPLICABLE'],
    ['administrator-count', { privilegeUsers: [held(['*'], 1, 2, 3, 4), held(['users:Unlock'], 5, 6)] }, 'PASS'],
    ['administrator-count', { privilegeUsers: [held(['*'], 1, 2, 3), held(['*'], 3, 4, 5)] }, 'FAIL'],
    ['administrator-count', { privilegeUsers: [held(['users:Unlock'], 5)] }, 'CANNOT_TELL'],
    ['administrator-count', { privilegeUsers: [held(['*'])] }, 'CANNOT_TELL'],
    ['idle-users', { users: [user(1, '2026-03-02T08:00:00Z'), user(2, '2025-12-10T08:00:00Z')] }, 'PASS'],
    ['idle-users', { users: [user(1, '2026-03-02T08:00:00Z'), user(2, '2025-11-01T08:00:00Z')] }, 'PARTIAL'],
    ['idle-users', { users: [user(1, '2026-03-02T08:00:00Z'), user(2, null)] }, 'PARTIAL'],
    ['idle-users', { users: [user(1, '2026-03-02T08:00:00Z'), user(2, null, 2)] }, 'PASS'],
    ['idle-users', { users: [user(1, null)] }, 'CANNOT_TELL'],
    ['idle-users', { users: [user(1, 'yesterday')] }, 'CANNOT_TELL'],
    ['users-mfa', { userDevices: [factors(1, true), factors(2, false, true)] }, 'PASS'],
    ['users-mfa', { userDevices: [factors(1, true), factors(2, false)] }, 'PARTIAL'],
    ['users-mfa', { userDevices: [factors(1)] }, 'FAIL'],
    ['users-mfa', { userDevices: [{ parent: user(1, null), value: {} }] }, 'CANNOT_TELL'],
    ['hooks-healthy', { hooks: [{ id: 'h', disabled: false, status: 'ready' }] }, 'PASS'],
    ['hooks-healthy', { hooks: [{ id: 'h', disabled: false, status: 'create-failed' }] }, 'FAIL'],
    ['hooks-healthy', { hooks: [{ id: 'h', status: 'ready' }] }, 'CANNOT_TELL'],
    ['hooks-healthy', { hooks: [] }, 'NOT_APPLICABLE'],
  ])('%s of %j is %s', (name, given, status) =>
    expect(
      judgeCheck(
        onelogin.checks.find(check => check.name === name)!,
        given,
      ).status,
    ).toBe(status),
  )

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['password-length', { length: 16 }, { minimum_password_length: 12 }],
    ['password-history', { passwords: 10 }, { passwords_remembered: 5 }],
    ['remembered-devices', { days: 7 }, { otp_security_token_expiration_days: 14 }],
    ['lockout', { attempts: 3 }, { maximum_invalid_login_attempts: 5, lock_effective_minutes: 15 }],
    ['risk-scoring', { risk: 30 }, { enable_smart_access: true, smart_access_risk_threshold: 50 }],
  ])('%s fails by the threshold %j that a tenant set', (name, set, settings) => {
    const check = onelogin.checks.find(one => one.name === name)!
    expect(judgeCheck(check, policies(settings)).status).toBe('PASS')
    expect(judgeCheck(check, policies(settings), set).status).toBe('FAIL')
  })

  it('are 21 that judge, none of which passes on nothing, and two for people', () => {
    const judging = onelogin.checks.filter(({ judge }) => judge)
    expect(judging.map(check => judgeCheck(check, {}).status)).toEqual(Array(21).fill('CANNOT_TELL'))
    expect(onelogin.checks.filter(({ judge }) => !judge).map(({ name }) => name)).toEqual([
      'strong-factors',
      'api-credentials',
    ])
  })
})

describe('actions', () => {
  const action = (name: string) => onelogin.actions.find(one => one.name === name)!
  const ask = (more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: { externalId: '1002' },
    parameters: {},
    ...more,
  })
  const shows = (body: unknown, status = 200) => ({ status, body })
  const path = '/api/2/users/1002'

  it.each([
    ['suspend-user', { method: 'PUT', path, json: { status: 2 } }, 2],
    ['require-password-change', { method: 'PUT', path, json: { status: 4 } }, 4],
    ['lock-user', { method: 'PUT', path: '/api/1/users/1002/lock_user', json: { locked_until: 0 } }, 3],
  ])('%s sets a status, confirms it and gives back the one before', (name, request, status) => {
    const { lookup, request: make, confirm, remember, undo } = action(name)
    const found = shows({ status: 1 })
    expect(lookup!(ask())).toEqual({ path })
    expect(make(ask({ found }))).toEqual(request)
    expect(remember!(ask({ found: shows({ status: 5 }) }))).toBe(5)
    expect(confirm!.judge(shows({ status }), ask()).done).toBe(true)
    expect(confirm!.judge(shows({ status: 1 }), ask()).done).toBe(false)
    expect(confirm!.judge(shows({}), ask()).done).toBeNull()
    expect(confirm!.judge(shows(null, 404), ask()).done).toBe(false)
    expect(undo!.request(ask({ remembered: 5 }))).toEqual({ method: 'PUT', path, json: { status: 5 } })
    expect(undo!.request(ask())).toEqual({ method: 'PUT', path, json: { status: 1 } })
    expect(undo!.judge!(shows({ status: 5 }), ask({ remembered: 5 })).done).toBe(true)
    expect(undo!.judge!(shows({ status }), ask({ remembered: 5 })).done).toBe(false)
  })

  it('lock-user locks for the minutes that were asked for', () =>
    expect(action('lock-user').request(ask({ parameters: { minutes: 60 } }))).toMatchObject({
      json: { locked_until: 60 },
    }))

  it('end-sessions signs out', () =>
    expect(action('end-sessions').request(ask())).toEqual({ method: 'PUT', path: '/api/1/users/1002/logout' }))

  it('remove-role names the user in a list without a name, and gives the role back beside the others', () => {
    const { request, confirm, undo } = action('remove-role')
    const input = ask({ parameters: { role: 402 } })
    expect(request(input)).toEqual({ method: 'DELETE', path: '/api/2/roles/402/users', json: [1002] })
    expect(confirm!.judge(shows({ role_ids: [401] }), input).done).toBe(true)
    expect(confirm!.judge(shows({ role_ids: [401, 402] }), input).done).toBe(false)
    expect(confirm!.judge(shows({}), input).done).toBeNull()
    expect(confirm!.judge(shows(null, 404), input).done).toBe(false)
    expect(undo!.request({ ...input, found: shows({ role_ids: [401] }) })).toEqual({
      method: 'PUT',
      path,
      json: { role_ids: [401, 402] },
    })
    expect(undo!.judge!(shows({ role_ids: [401, 402] }), input).done).toBe(true)
  })

  it.each([
    [{}, ['71', '72']],
    [{ device: '72' }, ['72']],
    [{ device: '99' }, []],
  ])('remove-mfa-device with %j removes %j', (parameters, removed) => {
    const { request, confirm } = action('remove-mfa-device')
    const input = ask({ parameters, found: shows([{ device_id: '71' }, { device_id: 72 }]) })
    const devices = '/api/2/mfa/users/1002/devices'
    expect(request(input)).toEqual(removed.map(id => ({ method: 'DELETE', path: `${devices}/${id}` })))
    expect(confirm!.judge(shows([]), input).done).toBe(true)
    expect(confirm!.judge(input.found!, input).done).toBe(removed.length === 0)
    expect(confirm!.judge(shows({}), input).done).toBeNull()
  })
})
