import { judgeCheck } from '@casbah/testkit'
import { isConnector, type ActionInput } from '@casbah/sdk'
import box from './index.ts'
import { resourceOf } from './item.ts'
import { streams } from './streams.ts'

const config = box.card.config.parse({ enterpriseId: '4400000', contentAdmin: '1000000001' })
const stream = streams[0]!
const BEN = { type: 'user', id: '1000000002', name: 'Ben Ruiz', login: 'ben@acme.example' }
const read = (more: Record<string, unknown>) => {
  const row = {
    event_id: 'e1',
    event_type: 'DOWNLOAD',
    created_at: '2026-03-01T08:00:00-08:00',
    created_by: BEN,
    ...more,
  }
  return stream.toActivities(stream.row.parse(row))[0]!
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(box)).toBe(true))

  it.each([
    [{ enterpriseId: '4400000', contentAdmin: '1' }, true],
    [{ enterpriseId: 'acme', contentAdmin: '1' }, false],
    [{ enterpriseId: '4400000', contentAdmin: 'ada@acme.example' }, false],
    [{ enterpriseId: '4400000' }, false],
  ])('takes %j: %s', (given, good) => expect(box.card.config.safeParse(given).success).toBe(good))

  it('tells with each missing scope that the app must be authorised again', () =>
    expect(box.card.scopes.map(({ remedy }) => /Reauthorize App/.test(remedy ?? ''))).toEqual([true, true, true, true]))
})

describe('the stream', () => {
  const ask = { config, partition: '', since: '2026-02-01T00:00:00Z' }

  it('backfills by time from the log that has times', () =>
    expect(stream.request({ ...ask, until: '2026-02-08T00:00:00Z' })).toEqual({
      path: '/events',
      query: {
        stream_type: 'admin_logs',
        created_after: '2026-02-01T00:00:00Z',
        created_before: '2026-02-08T00:00:00Z',
        stream_position: '0',
        limit: 500,
      },
    }))

  it.each([
    [undefined, '0'],
    ['1152923', '1152923'],
  ])('lives from position %s on without times, which Box would ignore', (cursor, stream_position) =>
    expect(stream.request({ ...ask, ...(cursor && { cursor }) })).toEqual({
      path: '/events',
      query: { stream_type: 'admin_logs_streaming', stream_position, limit: 500 },
    }),
  )
})

describe('events', () => {
  it.each([
    ['a user', BEN, { id: '1000000002', email: 'ben@acme.example', name: 'Ben Ruiz' }],
    [
      'an id that is a number',
      { ...BEN, id: 1000000002 },
      { id: '1000000002', email: 'ben@acme.example', name: 'Ben Ruiz' },
    ],
    ['nobody who signed in', { type: 'user', id: '2', name: 'Unknown User' }, { name: 'Unknown User' }],
    ['nobody', null, undefined],
  ])('by %s', (_, created_by, actor) => expect(read({ created_by }).actor).toEqual(actor))

  it.each([
    [
      'an item',
      { item_type: 'folder', item_id: '5', item_name: 'Plans' },
      [{ kind: 'folder', id: '5', name: 'Plans' }],
    ],
    ['a user', BEN, [{ kind: 'user', id: '1000000002', name: 'Ben Ruiz', email: 'ben@acme.example' }]],
    [
      'a folder and whom it is shared with',
      { folder_id: 5, folder_name: 'Plans', user_id: '7', user_name: 'Kim', user_email: 'kim@partner.example' },
      [
        { kind: 'folder', id: '5', name: 'Plans' },
        { kind: 'user', id: '7', name: 'Kim', email: 'kim@partner.example' },
      ],
    ],
    ['a group', { group_id: '3', group_name: 'Legal' }, [{ kind: 'group', id: '3', name: 'Legal' }]],
    ['nothing', null, []],
    ['something unknown', { api_key: 'x' }, []],
  ])('about %s', (_, source, targets) => expect(read({ source }).targets).toEqual(targets))

  it.each([
    ['LOGIN', 'SUCCESS', false],
    ['FAILED_LOGIN', 'FAILURE', false],
    ['ADMIN_LOGIN', 'SUCCESS', true],
    ['NEW_USER', 'SUCCESS', true],
    ['CHANGE_ADMIN_ROLE', 'SUCCESS', true],
    ['DISABLE_MULTI_FACTOR_AUTH', 'SUCCESS', false],
    ['SHIELD_SHARED_LINK_ACCESS_BLOCKED', 'FAILURE', false],
    ['DEVICE_TRUST_CHECK_FAILED', 'FAILURE', false],
    ['USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE', 'SUCCESS', false],
    ['BOX_AI_USER_FAILED_REQUEST', 'FAILURE', false],
    ['SOMETHING_NEW', 'SUCCESS', false],
  ])('%s is %s, by an administrator: %s', (event_type, outcome, isAdmin) =>
    expect(read({ event_type })).toMatchObject({ vendorAction: event_type, outcome, isAdmin }),
  )

  it.each([
    [95, 'CRITICAL'],
    [77, 'HIGH'],
    [60, 'MEDIUM'],
    [10, 'LOW'],
    ['much', undefined],
  ])('an alert of Shield with the score %s is %s', (risk_score, severity) =>
    expect(read({ event_type: 'SHIELD_ALERT', additional_details: { shield_alert: { risk_score } } }).severity).toBe(
      severity,
    ),
  )

  it.each(['event_id', 'created_at', 'event_type'])('without %s is refused', missing =>
    expect(
      stream.row.safeParse({ event_id: 'e', event_type: 'LOGIN', created_at: 'now', [missing]: undefined }).success,
    ).toBe(false),
  )
})

describe('items', () => {
  const item = { type: 'file' as const, id: '5', name: 'plan.pdf', owned_by: { id: '7' } }
  it.each([
    ['no link', {}, []],
    ['a link for whoever has it', { shared_link: { effective_access: 'open' } }, [{ to: 'link', role: 'READ' }]],
    [
      'a link to edit by',
      { shared_link: { effective_access: 'open', effective_permission: 'can_edit' } },
      [{ to: 'link', role: 'WRITE' }],
    ],
    [
      'a link for the company',
      { shared_link: { effective_access: 'company' } },
      [{ to: 'organisation', role: 'READ' }],
    ],
    ['a link for its collaborators', { shared_link: { effective_access: 'collaborators' } }, []],
    ['collaborators', { has_collaborations: true }, [{ to: 'user' }]],
  ])('with %s', (_, more, access) => expect(resourceOf({ ...item, ...more }).access).toEqual(access))

  it('are named with the folders above them, but for the root', () =>
    expect(
      resourceOf({
        ...item,
        path_collection: {
          entries: [
            { id: '0', name: 'All Files' },
            { id: '4', name: 'Plans' },
          ],
        },
      }).name,
    ).toBe('Plans/plan.pdf'))
})

describe('checks', () => {
  const check = (name: string) => box.checks.find(one => one.name === name)!
  const of = (category: string, name: string, value: unknown) => ({
    settings: { [category]: { [name]: { value, is_used: true } } },
  })
  const sharing = (name: string, value: unknown) => of('content_and_sharing', name, value)
  const user = (more: object) => ({ users: [{ id: '1', login: 'a@acme.example', status: 'active', ...more }] })

  it.each<[string, Record<string, unknown>, string]>([
    ['mfa-required', of('security', 'is_multi_factor_auth_required', true), 'PASS'],
    ['mfa-required', of('security', 'is_multi_factor_auth_required', null), 'CANNOT_TELL'],
    ['password-reuse', of('security', 'previous_password_reuse_limit', '5'), 'PASS'],
    ['password-reuse', of('security', 'previous_password_reuse_limit', 'some'), 'CANNOT_TELL'],
    ['failed-login-notice', of('security', 'failed_login_attempts_to_trigger_admin_notification', 0), 'FAIL'],
    [
      'external-collaboration',
      sharing('external_collaboration_status', 'limit_collaboration_to_users_within_enterprise'),
      'PASS',
    ],
    ['external-collaboration', sharing('external_collaboration_status', 'else'), 'CANNOT_TELL'],
    ['link-default', sharing('shared_link_default_access', 'company'), 'PASS'],
    ['link-default', sharing('shared_link_default_access', 'open'), 'FAIL'],
    ['link-expiry', sharing('is_shared_links_expiration_enabled', true), 'CANNOT_TELL'],
    ['link-expiry', sharing('is_shared_links_expiration_enabled', false), 'FAIL'],
    ['trash-kept', sharing('trash_auto_clear_time', 30 * 86_400), 'PASS'],
    ['trash-kept', sharing('trash_auto_clear_time', 86_400), 'FAIL'],
    ['shield-rules', { settings: { shield: { shield_rules: [] } } }, 'FAIL'],
    ['shield-rules', { settings: { shield: null } }, 'CANNOT_TELL'],
    ['no-verification-exemption', user({ is_exempt_from_login_verification: false }), 'PASS'],
    ['no-verification-exemption', user({ is_exempt_from_login_verification: true }), 'FAIL'],
    ['no-verification-exemption', user({}), 'CANNOT_TELL'],
    ['admin-count', user({ role: 'admin' }), 'PASS'],
    ['admin-count', user({ role: 'user' }), 'CANNOT_TELL'],
    ['admin-count', user({}), 'CANNOT_TELL'],
    ['retention-policy', { retentionPolicies: [{ status: 'active', assignment_counts: { folder: 1 } }] }, 'PASS'],
    ['retention-policy', { retentionPolicies: [{ status: 'active', assignment_counts: { folder: 0 } }] }, 'FAIL'],
    ['retention-policy', { retentionPolicies: [] }, 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, given, status) => expect(judgeCheck(check(name), given).status).toBe(status))

  it('leave to people what the API says in words of its own', () =>
    expect(box.checks.filter(({ judge }) => !judge).map(({ name }) => name)).toEqual(['session-length']))
})

describe('actions', () => {
  const action = (name: string) => box.actions.find(one => one.name === name)!
  const FILE = { externalId: '5', kind: 'FILE', name: 'plan.pdf' }
  const ask = (more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: FILE,
    parameters: {},
    now: '2026-03-01T00:00:00.000Z',
    ...more,
  })
  const found = (body: unknown) => ({ found: { status: 200, body } })

  it('end-sessions gives both lists, which Box requires', () =>
    expect(action('end-sessions').request(ask({ target: { externalId: '7' } }))).toMatchObject({
      json: { user_ids: ['7'], user_logins: [] },
    }))

  it.each([
    ['FILE', '/files/5'],
    ['FOLDER', '/folders/5'],
  ])('remove-shared-link of a %s asks %s in the administrator’s name', (kind, path) =>
    expect(
      action('remove-shared-link').request(
        ask({ target: { ...FILE, kind }, ...found({ shared_link: { access: 'open' } }) }),
      ),
    ).toEqual({
      method: 'PUT',
      path,
      query: { fields: 'shared_link' },
      headers: { 'as-user': '1000000001' },
      json: { shared_link: null },
    }),
  )

  it('remove-shared-link has nothing to do where there is none', () =>
    expect(action('remove-shared-link').request(ask(found({ shared_link: null })))).toEqual([]))

  it('expire-shared-link keeps whom the link is for, and wants one', () => {
    const { request } = action('expire-shared-link')
    const json = { shared_link: { access: 'company', unshared_at: '2026-03-08T00:00:00Z' } }
    expect(request(ask({ parameters: { days: 7 }, ...found({ shared_link: { access: 'company' } }) }))).toMatchObject({
      json,
    })
    expect(() => request(ask({ parameters: { days: 7 }, ...found({ shared_link: null }) }))).toThrow('no shared link')
  })

  it.each([
    ['KIM@partner.example', ['/collaborations/1']],
    ['Legal', ['/collaborations/2']],
    ['new@partner.example', ['/collaborations/3']],
    ['nobody', []],
  ])('remove-collaborator of %s removes %j', (who, paths) => {
    const entries = [
      { id: '1', accessible_by: { id: '7', login: 'kim@partner.example', name: 'Kim' } },
      { id: '2', accessible_by: { id: '8', name: 'Legal' } },
      { id: '3', accessible_by: null, invite_email: 'new@partner.example' },
    ]
    const sent = [action('remove-collaborator').request(ask({ parameters: { who }, ...found({ entries }) }))].flat()
    expect(sent.map(({ path }) => path)).toEqual(paths)
  })
})
