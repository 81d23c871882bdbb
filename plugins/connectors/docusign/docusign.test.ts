import { isConnector, type ActionInput, type ActivityDraft } from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import { admin, monitor } from './hosts.ts'
import docusign from './index.ts'
import { membershipOf } from './membership.ts'
import { spelled } from './monitor-event.ts'
import { accessOf, statusOf } from './rows.ts'
import { streams } from './streams.ts'

const ORGANISATION = '0d0c0516-0000-4000-8000-000000000001'
const ACCOUNT = '0d0c0516-0000-4000-8000-000000000002'
const USER = '0d0c0516-0000-4000-8000-000000000011'
const OTHER = '0d0c0516-0000-4000-8000-000000000012'
const given = { organizationId: ORGANISATION, accountId: ACCOUNT, base: 'na3.docusign.net' }
const config = docusign.card.config.parse(given)
const stream = streams[0]! as Extract<(typeof streams)[0], { request: unknown }>
const named = <One extends { name: string }>(all: One[], name: string) => all.find(one => one.name === name)!

function read(event: object): ActivityDraft & { means?: string } {
  const row = {
    eventId: 'e1',
    timestamp: '2026-03-01T10:00:00.1234567Z',
    object: 'Envelope',
    action: 'Created',
    ...event,
  }
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, means: docusign.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(docusign)).toBe(true))

  it('has one meaning for each action', () => {
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(docusign.vocabulary)) {
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
  })

  it.each([
    [{}, true],
    [{ base: 'demo.docusign.net' }, true],
    [{ base: 'https://na3.docusign.net' }, false],
    [{ base: 'na3.docusign.net.evil.example' }, false],
    [{ accountId: '1234567' }, false],
    [{ organizationId: 'acme' }, false],
    [{ signIn: 'evil.example' }, false],
    [{ envelopesSince: 'yesterday' }, false],
  ])('takes a configuration with %j: %s', (more, good) =>
    expect(docusign.card.config.safeParse({ ...given, ...more }).success).toBe(good),
  )

  it('signs its assertion for the host alone, with no scheme and no path', () => {
    const { scheme } = docusign.card.auth[0]!
    expect(scheme).toMatchObject({ type: 'jwtBearer', audience: '{signIn}', subject: '{userId}', scopes: 'needed' })
    expect(docusign.card.auth[0]!.instructions).toMatch(/once/)
  })

  it.each([
    ['account.docusign.com', 'https://lens.docusign.net/', 'https://api.docusign.net/'],
    ['account-d.docusign.com', 'https://lens-d.docusign.net/', 'https://api-d.docusign.net/'],
  ])('who signs in at %s asks %s and %s', (signIn, lens, api) => {
    const where = { ...config, signIn }
    expect(monitor(where)).toBe(`${lens}api/v2.0/datasets/monitor/stream`)
    expect(admin(where, '/users')).toBe(`${api}Management/v2/organizations/${ORGANISATION}/users`)
  })

  it('takes 400 with a code for too fast, for a right that is missing, and for what is not there', () => {
    const { throttled, forbidden, gone } = docusign.card
    const signs = [throttled, forbidden, gone].map(all =>
      all!.map(({ status, bodyIncludes }) => [status, bodyIncludes]),
    )
    expect(signs).toEqual([
      [
        [400, 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'],
        [400, 'BURST_APIINVOCATION_LIMIT_EXCEEDED'],
      ],
      [
        [400, 'USER_LACKS_PERMISSIONS'],
        [400, 'ACCOUNT_LACKS_PERMISSIONS'],
      ],
      [
        [400, 'ENVELOPE_DOES_NOT_EXIST'],
        [400, 'USER_DOES_NOT_EXIST_IN_SYSTEM'],
      ],
    ])
  })

  it('says whom it asks about when it lists users of the organisation, and that a moved account has another base', () => {
    const scope = (name: string) => docusign.card.scopes.find(one => one.scope === name)!
    expect(scope('user_read').probe!(config).query).toMatchObject({ account_id: ACCOUNT })
    expect(scope('signature').remedy).toMatch(/moved.*Account Base URI/)
  })
})

describe('Monitor', () => {
  const since = '2026-03-01T00:00:00.000Z'

  it.each([
    [{ since }, since],
    [{ since, until: '2026-03-02T00:00:00.000Z' }, since],
    [{ since, cursor: 'c' }, 'c'],
  ])('asked for by %j begins at %s', (ask, cursor) =>
    expect(stream.request({ config, partition: '', ...ask })).toEqual({
      url: 'https://lens.docusign.net/api/v2.0/datasets/monitor/stream',
      query: { cursor, limit: 1_000 },
    }),
  )

  it('ends where the cursor stays or nothing comes, and is read again a little for what comes late', () =>
    expect(stream).toMatchObject({
      page: { style: 'bodyCursor', field: 'endCursor', keepLast: true, sameEnds: true },
      order: 'ascending',
      id: { field: 'eventId' },
      overlapSeconds: 900,
    }))

  it('takes two events of one envelope for two', () => {
    const [created, sent] = ['Created', 'Sent'].map(action => read({ action, data: { EnvelopeId: OTHER } }))
    expect([created!.means, sent!.means]).toEqual(['file.create', 'file.share'])
    expect(stream.id).not.toEqual({ field: 'data.EnvelopeId' })
  })

  it.each([
    [{}, 'Envelope.Created', 'file.create', 'SUCCESS'],
    [{ object: 'User', action: 'Login', result: 'Success' }, 'User.Login', 'user.login', 'SUCCESS'],
    [{ object: 'User', action: 'Login', result: 'Failed' }, 'User.Login', 'user.login', 'FAILURE'],
    [{ object: 'User', action: 'LoginFailed', result: '' }, 'User.LoginFailed', 'user.login', 'FAILURE'],
    [{ object: 'Account', action: 'UserAdded' }, 'Account.UserAdded', 'user.create', 'SUCCESS'],
    [{ object: 'PermissionSet', action: 'Updated' }, 'PermissionSet.Updated', 'role.update', 'SUCCESS'],
    [{ object: 'Alert', action: 'TooManyLoginFailures' }, 'Alert.TooManyLoginFailures', 'threat.detect', 'UNKNOWN'],
    [{ object: 'Clickwrap', action: 'Brand new' }, 'Clickwrap.Brand new', undefined, 'SUCCESS'],
  ])('reads %j as %s, which is %s, with %s', (event, vendorAction, means, outcome) =>
    expect(read(event)).toMatchObject({ vendorAction, means, outcome }),
  )

  it.each([
    [{ object: 'Account', action: 'UserAdded' }, true],
    [{ object: 'Connect', action: 'Updated' }, true],
    [{ object: 'Envelope' }, undefined],
    [{ object: 'User', action: 'Login' }, undefined],
  ])('counts %j as administration: %s', (event, isAdmin) => expect(read(event).isAdmin).toBe(isAdmin))

  it('leaves out what is an empty text, and the word that stands for DocuSign’s own apps', () => {
    const empty = { userId: '', ipAddress: '', userAgent: '', affectedUserId: '', referencedUserId: '', property: '' }
    const event = read({ ...empty, integratorKey: '##DOCUSIGN_INTERNAL_NOT_USED##', data: '' })
    expect(event).toMatchObject({ actor: null, ip: null, userAgent: null, targets: [] })
  })

  it.each([
    [{ affectedUserId: OTHER }, { kind: 'user', id: OTHER }],
    [{ data: { AffectedUserId: OTHER } }, { kind: 'user', id: OTHER }],
    [{ data: { EnvelopeId: OTHER } }, { kind: 'file', id: OTHER }],
    [{ data: { EnvelopeId: [...OTHER] } }, { kind: 'file', id: OTHER }],
    [{ data: { TemplateId: OTHER } }, { kind: 'template', id: OTHER }],
    [{ data: { GroupId: 1_111_111 } }, { kind: 'group', id: '1111111' }],
    [{ data: { PermissionProfileId: '26252962' } }, { kind: 'role', id: '26252962' }],
    [
      { object: 'Account', action: 'SettingUpdated', data: { SettingsKey: 'sessionTimeout' } },
      { kind: 'setting', name: 'sessionTimeout' },
    ],
    [{ integratorKey: OTHER }, { kind: 'app', id: OTHER }],
  ])('reads of %j that it was done to %j', (event, target) => expect(read(event).targets).toEqual([target]))

  it.each([
    ['', undefined],
    [[], undefined],
    [['1', '0', '.'], '10.'],
    [['first', 'second'], undefined],
    [7, '7'],
    [null, undefined],
    [{}, undefined],
  ])('spells %j as %s', (value, text) => expect(spelled(value)).toBe(text))

  it('takes how grave an alert is, by its letters too', () =>
    expect(read({ object: 'Alert', action: 'X', data: { Severity: [...'Medium'] } }).severity).toBe('MEDIUM'))

  it.each([{ eventId: '' }, { timestamp: undefined }, { object: undefined }])('refuses a row with %j', more =>
    expect(stream.row.safeParse({ eventId: 'e', timestamp: 't', object: 'o', action: 'a', ...more }).success).toBe(
      false,
    ),
  )
})

describe('the inventory', () => {
  const { accounts, resources, grants, domains } = docusign.inventory
  const users = accounts[0]!
  const user = (more: object) => users.toAccount(users.row.parse({ userId: USER, ...more }))

  it.each([
    ['Active', 'ACTIVE'],
    ['ActivationSent', 'INVITED'],
    ['ActivationRequired', 'INVITED'],
    ['Disabled', 'SUSPENDED'],
    ['Closed', 'DELETED'],
    ['Something', 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('takes the status %s for %s', (status, ours) => expect(statusOf(status)).toBe(ours))

  it.each([
    ['True', true],
    ['true', true],
    ['False', false],
    [undefined, false],
  ])('reads the text %s of isAdmin as %s', (isAdmin, is) => expect(user({ isAdmin }).isAdmin).toBe(is))

  it.each([
    [{ require_two_step_verification: true, federated_status: 'FedAuthBypass' }, true],
    [{ require_two_step_verification: false, federated_status: 'FedAuthBypass' }, false],
    [{ require_two_step_verification: true, federated_status: 'FedAuthRequired' }, undefined],
  ])('reads of %j whether there is a second factor: %s', (profile, mfaEnabled) => {
    const { row, toAccount } = accounts[1]!
    expect(toAccount(row.parse({ id: USER, ...profile })).mfaEnabled).toBe(mfaEnabled)
  })

  it('says from when on envelopes are listed, and leaves out what is over', () => {
    const { request, row, toResource } = resources![0]!
    expect(request({ config }).query).toMatchObject({ from_date: '2024-01-01T00:00:00Z', status: 'sent,delivered' })
    const gone = (status: string) => toResource(row.parse({ envelopeId: OTHER, status })).isGone
    expect(['sent', 'delivered', 'completed', 'voided'].map(gone)).toEqual([undefined, undefined, true, true])
  })

  it('lets signers write, and others who get it read', () =>
    expect(
      accessOf({
        signers: [{ email: 'kim@partner.example' }, { name: 'no address' }],
        carbonCopies: [{ email: 'ben@acme.example' }],
        recipientCount: '2',
      }),
    ).toEqual([
      { to: 'user', name: 'kim@partner.example', role: 'WRITE' },
      { to: 'user', name: 'ben@acme.example', role: 'READ' },
    ]))

  it.each([
    ['true', 'HIGH', ['Completed', 'documents']],
    ['false', 'MEDIUM', ['Completed']],
  ])('counts Connect with documents %s as %s', (includeDocuments, risk, scopes) => {
    const { row, toGrant } = grants![0]!
    const one = { connectId: '2', urlToPublishTo: 'https://x.example', includeDocuments, envelopeEvents: ['Completed'] }
    expect(toGrant(row.parse(one))).toMatchObject({ risk, scopes, clientName: 'https://x.example' })
  })

  it.each([
    ['active', 'acme.example'],
    ['pending', null],
  ])('takes a domain that is %s for %s', (status, ours) => {
    const { row, toDomain } = domains![0]!
    expect(toDomain(row.parse({ host_name: 'acme.example', status }))).toBe(ours)
  })
})

describe('checks', () => {
  const judge = (name: string, reads: Record<string, unknown>) => judgeCheck(named(docusign.checks, name), reads)

  it.each([
    ['20', 'PASS'],
    ['21', 'FAIL'],
    ['0', 'FAIL'],
    ['', 'CANNOT_TELL'],
    [undefined, 'CANNOT_TELL'],
  ])('read the text %s of a session’s minutes as a number: %s', (sessionTimeout, status) =>
    expect(judge('session-timeout', { settings: { sessionTimeout } }).status).toBe(status),
  )

  it.each([
    ['true', 'PASS'],
    ['True', 'PASS'],
    ['false', 'FAIL'],
    ['', 'CANNOT_TELL'],
    [true, 'CANNOT_TELL'],
  ])('read the text %s of a switch: %s', (disableMultipleSessions, status) =>
    expect(judge('single-session', { settings: { disableMultipleSessions } }).status).toBe(status),
  )

  it.each([
    ['15', 'minutes', 'PASS'],
    ['14', 'minutes', 'FAIL'],
    ['1', 'Hours', 'PASS'],
    ['1', 'moons', 'CANNOT_TELL'],
    ['', 'minutes', 'CANNOT_TELL'],
  ])('take a lock of %s %s for %s', (lockoutDurationMinutes, lockoutDurationType, status) =>
    expect(judge('lockout', { passwordRules: { lockoutDurationMinutes, lockoutDurationType } }).status).toBe(status),
  )

  const profiles = (...all: (object | undefined)[]) => ({
    profiles: all.map((one, index) => ({
      parent: { userId: `u${index}`, email: `u${index}@acme.example` },
      value: { users: one ? [one] : [] },
    })),
  })
  const sso = { federated_status: 'FedAuthRequired' }
  const password = { federated_status: 'FedAuthBypass', require_two_step_verification: true }
  it.each([
    ['two-step-verification', profiles(sso), 'NOT_APPLICABLE'],
    ['two-step-verification', profiles(sso, { ...password, allow_two_step_verification_snooze: false }), 'PASS'],
    ['two-step-verification', profiles({ ...password, allow_two_step_verification_snooze: true }), 'FAIL'],
    ['two-step-verification', profiles(undefined), 'CANNOT_TELL'],
    ['single-sign-on-required', profiles(sso, password), 'PARTIAL'],
    ['single-sign-on-required', profiles(sso, undefined), 'CANNOT_TELL'],
    ['single-sign-on-required', profiles(password, undefined), 'FAIL'],
    ['organisation-administrators', profiles({ is_organization_admin: true }, {}), 'PASS'],
    ['organisation-administrators', profiles({}, {}), 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, reads, status) => expect(judge(name, reads).status).toBe(status))
})

describe('actions', () => {
  const input = (more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: { externalId: USER },
    parameters: {},
    ...more,
  })
  const memberships = (account_id: string) => ({
    status: 200,
    body: { users: [{ site_id: 4, memberships: [{ id: OTHER, account_id, status: 'active' }] }] },
  })

  it('find the membership in the account that is connected, and throw where there is none', () => {
    expect(membershipOf(input({ found: memberships(ACCOUNT) }))).toEqual({ membership: OTHER, site: 4 })
    expect(() => membershipOf(input({ found: memberships(ORGANISATION) }))).toThrow(/no membership/)
    expect(() => membershipOf(input({ found: { status: 404, body: {} } }))).toThrow(/no membership/)
    expect(() => membershipOf(input())).toThrow(/no membership/)
  })

  it('do not change a permission profile that could not be given back', () => {
    const { remember } = named(docusign.actions, 'change-permission-profile')
    expect(remember!(input({ found: { status: 200, body: { permissionProfileId: '2' } } }))).toBe('2')
    expect(() => remember!(input({ found: { status: 200, body: {} } }))).toThrow(/could not be given back/)
  })

  it('void with the reason that recipients are told', () =>
    expect(named(docusign.actions, 'void-envelope').request(input({ parameters: { reason: 'Wrong.' } }))).toEqual({
      method: 'PUT',
      path: `/envelopes/${USER}`,
      json: { status: 'voided', voidedReason: 'Wrong.' },
    }))
})
