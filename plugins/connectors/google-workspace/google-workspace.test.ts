import { judgeCheck } from '@casbah/testkit'
import {
  isConnector,
  type ActionInput,
  type ActivityDraft,
  type GrantListing,
  type GroupListing,
  type Listing,
  type PolledStream,
  type ResourceListing,
} from '@casbah/sdk'
import google from './index.ts'
import { riskOf } from './risk.ts'
import { FILES, MANAGE_FILES, TOKENS } from './scopes.ts'

const config = google.card.config.parse({})
const streamOf = (name: string) => google.streams.find(stream => stream.name === name) as PolledStream
const actionOf = (name: string) => google.actions.find(action => action.name === name)!

interface Event {
  name: string
  type?: string
  parameters?: object[]
  status?: object
}

/** Parameters as Google writes them: texts, flags, numbers as texts, lists. */
function parametersOf(values: Record<string, string | boolean | string[]>): object[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    ...(Array.isArray(value) ? { multiValue: value } : typeof value === 'boolean' ? { boolValue: value } : { value }),
  }))
}

function row(applicationName: string, events: Event[], more: object = {}) {
  const id = { time: '2026-03-02T09:00:00.123Z', uniqueQualifier: '-42', applicationName, customerId: 'C1' }
  const actor = { callerType: 'USER', email: 'ben@acme.example', profileId: '102' }
  return { kind: 'admin#reports#activity', id, actor, ipAddress: '203.0.113.9', events, ...more }
}

function read(application: string, events: Event[], more?: object): (ActivityDraft & { action?: string })[] {
  const stream = streamOf(application)
  const drafts = stream.toActivities(stream.row.parse(row(application, events, more)))
  return drafts.map(draft => ({ ...draft, action: google.vocabulary[draft.vendorAction]?.[0] }))
}

const readOne = (application: string, name: string, values: Parameters<typeof parametersOf>[0] = {}, more?: object) =>
  read(application, [{ name, parameters: parametersOf(values) }], more)[0]!

describe('the connector', () => {
  it('is one', () => expect(isConnector(google)).toBe(true))

  it.each([
    [{}, true],
    [{ driveOrgUnit: '/Sales/East' }, true],
    [{ driveOrgUnit: 'Sales' }, false],
    [{ driveOrgUnit: "/it's" }, false],
    [{ applications: ['admin', 'gmail'] }, true],
    [{ applications: ['everything'] }, false],
  ])('takes %j as configuration: %s', (value, good) => expect(google.card.config.safeParse(value).success).toBe(good))

  it('asks for each right alone, in the name of the administrator', () =>
    expect(google.card.auth[0]?.scheme).toMatchObject({
      type: 'jwtBearer',
      issuer: '{clientEmail}',
      subject: '{adminEmail}',
      scopes: 'needed',
    }))

  it.each(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'])('takes 403 %s as too fast', reason =>
    expect(
      google.card.throttled?.some(
        ({ status, bodyIncludes = '' }) => status === 403 && reason.toLowerCase().includes(bodyIncludes.toLowerCase()),
      ),
    ).toBe(true),
  )

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([2004, 3001, 3002, 3003, 3004, 3005, 3006, 6001, 6002, 6003])
    const meanings = new Map<string, string>()
    const names = new Set(google.streams.map(({ name }) => name))
    for (const [event, [action, classUid, activityId]] of Object.entries(google.vocabulary)) {
      expect(names).toContain(event.split('.')[0])
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known).toContain(classUid)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
    expect(Object.keys(google.vocabulary).length).toBeGreaterThan(700)
  })

  it('names only reads that exist, and each of them is judged', () => {
    expect(google.checks.flatMap(check => check.reads).filter(name => !google.reads[name])).toEqual([])
    expect(Object.keys(google.reads).filter(name => !google.checks.some(check => check.reads.includes(name)))).toEqual(
      [],
    )
  })
})

describe('the audit logs', () => {
  const ask = { config, partition: '', since: '2026-03-01T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' }

  it('are asked for by the same span on every page', () => {
    const query = { startTime: ask.since, endTime: ask.until, maxResults: 1000 }
    const path = '/admin/reports/v1/activity/users/all/applications/drive'
    expect(streamOf('drive').request(ask)).toEqual({ path, query: { ...query, pageToken: undefined } })
    expect(streamOf('drive').request({ ...ask, cursor: 'p2' })).toEqual({ path, query: { ...query, pageToken: 'p2' } })
  })

  it.each([
    ['admin', 300, 3_600],
    ['calendar', 1_800, 10_800],
    ['login', 7_200, 18_000],
    ['token', 7_200, 18_000],
    ['drive', 7_200, 18_000],
  ])('%s usually comes within %d s, and each poll reads %d s back', (name, delaySeconds, overlapSeconds) =>
    expect(streamOf(name)).toMatchObject({ order: 'descending', delaySeconds, overlapSeconds, retentionDays: 179 }),
  )

  it('gmail reaches back a month, in narrow spans', () =>
    expect(streamOf('gmail')).toMatchObject({ retentionDays: 29, windowSeconds: 21_600 }))

  it('read back no longer than what may come late, and what may come late is told', () => {
    for (const stream of google.streams as PolledStream[]) {
      expect(stream.delaySeconds).toBeLessThanOrEqual(stream.overlapSeconds!)
      expect(stream.overlapSeconds).toBeLessThanOrEqual(stream.latenessSeconds!)
    }
  })

  it('are those that the configuration names', () => {
    const chosen = google.card.config.parse({ applications: ['login'] })
    const read = google.streams.filter(stream => 'partitions' in stream && stream.partitions?.(chosen).length !== 0)
    expect(read.map(({ name }) => name)).toEqual(['login'])
  })

  it('tell rows apart by time and qualifier together', () =>
    expect(streamOf('admin').id).toEqual({ fields: ['id.time', 'id.uniqueQualifier'] }))

  it('take no row of another log that is read, and any of one that is not', () => {
    const events = [{ name: 'view' }]
    expect(streamOf('admin').row.safeParse(row('drive', events)).success).toBe(false)
    expect(streamOf('drive').row.safeParse(row('drive', events)).success).toBe(true)
    expect(streamOf('admin').row.safeParse(row('keep', events)).success).toBe(true)
    expect(streamOf('drive').row.safeParse(row('drive', [])).success).toBe(false)
  })
})

describe('an activity', () => {
  it('is one of several of an item, with all that it tells', () => {
    const file = { doc_id: '1a', doc_title: 'Plan', doc_type: 'document', owner: 'ada@acme.example' }
    const found = read(
      'drive',
      [
        { name: 'edit', parameters: parametersOf({ ...file, primary_event: false }) },
        { name: 'change_user_access', parameters: parametersOf({ ...file, target_user: 'kim@partner.example' }) },
      ],
      { networkInfo: { regionCode: 'CZ', ipAsn: [64_500] } },
    )
    const both = {
      actor: { id: '102', email: 'ben@acme.example', kind: 'user' },
      outcome: 'SUCCESS',
      ip: { address: '203.0.113.9', country: 'CZ', asn: 64_500 },
      isAdmin: false,
      isImpersonated: false,
    }
    expect(found).toMatchObject([
      {
        ...both,
        vendorAction: 'drive.edit',
        action: 'file.update',
        targets: [{ kind: 'file', id: '1a', name: 'Plan' }],
      },
      {
        ...both,
        vendorAction: 'drive.change_user_access',
        action: 'file.share',
        targets: [
          { kind: 'file', id: '1a', name: 'Plan' },
          { kind: 'user', email: 'kim@partner.example' },
        ],
      },
    ])
  })

  it.each<[string, string, string, Parameters<typeof parametersOf>[0], Partial<ReturnType<typeof readOne>>]>([
    [
      'a wrong password',
      'login',
      'login_failure',
      { login_type: 'google_password', login_failure_type: 'login_failure_invalid_password' },
      { action: 'user.login', outcome: 'FAILURE', outcomeReason: 'login_failure_invalid_password' },
    ],
    [
      'a challenge that was passed',
      'login',
      'login_challenge',
      { login_challenge_status: 'Challenge Passed.' },
      { action: 'mfa.challenge', outcome: 'SUCCESS' },
    ],
    [
      'a challenge that was failed',
      'login',
      'login_challenge',
      { login_challenge_status: 'Challenge Failed.' },
      { outcome: 'FAILURE', outcomeReason: 'Challenge Failed.' },
    ],
    ['a challenge without an end', 'login', 'login_challenge', {}, { outcome: 'UNKNOWN' }],
    [
      'a sign-in to another app',
      'saml',
      'login_success',
      { application_name: 'Box' },
      { action: 'app.login', targets: [{ kind: 'app', id: undefined, name: 'Box' }] },
    ],
    [
      'an administrator at work',
      'admin',
      'SUSPEND_USER',
      { USER_EMAIL: 'eve@acme.example' },
      { action: 'user.suspend', isAdmin: true, targets: [{ kind: 'user', email: 'eve@acme.example' }] },
    ],
    [
      'an app that is let in',
      'token',
      'authorize',
      { client_id: '77.apps', app_name: 'Mail Helper', scope: ['openid'] },
      { action: 'consent.grant', targets: [{ kind: 'app', id: '77.apps', name: 'Mail Helper' }] },
    ],
    [
      'a folder',
      'drive',
      'change_document_visibility',
      { doc_id: '1f', doc_title: 'All', doc_type: 'folder', visibility: 'people_with_link' },
      { action: 'file.visibility', targets: [{ kind: 'folder', id: '1f', name: 'All' }] },
    ],
    [
      'a rule that was met, as severe as Google says',
      'rules',
      'rule_match',
      { rule_name: 'Cards', severity: 'HIGH' },
      { action: 'policy.match', severity: 'HIGH' },
    ],
    [
      'access that was denied',
      'context_aware_access',
      'ACCESS_DENY_EVENT',
      { CAA_ACCESS_APPLICATION: 'GMAIL' },
      { outcome: 'FAILURE' },
    ],
    [
      'a browser with its name',
      'calendar',
      'change_calendar_acls',
      {
        calendar_id: 'ben@acme.example',
        grantee_email: '__public_principal__@public.calendar.google.com',
        user_agent: 'Mozilla/5.0',
      },
      { action: 'calendar.share', userAgent: 'Mozilla/5.0' },
    ],
    ['something unheard of', 'admin', 'BRAND_NEW', {}, { vendorAction: 'admin.BRAND_NEW', action: undefined }],
    ['a name with a blank behind', 'login', 'suspicious_login ', {}, { vendorAction: 'login.suspicious_login' }],
  ])('of %s', (_, application, name, values, expected) =>
    expect(readOne(application, name, values)).toMatchObject(expected),
  )

  it.each<[string, object | undefined, ActivityDraft['actor'], boolean]>([
    [
      'a person',
      { callerType: 'USER', email: 'ben@acme.example', profileId: '102' },
      { id: '102', email: 'ben@acme.example', kind: 'user' },
      false,
    ],
    ['nobody of the organisation', { profileId: '105250506097979753968' }, undefined, false],
    [
      'an outsider by address alone',
      { email: 'kim@partner.example', profileId: '105250506097979753968' },
      { id: undefined, email: 'kim@partner.example', kind: 'user' },
      false,
    ],
    [
      'Google itself',
      { callerType: 'KEY', key: 'SYSTEM' },
      { id: 'SYSTEM', email: undefined, name: 'SYSTEM', kind: 'system' },
      false,
    ],
    [
      'an app by itself',
      { applicationInfo: { applicationName: 'Sync', oauthClientId: '99.apps' } },
      { id: '99.apps', email: undefined, name: 'Sync', kind: 'service' },
      false,
    ],
    [
      'an app in a person\u2019s name',
      {
        email: 'ben@acme.example',
        profileId: '102',
        applicationInfo: { applicationName: 'Sync', impersonation: true },
      },
      { id: '102', email: 'ben@acme.example', kind: 'user' },
      true,
    ],
    ['nobody', undefined, undefined, false],
  ])('by %s', (_, actor, expected, impersonated) => {
    const draft = readOne('drive', 'view', {}, { actor })
    expect(draft.actor).toEqual(expected)
    expect(draft.isImpersonated).toBe(impersonated)
  })

  it.each([
    ['admin', 'COMPANY_OWNED_DEVICE_BLOCKED', 'SUCCESS'],
    ['admin', 'CUSTOMER_TAKEOUT_FAILED', 'FAILURE'],
    ['drive', 'reject_suggestion', 'SUCCESS'],
    ['groups_enterprise', 'ban_member', 'SUCCESS'],
    ['login', 'risky_sensitive_action_blocked', 'FAILURE'],
    ['chrome', 'CHROME_OS_LOGIN_FAILURE_EVENT', 'FAILURE'],
    ['mobile', 'FAILED_PASSWORD_ATTEMPTS_EVENT', 'FAILURE'],
    ['context_aware_access', 'MONITOR_MODE_ACCESS_DENY_EVENT', 'SUCCESS'],
    ['calendar', 'interop_freebusy_lookup_inbound_unsuccessful', 'FAILURE'],
  ])('of %s named %s has outcome %s', (application, name, outcome) =>
    expect(readOne(application, name).outcome).toBe(outcome),
  )

  it.each([
    ['SUCCEEDED', 'SUCCESS'],
    ['FAILED', 'FAILURE'],
    ['SKIPPED', 'FAILURE'],
  ])('whose status is %s has outcome %s', (eventStatus, outcome) =>
    expect(read('drive', [{ name: 'download', status: { eventStatus } }])[0]?.outcome).toBe(outcome),
  )

  it('of mail has its subject and whom it went to', () => {
    const parameter = parametersOf({
      subject: 'Hello',
      rfc2822_message_id: '<1@x>',
      flattened_destinations: 'gmail-ui::ben@acme.example,smtp::kim@partner.example',
    })
    const [draft] = read('gmail', [
      { name: 'delivery', parameters: [{ name: 'message_info', messageValue: { parameter } }] },
    ])
    expect(draft?.targets).toEqual([
      { kind: 'message', id: '<1@x>', name: 'Hello' },
      { kind: 'mailbox', email: 'ben@acme.example' },
      { kind: 'mailbox', email: 'kim@partner.example' },
    ])
  })
})

describe('the inventory', () => {
  const { accounts, groups = [], resources = [], grants = [], domains = [] } = google.inventory
  const listing = <T>(list: unknown[], name: string) => list.find(one => (one as { name: string }).name === name) as T
  const parent = { externalId: '102', email: 'ben@acme.example', name: 'Ben Ruiz' }

  it.each([
    [{}, { status: 'ACTIVE', isAdmin: false }],
    [{ suspended: true }, { status: 'SUSPENDED' }],
    [{ archived: true }, { status: 'SUSPENDED' }],
    [{ isAdmin: true }, { isAdmin: true }],
    [{ isDelegatedAdmin: true }, { isAdmin: true }],
    [{ isEnrolledIn2Sv: false }, { mfaEnabled: false }],
    [{ lastLoginTime: '1970-01-01T00:00:00.000Z' }, { lastSeenAt: undefined }],
    [{ lastLoginTime: '2026-03-01T00:00:00.000Z' }, { lastSeenAt: '2026-03-01T00:00:00.000Z' }],
  ])('a user with %j is %j', (fields, expected) =>
    expect(listing<Listing>(accounts, 'users').toAccount({ id: '1', primaryEmail: 'a@b.c', ...fields })).toMatchObject(
      expected,
    ),
  )

  it('impersonates only who is neither suspended nor archived, of the unit that was asked for', () => {
    const chosen = google.card.config.parse({ driveOrgUnit: '/Sales' })
    const { query } = listing<Listing>(accounts, 'drive-users').request({ config: chosen })
    expect(query?.query).toBe("orgUnitPath='/Sales' isSuspended=false isArchived=false")
  })

  it('adds a member to the group that was asked for; groups within it and "everybody" are none', () => {
    const members = listing<GroupListing>(groups, 'group-members')
    const group = { externalId: 'g1', name: 'Admins' }
    const toGroup = (row: object) => members.toGroup(row, group)
    expect(toGroup({ id: '102', email: 'ben@acme.example', type: 'USER' })).toEqual({
      externalId: 'g1',
      name: 'Admins',
      members: ['102'],
    })
    expect(toGroup({ id: 'g2', type: 'GROUP' }).members).toEqual([])
    expect(toGroup({ id: 'C1', type: 'CUSTOMER' }).members).toEqual([])
  })

  it('leaves out domains that are not verified', () => {
    const { toDomain } = domains[0]!
    expect(
      [
        { domainName: 'a.example', verified: true },
        { domainName: 'b.example', verified: false },
      ].map(toDomain),
    ).toEqual(['a.example', null])
  })

  it('asks for files in their owner\u2019s name', () => {
    const files = listing<ResourceListing>(resources, 'drive-files')
    const all = files.request({ config, parent, cursor: 'p2' })
    expect(all).toMatchObject({
      subject: 'ben@acme.example',
      query: { q: "'me' in owners and trashed = false", pageToken: 'p2' },
    })
    const open = files.request({ config: google.card.config.parse({ externallySharedOnly: true }), parent })
    expect(open.query?.q).toContain("visibility = 'anyoneWithLink'")
  })

  it('tells who may open a file', () => {
    const { toResource } = listing<ResourceListing>(resources, 'drive-files')
    const permissions = [
      { type: 'user', role: 'owner', emailAddress: 'ben@acme.example' },
      { type: 'anyone', role: 'reader', allowFileDiscovery: false },
      { type: 'anyone', role: 'writer', allowFileDiscovery: true },
      { type: 'domain', role: 'commenter', domain: 'acme.example' },
      { type: 'group', role: 'writer', emailAddress: 'all@acme.example' },
      { type: 'user', role: 'reader', emailAddress: 'gone@acme.example', deleted: true },
    ]
    expect(toResource({ id: '1a', name: 'Plan', mimeType: 'text/plain', permissions }, parent)).toEqual({
      externalId: '1a',
      kind: 'FILE',
      name: 'Plan',
      url: undefined,
      owner: 'ben@acme.example',
      modifiedAt: undefined,
      access: [
        { to: 'user', name: 'ben@acme.example', role: 'OWN' },
        { to: 'link', role: 'READ' },
        { to: 'anyone', role: 'WRITE' },
        { to: 'domain', name: 'acme.example', role: 'READ' },
        { to: 'group', name: 'all@acme.example', role: 'WRITE' },
      ],
    })
    expect(toResource({ id: '1f', mimeType: 'application/vnd.google-apps.folder' }, parent).kind).toBe('FOLDER')
  })

  it('follows each user\u2019s own changes from where they stand', () => {
    const { changes } = listing<ResourceListing>(resources, 'drive-files')
    expect(changes?.request({ config, parent })).toMatchObject({
      url: expect.stringMatching(/startPageToken$/),
      subject: parent.email,
    })
    expect(changes?.request({ config, parent, cursor: '7' })).toMatchObject({
      query: { pageToken: '7' },
      subject: parent.email,
    })
    const file = { id: '1a', ownedByMe: true }
    expect(changes?.toResource({ fileId: '1a', file }, parent)).toMatchObject({ externalId: '1a', owner: parent.email })
    expect(changes?.toResource({ fileId: '1a', file: { ...file, trashed: true } }, parent)).toMatchObject({
      isGone: true,
    })
    expect(changes?.toResource({ fileId: '1a', file: { id: '1a', ownedByMe: false } }, parent)).toBeNull()
    expect(changes?.toResource({ fileId: '1a' }, parent)).toBeNull()
  })

  it('names a grant by user and app, and reads a user\u2019s again when one begins or ends', () => {
    const tokens = listing<GrantListing>(grants, 'tokens')
    expect(
      tokens.toGrant({ clientId: '77.apps', displayText: 'Mail', scopes: ['https://mail.google.com/'] }, parent),
    ).toEqual({
      externalId: '102/77.apps',
      clientId: '77.apps',
      clientName: 'Mail',
      account: '102',
      scopes: ['https://mail.google.com/'],
      risk: 'CRITICAL',
    })
    expect(['authorize', 'revoke', 'activity'].map(name => tokens.touched?.(readOne('token', name)))).toEqual([
      ['102'],
      ['102'],
      [],
    ])
  })

  it.each([
    [[], 'INFORMATIONAL'],
    [['openid', 'email', 'https://www.googleapis.com/auth/userinfo.profile'], 'INFORMATIONAL'],
    [['https://www.googleapis.com/auth/drive.file'], 'MEDIUM'],
    [['openid', 'https://www.googleapis.com/auth/gmail.readonly'], 'HIGH'],
    [['https://www.googleapis.com/auth/drive'], 'HIGH'],
    [['https://www.googleapis.com/auth/admin.directory.user'], 'CRITICAL'],
    [['https://www.googleapis.com/auth/admin.directory.user.readonly'], 'HIGH'],
    [['https://www.googleapis.com/auth/cloud-platform'], 'CRITICAL'],
    [['https://www.googleapis.com/auth/games'], 'LOW'],
  ])('rights %j are a risk of %s', (scopes, risk) => expect(riskOf(scopes)).toBe(risk))
})

describe('the checks', () => {
  const judge = (name: string, read: Record<string, unknown>) =>
    judgeCheck(
      google.checks.find(check => check.name === name)!,
      read,
    )
  const policy = (type: string, value: object, orgUnit = 'orgUnits/root', more: object = {}) => ({
    type,
    policyQuery: { orgUnit, ...more },
    setting: { type: 'settings/security.password', value },
  })

  it.each<[string, object[], string, Record<string, boolean>]>([
    ['the default alone', [policy('SYSTEM', { minimumLength: 8 })], 'FAIL', { 'orgUnits/root': false }],
    [
      'what was set over it',
      [policy('ADMIN', { minimumLength: 14 }), policy('SYSTEM', { minimumLength: 8 })],
      'PASS',
      { 'orgUnits/root': true },
    ],
    [
      'a unit with less',
      [policy('SYSTEM', { minimumLength: 14 }), policy('ADMIN', { minimumLength: 8 }, 'orgUnits/sales')],
      'PARTIAL',
      { 'orgUnits/root': true, 'orgUnits/sales': false },
    ],
    [
      'a unit that says nothing of it',
      [policy('SYSTEM', { minimumLength: 14 }), policy('ADMIN', { allowReuse: true }, 'orgUnits/sales')],
      'PASS',
      { 'orgUnits/root': true, 'orgUnits/sales': true },
    ],
    [
      'of two for one place the higher order',
      [
        policy('ADMIN', { minimumLength: 14 }, undefined, { sortOrder: 2 }),
        policy('ADMIN', { minimumLength: 6 }, undefined, { sortOrder: 1 }),
      ],
      'PASS',
      { 'orgUnits/root': true },
    ],
    [
      'a group apart from its unit',
      [
        policy('SYSTEM', { minimumLength: 14 }),
        policy('ADMIN', { minimumLength: 8 }, 'orgUnits/root', { group: 'groups/1' }),
      ],
      'PARTIAL',
      { 'orgUnits/root': true, 'groups/1': false },
    ],
    ['no field', [policy('SYSTEM', { maximumLength: 100 })], 'CANNOT_TELL', { 'orgUnits/root': false }],
    ['nothing', [], 'CANNOT_TELL', {}],
  ])('judge a setting by %s', (_, policies, status, subjects) => {
    const judgement = judge('password-length', { policies })
    expect(judgement.status).toBe(status)
    expect(Object.fromEntries((judgement.subjects ?? []).map(({ name, passed }) => [name, passed]))).toEqual(subjects)
  })

  it.each([
    ['43200s', 'PASS'],
    ['43201s', 'FAIL'],
    ['0s', 'FAIL'],
    ['long', 'CANNOT_TELL'],
  ])('a session of %s: %s', (webSessionDuration, status) =>
    expect(
      judge('session-length', {
        policies: [
          { type: 'SYSTEM', setting: { type: 'settings/security.session_controls', value: { webSessionDuration } } },
        ],
      }).status,
    ).toBe(status),
  )

  it.each([
    [1, 'FAIL'],
    [2, 'PASS'],
    [4, 'PASS'],
    [5, 'FAIL'],
  ])('%d super administrators: %s', (count, status) => {
    const users = Array.from({ length: 6 }, (_, index) => ({
      id: String(index),
      primaryEmail: `u${index}@a.b`,
      isAdmin: index < count,
    }))
    expect(judge('super-admin-count', { users }).status).toBe(status)
  })

  it('who cannot sign in is not judged', () => {
    const user = { id: '1', primaryEmail: 'a@b.c', isAdmin: true, isEnrolledIn2Sv: true }
    const users = [user, { ...user, id: '2', isEnrolledIn2Sv: false, suspended: true }]
    expect(judge('admin-two-step', { users }).status).toBe('PASS')
  })
})

describe('the actions', () => {
  const ask = (target: ActionInput['target'], more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target,
    parameters: {},
    ...more,
  })
  const file = { externalId: '1a/b', owner: 'ben@acme.example' }
  const permissions = [
    { id: '1', type: 'user', role: 'owner', emailAddress: 'ben@acme.example' },
    { id: 'anyoneWithLink', type: 'anyone', role: 'reader', allowFileDiscovery: false },
    { id: '77', type: 'user', role: 'writer', emailAddress: 'Kim@partner.example' },
  ]
  const found = { status: 200, body: { permissions } }
  const DRIVE_FILE = 'https://www.googleapis.com/drive/v3/files/1a%2Fb'

  it('ask for the rights that they need and no wider', () => {
    expect(actionOf('make-file-private').scope).toBe(MANAGE_FILES)
    expect(actionOf('end-sessions').scope).toBe(TOKENS)
    expect(google.card.scopes.map(({ scope }) => scope)).toContain(FILES)
  })

  it('end-sessions revokes apps too, since signing out leaves their tokens', () => {
    const items = [{ clientId: '77.apps' }, { clientId: '78 apps' }]
    const input = ask({ externalId: '102' }, { found: { status: 200, body: { items } } })
    const user = '/admin/directory/v1/users/102'
    const signOut = { method: 'POST', path: `${user}/signOut` }
    expect(actionOf('end-sessions').request(input)).toEqual([
      signOut,
      { method: 'DELETE', path: `${user}/tokens/77.apps` },
      { method: 'DELETE', path: `${user}/tokens/78%20apps` },
    ])
    expect(actionOf('end-sessions').request({ ...input, parameters: { oauthTokens: false } })).toEqual([signOut])
    const none = ask({ externalId: '102' }, { found: { status: 200, body: { kind: 'x' } } })
    expect(actionOf('end-sessions').request(none)).toEqual([signOut])
    const many = Array.from({ length: 150 }, (_, index) => ({ clientId: `c${index}` }))
    expect(actionOf('end-sessions').request({ ...input, found: { status: 200, body: { items: many } } })).toHaveLength(
      100,
    )
  })

  it('remove-two-step-bypass invalidates codes and deletes passwords of apps, and never asks for a code', () => {
    const user = '/admin/directory/v1/users/102'
    const action = actionOf('remove-two-step-bypass')
    const input = ask(
      { externalId: '102' },
      { found: { status: 200, body: { items: [{ codeId: 7 }, { codeId: 8 }] } } },
    )
    expect(action.request(input)).toEqual([
      { method: 'POST', path: `${user}/verificationCodes/invalidate` },
      { method: 'DELETE', path: `${user}/asps/7` },
      { method: 'DELETE', path: `${user}/asps/8` },
    ])
    expect(action.confirm?.request(input).query).toEqual({ fields: 'kind,items(userId)' })
    const kind = 'admin#directory#verificationCodesList'
    const judged = (body: object) => action.confirm?.judge({ status: 200, body }, ask({ externalId: '102' })).done
    expect([judged({ kind }), judged({ kind, items: [{ userId: '102' }] }), judged({})]).toEqual([true, false, null])
  })

  it('transfer-file is done when the file belongs to the new owner, who alone can give it back', () => {
    const action = actionOf('transfer-file')
    const input = ask(file, { parameters: { to: 'ada@acme.example' } })
    const json = { type: 'user', role: 'owner', emailAddress: 'ada@acme.example' }
    const query = { transferOwnership: true, supportsAllDrives: true }
    const url = `${DRIVE_FILE}/permissions`
    expect(action.request(input)).toEqual({ method: 'POST', url, query, json, subject: file.owner })
    expect(action.undo?.request(input)).toEqual({
      method: 'POST',
      url,
      query,
      json: { ...json, emailAddress: file.owner },
      subject: 'ada@acme.example',
    })
    const owned = (emailAddress: string) => ({ status: 200, body: { owners: [{ emailAddress }] } })
    expect(action.confirm?.judge(owned('Ada@acme.example'), input).done).toBe(true)
    expect(action.confirm?.judge(owned(file.owner), input).done).toBe(false)
    expect(action.undo?.judge?.(owned(file.owner), input).done).toBe(true)
    expect(action.confirm?.judge({ status: 200, body: {} }, input).done).toBe(null)
  })

  it('revoke-app finds account and app in the grant, or in its id', () => {
    const expected = { method: 'DELETE', path: '/admin/directory/v1/users/102/tokens/77.apps' }
    expect(actionOf('revoke-app').request(ask({ externalId: '102/77.apps' }))).toEqual(expected)
    expect(
      actionOf('revoke-app').request(ask({ externalId: 'x', clientId: '77.apps', account: { externalId: '102' } })),
    ).toEqual(expected)
  })

  it('make-file-private takes all but the owner, in the owner\u2019s name, and remembers them', () => {
    const input = ask(file, { found })
    const action = actionOf('make-file-private')
    expect(action.lookup?.(input)).toMatchObject({
      url: `${DRIVE_FILE}/permissions`,
      subject: file.owner,
      query: { supportsAllDrives: true },
    })
    expect(action.request(input)).toEqual(
      ['anyoneWithLink', '77'].map(id => ({
        method: 'DELETE',
        url: `${DRIVE_FILE}/permissions/${id}`,
        query: { supportsAllDrives: true },
        subject: file.owner,
      })),
    )
    const remembered = action.remember?.(input)
    expect(remembered).toEqual([
      { type: 'anyone', role: 'reader' },
      { type: 'user', role: 'writer', emailAddress: 'Kim@partner.example' },
    ])
    expect(action.undo?.request({ ...input, remembered })).toMatchObject([
      { method: 'POST', json: { type: 'anyone', role: 'reader' } },
      { method: 'POST', json: { emailAddress: 'Kim@partner.example' }, query: { sendNotificationEmail: false } },
    ])
  })

  it.each([
    ['kim@partner.example', ['77']],
    ['anyone', ['anyoneWithLink']],
    ['ben@acme.example', []],
    ['nobody@x.y', []],
  ])('remove-file-access of %s takes %j', (who, ids) => {
    const requests = actionOf('remove-file-access').request(ask(file, { found, parameters: { who } }))
    expect([requests].flat().map(({ url }) => url?.split('/').at(-1))).toEqual(ids)
  })

  it.each([
    [{ groups: [] }, true],
    [{ groups: [{ id: 'g1', email: 'ADMINS@acme.example' }] }, false],
    [{ groups: [], nextPageToken: 'p2' }, null],
  ])('remove-group-member is done when %j is left: %s', (body, done) =>
    expect(
      actionOf('remove-group-member').confirm?.judge(
        { status: 200, body },
        ask({ externalId: '102' }, { parameters: { group: 'admins@acme.example' } }),
      ).done,
    ).toBe(done),
  )

  it.each([
    ['suspend-user', { suspended: true }, { suspended: false }],
    ['require-password-change', { changePasswordAtNextLogin: true }, { changePasswordAtNextLogin: false }],
  ])('%s changes %j alone', (name, json, undone) => {
    const action = actionOf(name)
    const path = '/admin/directory/v1/users/102'
    expect(action.request(ask({ externalId: '102' }))).toEqual({ method: 'PUT', path, json })
    expect(action.undo?.request(ask({ externalId: '102' }))).toEqual({ method: 'PUT', path, json: undone })
    expect(action.confirm?.judge({ status: 200, body: json }).done).toBe(true)
    expect(action.undo?.judge?.({ status: 200, body: json }).done).toBe(false)
  })
})
