import { isConnector, type ActionInput, type ActivityDraft, type PolledStream } from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import { HARDENING, isHardened } from './hardening.ts'
import servicenow from './index.ts'

const config = servicenow.card.config.parse({ instance: 'acme' })
const [audit, signIns, transactions] = servicenow.streams as [PolledStream, PolledStream, PolledStream]
const ID = 'a'.repeat(32)
const span = { config, partition: '', since: '2026-03-01T10:00:00.000Z' }

function read(stream: PolledStream, row: object): ActivityDraft & { action?: string } {
  const common = { sys_id: ID, sys_created_on: '2026-03-01 10:00:00' }
  const [draft, ...more] = stream.toActivities(stream.row.parse({ ...common, ...row }))
  expect(more).toEqual([])
  return { ...draft!, action: servicenow.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(servicenow)).toBe(true))

  it.each([
    ['acme', true],
    ['acme-dev2', true],
    ['acme.service-now.com', false],
    ['https://acme', false],
    ['Acme', false],
    ['acme/evil', false],
    ['', false],
  ])('takes %s as instance: %s', (instance, good) =>
    expect(servicenow.card.config.safeParse({ instance }).success).toBe(good),
  )

  it('has one meaning for each action', () => {
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(servicenow.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      const meaning = `${classUid}/${activityId}`
      expect([action, meanings.get(action) ?? meaning]).toEqual([action, meaning])
      meanings.set(action, meaning)
    }
  })

  it('has every read read by a check, and every property judged by one', () => {
    const unread = Object.keys(servicenow.reads).filter(
      name => !servicenow.checks.some(({ reads }) => reads.includes(name)),
    )
    expect(unread).toEqual([])
    const read = { properties: [{ name: 'glide.product.name', value: 'x' }], propertyCount: counted(1) }
    const judged = servicenow.checks
      .filter(({ reads }) => reads.includes('properties'))
      .flatMap(check => judgeCheck(check, read).subjects ?? [])
    expect(judged.map(({ name }) => name).toSorted()).toEqual(Object.keys(HARDENING).toSorted())
  })
})

describe('requests', () => {
  const all = [
    ...servicenow.streams.map(stream => (stream as PolledStream).request(span)),
    ...[
      ...servicenow.inventory.accounts,
      ...(servicenow.inventory.groups ?? []),
      ...(servicenow.inventory.grants ?? []),
    ].map(listing => listing.request({ config })),
    ...Object.entries(servicenow.reads)
      .filter(([name]) => name !== 'propertyCount')
      .map(([, spec]) => spec.request(config, {})),
    servicenow.card.probe(config),
  ]

  it.each(all.map(request => [request.path!, request.query!] as const))(
    'of %s ask in an order for what is stored, of version 2',
    (path, query) => {
      expect(path).toMatch(/^\/v2\/table\/\w+$/)
      expect(query.sysparm_query).toMatch(/ORDERBY/)
      expect(query).toMatchObject({ sysparm_display_value: false, sysparm_exclude_reference_link: true })
      // Deep offsets are slow, and rows shift under them.
      expect(query).not.toHaveProperty('sysparm_offset')
    },
  )

  it('of a log begin at a whole second in UTC', () =>
    expect(audit.request({ ...span, until: '2026-03-01T11:00:00.500Z' }).query?.sysparm_query).toBe(
      'sys_created_on>=2026-03-01 10:00:00^sys_created_on<2026-03-01 11:00:01^ORDERBYsys_created_on^ORDERBYsys_id',
    ))

  it('of a log go on behind the last row, also within its second', () =>
    expect(audit.request({ ...span, after: ['2026-03-01 10:00:05', ID] }).query?.sysparm_query).toBe(
      `sys_created_on>2026-03-01 10:00:05^NQsys_created_on=2026-03-01 10:00:05^sys_id>${ID}^ORDERBYsys_created_on^ORDERBYsys_id`,
    ))

  it('of sign-ins name their families in both halves', () => {
    const query = String(signIns.request({ ...span, after: ['2026-03-01 10:00:05', ID] }).query?.sysparm_query)
    expect(query.split('^NQ').map(half => half.includes('nameSTARTSWITHlogin^ORnameSTARTSWITHlogout'))).toEqual([
      true,
      true,
    ])
  })

  it.each([
    [{}, ['']],
    [{ transactions: false }, []],
  ])('of the transaction log with %j are for %j', (more, parts) =>
    expect(transactions.partitions?.(servicenow.card.config.parse({ instance: 'acme', ...more }))).toEqual(parts),
  )
})

describe('a change', () => {
  it.each([
    ['sys_user', 'locked_out', 'true', 'user.lock'],
    ['sys_user', 'locked_out', '1', 'user.lock'],
    ['sys_user', 'locked_out', '0', 'user.unlock'],
    ['sys_user', 'active', 'false', 'user.deactivate'],
    ['sys_user', 'user_password', '****', 'password.change'],
    ['sys_user', 'title', 'Clerk', 'user.update'],
    ['sys_user', 'DELETED', 'DELETED', 'user.delete'],
    ['sys_user', 'enable_multifactor_authn', 'false', 'mfa.disable'],
    ['sys_user_has_role', 'DELETED', 'DELETED', 'role.revoke'],
    ['sys_user_grmember', 'DELETED', 'DELETED', 'group.remove_member'],
    ['sys_properties', 'value', 'false', 'setting.update'],
    ['sys_security_acl', 'active', 'false', 'policy.disable'],
    ['sys_security_acl', 'script', 'answer = true', 'policy.update'],
    ['oauth_entity', 'client_secret', '****', 'secret.rotate'],
    ['incident', 'state', '6', 'record.update'],
    ['incident', 'DELETED', 'DELETED', 'record.delete'],
    ['constructor', 'name', 'x', 'record.update'],
  ])('of %s.%s to %s is %s', (tablename, fieldname, newvalue, action) => {
    const checkpoint = fieldname === 'DELETED' ? '-1' : '3'
    const row = { tablename, fieldname, newvalue, user: 'ada', documentkey: ID, record_checkpoint: checkpoint }
    expect(read(audit, row)).toMatchObject({ action, actor: { id: 'ada', kind: 'user' }, outcome: 'SUCCESS' })
  })

  it.each([
    ['sys_user', 'user_name', 'user.create'],
    ['sys_user', 'email', 'user.update_email'],
    ['sys_user_has_role', 'role', 'role.grant'],
    ['sys_user_has_role', 'user', 'role.update'],
    ['sys_user_grmember', 'group', 'group.add_member'],
    ['sys_properties', 'name', 'setting.create'],
    ['incident', 'name', 'record.create'],
    ['incident', 'short_description', 'record.update'],
  ])('that makes a row of %s is told once, by %s: %s', (tablename, fieldname, action) =>
    expect(read(audit, { tablename, fieldname, newvalue: 'x', user: 'ada', record_checkpoint: '0' }).action).toBe(
      action,
    ),
  )

  it('names the role that was given by its key, and no other value', () => {
    const role = 'b'.repeat(32)
    const granted = {
      tablename: 'sys_user_has_role',
      fieldname: 'role',
      documentkey: ID,
      user: 'ada',
      record_checkpoint: '0',
    }
    expect(read(audit, { ...granted, newvalue: role }).targets).toEqual([
      { kind: 'record', id: ID, name: 'sys_user_has_role.role' },
      { kind: 'role', id: role },
    ])
    expect(JSON.stringify(read(audit, { ...granted, fieldname: 'x', newvalue: 'hunter2' }))).not.toContain('hunter2')
    expect(audit.secrets).toEqual(['newvalue'])
  })

  it.each([
    ['system', 'sys_properties', 'value', false, 'system'],
    ['ada', 'sys_properties', 'value', true, 'user'],
    ['ada', 'sys_user', 'user_password', false, 'user'],
    ['ada', 'incident', 'state', false, 'user'],
    ['', 'incident', 'state', false, undefined],
  ])('by "%s" of %s.%s takes an administrator: %s', (user, tablename, fieldname, isAdmin, kind) => {
    const activity = read(audit, { tablename, fieldname, newvalue: 'x', user, record_checkpoint: '2' })
    expect([activity.isAdmin, activity.actor?.kind]).toEqual([isAdmin, kind])
  })
})

describe('an event', () => {
  const session = 'c'.repeat(32)
  it.each([
    ['login', 'ben', '81.2.69.142', 'user.login', 'SUCCESS'],
    ['login.failed', 'ben', '2a02:6b8::1', 'user.login', 'FAILURE'],
    ['external.authentication.succeeded', 'user_name=ben', '81.2.69.142', 'user.authenticate', 'SUCCESS'],
    ['external.authentication.failed', 'ben', '81.2.69.142', 'user.authenticate', 'FAILURE'],
  ])('%s of %s from %s is %s: %s', (name, parm1, parm2, action, outcome) =>
    expect(
      read(signIns, { name, parm1, parm2, instance: session, user_name: 'guest', sys_created_by: 'system' }),
    ).toMatchObject({
      action,
      outcome,
      actor: { id: 'ben', kind: 'user' },
      ip: { address: parm2 },
      sessionId: session,
      isAdmin: false,
      isImpersonated: false,
    }),
  )

  it.each([
    ['logout', 'user.logout', false],
    ['impersonation.start', 'user.impersonate', true],
    ['impersonation.end', 'user.impersonate_end', true],
  ])('%s is by who is signed in: %s', (name, action, isImpersonated) => {
    const activity = read(signIns, {
      name,
      parm1: 'ben',
      parm2: '81.2.69.142',
      user_name: 'ada',
      sys_created_by: 'ada',
    })
    expect(activity).toMatchObject({ action, actor: { id: 'ada' }, isImpersonated, ip: { address: '81.2.69.142' } })
    expect(activity.targets).toEqual(isImpersonated ? [{ kind: 'user', id: 'ben' }] : [])
  })

  it('of a family that is read without a meaning is kept', () =>
    expect(read(signIns, { name: 'security.something.new', user_name: 'ada' })).toMatchObject({
      vendorAction: 'security.something.new',
      action: undefined,
      isAdmin: true,
    }))

  it('that is the instance’s own work is none, though it comes where a condition of the query was not known', () =>
    expect(
      signIns.toActivities(
        signIns.row.parse({ sys_id: ID, name: 'email.read', sys_created_on: '2026-03-01 10:00:00' }),
      ),
    ).toEqual([]))
})

describe('a request', () => {
  it.each([
    ['/incident_list.do?CSV&sysparm_query=x', 'data.export', { kind: 'table', name: 'incident' }],
    ['/incident_list.do?sysparm_query=active%3Dtrue&EXCEL', 'data.export', { kind: 'table', name: 'incident' }],
    ['/incident.do?JSONv2=&sysparm_query=x', 'data.export', { kind: 'table', name: 'incident' }],
    [`/sys_attachment.do?sys_id=${ID}&sysparm_ck=secret`, 'file.download', { kind: 'file', id: ID }],
    [`/api/now/v1/attachment/${ID}/file`, 'file.download', { kind: 'file', id: ID }],
    ['/api/now/table/sys_user?sysparm_limit=1', 'api.call', { kind: 'table', name: 'sys_user' }],
    ['/now/nav/ui/home?token=secret', 'api.call', { kind: 'page', name: '/now/nav/ui/home' }],
  ])('of %s is %s', (url, action, target) => {
    const activity = read(transactions, { url, type: 'REST', sys_created_by: 'ben', response_status: '200' })
    expect([activity.action, activity.targets]).toEqual([action, [target]])
    expect(JSON.stringify(activity)).not.toContain('secret')
  })

  it('tells who, from where, with what, in which session', () =>
    expect(
      read(transactions, {
        url: '/incident.do',
        type: 'Form',
        sys_created_by: 'ben',
        remote_ip: '81.2.69.142',
        session: 's1',
        user_agent: 'curl/8',
        response_status: '403',
      }),
    ).toMatchObject({
      action: 'record.read',
      actor: { id: 'ben' },
      ip: { address: '81.2.69.142' },
      sessionId: 's1',
      userAgent: 'curl/8',
      outcome: 'FAILURE',
      outcomeReason: 'HTTP 403',
    }))

  it('of an unknown type is kept, and without a status nobody knows how it went', () =>
    expect(read(transactions, { url: '/x.do', type: 'Hologram' })).toMatchObject({
      vendorAction: 'transaction:Hologram',
      action: undefined,
      outcome: 'UNKNOWN',
    }))
})

describe('a user', () => {
  const [users, admins] = servicenow.inventory.accounts
  const row = { sys_id: ID, user_name: 'ben', active: 'true', locked_out: 'false' }
  it.each([
    [{}, 'ACTIVE'],
    [{ locked_out: 'true' }, 'SUSPENDED'],
    [{ active: 'false', locked_out: 'true' }, 'DELETED'],
    // A rule that hides a field leaves it out.
    [{ locked_out: undefined }, 'UNKNOWN'],
    [{ active: undefined }, 'UNKNOWN'],
  ])('with %j is %s', (more, status) => expect(users!.toAccount({ ...row, ...more })).toMatchObject({ status }))

  it.each([
    [{ enable_multifactor_authn: 'true', source: 'ldap:x' }, true],
    [{ enable_multifactor_authn: 'false', source: '' }, false],
    [{ enable_multifactor_authn: 'false', source: 'ldap:x' }, undefined],
    [{}, undefined],
  ])('with %j has a second factor: %s', (more, mfaEnabled) =>
    expect(users!.toAccount({ ...row, ...more }).mfaEnabled).toBe(mfaEnabled),
  )

  it('was last seen in UTC', () =>
    expect(users!.toAccount({ ...row, last_login_time: '2026-03-01 10:00:00' }).lastSeenAt).toBe(
      '2026-03-01T10:00:00Z',
    ))

  it('administrates by one of two roles, and by no other that comes where a condition was not known', () => {
    const of = (role: string) => admins!.toAccount({ sys_id: ID, 'user.user_name': 'ben', 'role.name': role }).isAdmin
    expect(['admin', 'security_admin', 'itil'].map(of)).toEqual([true, true, undefined])
  })
})

const counted = (count: number) => ({ result: { stats: { count: String(count) } } })
const check = (name: string) => servicenow.checks.find(one => one.name === name)!

describe('a check of a property', () => {
  const other = { name: 'glide.product.name', value: 'x' }
  it.each([
    ['set as it should be', 'frame-options', [{ name: 'glide.set_x_frame_options', value: 'true' }], 1, 'PASS'],
    ['set otherwise', 'frame-options', [{ name: 'glide.set_x_frame_options', value: 'false' }], 1, 'FAIL'],
    ['set to nothing', 'frame-options', [{ name: 'glide.set_x_frame_options', value: '' }], 1, 'CANNOT_TELL'],
    ['not set, and then off', 'frame-options', [other], 1, 'FAIL'],
    ['not set, and then on', 'soap-strict', [other], 1, 'PASS'],
    ['not set, and nobody says what then', 'csrf-token', [other], 1, 'CANNOT_TELL'],
    ['not to be seen, since rows are hidden', 'soap-strict', [other], 2, 'CANNOT_TELL'],
    ['partly so', 'escaping', [{ name: 'glide.ui.escape_all_script', value: 'true' }], 1, 'PARTIAL'],
    ['a number within', 'session-timeout', [{ name: 'glide.ui.session_timeout', value: '15' }], 1, 'PASS'],
    ['a number beyond', 'session-timeout', [{ name: 'glide.ui.session_timeout', value: '480' }], 1, 'FAIL'],
    ['for ever', 'guest-timeout', [{ name: 'glide.guest.session_timeout', value: '0' }], 1, 'FAIL'],
  ])('that is %s', (_, name, properties, count, status) =>
    expect(judgeCheck(check(name), { properties, propertyCount: counted(count) }).status).toBe(status),
  )

  it('says what was seen', () =>
    expect(judgeCheck(check('frame-options'), { properties: [other], propertyCount: counted(1) }).message).toBe(
      'glide.set_x_frame_options is not set, so false counts.',
    ))

  it('takes each recommended value for good', () =>
    expect(Object.entries(HARDENING).filter(([, wanted]) => isHardened(wanted, wanted.want) !== true)).toEqual([]))
})

describe('a check of administrators', () => {
  const holder = (name: string, more: object = {}) => ({
    'role.name': 'admin',
    'user.user_name': name,
    'user.last_login_time': '2026-03-01 10:00:00',
    'user.web_service_access_only': 'false',
    'user.enable_multifactor_authn': 'true',
    'user.source': '',
    ...more,
  })
  it.each([
    ['admin-count', [holder('ada'), holder('ada', { 'role.name': 'security_admin' })], 'PASS'],
    ['admin-count', [holder('ada', { 'role.name': 'itil' })], 'CANNOT_TELL'],
    ['admins-mfa', [holder('ada'), holder('ben', { 'user.enable_multifactor_authn': 'false' })], 'PARTIAL'],
    ['admins-mfa', [holder('ada', { 'user.enable_multifactor_authn': undefined })], 'CANNOT_TELL'],
    [
      'admins-mfa',
      [holder('ada', { 'user.source': 'saml', 'user.enable_multifactor_authn': 'false' })],
      'NOT_APPLICABLE',
    ],
    ['integration-admins', [holder('sync', { 'user.web_service_access_only': 'true' })], 'FAIL'],
    ['integration-admins', [holder('sync', { 'user.web_service_access_only': undefined })], 'CANNOT_TELL'],
    ['idle-admins', [holder('ada'), holder('ben', { 'user.last_login_time': '2025-06-01 10:00:00' })], 'PARTIAL'],
    ['idle-admins', [holder('ada', { 'user.last_login_time': '' })], 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, admins, status) => expect(judgeCheck(check(name), { admins }).status).toBe(status))
})

describe('the check of bare access rules', () => {
  const rule = (sys_id: string, more: object = {}) => ({
    sys_id,
    name: 'incident',
    operation: 'read',
    active: 'true',
    ...more,
  })
  it.each([
    ['each with a role', [rule('a')], ['a'], 'PASS'],
    ['one without', [rule('a'), rule('b')], ['a'], 'PARTIAL'],
    ['none with a role', [rule('b')], ['a'], 'FAIL'],
    ['roles that are not shown', [rule('a')], [], 'CANNOT_TELL'],
    [
      'rules that are not active, which come where a condition was not known',
      [rule('a', { active: 'false' })],
      ['a'],
      'CANNOT_TELL',
    ],
  ])('of %s', (_, bareRules, roles, status) => {
    const ruleRoles = roles.map(sys_security_acl => ({ sys_security_acl }))
    expect(judgeCheck(check('rules-with-roles'), { bareRules, ruleRoles }).status).toBe(status)
  })
})

describe('an action', () => {
  const act = (name: string) => servicenow.actions.find(one => one.name === name)!
  const input = (more: Partial<ActionInput>): ActionInput => ({
    config,
    target: { externalId: 'ben' },
    parameters: {},
    ...more,
  })
  const found = (...result: object[]) => ({ found: { status: 200, body: { result } } })
  const ben = { sys_id: ID, user_name: 'ben', active: 'true', locked_out: 'false' }
  const eve = { ...ben, sys_id: 'e'.repeat(32), user_name: 'eve' }

  it('hits the one that was asked for, also where ServiceNow ignored the condition and lists everybody', () =>
    expect(act('lock-out-user').request(input(found(eve, ben)))).toMatchObject({ path: `/v2/table/sys_user/${ID}` }))

  it.each([
    ['nobody', found()],
    ['somebody else', found(eve)],
    ['two', found(ben, ben)],
    ['no key', found({ user_name: 'ben' })],
  ])('hits nobody where it finds %s', (_, more) =>
    expect(() => act('lock-out-user').request(input(more))).toThrow(/does not show one user ben/),
  )

  it('asks for no name that would end the condition', () =>
    expect(() => act('lock-out-user').lookup!(input({ target: { externalId: 'x^ORactive=true' } }))).toThrow(
      /ends a condition/,
    ))

  it('ends sessions by locking out and in, but leaves locked who was locked', () => {
    const sent = (user: object) => [act('end-sessions').request(input(found(user)))].flat().map(({ json }) => json)
    expect(sent(ben)).toEqual([{ locked_out: 'true' }, { locked_out: 'false' }])
    expect(sent({ ...ben, locked_out: 'true' })).toEqual([])
    expect(() => sent({ ...ben, locked_out: undefined })).toThrow(/locked_out/)
  })

  it('takes away a role that was given directly, and says where it comes with something else', () => {
    const held = { sys_id: ID, 'user.user_name': 'ben', 'role.name': 'itil', inherited: 'true' }
    const remove = (...rows: object[]) =>
      act('remove-role').request(input({ parameters: { role: 'itil' }, ...found(...rows) }))
    expect(remove({ ...held, inherited: 'false' }, { ...held, 'role.name': 'admin', inherited: 'false' })).toHaveLength(
      1,
    )
    expect(remove()).toEqual([])
    expect(() => remove(held)).toThrow(/by a group or another role alone/)
  })

  it('puts a property back as it was', () => {
    const undo = (remembered: unknown, ...rows: object[]) =>
      act('set-hardening-property').undo!.request(
        input({ parameters: { property: 'glide.ui.escape_text' }, remembered, ...found(...rows) }),
      )
    const row = { sys_id: ID, name: 'glide.ui.escape_text', value: 'true' }
    expect(undo({ value: 'false' }, row)).toMatchObject({ method: 'PATCH', json: { value: 'false' } })
    expect(undo({ value: null }, row)).toMatchObject({ method: 'DELETE', path: `/v2/table/sys_properties/${ID}` })
    expect(() => undo({ value: null })).toThrow(/missing/)
  })

  it('hardens no property but those that it knows', () =>
    expect(act('set-hardening-property').input.safeParse({ property: 'instance_name' }).success).toBe(false))
})
