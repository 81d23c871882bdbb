import { judgeCheck } from '@casbah/testkit'
import { isConnector, type ActionInput, type ActivityDraft, type GroupListing, type ResourceListing } from '@casbah/sdk'
import netdocuments from './index.ts'
import { streams } from './streams.ts'

const config = netdocuments.card.config.parse({ domain: 'vault.netvoyage.com', repository: 'CA-ACME0001' })
const [users, admins] = [streams[0]!, streams[1]!]

function read(activity: object, stream = users): ActivityDraft & { action?: string } {
  const row = { activity: { date: '2026-03-01T08:00:00', name: 'Open', ...activity } }
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: netdocuments.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(netdocuments)).toBe(true))

  it.each([
    ['vault.netvoyage.com', 'CA-ACME0001', true],
    ['eu.netdocuments.com', 'CA-AB12CD34', true],
    ['evil.example', 'CA-ACME0001', false],
    ['vault.netvoyage.com', 'NG-ACME0001', false],
    ['vault.netvoyage.com', 'CA-../../x', false],
  ])('takes vault %s with repository %s: %s', (domain, repository, good) =>
    expect(netdocuments.card.config.safeParse({ domain, repository }).success).toBe(good),
  )

  it('joins the client and the repository as they are, since NetDocuments does not decode them', () =>
    expect(netdocuments.card.auth[0]!.scheme).toMatchObject({
      type: 'clientCredentials',
      tokenUrl: 'https://api.{domain}/v1/OAuth',
      client: { by: 'basic', id: '{clientId}|{repository}', asIs: true },
      scopes: 'needed',
    }))

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([3004, 3005, 3006, 6003])
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(netdocuments.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known.has(classUid)).toBe(true)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
  })

  it('names only scopes and reads that exist, and an action for each remedy', () => {
    const scopes = new Set(netdocuments.card.scopes.map(({ scope }) => scope))
    const { accounts, groups = [], resources = [] } = netdocuments.inventory
    const needed = [...streams, ...accounts, ...groups, ...resources].flatMap(part => part.scopes)
    expect(needed.filter(scope => !scopes.has(scope))).toEqual([])
    const used = netdocuments.checks.flatMap(check => check.reads)
    expect(used.filter(name => !netdocuments.reads[name])).toEqual([])
    const above = Object.values(netdocuments.reads).flatMap(({ each }) => each ?? [])
    expect(Object.keys(netdocuments.reads).filter(name => ![...used, ...above].includes(name))).toEqual([])
    const actions = netdocuments.actions.map(({ name }) => name)
    // What people look at is theirs to mend.
    const judged = netdocuments.checks.filter(({ judge }) => judge)
    expect(judged.filter(({ remediationAction = '' }) => !actions.includes(remediationAction))).toEqual([])
  })
})

describe('the logs', () => {
  const span = (since: string, until?: string) => users.request({ config, partition: '', since, until })

  it.each([
    [users, 'consolidated'],
    [admins, 'admin'],
  ])('%# is asked for by type, as JSON, with both ends', (stream, type) =>
    expect(
      stream.request({ config, partition: '', since: '2026-03-01T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' }),
    ).toEqual({
      path: '/v1/Repository/CA-ACME0001/log',
      query: { format: 'json', Logtype: type, start: '2026-03-01T00:00:00Z', end: '2026-03-02T00:00:00Z' },
    }),
  )

  // Without a start NetDocuments answers 30 days; times of less than a second are no times to it.
  it.each([
    ['2026-03-01T00:00:00.999Z', undefined, '2026-03-01T00:00:00Z', undefined],
    ['2026-03-01T00:00:00.200Z', '2026-03-01T00:00:00.400Z', '2026-03-01T00:00:00Z', '2026-03-01T00:00:01Z'],
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:05.000Z', '2026-03-01T00:00:00Z', '2026-03-01T00:00:05Z'],
  ])('from %s until %s asks for %s to %s', (since, until, start, end) =>
    expect(span(since, until).query).toMatchObject({ start, end }),
  )

  it.each([users, admins])('$name has no ids, comes in no order, and is not asked for its last day', stream => {
    expect(stream).toMatchObject({ id: { hash: true }, order: 'descending', page: { style: 'window' } })
    expect(stream.retentionDays).toBeLessThan(90)
  })

  it('reads an entry with all that it tells', () =>
    expect(
      read({
        name: 'Download',
        host: '203.0.113.7',
        user: { id: 'ada@acme.example', guid: 'VAULT-ADA', name: 'Ada', memberType: 'I' },
        source: { id: '2', name: 'ndOffice' },
        storageObject: {
          docId: '4812-1234-0001',
          name: 'Contract',
          Matter: '7',
          cabinet: { id: 'NG-CLIENTS1', name: 'Client Documents' },
        },
      }),
    ).toEqual({
      action: 'file.download',
      vendorAction: 'Download',
      actor: { id: 'VAULT-ADA', name: 'Ada', email: 'ada@acme.example' },
      targets: [
        { kind: 'file', id: '4812-1234-0001', name: 'Contract' },
        { kind: 'matter', name: '7' },
        { kind: 'site', id: 'NG-CLIENTS1', name: 'Client Documents' },
      ],
      outcome: 'SUCCESS',
      ip: { address: '203.0.113.7' },
      isAdmin: false,
    }))

  it.each([
    ['Open', 'Open', 'file.read'],
    ['OPEN', 'Open', 'file.read'],
    ['checkIn', 'Check In', 'file.update'],
    ['check in', 'Check In', 'file.update'],
    ['emailcopy', 'Email copy', 'file.send'],
    ['Access Modification', 'Access modification', 'file.share'],
    ['Repository Remove Users', 'Repository remove users', 'org.remove_member'],
    ['ndthread external expose', 'ndThread external expose', 'policy.update'],
    ['Cabinet add administrators', 'Cabinet add administrators', undefined],
    [' Brand new ', 'Brand new', undefined],
  ])('takes %j for %j, which is %s', (name, vendorAction, action) =>
    expect(read({ name })).toMatchObject({ vendorAction, action }),
  )

  it.each([
    [{ id: 'ada' }, { id: 'ada', name: 'ada', email: undefined }],
    [
      { guid: 'VAULT-ADA', email: 'ada@acme.example' },
      { id: 'VAULT-ADA', name: undefined, email: 'ada@acme.example' },
    ],
    [{ id: '', guid: '', name: '' }, undefined],
    [null, undefined],
  ])('takes %j for the actor %j', (user, actor) => expect(read({ user }).actor).toEqual(actor))

  it('counts what administrators do as such', () => expect(read({}, admins).isAdmin).toBe(true))

  it.each([
    {},
    { activity: null },
    { activity: { name: 'Open' } },
    { activity: { date: '2026-03-01T08:00:00', name: '' } },
    { activity: { date: '2026-03-01T08:00:00', name: 'Open', user: 'ada' } },
  ])('refuses %j', row => expect(users.row.safeParse(row).success).toBe(false))
})

describe('the inventory', () => {
  const account = (more: object) => {
    const [listing] = netdocuments.inventory.accounts
    return listing!.toAccount(listing!.row.parse({ id: 'VAULT-ADA', registered: '2024-05-02T08:00:00', ...more }))
  }
  const group = (name: string) => netdocuments.inventory.groups!.find(one => one.name === name) as GroupListing
  const resource = (name: string) => netdocuments.inventory.resources!.find(one => one.name === name) as ResourceListing

  it.each([
    [{ external: true }, { status: 'ACTIVE', isExternal: true }],
    [
      { external: false, email: 'ada@acme.example' },
      { email: 'ada@acme.example', isExternal: false },
    ],
    [
      { registered: '', lastLogin: '' },
      { status: 'INVITED', lastSeenAt: undefined },
    ],
    [{ lastLogin: '2026-03-01T08:00:00' }, { lastSeenAt: '2026-03-01T08:00:00Z' }],
    [{ lastLogin: '2026-03-01T08:00:00.12Z' }, { lastSeenAt: '2026-03-01T08:00:00.12Z' }],
    [{ lastLogin: '3/1/2026' }, { lastSeenAt: undefined }],
  ])('a user %j is %j', (row, expected) => expect(account(row)).toMatchObject({ externalId: 'VAULT-ADA', ...expected }))

  it('reads groups by their ids, then their names and members', () => {
    const parent = { externalId: 'UG-INTERN01', name: 'Internal Users' }
    expect(group('groups').toGroup('UG-INTERN01')).toEqual({ externalId: 'UG-INTERN01', name: 'UG-INTERN01' })
    expect(group('group-names').request({ config, parent })).toEqual({ path: '/v1/Group/UG-INTERN01/info' })
    expect(group('group-names').toGroup({ id: 'UG-INTERN01', name: 'Internal Users' }, parent)).toEqual(parent)
    expect(group('group-members').request({ config, parent })).toEqual({ path: '/v1/Group/UG-INTERN01/members' })
    expect(group('group-members').toGroup({ id: 'VAULT-ADA' }, parent)).toEqual({ ...parent, members: ['VAULT-ADA'] })
  })

  it('takes for administrators whoever is in a group that administers a cabinet', () => {
    const groups = group('administering-groups')
    const parent = { externalId: 'UG-ADMINS01', name: 'UG-ADMINS01' }
    expect(groups.request({ config, parent })).toEqual({
      path: '/v1/Group/UG-ADMINS01/info',
      query: { cabMembership: 'true' },
    })
    const lead = { id: 'UG-ADMINS01', name: 'Leads', cabMembership: [{ id: 'NG-1', rights: 'VESA' }] }
    const others = [[{ id: 'NG-1', rights: 'VES' }], [{ id: 'NG-1', rights: 'N' }], [], undefined]
    const rows = [lead, ...others.map(cabMembership => ({ ...lead, cabMembership }))]
    expect(rows.flatMap(row => groups.split!(row))).toEqual([lead])
    expect(groups.toGroup(lead)).toEqual({ externalId: 'UG-ADMINS01', name: 'Leads' })
    expect(() => groups.split!({ ...lead, cabMembership: 'all' })).toThrow()
    const people = netdocuments.inventory.accounts.find(({ name }) => name === 'cabinet-administrators')!
    expect(people).toMatchObject({ each: 'administering-groups' })
    expect(people.request({ config, parent: { externalId: 'UG-ADMINS01' } })).toEqual({
      path: '/v1/Group/UG-ADMINS01/members',
    })
    expect(people.toAccount({ id: 'VAULT-ADA' })).toEqual({ externalId: 'VAULT-ADA', isAdmin: true })
  })

  it('shows cabinets with the groups that they let in', () => {
    const cabinet = { id: 'NG-CLIENTS1', name: 'Client Documents', repositoryName: 'Acme Legal' }
    expect(resource('cabinets').toResource(cabinet)).toEqual({
      externalId: 'NG-CLIENTS1',
      kind: 'SITE',
      name: 'Acme Legal/Client Documents',
    })
    const parent = { externalId: 'NG-CLIENTS1', name: 'Acme Legal/Client Documents' }
    expect(resource('cabinet-groups').request({ config, parent })).toEqual({ path: '/v2/cabinet/NG-CLIENTS1/groups' })
    expect(
      resource('cabinet-groups').toResource({ Id: 'UG-CLIENT01', Name: 'Client', External: true }, parent),
    ).toMatchObject({ externalId: 'NG-CLIENTS1', access: [{ to: 'group', name: 'Client', isExternal: true }] })
  })

  it.each([
    [true, ['NG-CLIENTS1']],
    [false, []],
  ])('reads a cabinet again after an activity of an administrator (%s)', (isAdmin, expected) => {
    const targets = [{ kind: 'site', id: 'NG-CLIENTS1' }, { kind: 'site' }]
    const activity: ActivityDraft = { vendorAction: 'Cabinet', outcome: 'SUCCESS', isAdmin, targets }
    expect(resource('cabinets').touched!(activity)).toEqual(expected)
  })
})

describe('checks', () => {
  const may = { edit: false, share: false, view: true, administer: false, cabDefault: false }
  const parent = { id: 'NG-1', name: 'Clients' }
  const rights = (...groups: object[]) => ({
    cabinetRights: [{ parent, value: groups.map((group, index) => ({ ...may, principal: `UG-${index}`, ...group })) }],
  })
  const outside = (External: boolean, Id = 'UG-0') => ({ cabinetGroups: [{ parent, value: [{ Id, External }] }] })
  const login = (external: boolean, lastLogin: string | null) => ({ id: `VAULT-${lastLogin}`, external, lastLogin })
  const today = login(false, '2026-03-01T08:00:00')
  const mixed = (external: boolean, member: string) => ({
    users: [
      { id: 'ADA', external: false },
      { id: 'KIM', external: true },
    ],
    groupInfo: [{ parent: 'UG-1', value: { external, name: 'Partners' } }],
    groupMembers: [{ parent: 'UG-1', value: [{ id: member }] }],
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['cabinet-administrators', rights({ administer: true }, { administer: true }), 'PASS'],
    ['cabinet-administrators', rights({ administer: true }, { administer: true }, { administer: true }), 'FAIL'],
    ['cabinet-administrators', { cabinetRights: [] }, 'CANNOT_TELL'],
    ['default-access', rights({ administer: true }, { cabDefault: true, edit: true }), 'PASS'],
    ['default-access', rights({ administer: true, cabDefault: true }), 'FAIL'],
    ['external-groups', { ...rights({}), ...outside(true) }, 'PASS'],
    ['external-groups', { ...rights({ share: true }), ...outside(false) }, 'PASS'],
    ['external-groups', { ...rights({ share: true }), ...outside(true) }, 'FAIL'],
    ['external-groups', { ...rights({ administer: true }), ...outside(true) }, 'FAIL'],
    ['external-groups', { ...rights({}), ...outside(true, 'UG-HIDDEN') }, 'FAIL'],
    ['external-members', mixed(false, 'ADA'), 'PASS'],
    ['external-members', mixed(false, 'KIM'), 'FAIL'],
    ['external-members', mixed(true, 'KIM'), 'NOT_APPLICABLE'],
    ['external-members', { ...mixed(false, 'ADA'), groupMembers: [] }, 'FAIL'],
    ['idle-internal-users', { users: [today, login(false, '2025-12-01T08:00:00')] }, 'PASS'],
    ['idle-internal-users', { users: [today, login(false, '2025-11-30T07:00:00')] }, 'PARTIAL'],
    ['idle-internal-users', { users: [today, login(false, '')] }, 'PARTIAL'],
    ['idle-internal-users', { users: [login(false, 'yesterday')] }, 'CANNOT_TELL'],
    ['idle-internal-users', { users: [login(false, '')] }, 'CANNOT_TELL'],
    ['idle-external-users', { users: [today] }, 'NOT_APPLICABLE'],
    ['idle-external-users', { users: [today, login(true, '2025-10-01T08:00:00')] }, 'FAIL'],
    ['idle-external-users', { users: [today, login(true, '2026-02-01T08:00:00Z')] }, 'PASS'],
  ])('%s of %j is %s', (name, read, status) =>
    expect(
      judgeCheck(
        netdocuments.checks.find(check => check.name === name)!,
        read,
      ).status,
    ).toBe(status),
  )

  it('are six, none of which passes on nothing', () =>
    expect(netdocuments.checks.filter(({ judge }) => judge).map(check => judgeCheck(check, {}).status)).toEqual(
      Array(6).fill('CANNOT_TELL'),
    ))
})

describe('actions', () => {
  const action = (name: string) => netdocuments.actions.find(one => one.name === name)!
  const ask = (more: Partial<ActionInput> & { externalId?: string }): ActionInput => ({
    config,
    target: { externalId: more.externalId ?? 'VAULT-KIM' },
    parameters: {},
    ...more,
  })
  const found = (body: unknown) => ({ status: 200, body })

  it.each([true, false])('remove-user says whether the user is external, as NetDocuments knows it: %s', external => {
    const { lookup, request, undo } = action('remove-user')
    expect(lookup!(ask({}))).toEqual({ path: '/v1/User/VAULT-KIM/info' })
    expect(request(ask({ found: found({ external }) }))).toEqual({
      method: 'POST',
      path: '/v1/Repository/CA-ACME0001/members',
      form: { action: 'remove', member: 'VAULT-KIM', external, deleteIfFederated: false },
    })
    expect(undo).toBeUndefined()
  })

  it('remove-user sends nothing for somebody it cannot tell', () =>
    expect(() => action('remove-user').request(ask({ found: found({}) }))).toThrow('does not tell'))

  it.each([
    [[{ id: 'VAULT-ADA' }], true],
    [[{ id: 'VAULT-ADA' }, { id: 'VAULT-KIM' }], false],
    [{}, null],
  ])('remove-user is confirmed by the list %j: %s', (body, done) =>
    expect(action('remove-user').confirm!.judge({ status: 200, body }, ask({})).done).toBe(done),
  )

  it('remove-from-group changes one group, and back', () => {
    const { request, confirm, undo, input } = action('remove-from-group')
    const asked = ask({ parameters: { group: 'UG-INTERN01' } })
    const sent = { method: 'POST', path: '/v1/Group/UG-INTERN01/members' }
    expect(request(asked)).toEqual({ ...sent, form: { action: 'remove', member: 'VAULT-KIM' } })
    expect(undo!.request(asked)).toEqual({ ...sent, form: { action: 'add', member: 'VAULT-KIM' } })
    for (const [body, isIn] of [
      [[{ id: 'VAULT-KIM' }], true],
      [[], false],
    ] as const) {
      expect(confirm!.judge({ status: 200, body }, asked).done).toBe(!isIn)
      expect(undo!.judge!({ status: 200, body }, asked).done).toBe(isIn)
    }
    expect(confirm!.judge({ status: 404, body: null }, asked).done).toBe(false)
    expect(input.safeParse({ group: 'Internal Users' }).success).toBe(false)
  })

  it('remove-cabinet-group remembers the rights and gives them back', () => {
    const { request, remember, undo, confirm } = action('remove-cabinet-group')
    const rights = { view: true, edit: true, share: false, administer: false, noAccess: false }
    const none = { view: false, edit: false, share: false, administer: false, noAccess: false }
    const asked = ask({
      externalId: 'NG-CLIENTS1',
      parameters: { group: 'UG-CLIENT01' },
      found: found([{ principal: 'UG-CLIENT01', name: 'Client', cabDefault: true, ...rights }]),
    })
    const sent = { method: 'POST', path: '/v1/cabinet/NG-CLIENTS1/membership' }
    expect(request(asked)).toEqual({ ...sent, form: { action: 'remove', id: 'UG-CLIENT01', ...none } })
    expect(remember!(asked)).toEqual(rights)
    expect(undo!.request({ ...asked, remembered: rights })).toEqual({
      ...sent,
      form: { action: 'add', id: 'UG-CLIENT01', ...rights },
    })
    expect(remember!({ ...asked, found: found([]) })).toBeNull()
    expect(() => undo!.request({ ...asked, remembered: null })).toThrow('its rights are not known')
    expect(confirm!.judge(found([{ Id: 'UG-INTERN01' }]), asked).done).toBe(true)
    expect(confirm!.judge(found([{ Id: 'UG-CLIENT01' }]), asked).done).toBe(false)
  })

  it('remove-external-groups removes all groups from outside, and none of its own', () => {
    const { lookup, request, confirm, undo } = action('remove-external-groups')
    const asked = ask({ externalId: 'NG-CLIENTS1' })
    expect(lookup!(asked)).toEqual({ path: '/v2/cabinet/NG-CLIENTS1/groups' })
    const [own, client, hidden] = [
      { Id: 'UG-INTERN01', External: false },
      { Id: 'UG-CLIENT01', External: true },
      { Id: 'UG-HIDDEN01', External: true, Hidden: true },
    ]
    const sent = request({ ...asked, found: found([own, client, hidden]) })
    expect([sent].flat().map(({ path, form }) => [path, form?.action, form?.id])).toEqual(
      ['UG-CLIENT01', 'UG-HIDDEN01'].map(id => ['/v1/cabinet/NG-CLIENTS1/membership', 'remove', id]),
    )
    expect(() => request({ ...asked, found: found([{ Id: 'UG-CLIENT01' }]) })).toThrow('did not list')
    expect(confirm!.judge(found([own]), asked).done).toBe(true)
    expect(confirm!.judge(found([own, hidden]), asked).done).toBe(false)
    expect(confirm!.judge(found([{ Id: 'UG-CLIENT01' }]), asked).done).toBe(null)
    // Their rights are not told, so nothing could give them back.
    expect(undo).toBeUndefined()
  })
})
