import { isConnector, type ActionInput, type ActivityDraft } from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import { accessOfFolder, accessOfLink } from './access.ts'
import dropbox from './index.ts'
import { streams } from './streams.ts'

const config = { administrator: 'dbmid:ada' }
const [stream] = streams
const ben = { '.tag': 'team_member', team_member_id: 'dbmid:ben', account_id: 'dbid:ben', email: 'ben@acme.example' }
const kim = { '.tag': 'non_team_member', account_id: 'dbid:kim', email: 'kim@client.example' }

function read(kind: string, event: object = {}): ActivityDraft & { action?: string | undefined } {
  const row = { timestamp: '2026-03-01T08:00:00Z', event_type: { '.tag': kind, description: '' }, ...event }
  const [draft, ...more] = stream!.toActivities(stream!.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: dropbox.vocabulary[draft!.vendorAction]?.[0] }
}

const valued = (value: string) => ({ details: { new_value: { '.tag': value } } })

describe('the connector', () => {
  it('is one', () => expect(isConnector(dropbox)).toBe(true))

  it.each([
    ['dbmid:AADKrgMss5NUAOy0dFNSF3TZjxjn_rGACdM', true],
    ['dbid:AAA', false],
    ['dbmid:', false],
    ['dbmid:a/../b', false],
  ])('takes administrator %s: %s', (administrator, good) =>
    expect(dropbox.card.config.safeParse({ administrator }).success).toBe(good),
  )

  it('has one meaning for each kind of event, of a known class', () => {
    const known = new Set([2004, 3001, 3002, 3004, 3005, 3006, 6001, 6002, 6003])
    for (const [action, classUid] of Object.values(dropbox.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known).toContain(classUid)
    }
  })

  it.each([
    [
      'reset',
      409,
      '{"error_summary": "reset/..", "error": {".tag": "reset", "reset": "2026-03-01T08:00:00Z"}}',
      'gone',
    ],
    ['a cursor that it does not know', 409, '{"error":{".tag":"bad_cursor"}}', 'gone'],
    ['a member who is suspended', 401, '{"error":{".tag":"user_suspended"}}', 'gone'],
    ['a member who left', 401, '{"error":{".tag":"invalid_select_user"}}', 'gone'],
    ['a right that is missing', 401, '{"error":{".tag":"missing_scope"}}', 'forbidden'],
    ['too many changes at once', 409, '{"error":{".tag":"too_many_write_operations"}}', 'throttled'],
    ['a token that ended', 401, '{"error":{".tag":"expired_access_token"}}', undefined],
    ['a folder that may not be unshared', 409, '{"error":{".tag":"team_folder"}}', undefined],
  ] as const)('reads what Dropbox says of %s by its tag', (_, status, body, meaning) => {
    const signs = { gone: dropbox.card.gone, forbidden: dropbox.card.forbidden, throttled: dropbox.card.throttled }
    const found = Object.entries(signs).find(([, list]) =>
      list?.some(sign => sign.status === status && body.includes(sign.bodyIncludes!)),
    )
    expect(found?.[0]).toBe(meaning)
  })
})

describe('a call', () => {
  it('without an argument has no body, which Dropbox would refuse', () =>
    expect(dropbox.reads.team!.request(config, {})).toEqual({ method: 'POST', path: '/team/get_info' }))

  it('of a user says whom it is for, one of the team does not', () => {
    const request = (name: string) => {
      const { accounts, resources = [] } = dropbox.inventory
      const listing = [...accounts, ...resources].find(one => one.name === name)!
      return listing.request({ config, parent: { externalId: 'dbmid:ben' } }).headers
    }
    expect(request('members')).toBeUndefined()
    expect(request('links')).toEqual({ 'dropbox-api-select-user': 'dbmid:ben' })
    expect(request('folder-members')).toEqual({ 'dropbox-api-select-admin': 'dbmid:ada' })
  })
})

describe('the team log', () => {
  const ask = (more: object = {}) =>
    'request' in stream! && stream.request({ config, partition: '', since: '2026-03-01T08:00:00.250Z', ...more })

  it('begins at a whole second, without an end, so that its cursor goes on', () =>
    expect(ask()).toEqual({
      method: 'POST',
      path: '/team_log/get_events',
      json: { limit: 1000, time: { start_time: '2026-03-01T08:00:00Z' } },
    }))

  it('is read back to an end', () =>
    expect(ask({ until: '2026-03-02T00:00:00.000Z' })).toMatchObject({
      json: { time: { end_time: '2026-03-02T00:00:00Z' } },
    }))

  it('goes on at another address, which is told the cursor alone', () =>
    expect(ask({ cursor: 'c', until: '2026-03-02T00:00:00Z' })).toEqual({
      method: 'POST',
      path: '/team_log/get_events/continue',
      json: { cursor: 'c' },
    }))

  it('goes on while the answer says so, be a page empty or not', () =>
    expect(stream).toMatchObject({ page: { field: 'cursor', more: 'has_more', keepLast: true }, id: { hash: true } }))
})

describe('an event', () => {
  it.each([
    ['login_success', {}, 'user.login', 'SUCCESS'],
    ['login_fail', {}, 'user.login', 'FAILURE'],
    ['sso_error', {}, 'user.login', 'FAILURE'],
    ['file_download', {}, 'file.download', 'SUCCESS'],
    ['shared_link_create', {}, 'public_link.create', 'SUCCESS'],
    ['app_blocked_by_permissions', {}, 'app.block', 'FAILURE'],
    ['member_change_status', valued('suspended'), 'user.suspend', 'SUCCESS'],
    ['member_change_status', valued('active'), 'user.activate', 'SUCCESS'],
    ['member_change_status', valued('something_new'), 'user.update', 'SUCCESS'],
    ['member_change_admin_role', valued('team_admin'), 'role.grant', 'SUCCESS'],
    ['member_change_admin_role', valued('member_only'), 'role.revoke', 'SUCCESS'],
    ['tfa_change_status', valued('disabled'), 'mfa.disable', 'SUCCESS'],
    ['tfa_change_status', valued('authenticator'), 'mfa.enable', 'SUCCESS'],
    ['tfa_change_status', {}, 'mfa.update', 'SUCCESS'],
    ['account_lock_or_unlocked', valued('unlocked'), 'user.unlock', 'SUCCESS'],
    ['file_locking_lock_status_changed', valued('unlocked'), 'file.unlock', 'SUCCESS'],
    ['a_kind_of_next_week', {}, undefined, 'UNKNOWN'],
    ['constructor', {}, undefined, 'UNKNOWN'],
  ])('%s with %j is %s, %s', (kind, event, action, outcome) =>
    expect(read(kind, event)).toMatchObject({ action, outcome }),
  )

  it('keeps the kind that nobody knows', () =>
    expect(read('a_kind_of_next_week').vendorAction).toBe('a_kind_of_next_week'))

  it.each([
    ['a member', { '.tag': 'user', user: ben }, { id: 'dbmid:ben', email: 'ben@acme.example', kind: 'user' }, false],
    ['an administrator', { '.tag': 'admin', admin: ben }, { id: 'dbmid:ben', kind: 'user' }, true],
    ['somebody outside', { '.tag': 'user', user: kim }, { id: 'dbid:kim', email: 'kim@client.example' }, false],
    [
      'an app',
      { '.tag': 'app', app: { app_id: 'aid:1', display_name: 'PDF' } },
      { id: 'aid:1', name: 'PDF', kind: 'service' },
      false,
    ],
    ['Dropbox', { '.tag': 'dropbox' }, { name: 'Dropbox', kind: 'system' }, false],
    [
      'a reseller',
      { '.tag': 'reseller', reseller_name: 'Shop', reseller_email: 'a@shop.example' },
      { name: 'Shop', email: 'a@shop.example' },
      false,
    ],
  ])('is done by %s', (_, actor, who, isAdmin) =>
    expect(read('file_download', { actor })).toMatchObject({ actor: who, isAdmin }),
  )

  it.each([[{ '.tag': 'anonymous' }], [{ '.tag': 'other' }], [null]])(
    'is done by nobody known when the actor is %j',
    actor => expect(read('shared_link_view', { actor }).actor).toBeNull(),
  )

  it.each([
    [{ '.tag': 'end_user', end_user: { '.tag': 'web', session_id: 'dbwsid:1' } }, 'dbwsid:1', false, false],
    [{ '.tag': 'admin_console', session_id: 'dbwsid:2' }, 'dbwsid:2', true, false],
    [{ '.tag': 'sign_in_as', session_id: 'dbwsid:3' }, 'dbwsid:3', false, true],
    [{ '.tag': 'api', request_id: 'dbarod:1' }, null, false, false],
  ])(
    'done through %j is of session %s, by an administrator: %s, in the name of another: %s',
    (method, sessionId, isAdmin, isImpersonated) =>
      expect(read('file_download', { origin: { access_method: method } })).toMatchObject({
        sessionId,
        isAdmin,
        isImpersonated,
      }),
  )

  it('is an administrator’s in the name of another when such a session begins', () =>
    expect(read('sign_in_as_session_start', { actor: { '.tag': 'admin', admin: ben }, context: kim })).toMatchObject({
      action: 'user.impersonate',
      isImpersonated: true,
      targets: [{ kind: 'user', id: 'dbid:kim' }],
    }))

  it('says why it failed, from where and with what', () =>
    expect(
      read('login_fail', {
        origin: { geo_location: { ip_address: '203.0.113.7', country: 'DE', city: 'Berlin' } },
        details: { error_details: { user_friendly_message: 'Wrong password' }, user_agent: 'Mozilla/5.0' },
      }),
    ).toMatchObject({
      outcomeReason: 'Wrong password',
      ip: { address: '203.0.113.7', country: 'DE', city: 'Berlin' },
      userAgent: 'Mozilla/5.0',
    }))

  const at = (path: object) => ({ contextual: '/a/b', namespace_relative: { ns_id: '7001', ...path } })
  it.each([
    [
      { '.tag': 'file', path: at({ relative_path: '/b' }), file_id: 'id:1' },
      { kind: 'file', id: 'id:1', name: '/a/b' },
    ],
    [
      { '.tag': 'folder', path: at({ relative_path: '', is_shared_namespace: true }), file_id: 'id:2' },
      { kind: 'folder', id: '7001' },
    ],
    [
      { '.tag': 'folder', path: at({ relative_path: '/b', is_shared_namespace: true }), file_id: 'id:3' },
      { kind: 'folder', id: 'id:3' },
    ],
    [
      { '.tag': 'paper_document', doc_id: 'd1', doc_title: 'Plan' },
      { kind: 'file', id: 'd1', name: 'Plan' },
    ],
    [
      { '.tag': 'something_new', display_name: 'x' },
      { kind: 'file', name: 'x' },
    ],
  ])('is about the asset %j', (asset, target) =>
    expect(read('file_download', { assets: [asset] }).targets).toMatchObject([target]),
  )

  it('is about those who took part, an app, and whose it is, but not twice about who did it', () =>
    expect(
      read('app_link_user', {
        actor: { '.tag': 'user', user: ben },
        context: ben,
        participants: [
          { '.tag': 'user', user: kim },
          { '.tag': 'group', group_id: 'g:1', display_name: 'Finance' },
        ],
        details: { app_info: { app_id: 'aid:1', display_name: 'PDF' } },
      }).targets,
    ).toMatchObject([
      { kind: 'app', id: 'aid:1' },
      { kind: 'user', id: 'dbid:kim' },
      { kind: 'group', id: 'g:1' },
    ]))
})

describe('who may open', () => {
  it.each([
    ['public', 'viewer', [{ to: 'link', role: 'READ' }]],
    ['password', 'viewer', [{ to: 'link', role: 'READ' }]],
    ['team', 'editor', [{ to: 'organisation', role: 'WRITE' }]],
    ['members', 'viewer', []],
    ['no_one', 'viewer', []],
    ['something_new', 'viewer', []],
  ])('a link for %s as %s', (audience, level, access) =>
    expect(accessOfLink({ effective_audience: { '.tag': audience }, link_access_level: { '.tag': level } })).toEqual(
      access,
    ),
  )

  it('a link of before audiences were told, by what it resolves to', () =>
    expect(accessOfLink({ resolved_visibility: { '.tag': 'public' } })).toEqual([{ to: 'link', role: 'READ' }]))

  it('a folder: people, groups and who was invited', () =>
    expect(
      accessOfFolder({
        users: [{ access_type: { '.tag': 'owner' }, user: { email: 'ada@acme.example', same_team: true } }],
        groups: [{ access_type: { '.tag': 'editor' }, group: { group_name: 'Finance', same_team: true } }],
        invitees: [{ access_type: { '.tag': 'viewer' }, invitee: { email: 'kim@client.example' } }],
      }),
    ).toEqual([
      { to: 'user', name: 'ada@acme.example', isExternal: false, role: 'OWN' },
      { to: 'group', name: 'Finance', isExternal: false, role: 'WRITE' },
      { to: 'user', name: 'kim@client.example', isExternal: null, role: 'READ' },
    ]))
})

describe('an action', () => {
  const action = (name: string) => dropbox.actions.find(one => one.name === name)!
  const input = (externalId: string, more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: { externalId },
    parameters: {},
    ...more,
  })

  it('suspends without wiping devices', () =>
    expect(action('suspend-member').request(input('dbmid:ben'))).toMatchObject({ json: { wipe_data: false } }))

  it.each([
    ['id:abc', 'id:abc'],
    ['7001001', 'ns:7001001'],
  ])('looks for links to %s by %s, in the name of the administrator', (id, path) =>
    expect(action('revoke-link').lookup!(input(id))).toMatchObject({
      json: { path, direct_only: true },
      headers: { 'dropbox-api-select-admin': 'dbmid:ada' },
    }),
  )

  it('revokes each link in the name of who made it', () => {
    const links = [{ url: 'https://l/1', team_member_info: { member_id: 'dbmid:ben' } }, { url: 'https://l/2' }]
    const found = { status: 200, body: { links, has_more: false } }
    expect(action('revoke-link').request(input('id:abc', { found }))).toMatchObject([
      { json: { url: 'https://l/1' }, headers: { 'dropbox-api-select-user': 'dbmid:ben' } },
      { json: { url: 'https://l/2' }, headers: { 'dropbox-api-select-admin': 'dbmid:ada' } },
    ])
  })

  it.each(['remove-from-folder', 'unshare-folder'])('%s refuses a folder that is only linked to', name =>
    expect(() => action(name).request(input('id:abc', { parameters: { email: 'a@b.example' } }))).toThrow('not shared'),
  )

  it('ends each session by its kind, and sends nothing where there is none', () => {
    const body = { active_web_sessions: [{ session_id: 'w' }], desktop_client_sessions: [{ session_id: 'd' }] }
    const request = action('end-sessions').request
    expect(request(input('dbmid:ben', { found: { status: 200, body } }))).toMatchObject({
      json: {
        revoke_devices: [
          { '.tag': 'web_session', session_id: 'w', team_member_id: 'dbmid:ben' },
          { '.tag': 'desktop_client', session_id: 'd', team_member_id: 'dbmid:ben' },
        ],
      },
    })
    expect(request(input('dbmid:ben', { found: { status: 200, body: { active_web_sessions: [] } } }))).toEqual([])
    expect(() => request(input('dbmid:ben', { found: { status: 200, body: {} } }))).toThrow('did not list')
  })

  it('restores a file by the path and revision that it had', () => {
    const { undo, remember } = action('trash-file')
    const remembered = remember!(
      input('id:abc', { found: { status: 200, body: { path_lower: '/a', rev: '015f2a0b3' } } }),
    )
    expect(undo!.request(input('id:abc', { remembered }))).toMatchObject({ json: { path: '/a', rev: '015f2a0b3' } })
    expect(() => undo!.request(input('id:abc', { remembered: {} }))).toThrow('Restore it under')
  })
})

describe('a policy that only the log tells', () => {
  const check = (name: string) => dropbox.checks.find(one => one.name === name)!
  const change = (timestamp: string, value: object) => ({ timestamp, details: { new_value: value } })

  it.each([
    ['never changed', [], 'CANNOT_TELL'],
    [
      'required last',
      [
        change('2026-01-02T00:00:00Z', { '.tag': 'require_tfa_enable' }),
        change('2026-01-01T00:00:00Z', { '.tag': 'require_tfa_disable' }),
      ],
      'PASS',
    ],
    [
      'required once',
      [
        change('2026-01-01T00:00:00Z', { '.tag': 'require_tfa_enable' }),
        change('2026-01-02T00:00:00Z', { '.tag': 'require_tfa_disable' }),
      ],
      'FAIL',
    ],
    ['something new last', [change('2026-01-01T00:00:00Z', { '.tag': 'other' })], 'FAIL'],
    ['without a value', [{ timestamp: '2026-01-01T00:00:00Z', details: {} }], 'CANNOT_TELL'],
  ])('two-step verification, %s', (_, tfaChanges, status) =>
    expect(judgeCheck(check('two-step-verification'), { tfaChanges }).status).toBe(status),
  )

  it.each([
    [{ '.tag': 'defined', unit: { '.tag': 'hours' }, amount: 24 }, 'PASS'],
    [{ '.tag': 'defined', unit: { '.tag': 'days' }, amount: 2 }, 'FAIL'],
    [{ '.tag': 'defined', unit: { '.tag': 'fortnights' }, amount: 1 }, 'FAIL'],
    [{ '.tag': 'undefined' }, 'FAIL'],
  ])('idle sessions as %j: %s', (value, status) =>
    expect(judgeCheck(check('idle-sessions'), { idleChanges: [change('2026-01-01T00:00:00Z', value)] }).status).toBe(
      status,
    ),
  )
})
