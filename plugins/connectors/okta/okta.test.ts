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

  it('names only scopes and reads that exist', () => {
    const scopes = new Set(okta.card.scopes.map(({ scope }) => scope))
    const needed = [...okta.streams, ...okta.inventory.accounts].flatMap(part => part.scopes)
    expect(needed.filter(scope => !scopes.has(scope))).toEqual([])
    expect(okta.checks.flatMap(check => check.reads).filter(name => !okta.reads[name])).toEqual([])
    expect(Object.keys(okta.reads).filter(name => !okta.checks.some(check => check.reads.includes(name)))).toEqual([])
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
  })

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
  const [users, gone, admins] = okta.inventory.accounts as [Listing, Listing, Listing]
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

  it('are five, none of which passes on nothing', () =>
    expect(okta.checks.filter(({ judge }) => judge).map(check => judgeCheck(check, {}).status)).toEqual(
      Array(5).fill('CANNOT_TELL'),
    ))
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
})
