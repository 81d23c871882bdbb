import { createDropbox } from './dropbox.ts'
import type { DropboxSettings } from './dropbox/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'

const BASE = 'https://api.dropboxapi.com/2'
const conformance = describedBy('dropbox')
const JSON_TYPE = { 'content-type': 'application/json' }
const client = { client_id: 'acme', client_secret: 'secret', refresh_token: 'refresh', grant_type: 'refresh_token' }

async function setUp({ scopes, pageRows }: { scopes?: string[]; pageRows?: number } = {}) {
  const clock = fakeClock()
  const vendor = createDropbox({
    clientId: 'acme',
    clientSecret: 'secret',
    refreshToken: 'refresh',
    now: clock.now,
    accounts: [
      person('dbmid:ada', { isAdmin: true, groups: ['Finance'] }),
      person('dbmid:ben', { groups: ['Finance'] }),
      person('dbmid:cyd', { status: 'SUSPENDED' }),
    ],
    ...(scopes && { scopes }),
    ...(pageRows && { pageRows }),
  })
  const bare = asking(vendor, conformance, {})
  const token = (form: Record<string, string>) =>
    bare('https://api.dropboxapi.com/oauth2/token', { method: 'POST', body: new URLSearchParams(form).toString() })
  const { access_token: given } = (await token(client)).body as { access_token: string }
  const ask = asking(vendor, conformance, { authorization: `Bearer ${given}` })
  /** Without an argument nothing is sent at all. */
  const call = (path: string, argument?: object, headers: Record<string, string> = {}) =>
    ask(`${BASE}${path}`, {
      method: 'POST',
      headers: { ...(argument && JSON_TYPE), ...headers },
      body: argument ? JSON.stringify(argument) : '',
    })
  const settings = vendor.settings as unknown as DropboxSettings
  return { clock, vendor, settings, bare, ask, token, call }
}

const event = (index: number, time = MONDAY - 86_400_000 + index * 60_000) => ({
  timestamp: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
  event_category: { '.tag': 'logins' },
  event_type: { '.tag': index % 2 ? 'login_success' : 'logout', description: '' },
  details: { '.tag': 'login_success_details', index },
})

interface Page {
  events: { details: { index: number } }[]
  cursor: string
  has_more: boolean
}
const pageIn = (body: unknown) => body as Page
const indexes = (body: unknown) => pageIn(body).events.map(({ details }) => details.index)
const tagIn = (body: unknown) => (body as { error: { '.tag': string } }).error['.tag']
const admin = { 'dropbox-api-select-admin': 'dbmid:ada' }
const as = (id: string) => ({ 'dropbox-api-select-user': id })

describe('dropbox: signing in', () => {
  it.each([
    [{ client_secret: 'other' }, 401],
    [{ refresh_token: 'other' }, 400],
    [{ grant_type: 'client_credentials' }, 400],
  ])('refuses %j with %i', async (more, status) => {
    const { token } = await setUp()
    expect((await token({ ...client, ...more })).status).toBe(status)
  })

  it('gives tokens that last four hours', async () => {
    const { call, clock } = await setUp()
    expect((await call('/team/get_info')).status).toBe(200)
    clock.advance(4 * 3_600_000 + 1)
    const { status, body } = await call('/team/get_info')
    expect([status, tagIn(body)]).toEqual([401, 'invalid_access_token'])
  })

  it('answers 401 with a tag where a right is missing', async () => {
    const { call } = await setUp({ scopes: ['members.read'] })
    const { status, body } = await call('/team/get_info')
    expect([status, tagIn(body)]).toEqual([401, 'missing_scope'])
  })

  it.each([
    ['nobody', {}, 400, undefined],
    ['somebody who left', as('dbmid:gone'), 401, 'invalid_select_user'],
    ['somebody who is suspended', as('dbmid:cyd'), 401, 'user_suspended'],
    ['an administrator who is none', { 'dropbox-api-select-admin': 'dbmid:ben' }, 401, 'invalid_select_admin'],
  ])('refuses a call in the name of %s', async (_, headers, status, tag) => {
    const { vendor, token } = await setUp()
    const { access_token: given } = (await token(client)).body as { access_token: string }
    const answer = await vendor.answer({
      method: 'POST',
      host: 'api.dropboxapi.com',
      path: '/2/sharing/list_shared_links',
      query: new URLSearchParams(),
      headers: { ...JSON_TYPE, authorization: `Bearer ${given}`, ...headers },
      body: '{}',
    })
    expect(answer.status).toBe(status)
    if (tag) expect(tagIn(answer.body)).toBe(tag)
  })

  it('refuses a body where a call takes none, in plain text', async () => {
    const { vendor, token } = await setUp()
    const { access_token: given } = (await token(client)).body as { access_token: string }
    const { status, body } = await vendor.answer({
      method: 'POST',
      host: 'api.dropboxapi.com',
      path: '/2/team/get_info',
      query: new URLSearchParams(),
      headers: { ...JSON_TYPE, authorization: `Bearer ${given}` },
      body: '{}',
    })
    expect([status, typeof body]).toEqual([400, 'string'])
  })

  it('says how long to wait after too many calls', async () => {
    const { call } = await setUp()
    for (let i = 0; i < 999; i++) await call('/team/get_info')
    const { status, headers, body } = await call('/team/get_info')
    expect(status).toBe(429)
    expect(headers['retry-after']).toBe('60')
    expect(body).toMatchObject({ error: { reason: { '.tag': 'too_many_requests' }, retry_after: 60 } })
  })
})

describe('dropbox: the log', () => {
  it('comes in the order of storage, with pages that are empty on the way, and goes on with what is new', async () => {
    const { call, vendor } = await setUp({ pageRows: 2 })
    vendor.emit([5, 1, 4, 2, 3, 0, 6].map(index => event(index)))
    const seen: number[] = []
    let empty = 0
    let { body } = await call('/team_log/get_events', { limit: 1000 })
    for (;;) {
      const page = pageIn(body)
      seen.push(...indexes(page))
      if (page.events.length === 0) empty += 1
      if (!page.has_more) break
      body = (await call('/team_log/get_events/continue', { cursor: page.cursor })).body
    }
    expect(seen).toEqual([5, 1, 4, 2, 3, 0, 6])
    expect(empty).toBe(1)
    vendor.emit([event(0)])
    const later = await call('/team_log/get_events/continue', { cursor: pageIn(body).cursor })
    expect(indexes(later.body)).toEqual([0])
  })

  it('keeps to a span, its start included and its end not', async () => {
    const { call, vendor } = await setUp()
    vendor.emit([0, 1, 2, 3].map(index => event(index)))
    const time = { start_time: event(1).timestamp, end_time: event(3).timestamp }
    expect(indexes((await call('/team_log/get_events', { time })).body)).toEqual([1, 2])
  })

  it('filters by kind, and refuses a category beside it', async () => {
    const { call, vendor } = await setUp()
    vendor.emit([0, 1, 2].map(index => event(index)))
    const kind = { event_type: { '.tag': 'login_success' } }
    expect(indexes((await call('/team_log/get_events', kind)).body)).toEqual([1])
    const { status, body } = await call('/team_log/get_events', { ...kind, category: { '.tag': 'logins' } })
    expect([status, tagIn(body)]).toEqual([409, 'invalid_filters'])
  })

  it('forgets cursors, and says from when on to read anew', async () => {
    const { call, vendor, settings } = await setUp()
    vendor.emit([event(0), event(1)])
    const { cursor } = pageIn((await call('/team_log/get_events', {})).body)
    settings.generation += 1
    const { status, body } = await call('/team_log/get_events/continue', { cursor })
    expect(status).toBe(409)
    expect(body).toMatchObject({ error: { '.tag': 'reset', reset: event(1).timestamp } })
    expect(tagIn((await call('/team_log/get_events/continue', { cursor: 'x' })).body)).toBe('bad_cursor')
  })
})

describe('dropbox: calls', () => {
  // Of members of groups the description has no continuation.
  it.each<[string, object, Record<string, string>, number]>([
    ['/team/members/list_v2', { limit: 1 }, {}, 200],
    ['/team/members/list/continue_v2', { cursor: 'x' }, {}, 409],
    ['/team/groups/list', {}, {}, 200],
    ['/team/groups/members/list', { group: { '.tag': 'group_id', group_id: 'g:none' } }, {}, 409],
    ['/team/groups/members/list/continue', { cursor: 'g:none~x' }, {}, 409],
    ['/team/namespaces/list', {}, {}, 200],
    ['/team/devices/list_members_devices', {}, {}, 200],
    ['/team/devices/list_member_devices', { team_member_id: 'dbmid:ben' }, {}, 200],
    ['/team/linked_apps/list_members_linked_apps', {}, {}, 200],
    ['/team/linked_apps/list_member_linked_apps', { team_member_id: 'dbmid:none' }, {}, 409],
    ['/sharing/list_folder_members', { shared_folder_id: '7001001' }, admin, 200],
    ['/sharing/list_folder_members', { shared_folder_id: '1' }, admin, 409],
    ['/sharing/list_shared_links', {}, as('dbmid:ada'), 200],
    ['/files/get_metadata', { path: 'id:acmeContract000000001' }, admin, 200],
  ])('%s with %j is %i', async (path, argument, headers, status) => {
    const { call } = await setUp()
    expect((await call(path, argument, headers)).status).toBe(status)
  })

  it('suspend a member, which ends their sessions and is logged', async () => {
    const { call, settings } = await setUp()
    const user = { '.tag': 'team_member_id', team_member_id: 'dbmid:ben' }
    const { status, body } = await call('/team/members/suspend', { user, wipe_data: false })
    expect([status, body]).toEqual([200, null])
    expect(settings.sessions.map(({ member }) => member)).not.toContain('dbmid:ben')
    expect((await call('/team_log/get_events', {})).body).toMatchObject({
      events: [{ event_type: { '.tag': 'member_change_status' }, details: { new_value: { '.tag': 'suspended' } } }],
    })
    expect((await call('/team/members/suspend', { user })).status).toBe(409)
    expect((await call('/team/members/unsuspend', { user })).status).toBe(200)
  })

  it('revoke a link for who made it, and for an administrator only in folders of the team', async () => {
    const { call, settings } = await setUp()
    const { url } = settings.links[0]!
    settings.files[0]!.keeper = 'dbmid:ben'
    settings.links[0]!.maker = 'dbmid:ben'
    expect(tagIn((await call('/sharing/revoke_shared_link', { url }, admin)).body)).toBe('shared_link_access_denied')
    expect((await call('/sharing/revoke_shared_link', { url }, as('dbmid:ben'))).status).toBe(200)
    expect(tagIn((await call('/sharing/revoke_shared_link', { url }, as('dbmid:ben'))).body)).toBe(
      'shared_link_not_found',
    )
  })

  it('delete a file of the team and restore it by its revision, but not what a member keeps alone', async () => {
    const { call, settings } = await setUp()
    const { id, path, rev } = settings.files[0]!
    expect((await call('/files/delete_v2', { path: id }, admin)).status).toBe(200)
    expect((await call('/files/get_metadata', { path: id }, admin)).status).toBe(409)
    expect((await call('/files/restore', { path, rev: '000000000' }, admin)).status).toBe(409)
    expect((await call('/files/restore', { path, rev }, admin)).status).toBe(200)
    settings.files[0]!.keeper = 'dbmid:ben'
    expect(tagIn((await call('/files/delete_v2', { path: id }, admin)).body)).toBe('path_write')
  })

  it('do not unshare a folder of the team', async () => {
    const { call, settings } = await setUp()
    const folder = { shared_folder_id: '7001001' }
    expect(tagIn((await call('/sharing/unshare_folder', folder, admin)).body)).toBe('team_folder')
    settings.folders[0]!.isTeamFolder = false
    expect((await call('/sharing/unshare_folder', folder, admin)).status).toBe(200)
  })
})
