import { judgeCheck } from '@casbah/testkit'
import {
  isConnector,
  type ActionInput,
  type ActivityDraft,
  type DomainListing,
  type Listing,
  type PolledStream,
  type ResourceListing,
} from '@casbah/sdk'
import atlassian from './index.ts'
import { nextPlace } from './next-place.ts'
import { publicGrants } from './permission-schemes.ts'
import { accessOf } from './sharing.ts'
import { streams } from './streams.ts'

const config = atlassian.card.config.parse({ organisation: 'a1b2c3d4-0000-4000-8000-00000000acme', site: 'acme' })
const [organisation, jira, confluence] = streams as PolledStream[]
const ORG = '/admin/v1/orgs/a1b2c3d4-0000-4000-8000-00000000acme'
const SITE = 'https://acme.atlassian.net'
const span = { config, partition: '', since: '2026-03-01T08:00:00.000Z', until: '2026-03-02T08:00:00.000Z' }

function read(stream: PolledStream | undefined, row: object): ActivityDraft & { action?: string } {
  const [draft, ...more] = stream!.toActivities(stream!.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: atlassian.vocabulary[draft!.vendorAction]?.[0] }
}

const event = (action: string, more: object = {}) =>
  read(organisation, { id: 'e1', attributes: { time: '2026-03-01T08:00:00.000Z', action, ...more } })

describe('the connector', () => {
  it('is one', () => expect(isConnector(atlassian)).toBe(true))

  it.each([
    ['a1b2c3d4-0000-4000-8000-00000000acme', 'acme', true],
    ['a1b2c3d4-0000-4000-8000-00000000acme', 'acme.atlassian.net', false],
    ['a1b2c3d4-0000-4000-8000-00000000acme', 'acme.evil.example/x', false],
    ['../../v2', 'acme', false],
    ['', 'acme', false],
  ])('takes organisation %s with site %s: %s', (organisation, site, good) =>
    expect(atlassian.card.config.safeParse({ organisation, site }).success).toBe(good),
  )

  it('gives the key of the organisation to the organisation alone, and that of the site to the site', () =>
    expect(atlassian.card.auth[0]!.scheme).toEqual({
      type: 'byHost',
      hosts: {
        'api.atlassian.com': { type: 'header', header: 'authorization', value: 'Bearer {organisationKey}' },
        '{site}.atlassian.net': { type: 'basic', username: '{email}', password: '{siteToken}' },
      },
    }))

  it('takes 402 for a right that is missing, since the log needs Atlassian Guard', () =>
    expect(atlassian.card.forbidden).toEqual([{ status: 402 }]))

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([3001, 3002, 3004, 3005, 3006, 6001, 6002, 6003])
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(atlassian.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known.has(classUid)).toBe(true)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
  })

  it('names only scopes, reads and actions that exist', () => {
    const scopes = new Set(atlassian.card.scopes.map(({ scope }) => scope))
    const { accounts, groups = [], resources = [], domains = [] } = atlassian.inventory
    const needed = [...streams, ...accounts, ...groups, ...resources, ...domains].flatMap(part => part.scopes)
    expect(needed.filter(scope => !scopes.has(scope))).toEqual([])
    const used = atlassian.checks.flatMap(check => check.reads)
    expect(used.filter(name => !atlassian.reads[name])).toEqual([])
    expect(Object.keys(atlassian.reads).filter(name => !used.includes(name))).toEqual([])
    const actions = atlassian.actions.map(({ name }) => name)
    expect(
      atlassian.checks
        .flatMap(({ remediationAction = [] }) => remediationAction)
        .filter(name => !actions.includes(name)),
    ).toEqual([])
  })
})

describe('the log of the organisation', () => {
  it('is polled in the order of processing, from a time in epoch milliseconds', () => {
    expect(organisation!.request(span)).toEqual({
      path: `${ORG}/events-stream`,
      query: { from: '1772352000000', to: '1772438400000', sortOrder: 'asc', limit: 500 },
    })
    expect(organisation!.page).toEqual({ style: 'bodyCursor', field: 'meta.next', keepLast: true })
    expect(organisation!.order).toBe('arrival')
  })

  it('goes on by the cursor alone, which keeps span and order', () =>
    expect(organisation!.request({ ...span, cursor: 'c1' }).query).toEqual({ cursor: 'c1', limit: 500 }))

  it.each([
    ['c1', 'c1'],
    ['https://api.atlassian.com/admin/v2/orgs/o/directories?cursor=c%2F1&limit=5', 'c/1'],
    ['/rest/api/audit?limit=5&cursor=c1', 'c1'],
    ['https://evil.example/?other=1', 'https://evil.example/?other=1'],
  ])('goes on from %s at %s', (next, place) => expect(nextPlace(next, 'cursor')).toBe(place))

  it('tells actor, targets, address, impersonation and rights', () =>
    expect(
      event('user_logged_in_as_user', {
        actor: { id: 'ada', name: 'Ada', email: 'ada@acme.example' },
        context: [
          { id: 'ben', type: 'users', attributes: { name: 'Ben', email: 'ben@acme.example' } },
          { id: 'g1', type: 'groups', attributes: { groupName: 'admins' } },
        ],
        container: [{ id: 's1', type: 'sites', attributes: { siteName: 'acme' } }],
        location: { ip: '203.0.113.7', city: 'Berlin' },
      }),
    ).toEqual({
      action: 'user.impersonate',
      vendorAction: 'user_logged_in_as_user',
      actor: { id: 'ada', name: 'Ada', email: 'ada@acme.example', kind: 'user' },
      targets: [
        { kind: 'user', id: 'ben', name: 'Ben', email: 'ben@acme.example' },
        { kind: 'group', id: 'g1', name: 'admins' },
        { kind: 'site', id: 's1', name: 'acme' },
      ],
      outcome: 'SUCCESS',
      ip: { address: '203.0.113.7', city: 'Berlin' },
      isAdmin: true,
      isImpersonated: true,
    }))

  it.each([
    ['user_login', {}, 'SUCCESS', false],
    ['user_login_failed', {}, 'FAILURE', false],
    ['user_access_request_denied', {}, 'SUCCESS', true],
    ['user_added_to_group', {}, 'SUCCESS', true],
    ['user_changed_password', {}, 'SUCCESS', false],
    ['user_suspended', {}, 'SUCCESS', true],
    ['policy_updated', {}, 'SUCCESS', true],
    ['user_api_token_created', {}, 'SUCCESS', false],
    ['jira_issue_viewed', {}, 'SUCCESS', false],
    ['something_new', {}, 'SUCCESS', false],
  ])('%s ends in %s%s, by an administrator: %s', (action, more, outcome, isAdmin) =>
    expect(event(action, more)).toMatchObject({ outcome, isAdmin }),
  )

  it.each([
    [{ id: 'ada', name: 'Ada' }, 'user', false],
    [{ id: 'ada', auth: { authType: 'api-token', tokenId: 't1' } }, 'user', false],
    [{ id: 'app', auth: { authType: 'auth-token-for-2LO' } }, 'service', false],
    [{ id: 'app', app: { id: 'app' } }, 'service', false],
    [{ id: 'app', auth: { authType: 'connect-token' }, onBehalfOf: { id: 'ada' } }, 'service', true],
    [{ id: 'x', name: 'Atlassian Internal System' }, 'system', false],
  ])('takes the actor %j for %s, in the name of another: %s', (actor, kind, isImpersonated) =>
    expect(event('group_created', { actor })).toMatchObject({ actor: { kind }, isImpersonated }),
  )

  it('knows nobody and nowhere where the event does not say', () =>
    expect(event('group_created', { actor: { id: '' }, location: { ip: '' } })).toMatchObject({
      actor: null,
      ip: null,
      targets: [],
    }))

  it('takes no typed text for an e-mail address', () =>
    expect(event('user_login_failed', { actor: { id: 'x', email: 'hunter2 secret' } }).actor?.email).toBeUndefined())
})

describe('the log of Jira', () => {
  it('is asked for by ISO times and offset, and ends by its total', () => {
    expect(jira!.request({ ...span, offset: 1000 })).toEqual({
      url: `${SITE}/rest/api/3/auditing/record`,
      query: { from: span.since, to: span.until, offset: 1000, limit: 1000 },
    })
    expect(jira!.page).toEqual({ style: 'offset', size: 1000, total: 'total' })
    expect(jira!.order).toBe('descending')
  })

  const record = (more: object) =>
    read(jira, { id: 1, summary: 'User added to group', created: '2026-03-01T08:00:00.000+0000', ...more })

  it('tells who did what to whom', () =>
    expect(
      record({
        authorAccountId: '5f9f',
        authorKey: 'TEST:1049',
        remoteAddress: '203.0.113.7',
        objectItem: { id: 'g1', name: 'jira-users', typeName: 'GROUP' },
        associatedItems: [{ id: 'u1', name: 'ben@acme.example', typeName: 'USER' }],
      }),
    ).toEqual({
      action: 'group.add_member',
      vendorAction: 'User added to group',
      actor: { id: '5f9f' },
      targets: [
        { kind: 'group', id: 'g1', name: 'jira-users' },
        { kind: 'user', id: 'u1', name: 'ben@acme.example', email: 'ben@acme.example' },
      ],
      outcome: 'SUCCESS',
      ip: { address: '203.0.113.7' },
      isAdmin: true,
    }))

  it('takes the key of the author where there is no account, and nobody where there is neither', () => {
    expect(record({ authorKey: 'TEST:1049' })).toMatchObject({ actor: { id: 'TEST:1049' }, isAdmin: true })
    expect(record({})).toMatchObject({ actor: null, ip: null, targets: [], isAdmin: false })
  })

  it('keeps a summary that nobody knows', () =>
    expect(record({ summary: 'Something new' })).toMatchObject({ vendorAction: 'Something new', action: undefined }))
})

describe('the log of Confluence', () => {
  it('is asked for by epoch milliseconds, and goes on at the start that the next page begins with', () => {
    const request = (cursor?: string) => confluence!.request({ ...span, ...(cursor && { cursor }) })
    expect(request()).toEqual({
      url: `${SITE}/wiki/rest/api/audit`,
      query: { startDate: '1772352000000', endDate: '1772438400000', start: 0, limit: 1000 },
    })
    expect(request('/rest/api/audit?startDate=1&start=1000&limit=1000').query).toMatchObject({ start: '1000' })
  })

  it('has no ids, so that equal records are one: a page shifts while the list is read', () =>
    expect(confluence!.id).toEqual({ hash: true, equalIsOne: true }))

  const record = (more: object) =>
    read(confluence, { summary: 'Space permission added', creationDate: 1_772_352_000_000, ...more })
  const author = { type: 'user', displayName: 'Ada', accountId: '5ee8', accountType: '' }

  it('tells who did what to what', () =>
    expect(
      record({
        author,
        remoteAddress: '203.0.113.7',
        superAdmin: true,
        affectedObject: { name: 'ben@acme.example', objectType: 'User' },
        associatedObjects: [{ name: 'Sales', objectType: 'Space' }],
      }),
    ).toEqual({
      action: 'space.grant',
      vendorAction: 'Space permission added',
      actor: { id: '5ee8', name: 'Ada', kind: 'user' },
      targets: [
        { kind: 'user', name: 'ben@acme.example', email: 'ben@acme.example' },
        { kind: 'space', name: 'Sales' },
      ],
      outcome: 'SUCCESS',
      ip: { address: '203.0.113.7' },
      isAdmin: true,
    }))

  it.each([
    [author, 'user'],
    [{ ...author, accountType: 'app' }, 'service'],
    [{ type: 'user', displayName: 'System', accountId: '' }, 'system'],
    [{ type: 'anonymous', displayName: 'Anonymous' }, 'user'],
  ])('takes the author %j for %s', (author, kind) => expect(record({ author }).actor?.kind).toBe(kind))

  it('knows nobody and nowhere where the record has empty texts', () =>
    expect(
      record({ author: { displayName: '' }, remoteAddress: '', affectedObject: { name: '', objectType: '' } }),
    ).toMatchObject({
      actor: null,
      ip: null,
      targets: [],
      isAdmin: false,
    }))
})

describe('the inventory', () => {
  const [users, managed, onSite] = atlassian.inventory.accounts as Listing[]
  const account = (listing: Listing | undefined, row: object) => listing!.toAccount(listing!.row.parse(row))

  it('searches all directories at once, and asks for roles, groups and last use', () =>
    expect(users!.request({ config, cursor: 'c1' })).toEqual({
      method: 'POST',
      path: '/admin/v2/orgs/a1b2c3d4-0000-4000-8000-00000000acme/directories/-/users/search',
      json: { limit: 100, expand: ['platformRoles', 'groups', 'productAccess'], cursor: 'c1' },
    }))

  it.each([
    ['active', 'ACTIVE'],
    ['suspended', 'SUSPENDED'],
    ['deactivated', 'SUSPENDED'],
    ['not_invited', 'INVITED'],
    ['for_deletion', 'DELETED'],
    ['constructor', 'UNKNOWN'],
  ])('a user with status %s is %s', (status, expected) =>
    expect(account(users, { accountId: 'u1', status })).toMatchObject({ status: expected }),
  )

  it.each([
    [['atlassian/org-admin'], true],
    [['atlassian/ai-access'], false],
    [undefined, undefined],
  ])('roles %j make an administrator: %s', (platformRoles, isAdmin) =>
    expect(account(users, { accountId: 'u1', status: 'active', platformRoles }).isAdmin).toBe(isAdmin),
  )

  it('takes the newest use of any app', () =>
    expect(
      account(users, {
        accountId: 'u1',
        claimStatus: 'unmanaged',
        mfaEnabled: false,
        productAccess: [
          { lastActiveTimestamp: '2026-01-02T00:00:00Z' },
          { lastActiveTimestamp: '2026-02-02T00:00:00Z' },
          {},
        ],
      }),
    ).toMatchObject({ lastSeenAt: '2026-02-02T00:00:00Z', isExternal: true, mfaEnabled: false }))

  it('leaves the status of a directory alone unless the account itself is gone', () => {
    expect(account(managed, { account_id: 'u1', account_status: 'active' })).toEqual({
      externalId: 'u1',
      isExternal: false,
    })
    expect(account(managed, { account_id: 'u1', account_status: 'inactive' })).toMatchObject({ status: 'SUSPENDED' })
    expect(account(managed, { account_id: 'u1', account_status: 'closed' })).toMatchObject({ status: 'DELETED' })
  })

  it('knows apps and customers from the site', () => {
    expect(account(onSite, { accountId: 'u1', accountType: 'atlassian' })).toEqual({ externalId: 'u1' })
    expect(account(onSite, { accountId: 'a1', accountType: 'app', active: true })).toMatchObject({
      isService: true,
      status: 'ACTIVE',
    })
    expect(account(onSite, { accountId: 'c1', accountType: 'customer' })).toMatchObject({
      isExternal: true,
      status: 'UNKNOWN',
    })
  })

  it.each([
    [{ type: 'global' }, { to: 'anyone', role: 'READ' }],
    [{ type: 'loggedin' }, { to: 'organisation', role: 'READ' }],
    [{ type: 'authenticated' }, { to: 'organisation', role: 'READ' }],
    [
      { type: 'group', group: { name: 'g' } },
      { to: 'group', name: 'g', role: 'READ' },
    ],
    [
      { type: 'project', project: { name: 'p' } },
      { to: 'group', name: 'p', role: 'READ' },
    ],
    [
      { type: 'user', user: { accountId: 'u1' } },
      { to: 'user', name: 'u1', role: 'READ' },
    ],
  ])('%j is access %j', (share, access) => expect(accessOf(share)).toEqual(access))

  it('tells filters from dashboards of the same number', () => {
    const [filters, dashboards] = atlassian.inventory.resources as ResourceListing[]
    const row = { id: '10001', name: 'Open', sharePermissions: [] }
    expect(filters!.toResource(row).externalId).toBe('filter:10001')
    expect(dashboards!.toResource(row).externalId).toBe('dashboard:10001')
  })

  it.each([
    ['verified', 'acme.example'],
    ['unverified', null],
    [undefined, null],
  ])('a domain that is %s is ours: %s', (status, expected) => {
    const [domains] = atlassian.inventory.domains as DomainListing[]
    expect(domains!.toDomain({ attributes: { name: 'acme.example', claim: { status } } })).toBe(expected)
  })
})

describe('the checks', () => {
  const check = (name: string) => atlassian.checks.find(one => one.name === name)!
  const now = { serverTime: '2026-03-02T09:00:00.000+0000' }
  const user = { accountId: 'u1', status: 'active', claimStatus: 'managed', mfaEnabled: true, platformRoles: [] }
  const admin = { ...user, platformRoles: ['atlassian/org-admin'] }
  const token = { id: 't1', createdAt: '2026-01-01T00:00:00Z', expiresAt: '2026-06-01T00:00:00Z' }
  const scheme = (type: string, permission = 'BROWSE_PROJECTS', value?: string) => [
    { id: 1, name: 'Default', permissions: [{ id: 2, permission, holder: { type, ...(value && { value }) } }] },
  ]

  const rights = (havePermission: boolean) => ({ siteRights: { permissions: { ADMINISTER: { havePermission } } } })

  it('are 24, of which 16 are judged', () => {
    expect(atlassian.checks).toHaveLength(24)
    expect(atlassian.checks.filter(({ judge }) => judge)).toHaveLength(16)
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['two-step-verification', { users: [user] }, 'PASS'],
    ['two-step-verification', { users: [user, { ...user, mfaEnabled: false }] }, 'PARTIAL'],
    ['two-step-verification', { users: [{ ...user, mfaEnabled: undefined }] }, 'CANNOT_TELL'],
    ['two-step-verification', { users: [{ ...user, status: 'suspended', mfaEnabled: false }] }, 'CANNOT_TELL'],
    ['few-administrators', { users: [admin, user] }, 'PASS'],
    ['few-administrators', { users: Array.from({ length: 6 }, () => admin) }, 'FAIL'],
    ['few-administrators', { users: [user] }, 'CANNOT_TELL'],
    ['few-administrators', { users: [{ ...user, platformRoles: undefined }] }, 'CANNOT_TELL'],
    ['managed-administrators', { users: [admin] }, 'PASS'],
    ['managed-administrators', { users: [{ ...admin, claimStatus: 'unmanaged' }] }, 'FAIL'],
    ['managed-administrators', { users: [{ ...admin, claimStatus: undefined }] }, 'CANNOT_TELL'],
    ['api-tokens-expire', { apiTokens: [token] }, 'PASS'],
    ['api-tokens-expire', { apiTokens: [{ ...token, expiresAt: undefined }] }, 'FAIL'],
    ['api-tokens-expire', { apiTokens: [{ ...token, expiresAt: '2028-01-01T00:00:00Z' }] }, 'FAIL'],
    ['api-tokens-expire', { apiTokens: [{ ...token, expiresAt: 'soon' }] }, 'CANNOT_TELL'],
    ['api-tokens-expire', { apiTokens: [] }, 'NOT_APPLICABLE'],
    ['api-tokens-in-use', { apiTokens: [{ ...token, lastActiveAt: '2026-03-01T00:00:00Z' }], serverInfo: now }, 'PASS'],
    ['api-tokens-in-use', { apiTokens: [{ ...token, lastActiveAt: '2025-03-01T00:00:00Z' }], serverInfo: now }, 'FAIL'],
    ['api-tokens-in-use', { apiTokens: [token], serverInfo: now }, 'PASS'],
    ['api-tokens-in-use', { apiTokens: [token], serverInfo: {} }, 'CANNOT_TELL'],
    ['api-keys-expire', { apiKeys: [{ ...token, expiresAt: undefined }] }, 'FAIL'],
    ['api-keys-scoped', { apiKeys: [{ ...token, scopes: [] }] }, 'FAIL'],
    ['api-keys-scoped', { apiKeys: [token] }, 'CANNOT_TELL'],
    ['api-keys-scoped', { apiKeys: [] }, 'CANNOT_TELL'],
    ['domains-verified', { domains: [] }, 'FAIL'],
    ['ip-allowlist', { ipAllowlists: [] }, 'FAIL'],
    ['ip-allowlist', { ipAllowlists: [{ id: 'p', attributes: { status: 'enabled' } }] }, 'FAIL'],
    ['ip-allowlist', { ipAllowlists: [{ id: 'p', attributes: {} }] }, 'CANNOT_TELL'],
    ['jira-no-public-projects', { permissionSchemes: scheme('anyone'), ...rights(true) }, 'FAIL'],
    ['jira-no-public-projects', { permissionSchemes: scheme('applicationRole'), ...rights(true) }, 'PASS'],
    ['jira-no-public-projects', { permissionSchemes: [{ id: 1, name: 'Default' }], ...rights(true) }, 'CANNOT_TELL'],
    ['jira-no-public-projects', { permissionSchemes: [], ...rights(true) }, 'CANNOT_TELL'],
    ['jira-no-public-projects', { permissionSchemes: scheme('applicationRole'), ...rights(false) }, 'CANNOT_TELL'],
    [
      'jira-project-administration',
      { permissionSchemes: scheme('applicationRole', 'ADMINISTER_PROJECTS'), ...rights(true) },
      'FAIL',
    ],
    [
      'jira-project-administration',
      { permissionSchemes: scheme('applicationRole', 'ADMINISTER_PROJECTS', 'jira-software'), ...rights(true) },
      'PASS',
    ],
    ['jira-project-administration', { permissionSchemes: scheme('applicationRole'), ...rights(true) }, 'PASS'],
    [
      'jira-no-public-filters',
      { filters: [{ id: '1', name: 'Open', sharePermissions: [{ type: 'global' }] }] },
      'FAIL',
    ],
    ['jira-no-public-filters', { filters: [{ id: '1', name: 'Open' }] }, 'CANNOT_TELL'],
    ['confluence-audit-retention', { auditRetention: { number: 1, units: 'YEARS' } }, 'PASS'],
    ['confluence-audit-retention', { auditRetention: { number: 12, units: 'months' } }, 'PASS'],
    ['confluence-audit-retention', { auditRetention: { number: 90, units: 'DAYS' } }, 'FAIL'],
    ['confluence-audit-retention', { auditRetention: { number: 1, units: 'ETERNITIES' } }, 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, found, status) => expect(judgeCheck(check(name), found).status).toBe(status))

  it.each([
    ['2026-03-01T00:00:00Z', 'PASS'],
    ['2025-11-01T00:00:00Z', 'FAIL'],
    ['', 'FAIL'],
    ['yesterday', 'CANNOT_TELL'],
  ])('an account last active %s is %s', (last_active, status) => {
    const managedAccounts = [{ account_id: 'u1', account_status: 'active', account_type: 'atlassian', last_active }]
    expect(judgeCheck(check('idle-accounts'), { managedAccounts, serverInfo: now }).status).toBe(status)
  })
})

describe('the actions', () => {
  const action = (name: string) => atlassian.actions.find(one => one.name === name)!
  const input = (more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: { externalId: 'u1' },
    parameters: {},
    ...more,
  })
  const found = (body: unknown) => ({ found: { status: 200, body } })
  const DIRECTORIES = '/admin/v2/orgs/a1b2c3d4-0000-4000-8000-00000000acme/directories'

  it('suspend in every directory, and restore in the same', () => {
    const suspend = action('suspend-user')
    const body = { data: [{ directoryId: 'd1' }, { directoryId: 'd2' }] }
    expect(suspend.request(input(found(body)))).toEqual([
      { method: 'POST', path: `${DIRECTORIES}/d1/users/u1/suspend` },
      { method: 'POST', path: `${DIRECTORIES}/d2/users/u1/suspend` },
    ])
    expect(suspend.remember!(input(found(body)))).toEqual(['d1', 'd2'])
    expect(suspend.undo!.request(input({ remembered: ['d1'] }))).toEqual([
      { method: 'POST', path: `${DIRECTORIES}/d1/users/u1/restore` },
    ])
  })

  it('refuse to suspend where no directory is named', () =>
    expect(() => action('suspend-user').request(input(found({ data: [] })))).toThrow('no directory'))

  it('deactivate with an empty body, and activate without', () => {
    const { request, undo } = action('deactivate-account')
    expect(request(input())).toEqual({ method: 'POST', path: '/users/u1/manage/lifecycle/disable', json: {} })
    expect(undo!.request(input())).toEqual({ method: 'POST', path: '/users/u1/manage/lifecycle/enable' })
  })

  it('remove from the group in the directory that has it', () => {
    const remove = action('remove-from-group')
    const about = input({ parameters: { group: 'g1' }, ...found({ data: [{ id: 'g1', directoryId: 'd1' }] }) })
    expect(remove.request(about)).toEqual({ method: 'DELETE', path: `${DIRECTORIES}/d1/groups/g1/memberships/u1` })
    expect(() => remove.request(input({ parameters: { group: 'g1' }, ...found({ data: [] }) }))).toThrow('no group')
    expect(remove.confirm!.request(about)).toMatchObject({ json: { groupIds: ['g1'], accountIds: ['u1'] } })
  })

  it('revoke all tokens, or the one that is named, and refuse to guess', () => {
    const revoke = action('revoke-api-tokens')
    const body = [{ id: 't1' }, { id: 't2' }]
    const paths = (more: Partial<ActionInput>) => [revoke.request(input(more))].flat().map(({ path }) => path)
    expect(paths(found(body))).toEqual(['/users/u1/manage/api-tokens/t1', '/users/u1/manage/api-tokens/t2'])
    expect(paths({ parameters: { token: 't2' }, ...found(body) })).toEqual(['/users/u1/manage/api-tokens/t2'])
    expect(() => paths(found({ key: 'forbidden' }))).toThrow('did not list')
    const judge = (body: unknown, parameters = {}) =>
      revoke.confirm!.judge({ status: 200, body }, input({ parameters })).done
    expect([judge([]), judge(body), judge(body, { token: 't3' }), judge(body, { token: 't2' }), judge({})]).toEqual([
      true,
      false,
      true,
      false,
      null,
    ])
  })

  it('close what permission schemes grant to anyone, and nothing else', () => {
    const close = action('close-public-access')
    const permissions = [
      { id: 1, permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } },
      { id: 2, permission: 'BROWSE_PROJECTS', holder: { type: 'applicationRole' } },
    ]
    const body = { permissionSchemes: [{ id: 10, name: 'Default', permissions }] }
    expect(close.request(input(found(body)))).toEqual([
      { method: 'DELETE', url: `${SITE}/rest/api/3/permissionscheme/10/permission/1` },
    ])
    expect(publicGrants([{ id: 10, name: 'Default' }])).toBeNull()
    expect(() => close.request(input(found({})))).toThrow('did not list')
  })
})
