import { isConnector, type ActionInput, type ActivityDraft, type ResourceListing } from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import egnyte from './index.ts'
import { itemPath } from './item-path.ts'
import { streams } from './streams.ts'

const config = egnyte.card.config.parse({ domain: 'acme' })
const stream = streams[0]!
const named = <One extends { name: string }>(all: One[], name: string) => all.find(one => one.name === name)!

function read(event: object): ActivityDraft & { means?: string } {
  const [draft, ...more] = stream.toActivities(stream.row.parse({ date: 1_772_000_000_000, ...event }))
  expect(more).toEqual([])
  return { ...draft!, means: egnyte.vocabulary[draft!.vendorAction]?.[0] }
}

const file = (action: string, more: object = {}) => read({ auditSource: 'FILE_AUDIT', action, ...more })

describe('the connector', () => {
  it('is one', () => expect(isConnector(egnyte)).toBe(true))

  it.each([
    ['acme', true],
    ['acme.egnyte.com', false],
    ['ACME', false],
    ['evil.example/', false],
  ])('takes the domain %s: %s', (domain, good) => expect(egnyte.card.config.safeParse({ domain }).success).toBe(good))

  it('has one meaning for each action', () => {
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(egnyte.vocabulary)) {
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
  })

  it('knows throttling by the gateway’s header, and paces the stream apart from what a token may ask in a day', () => {
    const { throttled, limits } = egnyte.card
    expect(throttled!.map(({ status, header }) => [status, header!.name, header!.value])).toEqual([
      [403, 'x-mashery-error-code', 'ERR_403_DEVELOPER_OVER_QPS'],
      [403, 'x-mashery-error-code', 'ERR_403_DEVELOPER_OVER_RATE'],
    ])
    const limitsOf = (path: string) =>
      limits.flatMap(({ name, matches }) => (matches!.some(prefix => path.startsWith(prefix)) ? [name] : []))
    expect(limitsOf('/pubapi/v2/audit/stream')).toEqual(['audit'])
    expect(limitsOf('/pubapi/v2/users')).toEqual(['pace', 'day'])
    expect(limitsOf('/pubapi/v1/fs/Shared')).toEqual(['pace', 'day'])
  })
})

describe('paths', () => {
  it.each([
    ['/Shared/Sales & Offers', '/fs/Shared/Sales%20%26%20Offers'],
    ['/Shared/a+b/c#d', '/fs/Shared/a%2Bb/c%23d'],
  ])('%s is asked for as %s', (path, asked) => expect(itemPath('/fs', path)).toBe(asked))

  it.each(['Shared', '', '/Shared/../Private', '/Shared//x', undefined])('%j is refused', path =>
    expect(() => itemPath('/fs', path)).toThrow(),
  )
})

describe('the stream', () => {
  const since = '2026-03-01T00:00:00.000Z'
  const until = '2026-03-02T00:00:00.000Z'

  it.each([
    [
      { since, until },
      { startDate: since, endDate: until },
    ],
    [{ since }, { startDate: since, endDate: undefined }],
    [{ since, until, cursor: 'c' }, { nextCursor: 'c' }],
  ])('asked for by %j sends %j', (ask, query) =>
    expect(stream.request({ config, partition: '', ...ask })).toEqual({
      path: '/pubapi/v2/audit/stream',
      query,
    }),
  )

  it('goes on behind empty pages, keeps its last cursor, and has no ids', () =>
    expect(stream).toMatchObject({
      page: { style: 'bodyCursor', field: 'nextCursor', more: 'moreEvents', keepLast: true },
      order: 'arrival',
      id: { hash: true },
      time: 'date',
    }))

  it('begins within the seven days that are kept', () => {
    expect(stream.retentionDays).toBeLessThan(7)
    expect(stream.retentionDays).toBeGreaterThan(6.9)
  })

  it.each([
    ['Preview', 'FILE_AUDIT Preview', 'file.read'],
    ['CREATE_LINK', 'FILE_AUDIT Create Link', 'file.share'],
    ['download via link', 'FILE_AUDIT Download via Link', 'file.download'],
    ['Delete', 'FILE_AUDIT Delete', 'file.trash'],
    ['Brand new', 'FILE_AUDIT Brand new', undefined],
  ])('takes %s of a file for %s, which is %s', (action, vendorAction, means) =>
    expect(file(action)).toMatchObject({ vendorAction, means }),
  )

  it.each([
    ['USER_AUDIT', 'user.delete'],
    ['GROUP_AUDIT', 'group.delete'],
    ['FILE_AUDIT', 'file.trash'],
  ])('takes Delete of %s for %s', (auditSource, means) =>
    expect(read({ auditSource, action: 'Delete' }).means).toBe(means),
  )

  it.each([
    ['Ada Lovelace ( ada@acme.example )', '101', { id: '101', name: 'Ada Lovelace', email: 'ada@acme.example' }],
    ['Ada Lovelace (ada)', 101, { id: '101', name: 'Ada Lovelace', email: undefined }],
    ['( ada@acme.example )', null, { id: undefined, name: 'ada@acme.example', email: 'ada@acme.example' }],
    ['Anonymous', 'N/A', { id: undefined, name: 'Anonymous' }],
    ['N/A', undefined, undefined],
  ])('reads who did it out of %j with id %j', (user, userId, actor) =>
    expect(file('Download', { user, userId }).actor).toEqual(actor),
  )

  it.each([
    [
      { action: 'Create Link', sourcePath: '/Shared/a.txt', targetPath: 'https://acme.egnyte.com/dl/AbC123' },
      [
        { kind: 'link', id: 'AbC123' },
        { kind: 'file', id: '/Shared/a.txt', name: '/Shared/a.txt' },
      ],
    ],
    [
      { action: 'Move Folder', sourcePath: '/Shared/a', targetPath: '/Shared/b' },
      [
        { kind: 'folder', id: '/Shared/a', name: '/Shared/a' },
        { kind: 'folder', id: '/Shared/b', name: '/Shared/b' },
      ],
    ],
    [{ action: 'Preview', sourcePath: 'N/A', targetPath: 'N/A' }, []],
    [{ auditSource: 'GROUP_AUDIT', action: 'Create', subject: 'Sales' }, [{ kind: 'group', name: 'Sales' }]],
  ])('reads what it was done to out of %j', (event, targets) =>
    expect(read({ auditSource: 'FILE_AUDIT', ...event }).targets).toEqual(targets),
  )

  it.each([
    ['Login', 'SUCCESS', undefined],
    ['Failed Attempt', 'FAILURE', 'Wrong password'],
    ['Account Lockout', 'FAILURE', 'Wrong password'],
  ])('takes %s for %s', (action, outcome, outcomeReason) =>
    expect(read({ auditSource: 'LOGIN_AUDIT', action, actionInfo: 'Wrong password' })).toMatchObject({
      outcome,
      ...(outcomeReason && { outcomeReason }),
    }),
  )

  it.each([
    ['USER_AUDIT', true],
    ['WG_SETTINGS_AUDIT', true],
    ['FILE_AUDIT', undefined],
  ])('takes %s for administration: %s', (auditSource, isAdmin) =>
    expect(read({ auditSource, action: 'Update' }).isAdmin).toBe(isAdmin),
  )

  it.each([
    { auditSource: 'FILE_AUDIT' },
    { auditSource: '', action: 'x' },
    { auditSource: 'X', action: 'y', date: 'z' },
  ])('refuses %j', event => expect(() => read(event)).toThrow())
})

describe('the inventory', () => {
  const users = egnyte.inventory.accounts[0]!
  const links = named(egnyte.inventory.resources as ResourceListing[], 'links')
  const folders = named(egnyte.inventory.resources as ResourceListing[], 'folders')

  it('counts users from 1, a hundred a page', () =>
    expect(users.request({ config, offset: 101 })).toEqual({
      path: '/pubapi/v2/users',
      query: { startIndex: 101, count: 100 },
    }))

  it.each([
    [
      { active: true, locked: false, userType: 'admin' },
      { status: 'ACTIVE', isAdmin: true },
    ],
    [
      { active: true, locked: true, userType: 'power' },
      { status: 'SUSPENDED', isAdmin: false },
    ],
    [{ active: false }, { status: 'SUSPENDED', isAdmin: undefined }],
    [{}, { status: 'UNKNOWN' }],
    [{ active: true, lastActiveDate: '2026-03-01T08:00:00+0100' }, { lastSeenAt: '2026-03-01T08:00:00+01:00' }],
    [{ active: true, lastActiveDate: 'yesterday' }, { lastSeenAt: undefined }],
  ])('of user %j says %j', (user, account) =>
    expect(users.toAccount(users.row.parse({ id: 101, userName: 'ada', ...user }))).toMatchObject({
      externalId: '101',
      ...account,
    }),
  )

  it.each([
    [{ accessibility: 'anyone' }, [{ to: 'link', role: 'READ' }]],
    [{ accessibility: 'password' }, [{ to: 'link', role: 'READ' }]],
    [{ accessibility: 'domain' }, [{ to: 'organisation', role: 'READ' }]],
    [{ accessibility: 'recipients', recipients: ['k@x.org'] }, [{ to: 'user', name: 'k@x.org', role: 'READ' }]],
    [{ accessibility: 'whoever' }, [{ to: 'link', role: 'READ' }]],
  ])('opens a link of %j to %j', (link, access) =>
    expect(links.toResource(links.row.parse({ id: 'L1', path: '/Shared/a', ...link })).access).toEqual(access),
  )

  it.each([
    ['PERMISSION_AUDIT Add', '/Shared/Sales/2026/May', ['/Shared/Sales']],
    ['PERMISSION_AUDIT Add', '/Private/ada', []],
    ['FILE_AUDIT Preview', '/Shared/Sales/a.txt', []],
  ])('reads a folder again after %s of %s', (vendorAction, id, touched) =>
    expect(folders.touched!({ vendorAction, outcome: 'SUCCESS', targets: [{ kind: 'folder', id }] })).toEqual(touched),
  )
})

describe('the checks', () => {
  const link = { id: 'L1', path: '/Shared/a', accessibility: 'anyone', creation_date: '2026-01-01T00:00:00Z' }
  const feed = { timestamp: '2026-03-01T00:00:00Z' }

  it.each([
    ['links-expire', { links: [link] }, {}, 'FAIL'],
    ['links-expire', { links: [{ ...link, expiry_date: '2026-04-01' }] }, {}, 'PASS'],
    ['links-expire', { links: [{ ...link, accessibility: 'domain' }] }, {}, 'NOT_APPLICABLE'],
    ['links-expire', { links: [{ ...link, accessibility: 'whoever' }] }, {}, 'CANNOT_TELL'],
    ['link-age', { links: [link], feed }, {}, 'PASS'],
    ['link-age', { links: [link], feed }, { days: 30 }, 'FAIL'],
    ['link-age', { links: [link], feed: {} }, {}, 'CANNOT_TELL'],
  ])('%s judges %j with %j as %s', (name, read, set, status) =>
    expect(judgeCheck(named(egnyte.checks, name), read, set).status).toBe(status),
  )

  const user = { id: 1, userName: 'ada', active: true, locked: false, userType: 'admin', authType: 'egnyte' }

  it.each([
    ['admin-passwords', {}, 'FAIL'],
    ['admin-passwords', { emergency: ['ada'] }, 'CANNOT_TELL'],
    ['admin-count', { most: 1 }, 'PASS'],
    ['single-sign-on', {}, 'FAIL'],
    ['locked-users', {}, 'PASS'],
  ])('%s judges one administrator with a password, with %j, as %s', (name, set, status) =>
    expect(judgeCheck(named(egnyte.checks, name), { users: [user] }, set).status).toBe(status),
  )

  it('lets standard users into folders that are for them', () => {
    const read = {
      users: [{ ...user, userName: 'kim', userType: 'standard' }],
      folderPermissions: [
        { parent: { path: '/Shared/Clients' }, value: { userPerms: { kim: 'Viewer' }, groupPerms: {} } },
      ],
    }
    const check = named(egnyte.checks, 'standard-users-folders')
    expect(judgeCheck(check, read).status).toBe('FAIL')
    expect(judgeCheck(check, read, { allowed: ['/Shared/Clients'] }).status).toBe('PASS')
  })
})

describe('the actions', () => {
  const removal = named(egnyte.actions, 'remove-folder-permission')
  const input = (body: unknown, remembered?: unknown): ActionInput => ({
    config,
    target: { externalId: '/Shared/Sales & Offers', kind: 'FOLDER' },
    parameters: { of: 'user', name: 'ben' },
    found: { status: 200, body },
    remembered,
  })

  it('remove only what is there, and remember what it was', () => {
    expect(removal.request(input({ userPerms: { ben: 'Full' } }))).toEqual({
      method: 'POST',
      path: '/pubapi/v2/perms/Shared/Sales%20%26%20Offers',
      json: { userPerms: { ben: 'None' } },
    })
    expect(removal.remember!(input({ userPerms: { ben: 'Full' } }))).toBe('Full')
    expect(removal.request(input({ userPerms: {} }))).toEqual([])
    expect(() => removal.request(input(null))).toThrow('Egnyte did not show the permissions of the folder')
  })

  it('give back the level that was there, and none that is not known', () => {
    expect(removal.undo!.request(input({}, 'Full'))).toMatchObject({ json: { userPerms: { ben: 'Full' } } })
    expect(() => removal.undo!.request(input({}, null))).toThrow('It is not known what was allowed before.')
  })

  it.each([
    [{ externalId: '/Shared/Finance', kind: 'FOLDER' }, '/pubapi/v1/fs/Shared/Finance'],
    [{ externalId: 'L1', kind: 'OTHER', name: '/Shared/a b.txt' }, '/pubapi/v1/fs/Shared/a%20b.txt'],
  ])('move %j to the trash by its path', (target, path) =>
    expect(named(egnyte.actions, 'move-to-trash').request({ config, target, parameters: {} })).toEqual({
      method: 'DELETE',
      path,
    }),
  )
})
