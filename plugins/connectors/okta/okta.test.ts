import { judgeCheck } from '@casbah/testkit'
import { isConnector, type ActionInput, type ActivityDraft, type Listing } from '@casbah/sdk'
import okta from './index.ts'
import { streams } from './streams.ts'
import { countryCode } from './countries.ts'

const config = okta.card.config.parse({ domain: 'acme.okta.com' })
const stream = streams[0]!
const ada = { id: '00uada', type: 'User', alternateId: 'ada@acme.example', displayName: 'Ada Okafor' }
const ben = { id: '00uben', type: 'User', alternateId: 'ben@acme.example', displayName: 'Ben Ruiz' }

function read(row: Record<string, unknown>): ActivityDraft & { action?: string } {
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: okta.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(okta)).toBe(true))

  it.each([
    ['acme.okta.com', true],
    ['login.acme.example', true],
    ['acme-admin.okta.com', false],
    ['https://acme.okta.com', false],
    ['acme.okta.com/', false],
    ['acme', false],
  ])('takes %s as domain: %s', (domain, good) => expect(okta.card.config.safeParse({ domain }).success).toBe(good))

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([2004, 3001, 3002, 3004, 3005, 3006, 6001, 6003])
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(okta.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known.has(classUid)).toBe(true)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
    expect(Object.keys(okta.vocabulary).length).toBeGreaterThan(150)
  })

  it('names only scopes and reads that exist, and asks for none in vain', () => {
    const { accounts, groups = [], grants = [] } = okta.inventory
    const listed = [...okta.streams, ...accounts, ...groups, ...grants].flatMap(part => part.scopes)
    expect(new Set(listed)).toEqual(new Set(okta.card.scopes.map(({ scope }) => scope)))
    const named = new Set(okta.checks.flatMap(check => check.reads))
    const above = Object.entries(okta.reads).flatMap(([name, { each }]) => (each && named.has(name) ? [each] : []))
    expect(new Set([...named, ...above])).toEqual(new Set(Object.keys(okta.reads)))
  })

  it('stays within what the log allows: a poll a second, the empty one counted, is sixty a minute', () => {
    const log = okta.card.limits.find(({ name }) => name === 'logs')!
    expect(streams.map(({ intervalSeconds }) => log.windowSeconds / intervalSeconds)).toEqual([log.amount])
  })
})

describe('the System Log', () => {
  const ask = { config, partition: '', since: '2026-01-01T00:00:00.000Z' }

  it('is polled without an end and read back with one', () => {
    expect(stream.request(ask)).toEqual({
      path: '/api/v1/logs',
      query: { since: ask.since, until: undefined, sortOrder: 'ASCENDING', limit: 1000 },
    })
    expect(stream.request({ ...ask, until: '2026-01-02T00:00:00.000Z' }).query?.until).toBe('2026-01-02T00:00:00.000Z')
    expect(stream).toMatchObject({ order: 'arrival', page: { style: 'link', keepLast: true }, retentionDays: 90 })
  })

  it('blanks addresses and tokens of sign-ins under way', () =>
    expect(stream.secrets).toEqual(['debugContext.debugData.url', 'debugContext.debugData.stateToken']))

  it('reads a sign-in with all that it tells', () => {
    const draft = read({
      eventType: 'user.session.start',
      actor: ada,
      client: {
        ipAddress: '203.0.113.9',
        userAgent: { rawUserAgent: 'Mozilla/5.0 (X11)' },
        geographicalContext: { city: 'Prague', country: 'Czech Republic' },
      },
      securityContext: { asNumber: 64500, isp: 'example net' },
      authenticationContext: { externalSessionId: '102abc' },
      outcome: { result: 'SUCCESS', reason: null },
      severity: 'INFO',
      target: null,
    })
    expect(draft).toEqual({
      action: 'user.login',
      vendorAction: 'user.session.start',
      actor: { id: '00uada', email: 'ada@acme.example', name: 'Ada Okafor', kind: 'user' },
      targets: [],
      outcome: 'SUCCESS',
      outcomeReason: undefined,
      ip: { address: '203.0.113.9', country: 'CZ', city: 'Prague', asn: 64500, isp: 'example net' },
      userAgent: 'Mozilla/5.0 (X11)',
      sessionId: '102abc',
      severity: 'INFORMATIONAL',
      isAdmin: false,
      isImpersonated: false,
    })
  })

  it.each<[string, Record<string, unknown>, Partial<ReturnType<typeof read>>]>([
    [
      'a wrong password',
      { eventType: 'user.session.start', outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' } },
      { action: 'user.login', outcome: 'FAILURE', outcomeReason: 'INVALID_CREDENTIALS' },
    ],
    [
      'a sign-in that needs more',
      { eventType: 'policy.evaluate_sign_on', outcome: { result: 'CHALLENGE', reason: 'x' } },
      { action: 'policy.evaluate', outcome: 'UNKNOWN', outcomeReason: 'x' },
    ],
    ['a denial', { eventType: 'policy.evaluate_sign_on', outcome: { result: 'DENY' } }, { outcome: 'FAILURE' }],
    [
      'a second factor',
      { eventType: 'user.authentication.auth_via_mfa', outcome: { result: 'SUCCESS' } },
      { action: 'mfa.challenge', outcome: 'SUCCESS' },
    ],
    [
      'a suspension by an administrator',
      { eventType: 'user.lifecycle.suspend', actor: ada, target: [ben] },
      {
        action: 'user.suspend',
        isAdmin: true,
        outcome: 'UNKNOWN',
        targets: [{ kind: 'user', id: '00uben', name: 'Ben Ruiz', email: 'ben@acme.example' }],
      },
    ],
    [
      'a password reset of one’s own',
      { eventType: 'user.account.reset_password', actor: ada, target: [ada] },
      { action: 'password.reset', isAdmin: false },
    ],
    [
      'factors reset',
      { eventType: 'user.mfa.factor.reset_all', actor: ada, target: [ben] },
      { action: 'mfa.reset', isAdmin: true },
    ],
    [
      'a new API token',
      { eventType: 'system.api_token.create', actor: ada, target: [{ type: 'Token', id: 't', displayName: 'ci' }] },
      { action: 'token.create', isAdmin: true, targets: [{ kind: 'token', id: 't', name: 'ci', email: undefined }] },
    ],
    [
      'an administrator role',
      { eventType: 'user.account.privilege.grant', actor: ada },
      { action: 'role.grant', isAdmin: true },
    ],
    [
      'support acting for somebody',
      { eventType: 'user.session.impersonation.initiate', actor: ada },
      { action: 'user.impersonate', isImpersonated: true },
    ],
    [
      'the log stream switched off',
      { eventType: 'system.log_stream.lifecycle.deactivate', actor: ada, severity: 'WARN' },
      { action: 'logging.disable', isAdmin: true, severity: 'MEDIUM' },
    ],
    [
      'a directory import',
      { eventType: 'system.import.start', actor: { id: 'x', type: 'SystemPrincipal', displayName: 'Okta System' } },
      {
        action: 'import.start',
        isAdmin: false,
        actor: { id: 'x', email: undefined, name: 'Okta System', kind: 'system' },
      },
    ],
    [
      'a threat from an address',
      { eventType: 'security.threat.detected', actor: { id: '203.0.113.7', type: 'IP address' }, severity: 'HIGH' },
      {
        action: 'threat.detect',
        actor: undefined,
        severity: 'HIGH',
        ip: expect.objectContaining({ address: '203.0.113.7' }),
      },
    ],
    [
      'what was typed by a stranger',
      {
        eventType: 'user.session.start',
        actor: { id: 'unknown', type: 'User', alternateId: 'hunter2', displayName: 'unknown' },
      },
      { actor: { id: undefined, email: undefined, name: undefined, kind: 'user' } },
    ],
    [
      'an event without anything',
      { eventType: 'logout', actor: null, client: null, outcome: null },
      { action: 'user.logout', actor: undefined, ip: undefined, outcome: 'UNKNOWN' },
    ],
    ['an event that is new', { eventType: 'brand.new.event' }, { action: undefined, vendorAction: 'brand.new.event' }],
  ])('reads %s', (_, row, expected) => expect(read(row)).toMatchObject(expected))

  it.each<[string, object, object[], boolean]>([
    ['event_hook.created', ada, [], true],
    ['inline_hook.executed', ada, [], false],
    ['oauth2.as.updated', ada, [], true],
    ['app.oauth2.client.lifecycle.create', ada, [], true],
    ['app.oauth2.token.grant', ada, [], false],
    ['app.keys.rotate', ada, [], true],
    ['security.behavior.settings.update', ada, [], true],
    ['security.zone.remove_blacklist', ada, [], true],
    ['group.profile.update', ada, [], true],
    ['application.user_membership.deprovision', ada, [ben], true],
    ['application.provision.user.sync', ada, [ben], false],
    ['system.agent.ad.delete', ada, [], true],
    ['system.agent.ad.start', ada, [], false],
    ['system.feature.enable', ada, [], true],
    ['user.session.impersonation.grant', ada, [], true],
    ['user.session.clear', ada, [ben], true],
    ['user.session.clear', ada, [ada], false],
    ['device.lifecycle.suspend', ada, [ben], true],
    ['user.session.start', ada, [], false],
    ['policy.lifecycle.update', { ...ada, type: 'SystemPrincipal' }, [], false],
    ['policy.lifecycle.update', { ...ada, type: 'PublicClientApp' }, [], false],
  ])('takes %s by %j on %j for an administrator’s: %s', (eventType, actor, target, isAdmin) =>
    expect(read({ eventType, actor, target })).toMatchObject({ isAdmin }),
  )

  it.each([{}, { eventType: '' }, { eventType: 7 }, { eventType: 'x', actor: 'ada' }])('refuses %j', row =>
    expect(stream.row.safeParse(row).success).toBe(false),
  )
})

describe('countryCode', () => {
  it.each([
    ['United States', 'US'],
    ['Russia', 'RU'],
    ['Russian Federation', 'RU'],
    ['South Korea', 'KR'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['Hong Kong', 'HK'],
    ['Côte d’Ivoire', 'CI'],
    ['Myanmar', 'MM'],
    ['The Netherlands', 'NL'],
    ['United Kingdom', 'GB'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Narnia', undefined],
    [null, undefined],
  ])('of %s is %s', (name, code) => expect(countryCode(name)).toBe(code))
})

describe('the inventory', () => {
  const [users, gone, admins, factors] = okta.inventory.accounts as [Listing, Listing, Listing, Listing]
  const account = (listing: Listing, row: unknown) => listing.toAccount(listing.row.parse(row))

  it('asks for the deprovisioned separately, since the list leaves them out', () => {
    expect(users.request({ config })).toEqual({ path: '/api/v1/users', query: { filter: undefined, limit: 200 } })
    expect(gone.request({ config }).query?.filter).toBe('status eq "DEPROVISIONED"')
  })

  it.each([
    ['ACTIVE', 'ACTIVE'],
    ['PASSWORD_EXPIRED', 'ACTIVE'],
    ['STAGED', 'INVITED'],
    ['SUSPENDED', 'SUSPENDED'],
    ['LOCKED_OUT', 'SUSPENDED'],
    ['DEPROVISIONED', 'DELETED'],
    ['SOMETHING_NEW', 'UNKNOWN'],
  ])('reads a user who is %s as %s', (status, expected) => {
    const profile = { login: 'ada@acme.example', email: null, firstName: 'Ada', lastName: 'Okafor' }
    expect(account(users, { id: '00uada', status, lastLogin: null, profile })).toEqual({
      externalId: '00uada',
      email: 'ada@acme.example',
      displayName: 'Ada Okafor',
      status: expected,
      lastSeenAt: null,
    })
  })

  it.each([
    [[{ status: 'ACTIVE' }], true],
    [[{ status: 'PENDING_ACTIVATION' }, { status: 'ACTIVE' }], true],
    [[{ status: 'PENDING_ACTIVATION' }, { status: 'INACTIVE' }], false],
    [[], false],
  ])('of factors %j says that there is a second one: %s', (body, mfaEnabled) => {
    const row = factors.row.parse({ status: 200, body })
    expect(factors.toAccount(row, { externalId: '00uada' })).toEqual({ externalId: '00uada', mfaEnabled })
  })

  it('refuses factors that are no list, rather than to say that there are none', () =>
    expect(factors.row.safeParse({ status: 200, body: {} }).success).toBe(false))

  it('asks for factors, groups and consents by the ids of users and groups, whatever is in them', () => {
    const { groups = [], grants = [] } = okta.inventory
    const parent = { externalId: '00u/a', name: 'staff' }
    const paths = [factors, ...groups, ...grants].map(listing => listing.request({ config, parent }).path)
    expect(paths).toEqual([
      '/api/v1/users/00u%2Fa/factors',
      '/api/v1/groups',
      '/api/v1/groups/00u%2Fa/users',
      '/api/v1/users/00u%2Fa/grants',
    ])
  })

  it('reads groups, and their members one by one', () => {
    const [all, members] = okta.inventory.groups!
    expect(all!.toGroup(all!.row.parse({ id: '00g1', profile: { name: 'staff' } }))).toEqual({
      externalId: '00g1',
      name: 'staff',
    })
    expect(members!.toGroup(members!.row.parse({ id: '00uada' }), { externalId: '00g1', name: 'staff' })).toEqual({
      externalId: '00g1',
      name: 'staff',
      members: ['00uada'],
    })
  })

  it.each([
    ['okta.users.manage', 'CRITICAL'],
    ['okta.users.manage.self', 'CRITICAL'],
    ['okta.logs.read', 'HIGH'],
    ['offline_access', 'MEDIUM'],
    ['files.write', 'LOW'],
    ['openid', 'INFORMATIONAL'],
  ])('reads a consent to %s, of risk %s', (scopeId, risk) => {
    const consents = okta.inventory.grants![0]!
    const row = { id: 'oag1', clientId: '0oa1', scopeId, created: '2026-01-01T00:00:00.000Z', userId: '00uada' }
    const links = { _links: { client: { title: 'Helper' } } }
    const read = (more: object) => consents.toGrant(consents.row.parse({ ...row, ...more }), { externalId: '00uada' })
    const expected = { externalId: 'oag1', clientId: '0oa1', account: '00uada', scopes: [scopeId], risk }
    expect(read(links)).toMatchObject({ ...expected, clientName: 'Helper', grantedAt: row.created })
    expect(read({ userId: null })).toMatchObject({ ...expected, clientName: '0oa1' })
  })

  it.each([
    ['app.oauth2.as.consent.grant', ['00uada']],
    ['app.oauth2.consent.revoke', ['00uada']],
    ['user.session.start', []],
  ])('reads consents again after %s: of %j', (eventType, expected) => {
    const touched = okta.inventory.grants![0]!.touched!(read({ eventType, actor: ada }))
    expect(touched).toEqual(expected)
  })

  it('lays administrators over', () =>
    expect(account(admins, { id: '00uada', orn: 'orn:…' })).toEqual({ externalId: '00uada', isAdmin: true }))
})

describe('checks', () => {
  const weak = (key: string, status: string, allowedFor?: string) => ({
    key,
    name: key,
    status,
    settings: { allowedFor },
  })
  const policy = (name: string, minLength: number, status = 'ACTIVE') => ({
    name,
    status,
    settings: { password: { complexity: { minLength } } },
  })
  const token = (name: string, connection?: string, include: string[] = []) => ({
    name,
    network: connection && { connection, include },
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['threat-insight-blocks', { threatInsight: { action: 'block' } }, 'PASS'],
    ['threat-insight-blocks', { threatInsight: { action: 'audit' } }, 'FAIL'],
    ['threat-insight-blocks', { threatInsight: {} }, 'CANNOT_TELL'],
    ['admin-console-idle', { adminConsole: { sessionIdleTimeoutMinutes: 15 } }, 'PASS'],
    ['admin-console-idle', { adminConsole: { sessionIdleTimeoutMinutes: 16 } }, 'FAIL'],
    ['admin-console-idle', { adminConsole: null }, 'CANNOT_TELL'],
    ['password-length', { passwordPolicies: [policy('a', 15), policy('old', 8, 'INACTIVE')] }, 'PASS'],
    ['password-length', { passwordPolicies: [policy('a', 15), policy('b', 8)] }, 'PARTIAL'],
    ['password-length', { passwordPolicies: [policy('a', 14)] }, 'FAIL'],
    ['password-length', { passwordPolicies: [] }, 'CANNOT_TELL'],
    ['password-length', { passwordPolicies: [{ name: 'a', status: 'ACTIVE' }] }, 'CANNOT_TELL'],
    [
      'weak-factors-off',
      { authenticators: [weak('webauthn', 'ACTIVE'), weak('phone_number', 'INACTIVE', 'any')] },
      'PASS',
    ],
    ['weak-factors-off', { authenticators: [weak('okta_email', 'ACTIVE', 'recovery')] }, 'PASS'],
    [
      'weak-factors-off',
      { authenticators: [weak('okta_email', 'ACTIVE', 'any'), weak('phone_number', 'ACTIVE')] },
      'FAIL',
    ],
    ['weak-factors-off', { authenticators: [weak('phone_number', 'ACTIVE')] }, 'CANNOT_TELL'],
    ['weak-factors-off', { authenticators: {} }, 'CANNOT_TELL'],
    ['api-token-network', { apiTokens: [token('a', 'ZONE', ['nzo1'])] }, 'PASS'],
    ['api-token-network', { apiTokens: [token('a', 'ZONE', ['nzo1']), token('b', 'ANYWHERE')] }, 'PARTIAL'],
    ['api-token-network', { apiTokens: [token('b', 'ZONE', [])] }, 'FAIL'],
    ['api-token-network', { apiTokens: [token('b')] }, 'CANNOT_TELL'],
    ['api-token-network', { apiTokens: [] }, 'NOT_APPLICABLE'],
  ])('%s of %j is %s', (name, read, status) =>
    expect(
      judgeCheck(
        okta.checks.find(check => check.name === name)!,
        read,
      ).status,
    ).toBe(status),
  )

  it('are as many as are told, none of which passes on nothing', () => {
    expect(okta.checks.length).toBeGreaterThanOrEqual(25)
    const verdicts = okta.checks.map(check => judgeCheck(check, {}).status)
    expect(new Set(verdicts)).toEqual(new Set(['CANNOT_TELL']))
  })

  const verdict = (name: string, read: Record<string, unknown>) =>
    judgeCheck(
      okta.checks.find(check => check.name === name)!,
      read,
    ).status

  const active = (parts: object, status = 'ACTIVE') => [{ name: 'a', status, settings: { password: parts } }]
  const signs = { minLowerCase: 1, minUpperCase: 1, minNumber: 1, minSymbol: 1 }
  const common = (exclude: unknown) => active({ complexity: { dictionary: { common: { exclude } } } })

  it.each<[string, unknown, string]>([
    ['password-complexity', active({ complexity: signs }), 'PASS'],
    ['password-complexity', active({ complexity: { ...signs, minSymbol: 0 } }), 'FAIL'],
    ['password-complexity', active({ complexity: { minSymbol: 1 } }), 'CANNOT_TELL'],
    ['password-common', common(true), 'PASS'],
    ['password-common', common(false), 'FAIL'],
    ['password-common', common(null), 'CANNOT_TELL'],
    ['password-history', active({ age: { historyCount: 5 } }), 'PASS'],
    ['password-history', active({ age: { historyCount: 4 } }), 'FAIL'],
    ['password-max-age', active({ age: { maxAgeDays: 60 } }), 'PASS'],
    ['password-max-age', active({ age: { maxAgeDays: 61 } }), 'FAIL'],
    ['password-max-age', active({ age: { maxAgeDays: 0 } }), 'FAIL'],
    ['password-min-age', active({ age: { minAgeMinutes: 1440 } }), 'PASS'],
    ['password-min-age', active({ age: { minAgeMinutes: 1439 } }), 'FAIL'],
    ['password-lockout', active({ lockout: { maxAttempts: 10 } }), 'PASS'],
    ['password-lockout', active({ lockout: { maxAttempts: 11 } }), 'FAIL'],
    ['password-lockout', active({ lockout: { maxAttempts: 0 } }), 'FAIL'],
    ['password-lockout', active({}), 'CANNOT_TELL'],
    ['password-lockout', active({ lockout: { maxAttempts: 0 } }, 'INACTIVE'), 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, passwordPolicies, status) => expect(verdict(name, { passwordPolicies })).toBe(status))

  const rule = (actions: object, more: object = {}) => ({ name: 'r', status: 'ACTIVE', actions, ...more })
  const under = (value: object[], more: object = {}) => [
    { parent: { id: '00p1', name: 'p', status: 'ACTIVE', ...more }, value },
  ]
  const session = (session: object) => rule({ signon: { access: 'ALLOW', session } })
  const from = (connection?: string, include?: string[]) =>
    rule({ signon: { access: 'ALLOW' } }, { conditions: { network: { connection, include } } })
  const denied = rule({ signon: { access: 'DENY' } })

  it.each<[string, object[], string]>([
    ['session-idle', under([session({ maxSessionIdleMinutes: 15 }), denied]), 'PASS'],
    [
      'session-idle',
      under([session({ maxSessionIdleMinutes: 15 }), session({ maxSessionIdleMinutes: 16 })]),
      'PARTIAL',
    ],
    ['session-idle', under([session({ maxSessionIdleMinutes: 15 }), session({})]), 'CANNOT_TELL'],
    ['session-idle', under([session({})]), 'CANNOT_TELL'],
    ['session-idle', under([denied]), 'CANNOT_TELL'],
    ['session-idle', under([session({ maxSessionIdleMinutes: 99 })], { status: 'INACTIVE' }), 'CANNOT_TELL'],
    ['session-lifetime', under([session({ maxSessionLifetimeMinutes: 1080 })]), 'PASS'],
    ['session-lifetime', under([session({ maxSessionLifetimeMinutes: 0 })]), 'FAIL'],
    ['session-not-persistent', under([session({ usePersistentCookie: false })]), 'PASS'],
    ['session-not-persistent', under([session({ usePersistentCookie: true })]), 'FAIL'],
    ['session-not-persistent', under([session({ usePersistentCookie: 'no' })]), 'CANNOT_TELL'],
    ['session-network', under([from('ZONE', ['nzo1'])]), 'PASS'],
    ['session-network', under([from('ZONE', [])]), 'FAIL'],
    ['session-network', under([from('ANYWHERE')]), 'FAIL'],
    ['session-network', under([from()]), 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, signOnRules, status) => expect(verdict(name, { signOnRules })).toBe(status))

  const apps = (name: string, policy = '00p1') => [
    { name, label: name, _links: { accessPolicy: { href: `https://acme.okta.com/api/v1/policies/${policy}` } } },
  ]
  const access = (verificationMethod: object, more: object = {}) =>
    rule({ appSignOn: { access: 'ALLOW', verificationMethod } }, more)
  const strong = { possession: { phishingResistant: 'REQUIRED' } }

  it.each<[string, string, object, string]>([
    ['admin-console-mfa', 'saasure', { factorMode: '2FA' }, 'PASS'],
    ['admin-console-mfa', 'saasure', { factorMode: '1FA' }, 'FAIL'],
    ['admin-console-mfa', 'saasure', { type: 'AUTH_METHOD_CHAIN' }, 'CANNOT_TELL'],
    ['admin-console-mfa', 'okta_enduser', { factorMode: '2FA' }, 'CANNOT_TELL'],
    ['dashboard-mfa', 'okta_enduser', { factorMode: '2FA' }, 'PASS'],
    ['dashboard-mfa', 'okta_enduser', { factorMode: '1FA' }, 'FAIL'],
    ['dashboard-phishing-resistant', 'okta_enduser', { type: 'ASSURANCE', constraints: [strong] }, 'PASS'],
    ['dashboard-phishing-resistant', 'okta_enduser', { type: 'ASSURANCE', constraints: [] }, 'FAIL'],
    ['admin-console-phishing-resistant', 'saasure', { type: 'ASSURANCE', constraints: [strong] }, 'PASS'],
    ['admin-console-phishing-resistant', 'saasure', { type: 'ASSURANCE', constraints: [strong, {}] }, 'FAIL'],
    ['admin-console-phishing-resistant', 'saasure', { type: 'ASSURANCE' }, 'FAIL'],
    ['admin-console-phishing-resistant', 'saasure', { type: 'AUTH_METHOD_CHAIN' }, 'CANNOT_TELL'],
  ])('%s of %s with %j is %s', (name, app, method, status) =>
    expect(verdict(name, { apps: apps(app), accessRules: under([access(method)]) })).toBe(status),
  )

  it('judges the rules of the policy of that app alone, and cannot tell without it', () => {
    const accessRules = [
      ...under([access({ factorMode: '2FA' })]),
      ...under([access({ factorMode: '1FA' })], { id: '00p2' }),
    ]
    expect(verdict('admin-console-mfa', { apps: apps('saasure'), accessRules })).toBe('PASS')
    expect(verdict('admin-console-mfa', { apps: apps('saasure', '00p2'), accessRules })).toBe('FAIL')
    expect(verdict('admin-console-mfa', { apps: apps('saasure', '00p9'), accessRules })).toBe('CANNOT_TELL')
    expect(verdict('admin-console-mfa', { apps: [{ name: 'saasure', label: 'x' }], accessRules })).toBe('CANNOT_TELL')
  })

  const zone = (more: object) => [{ name: 'z', type: 'DYNAMIC', status: 'ACTIVE', usage: 'BLOCKLIST', ...more }]
  const held = (...types: string[]) =>
    types.map((type, index) => ({ parent: { id: `00u${index}` }, value: [{ type, status: 'ACTIVE' }] }))
  const admin = (lastLogin: string | null, status = 'ACTIVE') => ({ value: { id: '00u', status, lastLogin } })
  const verify = (fips?: string, status = 'ACTIVE') => [
    { key: 'okta_verify', status, settings: { compliance: { fips } } },
  ]
  const methods = (type: string, status = 'ACTIVE', parent = 'ACTIVE') => [
    { parent: { name: 'a', status: parent }, value: [{ type, status }] },
  ]
  const origin = (address: string, status = 'ACTIVE') => ({ name: 'o', origin: address, status })
  const oidc = (grant_types?: string[], more: object = {}) => [
    { label: 'a', status: 'ACTIVE', signOnMode: 'OPENID_CONNECT', settings: { oauthClient: { grant_types } }, ...more },
  ]
  const watched = (...types: string[]) => types.map(type => ({ type, status: 'ACTIVE' }))
  const owned = [{ name: 'ci', userId: '00u0' }]

  it.each<[string, Record<string, unknown>, string]>([
    ['app-policy-network', { accessRules: under([from('ZONE', ['nzo1'])]) }, 'PASS'],
    ['app-policy-network', { accessRules: under([from('ZONE', ['nzo1']), from('ANYWHERE')]) }, 'PARTIAL'],
    ['anonymizers-blocked', { zones: zone({ proxyType: 'TorAnonymizer' }) }, 'PASS'],
    ['anonymizers-blocked', { zones: zone({ proxyType: 'NotTorAnonymizer' }) }, 'FAIL'],
    ['anonymizers-blocked', { zones: zone({ proxyType: 'Any', usage: 'POLICY' }) }, 'FAIL'],
    ['anonymizers-blocked', { zones: zone({ proxyType: 'Any', status: 'INACTIVE' }) }, 'FAIL'],
    [
      'anonymizers-blocked',
      { zones: zone({ type: 'DYNAMIC_V2', ipServiceCategories: { include: ['ALL_ANONYMIZERS'] } }) },
      'PASS',
    ],
    ['anonymizers-blocked', { zones: [] }, 'CANNOT_TELL'],
    ['api-token-owner', { apiTokens: owned, adminRoles: held('SUPER_ADMIN') }, 'FAIL'],
    ['api-token-owner', { apiTokens: owned, adminRoles: held('READ_ONLY_ADMIN', 'SUPER_ADMIN') }, 'PASS'],
    ['api-token-owner', { apiTokens: owned, adminRoles: held('READ_ONLY_ADMIN') }, 'CANNOT_TELL'],
    ['api-token-owner', { apiTokens: [], adminRoles: held('SUPER_ADMIN') }, 'PASS'],
    ['super-admin-count', { adminRoles: held(...Array<string>(4).fill('SUPER_ADMIN'), 'APP_ADMIN') }, 'PASS'],
    ['super-admin-count', { adminRoles: held(...Array<string>(5).fill('SUPER_ADMIN')) }, 'FAIL'],
    ['super-admin-count', { adminRoles: held('APP_ADMIN') }, 'CANNOT_TELL'],
    ['admins-active', { adminUsers: [admin('2026-03-02T00:00:00Z'), admin('2025-12-03T00:00:00Z')] }, 'PASS'],
    ['admins-active', { adminUsers: [admin('2026-03-02T00:00:00Z'), admin('2025-11-01T00:00:00Z')] }, 'PARTIAL'],
    ['admins-active', { adminUsers: [admin('2026-03-02T00:00:00Z'), admin(null)] }, 'PARTIAL'],
    ['admins-active', { adminUsers: [admin('2026-03-02T00:00:00Z'), admin(null, 'SUSPENDED')] }, 'PASS'],
    ['admins-active', { adminUsers: [admin(null)] }, 'CANNOT_TELL'],
    ['okta-verify-fips', { authenticators: verify('REQUIRED') }, 'PASS'],
    ['okta-verify-fips', { authenticators: verify('OPTIONAL') }, 'FAIL'],
    ['okta-verify-fips', { authenticators: verify() }, 'CANNOT_TELL'],
    ['okta-verify-fips', { authenticators: verify('OPTIONAL', 'INACTIVE') }, 'NOT_APPLICABLE'],
    ['phishing-resistant-factors', { authenticatorMethods: methods('webauthn') }, 'PASS'],
    ['phishing-resistant-factors', { authenticatorMethods: methods('signed_nonce') }, 'PASS'],
    ['phishing-resistant-factors', { authenticatorMethods: methods('push') }, 'FAIL'],
    ['phishing-resistant-factors', { authenticatorMethods: methods('webauthn', 'INACTIVE') }, 'FAIL'],
    ['phishing-resistant-factors', { authenticatorMethods: methods('webauthn', 'ACTIVE', 'INACTIVE') }, 'FAIL'],
    ['support-access-off', { oktaSupport: { support: 'DISABLED' } }, 'PASS'],
    ['support-access-off', { oktaSupport: { support: 'ENABLED' } }, 'FAIL'],
    ['third-party-admins-off', { thirdPartyAdmin: { thirdPartyAdmin: false } }, 'PASS'],
    ['third-party-admins-off', { thirdPartyAdmin: { thirdPartyAdmin: true } }, 'FAIL'],
    ['trusted-origins', { trustedOrigins: [origin('https://acme.example')] }, 'PASS'],
    ['trusted-origins', { trustedOrigins: [origin('http://acme.example'), origin('https://a')] }, 'PARTIAL'],
    ['trusted-origins', { trustedOrigins: [origin('https://*.acme.example')] }, 'FAIL'],
    ['trusted-origins', { trustedOrigins: [origin('http://old', 'INACTIVE')] }, 'PASS'],
    ['trusted-origins', { trustedOrigins: [] }, 'PASS'],
    ['oauth-grant-types', { apps: oidc(['authorization_code', 'refresh_token']) }, 'PASS'],
    ['oauth-grant-types', { apps: oidc(['implicit']) }, 'FAIL'],
    ['oauth-grant-types', { apps: oidc(['password']) }, 'FAIL'],
    ['oauth-grant-types', { apps: oidc() }, 'CANNOT_TELL'],
    ['oauth-grant-types', { apps: oidc(['implicit'], { status: 'INACTIVE' }) }, 'NOT_APPLICABLE'],
    ['behaviors-active', { behaviors: watched('ANOMALOUS_DEVICE', 'ANOMALOUS_LOCATION', 'VELOCITY') }, 'PASS'],
    ['behaviors-active', { behaviors: watched('VELOCITY') }, 'PARTIAL'],
    ['behaviors-active', { behaviors: [{ type: 'VELOCITY', status: 'INACTIVE' }] }, 'FAIL'],
    ['lockout-known-devices', { userLockout: { preventBruteForceLockoutFromUnknownDevices: true } }, 'PASS'],
    ['lockout-known-devices', { userLockout: { preventBruteForceLockoutFromUnknownDevices: false } }, 'FAIL'],
  ])('%s of %j is %s', (name, read, status) => expect(verdict(name, read)).toBe(status))
})

describe('actions', () => {
  const [suspend, endSessions] = [okta.actions[0]!, okta.actions[1]!]
  const ask = (parameters: object = {}): ActionInput => ({
    config,
    target: { externalId: '00u/a' },
    parameters: { ...parameters },
  })

  it('suspend-user suspends, confirms and takes back', () => {
    expect(suspend.request(ask())).toEqual({ method: 'POST', path: '/api/v1/users/00u%2Fa/lifecycle/suspend' })
    expect(suspend.undo!.request(ask())).toEqual({ method: 'POST', path: '/api/v1/users/00u%2Fa/lifecycle/unsuspend' })
    expect(suspend.confirm!.request(ask())).toEqual({ path: '/api/v1/users/00u%2Fa' })
    expect(suspend.confirm!.judge({ status: 200, body: { status: 'SUSPENDED' } }, ask()).done).toBe(true)
    expect(suspend.confirm!.judge({ status: 200, body: { status: 'ACTIVE' } }, ask()).done).toBe(false)
    expect(suspend.confirm!.judge({ status: 500, body: null }, ask()).done).toBe(false)
    expect(suspend.undo!.judge!({ status: 200, body: { status: 'ACTIVE' } }, ask()).done).toBe(true)
  })

  it.each([
    [{}, true],
    [{ oauthTokens: false }, false],
  ])('end-sessions with %j revokes tokens: %s', (parameters, oauthTokens) =>
    expect(endSessions.request(ask(endSessions.input.parse(parameters)))).toEqual({
      method: 'DELETE',
      path: '/api/v1/users/00u%2Fa/sessions',
      query: { oauthTokens },
    }),
  )

  const act = (name: string) => okta.actions.find(action => action.name === name)!
  const input = (parameters: object, more: object = {}): ActionInput => ({
    config,
    target: { externalId: '00u/a', email: 'ada@acme.example', ...more },
    parameters: { ...parameters },
  })
  const user = '/api/v1/users/00u%2Fa'

  it.each<[string, ActionInput, unknown]>([
    ['deactivate-user', input({}), { method: 'POST', path: `${user}/lifecycle/deactivate` }],
    ['require-password-change', input({}), { method: 'POST', path: `${user}/lifecycle/expire_password` }],
    ['reset-factors', input({}), { method: 'POST', path: `${user}/lifecycle/reset_factors` }],
    [
      'remove-group-member',
      input({ group: '00g/1' }),
      { method: 'DELETE', path: '/api/v1/groups/00g%2F1/users/00u%2Fa' },
    ],
    ['unassign-app', input({ app: '0oa/1' }), { method: 'DELETE', path: '/api/v1/apps/0oa%2F1/users/00u%2Fa' }],
    ['revoke-api-token', input({ token: '00T/1' }), { method: 'DELETE', path: '/api/v1/api-tokens/00T%2F1' }],
    [
      'revoke-app',
      input({}, { externalId: 'oag/1', clientId: '0oa/1', account: { externalId: '00u/a' } }),
      [
        { method: 'DELETE', path: `${user}/grants/oag%2F1` },
        { method: 'DELETE', path: `${user}/clients/0oa%2F1/tokens` },
      ],
    ],
  ])('%s asks for that alone', (name, given, expected) => expect(act(name).request(given)).toEqual(expected))

  const rows = (count: number, ...ids: string[]) => [
    ...ids.map(id => ({ id })),
    ...Array.from({ length: count }, (_, index) => ({ id: `other${index}` })),
  ]
  const found = (...ids: string[]) => ({ found: { status: 200, body: rows(0, ...ids) } })

  it.each<[string, ActionInput, unknown, boolean | null]>([
    ['deactivate-user', input({}), { status: 'DEPROVISIONED' }, true],
    ['deactivate-user', input({}), { status: 'ACTIVE', transitioningToStatus: 'DEPROVISIONED' }, false],
    ['require-password-change', input({}), { status: 'PASSWORD_EXPIRED' }, true],
    ['require-password-change', input({}), {}, null],
    ['reset-factors', input({}), [], true],
    ['reset-factors', input({}), [{ id: 'opf1' }], false],
    ['reset-factors', input({}), {}, null],
    ['remove-group-member', input({ group: '00g1' }), rows(3), true],
    ['remove-group-member', input({ group: '00g1' }), rows(3, '00g1'), false],
    ['revoke-api-token', input({ token: '00T1' }), rows(0), true],
    ['revoke-api-token', input({ token: '00T1' }), rows(1, '00T1'), false],
    ['revoke-app', input({}, { externalId: 'oag1' }), rows(199), true],
    ['revoke-app', input({}, { externalId: 'oag1' }), rows(200), null],
    ['revoke-app', input({}, { externalId: 'oag1' }), rows(199, 'oag1'), false],
    ['unassign-app', { ...input({ app: '0oa1' }), ...found('00u/a') }, rows(0), true],
    ['unassign-app', { ...input({ app: '0oa1' }), ...found('00u/a') }, rows(499, '00u/a'), false],
    ['unassign-app', { ...input({ app: '0oa1' }), ...found('00u/a') }, rows(500), null],
    ['unassign-app', { ...input({ app: '0oa1' }), ...found() }, rows(0), null],
    ['unassign-app', input({ app: '0oa1' }), rows(0), null],
  ])('%s (%j) is confirmed by %j: %s', (name, given, body, done) =>
    expect(act(name).confirm!.judge({ status: 200, body }, given).done).toBe(done),
  )

  it('remove-group-member puts the user back', () => {
    const undo = act('remove-group-member').undo!
    expect(undo.request(input({ group: '00g1' }))).toEqual({ method: 'PUT', path: '/api/v1/groups/00g1/users/00u%2Fa' })
    expect(undo.judge!({ status: 200, body: rows(1, '00g1') }, input({ group: '00g1' })).done).toBe(true)
  })

  it('says of those that cannot be taken back that they remove for good', () =>
    expect(okta.actions.filter(({ effect }) => effect === 'DESTRUCTIVE').map(({ name, undo }) => [name, undo])).toEqual(
      ['reset-factors', 'unassign-app', 'revoke-api-token', 'deactivate-user'].map(name => [name, undefined]),
    ))
})
