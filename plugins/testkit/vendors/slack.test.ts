import type { VendorAnswer } from '../replay/vendor.ts'
import type { SlackSettings } from './slack/settings.ts'
import { createSlack } from './slack.ts'
import { asking, describedBy, fakeClock, MONDAY, person, requestTo } from './testing.ts'

const WEB = 'https://slack.com/api'
const LOGS = 'https://api.slack.com/audit/v1/logs'
const SCIM = 'https://api.slack.com/scim/v2'
const TOKEN = 'xoxp-token-of-acme'
const ENTERPRISE = 'E0ACME00001'
const conformance = describedBy('slack')
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const SECOND = MONDAY / 1000

interface SetUp {
  scopes?: string[]
  pageRows?: number
  rows?: number
  token?: string
}

function setUp({ scopes, pageRows, rows = 0, token = TOKEN }: SetUp = {}) {
  const clock = fakeClock()
  const accounts = [
    person('W0ADA000001', { isAdmin: true, groups: ['Engineering'] }),
    person('W0BEN000001', { groups: ['Engineering', 'Finance'] }),
    person('W0CYD000001', { status: 'SUSPENDED' }),
  ]
  const vendor = createSlack({
    enterprise: ENTERPRISE,
    token: TOKEN,
    now: clock.now,
    accounts,
    ...(scopes && { scopes }),
    ...(pageRows && { pageRows }),
  })
  vendor.emit(Array.from({ length: rows }, (_, index) => row(index)))
  const ask = asking(vendor, conformance, { authorization: `Bearer ${token}` })
  const post = (method: string, form: Record<string, string>) =>
    ask(`${WEB}/${method}`, { method: 'POST', headers: FORM, body: new URLSearchParams(form).toString() })
  const settings = vendor.settings as unknown as SlackSettings
  const logged = async () => entriesOf((await ask(LOGS)).body).map(({ action }) => action)
  return { clock, vendor, accounts, settings, ask, post, logged }
}

/** Row number `index`, a minute apart, all before the clock's start. */
const row = (index: number, second = SECOND - 86_400 + index * 60) => ({
  id: `entry-${index}`,
  date_create: second,
  action: index % 2 ? 'user_login' : 'file_downloaded',
})

interface LogsPage {
  entries: { id: string; action: string }[]
  response_metadata: { next_cursor: string }
}
const entriesOf = (body: unknown) => (body as LogsPage).entries
const idsOf = (body: unknown) => entriesOf(body).map(({ id }) => Number(id.slice(6)))
const cursorOf = (body: unknown) => (body as LogsPage).response_metadata.next_cursor

describe('slack: methods fit the description', () => {
  it.each([
    'auth.test',
    'admin.teams.list?limit=100',
    'admin.teams.settings.info?team_id=T0ACME0001',
    'admin.teams.owners.list?team_id=T0ACME0001',
    'admin.users.list?team_id=T0ACME0001&limit=100',
    'admin.users.session.getSettings?user_ids=W0ADA000001%2CW0BEN000001',
    `admin.apps.approved.list?enterprise_id=${ENTERPRISE}`,
    `admin.apps.restricted.list?enterprise_id=${ENTERPRISE}`,
    'admin.conversations.search?limit=20',
    'files.info?file=F0PLAN00001',
    'team.externalTeams.list?limit=100',
    'team.preferences.list',
  ])('GET %s', async path => {
    const { ask } = setUp()
    expect((await ask(`${WEB}/${path}`)).status).toBe(200)
  })

  it.each([
    ['admin.users.session.reset', { user_id: 'W0BEN000001' }],
    ['admin.apps.restrict', { app_id: 'A0FORMS0001', enterprise_id: ENTERPRISE }],
    ['admin.conversations.disconnectShared', { channel_id: 'C0PARTNER01' }],
    ['conversations.kick', { channel: 'C0FINANCE01', user: 'W0BEN000001' }],
    ['files.revokePublicURL', { file: 'F0PLAN00001' }],
  ])('POST %s', async (method, form) => {
    const { post } = setUp()
    expect((await post(method, form)).body).toMatchObject({ ok: true })
  })

  // Slack has them, and its description of 2021 leaves them out, or leaves out that an organisation's token names the workspace.
  it.each([
    ['GET', 'files.list?team_id=T0ACME0001', { files: [{ id: 'F0PLAN00001' }, { id: 'F0NOTES0001' }] }],
    ['GET', 'conversations.members?channel=C0FINANCE01', { members: ['W0ADA000001', 'W0BEN000001'] }],
  ])('beyond the description: %s %s', async (method, path, body) => {
    const { ask } = setUp()
    expect((await ask(`${WEB}/${path}`, { method })).body).toMatchObject({ ok: true, ...body })
  })
})

describe('slack: failures of the Web API', () => {
  it.each<[string, string, string, string]>([
    ['POST', 'admin.conversations.disconnectShared', 'channel_id=C0NOBODY01', 'channel_not_found'],
    ['POST', 'admin.conversations.disconnectShared', 'channel_id=C0GENERAL01', 'no_teams_to_disconnect'],
    ['POST', 'conversations.kick', 'channel=C0GENERAL01&user=W0BEN000001', 'cant_kick_from_general'],
    ['POST', 'conversations.kick', 'channel=C0FINANCE01&user=W0CYD000001', 'not_in_channel'],
    ['POST', 'files.revokePublicURL', 'file=F0NOBODY01', 'file_not_found'],
    ['GET', 'files.info?file=F0NOBODY01', '', 'file_not_found'],
    ['GET', 'admin.conversations.search?cursor=x', '', 'invalid_cursor'],
    ['GET', 'files.list', '', 'missing_argument'],
    ['GET', 'admin.users.list?team_id=T0NOBODY01', '', 'team_not_found'],
    ['POST', 'admin.users.session.reset', 'user_id=W0NOBODY01', 'user_not_found'],
    ['GET', 'no.such.method', '', 'unknown_method'],
  ])('%s %s with %s has status 200 and the error %s', async (method, path, body, error) => {
    const { vendor } = setUp()
    const ask = { method, headers: { authorization: `Bearer ${TOKEN}`, ...FORM }, body }
    const request = requestTo(`${WEB}/${path}`, ask)
    const answer = (await vendor.answer(request)) as VendorAnswer
    expect(answer).toMatchObject({ status: 200, body: { ok: false, error } })
    // The description has failures under statuses of failure; as such a one they fit, where it lists them.
    const { undescribed: _, ...asFailure } = { ...answer, status: 400 }
    if (!['missing_argument', 'unknown_method'].includes(error))
      expect(conformance?.violations(request, asFailure) ?? []).toEqual([])
  })

  it.each([
    ['another token', { token: 'xoxp-other' }, { error: 'invalid_auth' }],
    ['no right to it', { scopes: ['auditlogs:read'] }, { error: 'missing_scope', needed: 'admin.teams:read' }],
  ])('with %s have status 200, too', async (_, options, body) => {
    const { ask } = setUp(options)
    expect(await ask(`${WEB}/admin.teams.list`)).toMatchObject({ status: 200, body: { ok: false, ...body } })
  })

  it('are told by status in the audit log and in SCIM', async () => {
    const { ask } = setUp({ scopes: [] })
    expect(await ask(LOGS)).toMatchObject({ status: 403, body: { ok: false, error: 'missing_scope' } })
    expect(await ask(`${SCIM}/Users`)).toMatchObject({ status: 403, body: { status: 403 } })
    const other = setUp({ token: 'xoxp-other' })
    expect(await other.ask(LOGS)).toMatchObject({ status: 401, body: { ok: false, error: 'invalid_auth' } })
    expect((await other.ask(`${SCIM}/Users`)).status).toBe(401)
  })

  it('name the rights of the token in a header, as all answers do', async () => {
    const { ask } = setUp({ scopes: ['admin', 'files:read'] })
    expect((await ask(`${WEB}/auth.test`)).headers['x-oauth-scopes']).toBe('admin,files:read')
  })
})

describe('slack: the audit log', () => {
  it('comes newest first, and ends with an empty cursor', async () => {
    const { ask } = setUp({ rows: 25 })
    const ids: number[] = []
    let cursor: string
    let query = ''
    do {
      const { body } = await ask(`${LOGS}?limit=10${query}`)
      ids.push(...idsOf(body))
      cursor = cursorOf(body)
      query = `&cursor=${cursor}`
    } while (cursor !== '')
    expect(ids).toEqual(Array.from({ length: 25 }, (_, index) => 24 - index))
  })

  it('takes both ends of a span as part of it', async () => {
    const { ask } = setUp({ rows: 10 })
    const from = SECOND - 86_400 + 2 * 60
    expect(idsOf((await ask(`${LOGS}?oldest=${from}&latest=${from + 120}`)).body)).toEqual([4, 3, 2])
  })

  it('reads on into the past where `oldest` is not repeated with the cursor', async () => {
    const { ask } = setUp({ rows: 10 })
    const oldest = SECOND - 86_400 + 6 * 60
    const first = await ask(`${LOGS}?oldest=${oldest}&limit=2`)
    const cursor = cursorOf(first.body)
    expect(idsOf((await ask(`${LOGS}?oldest=${oldest}&limit=9&cursor=${cursor}`)).body)).toEqual([7, 6])
    expect(idsOf((await ask(`${LOGS}?limit=9&cursor=${cursor}`)).body)).toEqual([7, 6, 5, 4, 3, 2, 1, 0])
  })

  it('gives more than asked for where more share the last one’s second', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([row(0, SECOND - 9), ...[1, 2, 3].map(index => row(index, SECOND - 5)), row(4, SECOND - 1)])
    const first = await ask(`${LOGS}?limit=2`)
    expect(idsOf(first.body)).toEqual([4, 3, 2, 1])
    expect(idsOf((await ask(`${LOGS}?limit=2&cursor=${cursorOf(first.body)}`)).body)).toEqual([0])
  })

  it.each([
    ['limit=9999', 200],
    ['limit=10000', 400],
    ['limit=0', 400],
    ['oldest=yesterday', 400],
    ['cursor=12', 400],
  ])('with %s answers %i', async (query, status) => {
    const { ask } = setUp({ rows: 1 })
    expect((await ask(`${LOGS}?${query}`)).status).toBe(status)
  })

  it('knows actions apart', async () => {
    const { ask } = setUp({ rows: 4 })
    expect(idsOf((await ask(`${LOGS}?action=user_login`)).body)).toEqual([3, 1])
  })

  it('may be asked 50 times a minute by all programs together, and then says for how long to wait', async () => {
    const { clock, ask } = setUp()
    for (let count = 0; count < 50; count += 1) expect((await ask(LOGS)).status).toBe(200)
    clock.advance(20_000)
    expect(await ask(LOGS)).toMatchObject({ status: 429, headers: { 'retry-after': '40' } })
    clock.advance(40_000)
    expect((await ask(LOGS)).status).toBe(200)
  })
})

describe('slack: lists', () => {
  it('of SCIM count from 1, and have those who are deactivated', async () => {
    const { ask } = setUp()
    const page = async (start: number) =>
      (await ask(`${SCIM}/Users?startIndex=${start}&count=2`)).body as {
        totalResults: number
        Resources: { id: string; active: boolean }[]
      }
    const [first, second] = [await page(1), await page(3)]
    expect(first.totalResults).toBe(3)
    expect([...first.Resources, ...second.Resources].map(({ id, active }) => [id, active])).toEqual([
      ['W0ADA000001', true],
      ['W0BEN000001', true],
      ['W0CYD000001', false],
    ])
  })

  it('of a workspace have active members alone', async () => {
    const { ask } = setUp()
    const { body } = await ask(`${WEB}/admin.users.list?team_id=T0ACME0001`)
    expect((body as { users: { id: string }[] }).users.map(({ id }) => id)).toEqual(['W0ADA000001', 'W0BEN000001'])
  })

  it('of files go by pages', async () => {
    const { ask } = setUp({ pageRows: 1 })
    const page = async (number: number) =>
      (await ask(`${WEB}/files.list?team_id=T0ACME0001&count=100&page=${number}`)).body
    expect(await page(2)).toMatchObject({ files: [{ id: 'F0NOTES0001' }], paging: { page: 2, pages: 2, total: 2 } })
    expect(await page(3)).toMatchObject({ files: [] })
  })

  it('of workspaces go by cursor, which is empty at its end', async () => {
    const { ask } = setUp({ pageRows: 1 })
    const first = (await ask(`${WEB}/admin.teams.list`)).body as LogsPage
    const second = (await ask(`${WEB}/admin.teams.list?cursor=${cursorOf(first)}`)).body
    expect([cursorOf(first), cursorOf(second)]).toEqual([expect.stringMatching(/./), ''])
  })
})

describe('slack: changes', () => {
  it('deactivate by SCIM and set active again, and log it', async () => {
    const { ask, accounts, logged } = setUp()
    const set = (active: boolean) =>
      ask(`${SCIM}/Users/W0BEN000001`, {
        method: 'PATCH',
        body: JSON.stringify({ Operations: [{ op: 'replace', path: 'active', value: active }] }),
      })
    expect((await set(false)).body).toMatchObject({ active: false })
    expect(accounts[1]!.status).toBe('SUSPENDED')
    expect((await set(true)).body).toMatchObject({ active: true })
    expect((await ask(`${SCIM}/Users/W0NOBODY01`)).status).toBe(404)
    expect(await logged()).toEqual(['user_reactivated', 'user_deactivated'])
  })

  it.each<[string, Record<string, string>, (settings: SlackSettings) => unknown, unknown, string]>([
    [
      'conversations.kick',
      { channel: 'C0FINANCE01', user: 'W0BEN000001' },
      ({ channels }) => channels[1]!.members,
      ['W0ADA000001'],
      'user_channel_leave',
    ],
    [
      'conversations.invite',
      { channel: 'C0FINANCE01', users: 'W0CYD000001' },
      ({ channels }) => channels[1]!.members,
      ['W0ADA000001', 'W0BEN000001', 'W0CYD000001'],
      'user_channel_join',
    ],
    [
      'admin.apps.restrict',
      { app_id: 'A0FORMS0001', enterprise_id: ENTERPRISE },
      ({ apps }) => apps[1]!.state,
      'restricted',
      'app_restricted',
    ],
    [
      'admin.apps.approve',
      { app_id: 'A0SCRAPER01', enterprise_id: ENTERPRISE },
      ({ apps }) => apps[2]!.state,
      'approved',
      'app_approved',
    ],
    [
      'admin.conversations.disconnectShared',
      { channel_id: 'C0PARTNER01', leaving_team_ids: 'T0GLOBEX01' },
      ({ channels }) => channels[2]!.sharedWith,
      [],
      'external_shared_channel_disconnected',
    ],
    [
      'files.sharedPublicURL',
      { file: 'F0PLAN00001' },
      ({ files }) => files[0]!.hasPublicLink,
      true,
      'file_public_link_created',
    ],
    [
      'files.revokePublicURL',
      { file: 'F0PLAN00001' },
      ({ files }) => files[0]!.hasPublicLink,
      false,
      'file_public_link_revoked',
    ],
  ])('%s with %j does it, and logs it', async (method, form, shown, expected, action) => {
    const { post, settings, logged } = setUp()
    expect((await post(method, form)).body).toMatchObject({ ok: true })
    expect(shown(settings)).toEqual(expected)
    expect(await logged()).toEqual([action])
  })

  it('sign out, and log it', async () => {
    const { post, logged } = setUp()
    expect((await post('admin.users.session.reset', { user_id: 'W0BEN000001' })).body).toEqual({ ok: true })
    expect(await logged()).toEqual(['user_session_reset_by_admin'])
  })
})
