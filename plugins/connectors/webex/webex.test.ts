import { judgeCheck } from '@casbah/testkit'
import { isConnector, type ActionInput, type ActivityDraft, type HttpRequest, type ResourceListing } from '@casbah/sdk'
import { apiId } from './ids.ts'
import webex from './index.ts'
import { streams } from './streams.ts'

const UUID = '1eb65fdf-9643-417f-9974-ad72cae0e10f'
const PERSON = 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS8xZWI2NWZkZi05NjQzLTQxN2YtOTk3NC1hZDcyY2FlMGUxMGY'
const ORGANISATION = 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8xZWI2NWZkZi05NjQzLTQxN2YtOTk3NC1hZDcyY2FlMGUxMGY'
const config = webex.card.config.parse({ organisation: UUID })
const [admin, security, contents] = [streams[0]!, streams[1]!, streams[2]!]

function read(stream: typeof admin, more: object): ActivityDraft & { action?: string } {
  const row = { id: '1', created: '2026-03-01T08:00:00.000Z', actorId: PERSON, ...more }
  const [draft, ...rest] = stream.toActivities(stream.row.parse(row))
  expect(rest).toEqual([])
  return { ...draft!, action: webex.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(webex)).toBe(true))

  it.each([
    [UUID, undefined, true],
    [ORGANISATION, 'api-usgov.webex.com', true],
    [UUID, 'evil.example', false],
    ['acme', undefined, false],
    ['../../1eb65fdf-9643-417f-9974-ad72cae0e10f/x', undefined, false],
  ])('takes organisation %s at %s: %s', (organisation, host, good) =>
    expect(webex.card.config.safeParse({ organisation, ...(host && { host }) }).success).toBe(good),
  )

  it('has one meaning for each action', () => {
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(webex.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
  })

  it('names only reads that exist, rights that have a reason, and actions that there are', () => {
    const scopes = new Set(webex.card.scopes.map(({ scope }) => scope))
    const { accounts, groups = [], resources = [], grants = [] } = webex.inventory
    const needed = [...streams, ...accounts, ...groups, ...resources, ...grants].flatMap(part => part.scopes)
    expect([...scopes].filter(scope => !needed.includes(scope))).toEqual([])
    expect(needed.filter(scope => !scopes.has(scope))).toEqual([])
    const used = webex.checks.flatMap(check => check.reads)
    expect(Object.keys(webex.reads).filter(name => !used.includes(name))).toEqual([])
    const actions = webex.actions.map(({ name }) => name)
    const remedies = webex.checks.flatMap(({ remediationAction }) => remediationAction ?? [])
    expect(remedies.filter(name => !actions.includes(name))).toEqual([])
  })

  it('asks with consent for every right that anything of it needs', () => {
    const { scheme } = webex.card.auth[1]!
    const asked = 'scopes' in scheme ? scheme.scopes : []
    const needed = [
      ...webex.card.scopes.map(({ scope }) => scope),
      ...Object.values(webex.reads).map(({ scope }) => scope),
      ...webex.actions.flatMap(({ scope, readScopes = [] }) => [...(scope ? [scope] : []), ...readScopes]),
    ]
    expect(new Set(asked)).toEqual(new Set(needed))
  })
})

describe('ids', () => {
  it.each([
    ['PEOPLE', UUID, PERSON],
    ['PEOPLE', UUID.toUpperCase(), PERSON],
    ['ORGANIZATION', UUID, ORGANISATION],
    ['ORGANIZATION', ORGANISATION, ORGANISATION],
  ] as const)('of %s %s is %s to the API', (kind, id, is) => expect(apiId(kind, id)).toBe(is))
})

describe('the logs are asked', () => {
  const span = { since: '2026-03-01T08:00:00Z', until: '2026-03-01T09:00:00Z', partition: '' }
  const request = (stream: typeof admin, more = {}) =>
    'request' in stream ? stream.request({ config, ...span, ...more }) : undefined

  it('by names, sizes and places of their own, and from just before a span begins', () => {
    const first = '2026-03-01T07:59:59.999Z'
    expect(request(admin, { offset: 200 })).toEqual({
      path: '/adminAudit/events',
      query: { orgId: ORGANISATION, from: first, to: span.until, max: 200, offset: 200 },
    })
    expect(request(security)).toEqual({
      path: '/admin/securityAudit/events',
      query: { orgId: ORGANISATION, startTime: first, endTime: span.until, max: 1_000 },
    })
    expect(request(contents)).toEqual({ path: '/events', query: { from: first, to: span.until, max: 1_000 } })
  })

  it('in windows of less than a year, a quarter of an hour back, and never into the future for contents', () => {
    for (const stream of streams) {
      expect('windowSeconds' in stream && stream.windowSeconds! < 365 * 86_400).toBe(true)
      expect(stream).toMatchObject({ order: 'descending', overlapSeconds: 900, id: { field: 'id' } })
    }
    expect(contents).toMatchObject({ settleSeconds: 60 })
  })

  it('for contents only where that is wanted, and their texts are kept nowhere', () => {
    const partitions = (given: object) =>
      'partitions' in contents ? contents.partitions?.(webex.card.config.parse({ organisation: UUID, ...given })) : null
    expect(partitions({})).toEqual([''])
    expect(partitions({ contents: false })).toEqual([])
    expect(contents.secrets).toEqual(expect.arrayContaining(['data.text', 'data.html', 'data.markdown']))
  })
})

describe('audit events', () => {
  it.each([
    ['An org setting was created or updated.', {}, 'setting.update'],
    ['Org Display Name Was Changed', {}, 'org.update'],
    ['eDiscovery Report Download Was Started', {}, 'data.export'],
    ['Something was done to a user.', { targetType: 'USER', operationType: 'DELETE' }, 'user.delete'],
    ['A new thing happened.', {}, undefined],
    ['constructor', {}, undefined],
  ])('%s with %o is %s', (eventDescription, more, action) =>
    expect(read(admin, { data: { eventDescription, ...more } }).action).toBe(action),
  )

  it('keeps the sentence of what it does not know', () =>
    expect(read(admin, { data: { eventDescription: ' A New thing happened. ' } }).vendorAction).toBe(
      'a new thing happened',
    ))

  it.each([
    [{ eventCategory: 'USERS', targetType: 'HUNT', operationType: 'CREATE' }, 'HUNT:CREATE'],
    [{ eventCategory: 'USERS' }, 'USERS'],
    [{}, 'event'],
  ])('without a sentence %o is %s', (data, word) => expect(read(admin, { data }).vendorAction).toBe(word))

  it('name who, from where and what, by ids of the API', () =>
    expect(
      read(admin, {
        actorId: UUID,
        data: {
          eventDescription: 'A user was updated.',
          actorName: 'Ada',
          actorEmail: 'ada@acme.example',
          actorIp: '81.2.69.142',
          actorUserAgent: 'Firefox',
          targetType: 'USER',
          targetId: UUID,
          targetName: 'ben@acme.example',
        },
      }),
    ).toEqual({
      vendorAction: 'a user was updated',
      action: 'user.update',
      actor: { id: PERSON, email: 'ada@acme.example', name: 'Ada' },
      targets: [{ kind: 'user', id: PERSON, name: 'ben@acme.example', email: 'ben@acme.example' }],
      outcome: 'SUCCESS',
      ip: { address: '81.2.69.142' },
      userAgent: 'Firefox',
      isAdmin: true,
    }))

  it('name the setting beside the organisation', () =>
    expect(
      read(admin, { data: { targetType: 'ORG', targetId: UUID, targetName: 'Acme', settingKey: 'x' } }).targets,
    ).toEqual([
      { kind: 'organization', id: UUID, name: 'Acme', email: null },
      { kind: 'setting', name: 'x' },
    ]))

  it.each([
    [{}, 'SUCCESS', undefined],
    [{ errorCode: '400', errorMessage: 'No licence.' }, 'FAILURE', 'No licence.'],
    [{ eventStatus: 'SUCCESS' }, 'SUCCESS', undefined],
    [{ eventStatus: 'FAILURE', actionText: 'Wrong password.' }, 'FAILURE', 'Wrong password.'],
    [{ eventStatus: 'N/A' }, 'UNKNOWN', undefined],
    [{ actionText: 'ben failed to log in.' }, 'FAILURE', 'ben failed to log in.'],
  ])('with %o are a %s', (data, outcome, reason) => {
    const activity = read(security, { data: { eventDescription: 'A user logged in.', ...data } })
    expect([activity.outcome, activity.outcomeReason]).toEqual([outcome, reason])
    expect(activity.isAdmin).toBeUndefined()
  })

  it.each([
    [{ id: '', created: '2026-03-01T08:00:00Z', data: {} }],
    [{ id: '1', data: {} }],
    [{ id: '1', created: '2026-03-01T08:00:00Z' }],
    [{ id: '1', created: '2026-03-01T08:00:00Z', resource: 'messages', type: 'created', data: {} }],
  ])('that are none are refused: %o', row => expect(admin.row.safeParse(row).success).toBe(false))
})

describe('events of contents', () => {
  const message = { id: 'm', roomId: 'r', personId: PERSON, personEmail: 'ben@acme.example' }

  it.each([
    ['messages', 'created', message, 'message.send'],
    ['messages', 'created', { ...message, files: ['f'] }, 'file.upload'],
    ['messages', 'deleted', message, 'message.delete'],
    ['rooms', 'updated', { id: 'r' }, 'channel.update'],
    ['memberships', 'created', { ...message, id: 'x' }, 'channel.add_member'],
    ['convergedRecordings', 'created', { id: 'x' }, 'meeting.record'],
    ['holograms', 'created', { id: 'x' }, undefined],
  ])('%s %s of %o is %s', (resource, type, data, action) =>
    expect(read(contents, { resource, type, data }).action).toBe(action),
  )

  it('maps each kind of resource that the API lists', () => {
    const kinds =
      'attachmentActions businessTexts call_records convergedRecordings file_transcodings files meetingMessages meetings meetingTranscripts memberships messages rooms tabs'
    const known = Object.keys(webex.vocabulary)
    expect(kinds.split(' ').filter(kind => !known.some(word => word.startsWith(`${kind}.`)))).toEqual([])
  })

  it('tell who wrote, where, with which files', () =>
    expect(read(contents, { resource: 'messages', type: 'created', data: { ...message, files: ['f'] } })).toMatchObject(
      {
        actor: { id: PERSON, email: 'ben@acme.example' },
        targets: [
          { kind: 'message', id: 'm' },
          { kind: 'channel', id: 'r' },
          { kind: 'file', id: 'f' },
        ],
      },
    ))

  it('tell who was let in, who is not the one who did it', () =>
    expect(
      read(contents, { actorId: 'boss', resource: 'memberships', type: 'created', data: { ...message, id: 'x' } }),
    ).toMatchObject({
      actor: { id: 'boss', email: null },
      targets: [
        { kind: 'user', id: PERSON, email: 'ben@acme.example' },
        { kind: 'channel', id: 'r' },
      ],
    }))
})

describe('the inventory', () => {
  const people = webex.inventory.accounts[0]!
  const account = (row: object) => people.toAccount(people.row.parse({ id: PERSON, ...row }))

  it.each([
    [{ loginEnabled: 'true', invitePending: 'false' }, 'ACTIVE'],
    [{ loginEnabled: true }, 'ACTIVE'],
    [{ loginEnabled: 'false', invitePending: 'true' }, 'SUSPENDED'],
    [{ loginEnabled: false }, 'SUSPENDED'],
    [{ loginEnabled: 'true', invitePending: 'true' }, 'INVITED'],
    [{}, 'UNKNOWN'],
  ])('knows somebody with %o as %s', (row, status) => expect(account(row).status).toBe(status))

  it.each([
    ['Full Administrator', true],
    ['Read-only Administrator', true],
    ['Compliance Officer', undefined],
  ])('knows who holds %s as administrator: %s', (name, isAdmin) => {
    const [, holders] = webex.inventory.accounts
    expect(holders!.toAccount({ id: PERSON }, { externalId: 'role', name }).isAdmin).toBe(isAdmin)
  })

  it('reads a space again when it was changed, and not with each message', () => {
    const [spaces] = webex.inventory.resources as [ResourceListing]
    const draft = (vendorAction: string): ActivityDraft => ({
      vendorAction,
      outcome: 'SUCCESS',
      targets: [{ kind: 'channel', id: 'r' }],
    })
    expect(spaces.touched?.(draft('rooms.updated'))).toEqual(['r'])
    expect(spaces.touched?.(draft('messages.created'))).toEqual([])
  })
})

describe('actions', () => {
  const action = (name: string) => webex.actions.find(one => one.name === name)!
  const ben: ActionInput = { config, target: { externalId: PERSON }, parameters: {} }
  const whole = {
    id: PERSON,
    emails: ['ben@acme.example'],
    displayName: 'Ben',
    roles: ['r1'],
    licenses: ['l1'],
    department: 'Sales',
    extension: '8001',
    locationId: 'loc',
    siteUrls: ['acme.webex.com'],
    phoneNumbers: [
      { type: 'work', value: '+1', primary: true },
      { type: 'mobile', value: '+2' },
    ],
    loginEnabled: 'true',
    invitePending: 'false',
    lastActivity: '2026-03-01T08:00:00Z',
    status: 'active',
  }

  it('deactivate puts the whole person back: what is left out would be blank', () => {
    const request = action('deactivate-user').request({ ...ben, found: { status: 200, body: whole } }) as HttpRequest
    expect(request).toEqual({
      method: 'PUT',
      path: `/people/${PERSON}`,
      query: { callingData: true, showAllTypes: true },
      json: {
        emails: ['ben@acme.example'],
        displayName: 'Ben',
        roles: ['r1'],
        licenses: ['l1'],
        department: 'Sales',
        extension: '8001',
        locationId: 'loc',
        siteUrls: ['acme.webex.com'],
        phoneNumbers: [{ type: 'work', value: '+1' }],
        loginEnabled: false,
      },
    })
    expect(action('deactivate-user').lookup?.(ben)).toMatchObject({ query: { callingData: true } })
  })

  it.each([
    ['is not found', { status: 404, body: {} }],
    ['comes without roles', { status: 200, body: { ...whole, roles: undefined } }],
    ['is another', { status: 200, body: { ...whole, id: 'other' } }],
  ])('deactivate sends nothing where the person %s', (_, found) =>
    expect(() => action('deactivate-user').request({ ...ben, found })).toThrow('whole person'),
  )

  it('lock sends nothing for a conversation of two', () => {
    const found = { status: 200, body: { title: 'Ada', type: 'direct', isLocked: false } }
    expect(() => action('lock-space').request({ ...ben, found })).toThrow('no other can be locked')
  })

  it('remove from team says so where the first thousand are not all', () => {
    const items = Array.from({ length: 1_000 }, (_, index) => ({ id: `m${index}`, personId: `p${index}` }))
    const input = { ...ben, parameters: { team: 'T' }, found: { status: 200, body: { items } } }
    expect(() => action('remove-from-team').request(input)).toThrow('not among the first')
    expect(action('remove-from-team').confirm?.judge(input.found, input).done).toBeNull()
  })

  it('revoking needs to know who let the app in', () =>
    expect(() => action('revoke-authorization').lookup?.({ ...ben, target: { externalId: 'a' } })).toThrow('not known'))
})

describe('checks', () => {
  const check = (name: string) => webex.checks.find(one => one.name === name)!
  const sites = (...values: object[]) => ({
    sites: values.map((_, index) => ({ siteUrl: `s${index}`, default: index === 0 })),
    siteSettings: values.map((securityOptions, index) => ({
      parent: { siteUrl: `s${index}` },
      value: { securityOptions },
    })),
  })
  const holders = (...roles: [name: string, ...people: string[]][]) => ({
    roles: roles.map(([name]) => ({ id: name, name })),
    roleHolders: roles.map(([name, ...people]) => ({ parent: { name }, value: people.map(id => ({ id })) })),
  })

  it.each([
    ['sign-in-to-meetings', sites({ requireLoginBeforeAccess: true }), 'PASS'],
    ['sign-in-to-meetings', sites({ requireLoginBeforeAccess: true }, { requireLoginBeforeAccess: false }), 'PARTIAL'],
    ['sign-in-to-meetings', sites({}), 'CANNOT_TELL'],
    ['join-before-host', sites({ joinBeforeHost: false, audioBeforeHost: false }), 'CANNOT_TELL'],
    ['join-before-host', sites({ joinBeforeHost: true }), 'FAIL'],
    ['meeting-password-rules', sites({ passwordCriteria: { minLength: 6 } }), 'FAIL'],
    ['full-administrators', holders(['Full Administrator', 'a', 'b']), 'PASS'],
    ['full-administrators', holders(['Full Administrator', 'a', 'b', 'c', 'd', 'e']), 'FAIL'],
    ['full-administrators', holders(['Full Administrator']), 'CANNOT_TELL'],
    ['compliance-officer', holders(['Full Administrator', 'a'], ['Compliance Officer', 'a']), 'FAIL'],
    ['compliance-officer', holders(['Full Administrator', 'a'], ['Compliance Officer', 'b']), 'PASS'],
    ['compliance-officer', holders(['Full Administrator', 'a']), 'CANNOT_TELL'],
  ] as const)('%s of %o is %s', async (name, read, status) =>
    expect((await judgeCheck(check(name), read)).status).toBe(status),
  )

  it('idle people are those who may sign in, neither bots nor invited', async () => {
    const person = (id: string, more: object) => ({ id, loginEnabled: 'true', type: 'person', ...more })
    const people = [
      person('a', { lastActivity: '2026-03-01T08:00:00Z' }),
      person('b', { lastActivity: '2025-03-01T08:00:00Z' }),
      person('c', { lastActivity: '2025-03-01T08:00:00Z', type: 'bot' }),
      person('d', { invitePending: 'true' }),
      person('e', { lastActivity: '2025-03-01T08:00:00Z', loginEnabled: 'false' }),
    ]
    const { status, subjects } = await judgeCheck(check('idle-people'), { people })
    expect([status, subjects?.map(({ name, passed }) => [name, passed])]).toEqual([
      'PARTIAL',
      [
        ['a', true],
        ['b', false],
      ],
    ])
  })
})
