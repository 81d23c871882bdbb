import { isConnector, type ActionInput, type ActivityDraft, type ResourceListing } from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import { idOf, publishPath } from './assets.ts'
import smartsheet from './index.ts'
import { publishing, waysIn } from './publishing.ts'
import { streams } from './streams.ts'

const config = smartsheet.card.config.parse({})
const stream = streams[0]!
const named = <One extends { name: string }>(all: One[], name: string) => all.find(one => one.name === name)!

const sheet = {
  eventId: 'e1',
  objectType: 'SHEET',
  action: 'LOAD',
  eventTimestamp: '2026-03-01T08:00:00Z',
  objectIdStr: '41',
  userId: 11,
  requestUserId: 11,
  additionalDetails: { emailAddress: 'ben@acme.example' },
}
function read(more: object = {}): ActivityDraft & { means?: string } {
  const [draft, ...others] = stream.toActivities(stream.row.parse({ ...sheet, ...more }))
  expect(others).toEqual([])
  return { ...draft!, means: smartsheet.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(smartsheet)).toBe(true))

  it.each([
    ['smartsheet.eu', true],
    ['smartsheetgov.com', true],
    ['smartsheet.com.evil.example', false],
  ])('takes the region %s: %s', (region, good) =>
    expect(smartsheet.card.config.safeParse({ region }).success).toBe(good),
  )

  it('has one meaning for each action', () => {
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(smartsheet.vocabulary)) {
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
  })

  it('takes the code of throttling for that, whatever the status', () =>
    expect(smartsheet.card.throttled).toContainEqual({ status: 403, bodyIncludes: '"errorCode":4003' }))

  it('asks for nothing that only changes, when it tests what it may', () =>
    expect(smartsheet.card.scopes.map(({ scope }) => scope)).toEqual([
      'READ_EVENTS',
      'READ_USERS',
      'READ_SHEETS',
      'READ_SIGHTS',
    ]))

  it('asks for none of what Smartsheet took away in 2026: shares below each thing, whole lists, single folders', () => {
    const { accounts, groups = [], resources = [] } = smartsheet.inventory
    const ask = { config, offset: 1, parent: { externalId: '1' } }
    const asked = [...accounts, ...groups, ...resources].map(listing => listing.request(ask))
    expect(
      asked.map(({ path }) => path).filter(path => /\w\/\d+\/shares|^\/folders|^\/workspaces\/\d/.test(path!)),
    ).toEqual([])
    expect(asked.filter(({ query }) => query && 'includeAll' in query)).toEqual([])
  })
})

describe('the stream', () => {
  const [since, until] = ['2026-03-01T07:40:00.000Z', '2026-03-02T10:10:00.000Z']

  it.each([
    [
      'the whole hours around a span',
      { since, until },
      { since: '2026-03-01T07:00:00.000Z', to: '2026-03-02T11:00:00.000Z' },
    ],
    ['the hour in which it begins', { since }, { since: '2026-03-01T07:00:00.000Z', to: undefined }],
    ['an hour as it is', { since: '2026-03-01T07:00:00.000Z' }, { since: '2026-03-01T07:00:00.000Z', to: undefined }],
    ['the position alone', { since, until, cursor: 'p' }, { streamPosition: 'p' }],
  ])('asks for %s', (_, ask, query) =>
    expect(stream.request({ config, partition: '', ...ask })).toEqual({
      path: '/events',
      query: { ...query, maxCount: 1000 },
    }),
  )

  it('keeps its last position, and tells events apart by their id', () =>
    expect(stream).toMatchObject({
      page: { style: 'bodyCursor', field: 'nextStreamPosition', more: 'moreAvailable', keepLast: true },
      order: 'arrival',
      id: { field: 'eventId' },
      time: 'eventTimestamp',
    }))

  it.each([
    [{}, 'SHEET-LOAD', 'file.read'],
    [{ action: 'EXPORT' }, 'SHEET-EXPORT', 'file.download'],
    [{ action: 'DELETE' }, 'SHEET-DELETE', 'file.trash'],
    [{ action: 'PURGE' }, 'SHEET-PURGE', 'file.delete'],
    [{ objectType: 'DASHBOARD', action: 'ADD_PUBLISH' }, 'DASHBOARD-ADD_PUBLISH', 'file.publish'],
    [{ objectType: 'USER', action: 'REMOVE_FROM_ACCOUNT' }, 'USER-REMOVE_FROM_ACCOUNT', 'user.delete'],
    [{ action: 'BRAND_NEW' }, 'SHEET-BRAND_NEW', undefined],
  ])('takes %j for %s, which is %s', (more, vendorAction, means) =>
    expect(read(more)).toMatchObject({ vendorAction, means, outcome: 'SUCCESS' }),
  )

  it.each<[string, object, object | undefined, boolean | undefined]>([
    ['who did it', {}, { id: '11', email: 'ben@acme.example' }, undefined],
    ['whom somebody acted for', { requestUserId: 12 }, { id: '11', email: undefined }, true],
    [
      'whose credentials it was done with, alone',
      { userId: undefined, requestUserId: 12 },
      { id: '12', email: 'ben@acme.example' },
      undefined,
    ],
    [
      'a visitor',
      { userId: 5629504736520068, requestUserId: 5629504736520068 },
      { name: 'Anyone with the address of a published page' },
      undefined,
    ],
    [
      'a visitor from the organisation',
      { userId: 5066554783098756 },
      { name: 'Somebody of the organisation on a published page' },
      undefined,
    ],
    ['who filled in a form', { userId: '7881304550205316' }, { name: 'Somebody who filled in a form' }, undefined],
    ['automation', { userId: 3940654876256132 }, { name: 'Smartsheet automation', kind: 'system' }, undefined],
    ['notifications', { userId: 6192454689941380 }, { name: 'Smartsheet notifications', kind: 'system' }, undefined],
    ['nobody', { userId: null, requestUserId: null }, undefined, undefined],
  ])('reads %s out of %j', (_, more, actor, isImpersonated) => {
    const activity = read(more)
    expect(activity.actor).toEqual(actor)
    expect(activity.isImpersonated).toBe(isImpersonated)
  })

  it.each<[object, object[]]>([
    [{ objectId: -1, objectIdStr: 'AAE1' }, [{ kind: 'sheet', id: 'AAE1' }]],
    [{ objectId: -1, objectIdStr: undefined }, []],
    [{ objectId: 42, objectIdStr: undefined }, [{ kind: 'sheet', id: '42' }]],
    [{ action: 'RENAME', additionalDetails: { oldName: 'a', newName: 'b' } }, [{ kind: 'sheet', id: '41', name: 'b' }]],
    [
      { action: 'ADD_SHARE', additionalDetails: { userId: 7, accessLevel: 'VIEWER' } },
      [
        { kind: 'sheet', id: '41' },
        { kind: 'user', id: '7' },
      ],
    ],
    [
      { objectType: 'ATTACHMENT', action: 'SEND', additionalDetails: { sheetId: 9, recipientEmail: 'k@x.org' } },
      [
        { kind: 'file', id: '41' },
        { kind: 'sheet', id: '9' },
        { kind: 'user', email: 'k@x.org', name: 'k@x.org' },
      ],
    ],
    [
      { objectType: 'ACCESS_TOKEN', action: 'AUTHORIZE', additionalDetails: { appClientId: 'c', appName: 'Sync' } },
      [
        { kind: 'token', id: '41' },
        { kind: 'app', id: 'c', name: 'Sync' },
      ],
    ],
    [
      { objectType: 'ACCESS_TOKEN', action: 'CREATE', accessTokenName: 'mine' },
      [{ kind: 'token', id: '41', name: 'mine' }],
    ],
  ])('reads what %j was done to', (more, targets) => expect(read(more).targets).toMatchObject(targets))

  it('reads the address where it is told', () => {
    expect(read({ additionalDetails: { sourceIpAddress: '203.0.113.7' } }).ip).toEqual({ address: '203.0.113.7' })
    expect(read().ip).toBeUndefined()
  })

  it.each([
    ['ACCOUNT', 'DOWNLOAD_USER_LIST', true],
    ['GROUP', 'ADD_MEMBER', true],
    ['AUTHENTICATION', 'ACTIVATE_DOMAIN_STRICT', true],
    ['POLICY_SAFE_SHARING', 'ADD_REQUEST_FORM', true],
    ['USER', 'SEND_INVITE', true],
    ['USER', 'ACCEPT_INVITE', undefined],
    ['SHEET', 'ADD_SHARE', undefined],
  ])('takes %s - %s for administration: %s', (objectType, action, isAdmin) =>
    expect(read({ objectType, action }).isAdmin).toBe(isAdmin),
  )

  it.each([
    // As a type of one client has it; no answer does.
    { eventTimestamp: undefined, eventTimeStamp: '2026-03-01T08:00:00Z' },
    { eventTimestamp: '2026-3-1T08:00:00Z' },
    { eventId: '' },
    { action: undefined },
  ])('refuses %j', more => expect(() => read(more)).toThrow())
})

describe('the inventory', () => {
  const users = smartsheet.inventory.accounts[0]!
  const resources = smartsheet.inventory.resources as ResourceListing[]

  it('asks for a hundred users at once, since of more the last sign-in is left out', () =>
    expect(users.request({ config, offset: 2 })).toEqual({
      path: '/users',
      query: { include: 'lastLogin', page: 2, pageSize: 100 },
    }))

  it('ends lists of pages by their count, since a page behind the last gives the last again', () =>
    expect(users.page).toMatchObject({ style: 'offset', unit: 'page', from: 1, total: 'totalCount' }))

  it('follows lists by their key where the count is -1', () => {
    const workspaces = named(resources, 'workspaces')
    expect(workspaces.page).toEqual({ style: 'bodyCursor', field: 'lastKey' })
    expect(workspaces.request({ config, cursor: 'k' }).query).toMatchObject({ paginationType: 'token', lastKey: 'k' })
  })

  it.each([
    [
      { status: 'ACTIVE', admin: true },
      { status: 'ACTIVE', isAdmin: true },
    ],
    [{ status: 'PENDING' }, { status: 'INVITED', isAdmin: undefined }],
    [
      { status: 'DEACTIVATED', firstName: 'Ben', lastName: 'Tester' },
      { status: 'SUSPENDED', displayName: 'Ben Tester' },
    ],
    [{ status: 'DECLINED' }, { status: 'UNKNOWN' }],
    [{}, { status: 'UNKNOWN' }],
  ])('of user %j says %j', (user, account) =>
    expect(users.toAccount(users.row.parse({ id: 11, email: 'b@acme.example', ...user }))).toMatchObject({
      externalId: '11',
      ...account,
    }),
  )

  it.each([
    ['SHEET-CREATE', 'sheets', ['41']],
    ['SHEET-LOAD', 'sheets', []],
    ['DASHBOARD-DELETE', 'sights', ['41']],
    ['WORKSPACE-RENAME', 'reports', []],
  ])('%s touches of %s %j', (vendorAction, listing, touched) =>
    expect(
      named(resources, listing).touched!({ vendorAction, outcome: 'SUCCESS', targets: [{ kind: 'sheet', id: '41' }] }),
    ).toEqual(touched),
  )
})

describe('what is published', () => {
  const off = { readOnlyFullEnabled: false }

  it.each([
    [off, []],
    [{ readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'ALL' }, ['read only link READ']],
    [{ readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'ORG' }, ['read only organisation READ']],
    [{ readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'SHARED' }, []],
    [{ readOnlyFullEnabled: true }, ['read only link READ']],
    [{ ...off, readWriteEnabled: true, readWriteAccessibleBy: 'ALL' }, ['read and write link WRITE']],
    [{ ...off, readOnlyLiteEnabled: true, icalEnabled: true }, ['page link READ', 'calendar link READ']],
  ])('as %j is open by %j', (one, ways) =>
    expect(waysIn(publishing.parse(one)).map(({ name, to, role }) => `${name} ${to} ${role}`)).toEqual(ways),
  )

  it('lists what is, and not what is not', () => {
    const { split } = named(smartsheet.inventory.resources as ResourceListing[], 'published-sheets')
    expect(split!(off)).toEqual([])
    expect(split!({ readOnlyFullEnabled: true })).toHaveLength(1)
    // Kept to be refused, so that nothing is taken for not published that was not read.
    expect(split!({ readOnlyFullEnabled: 'maybe' })).toHaveLength(1)
  })
})

describe('the checks', () => {
  const admin = { id: 1, email: 'ada@acme.example', status: 'ACTIVE', admin: true, lastLogin: '2026-03-01T08:00:00Z' }
  const parent = { id: 41, name: 'Plan' }
  const share = (email: string, accessLevel: string) => ({ type: 'USER', email, accessLevel })
  const shared = (...value: object[]) => ({
    users: [admin],
    workspaceShares: [{ parent, value }],
    sheetShares: [{ parent, value }],
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['shared-workspaces', shared(share('ben@acme.example', 'ADMIN')), {}, 'PASS'],
    ['shared-workspaces', shared(share('kim@x.org', 'EDITOR')), {}, 'FAIL'],
    ['shared-workspaces', shared(share('kim@x.org', 'VIEWER')), {}, 'PASS'],
    ['shared-workspaces', shared(share('kim@x.org', 'EDITOR')), { allowed: ['x.org'] }, 'PASS'],
    ['shared-workspaces', { ...shared(), workspaceShares: [] }, {}, 'CANNOT_TELL'],
    ['shared-sheets', shared(), {}, 'CANNOT_TELL'],
    ['shared-sheets', shared(share('kim@x.org', 'VIEWER')), {}, 'FAIL'],
    ['shared-sheets', { ...shared(), users: [{ ...admin, admin: false }] }, {}, 'CANNOT_TELL'],
    ['shared-sheets', shared({ type: 'GROUP', name: 'Planning', accessLevel: 'EDITOR' }), {}, 'PASS'],
    ['published-sheets', { sheetPublishing: [{ parent, value: { readOnlyFullEnabled: true } }] }, {}, 'FAIL'],
    ['published-sheets', { sheetPublishing: [] }, {}, 'CANNOT_TELL'],
    ['editable-sheets', { sheetPublishing: [{ parent, value: { readOnlyFullEnabled: true } }] }, {}, 'PASS'],
    ['group-owners', { users: [admin], groups: [{ id: 7, name: 'G', ownerId: 2 }] }, {}, 'FAIL'],
    ['group-owners', { users: [admin], groups: [{ id: 7, name: 'G', ownerId: 1 }] }, {}, 'PASS'],
    ['pending-invitations', { users: [{ ...admin, status: 'PENDING' }] }, {}, 'FAIL'],
    ['admin-count', { users: [admin, { ...admin, id: 2 }] }, { most: 1 }, 'FAIL'],
    ['admin-count', { users: [{ ...admin, admin: undefined }] }, {}, 'CANNOT_TELL'],
  ])('%s judges %j with %j as %s', (name, reads, set, status) =>
    expect(judgeCheck(named(smartsheet.checks, name), reads, set).status).toBe(status),
  )
})

describe('the actions', () => {
  const input = (target: object, body?: unknown, more: object = {}): ActionInput => ({
    config,
    target: { externalId: '41', kind: 'FILE', ...target },
    parameters: {},
    found: { status: 200, body },
    ...more,
  })

  it.each([
    [{ externalId: '41' }, '/sheets/41/publish'],
    [{ externalId: 'sheets/41' }, '/sheets/41/publish'],
    [{ externalId: 'reports/41', kind: 'OTHER' }, '/reports/41/publish'],
  ])('find how %j is published at %s', (target, path) => {
    const ask = input(target)
    expect(publishPath(ask.target.kind as 'FILE', idOf(ask))).toBe(path)
  })

  const revoke = named(smartsheet.actions, 'revoke-published-link')
  const open = {
    readOnlyFullEnabled: true,
    readOnlyFullAccessibleBy: 'ORG',
    readWriteEnabled: false,
    icalEnabled: true,
  }

  it('switch off what is on, and nothing where nothing is', () => {
    expect(revoke.request(input({}, open))).toEqual({
      method: 'PUT',
      path: '/sheets/41/publish',
      json: { readOnlyFullEnabled: false, icalEnabled: false },
    })
    expect(revoke.request(input({}, { readOnlyFullEnabled: false }))).toEqual([])
    expect(() => revoke.request(input({}, null))).toThrow('Smartsheet did not show how it is published')
  })

  it('open again to the same as before', () => {
    const remembered = revoke.remember!(input({}, open))
    expect(revoke.undo!.request(input({}, undefined, { remembered }))).toMatchObject({
      json: { readOnlyFullEnabled: true, icalEnabled: true, readOnlyFullAccessibleBy: 'ORG' },
    })
  })

  it.each(['ben@acme.example', 'BEN@acme.example', '11'])('remove the share of %s alone', who => {
    const items = [
      { id: 's1', userId: 11, email: 'ben@acme.example', accessLevel: 'EDITOR' },
      { id: 's2', groupId: 7, name: 'Planning', accessLevel: 'EDITOR' },
    ]
    expect(named(smartsheet.actions, 'remove-share').request(input({}, { items }, { parameters: { who } }))).toEqual([
      { method: 'DELETE', path: '/shares/s1', query: { assetType: 'sheet', assetId: '41' } },
    ])
  })

  it('do not guess whom they are about', () => {
    const transfer = named(smartsheet.actions, 'transfer-ownership')
    expect(() => transfer.confirm!.request(input({ externalId: '11' }))).toThrow(
      'The address of the user is not known.',
    )
    const removal = named(smartsheet.actions, 'remove-from-group')
    expect(() => removal.undo!.request(input({ externalId: '11' }, null, { parameters: { group: '7' } }))).toThrow(
      'The address of the user is not known.',
    )
  })
})
