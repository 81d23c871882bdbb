import { createGithub } from './github.ts'
import { asking, describedBy, fakeClock, MONDAY, nextLink, person } from './testing.ts'

const ORG = 'https://api.github.com/orgs/acme'
const DAY = 86_400_000
const conformance = describedBy('github')

function setUp({ rows = 0 } = {}) {
  const clock = fakeClock()
  const accounts = [
    person('ada', { id: '101', isAdmin: true }),
    person('bob', { id: '102', mfa: false }),
    person('eve', { id: '103', groups: ['outside-collaborators'] }),
  ]
  const vendor = createGithub({ org: 'acme', token: 'secret', now: clock.now, accounts })
  vendor.emit(Array.from({ length: rows }, (_, index) => row(index)))
  const headers = { authorization: 'Bearer secret', 'user-agent': 'test' }
  return { clock, vendor, accounts, headers, ask: asking(vendor, conformance, headers) }
}

function row(index: number, action = 'repo.create', at = MONDAY - DAY + index * 1_000) {
  return { '@timestamp': at, _document_id: `doc-${index}`, action, actor: 'ada', org: 'acme', created_at: at }
}

const ids = (body: unknown) => (body as { _document_id: string }[]).map(each => each._document_id)

describe('github: routes fit the description', () => {
  it.each([
    ['', 200],
    ['/audit-log?include=all&order=asc&per_page=100', 200],
    ['/audit-log?phrase=created:%3E%3D2026-01-01', 200],
    ['/audit-log?phrase=who', 422],
    ['/members?role=admin', 200],
    ['/members?filter=2fa_disabled', 200],
    ['/members/ada', 204],
    ['/memberships/ada', 200],
    ['/memberships/nobody', 404],
    ['/outside_collaborators', 200],
    ['/actions/permissions', 200],
    ['/actions/permissions/workflow', 200],
    ['/hooks', 200],
    ['/installations', 200],
    ['/rulesets', 200],
    ['/personal-access-tokens', 200],
    ['/credential-authorizations', 200],
    ['/code-security/configurations', 200],
    ['/code-security/configurations/defaults', 200],
    ['/secret-scanning/alerts', 200],
    ['/repos', 200],
  ])('GET /orgs/acme%s answers %i', async (path, status) => {
    const { ask } = setUp({ rows: 3 })
    expect((await ask(ORG + path)).status).toBe(status)
  })

  it('a wrong token gets 401, another organisation 404', async () => {
    const { vendor, ask } = setUp()
    const wrong = asking(vendor, conformance, { authorization: 'Bearer wrong', 'user-agent': 'test' })
    expect((await wrong(ORG)).status).toBe(401)
    expect((await ask('https://api.github.com/orgs/other')).status).toBe(404)
  })
})

describe('github: the audit log', () => {
  it.each([
    ['asc', ['doc-0', 'doc-1', 'doc-2', 'doc-3', 'doc-4']],
    ['desc', ['doc-4', 'doc-3', 'doc-2', 'doc-1', 'doc-0']],
  ])('order=%s pages through everything once; the last page has no next', async (order, expected) => {
    const { ask } = setUp({ rows: 5 })
    const found: string[] = []
    let address: string | undefined = `${ORG}/audit-log?order=${order}&per_page=2`
    let pages = 0
    for (; address; pages += 1) {
      const answer = await ask(address)
      found.push(...ids(answer.body))
      address = nextLink(answer)
    }
    expect([found, pages]).toEqual([expected, 3])
  })

  it.each([
    ['created:>=2026-03-01T09:00:02Z', ['doc-2', 'doc-3', 'doc-4']],
    ['created:>=2026-03-01T09:00:01+00:00 created:<2026-03-01T09:00:03+00:00', ['doc-1', 'doc-2']],
    ['created:2026-03-01T09:00:01Z..2026-03-01T09:00:02Z', ['doc-1', 'doc-2']],
    ['created:2026-03-01', ['doc-0', 'doc-1', 'doc-2', 'doc-3', 'doc-4']],
    ['created:<2026-03-01', []],
  ])('phrase %s', async (phrase, expected) => {
    const { ask } = setUp({ rows: 5 })
    const { body } = await ask(`${ORG}/audit-log?order=asc&phrase=${encodeURIComponent(phrase)}`)
    expect(ids(body)).toEqual(expected)
  })

  it('git events come only when asked for, and only for seven days', async () => {
    const { ask, vendor } = setUp({ rows: 1 })
    vendor.emit([row(7, 'git.clone', MONDAY - 8 * DAY), row(8, 'git.clone', MONDAY - DAY)])
    const read = async (include: string) => ids((await ask(`${ORG}/audit-log?order=asc&include=${include}`)).body)
    expect([await read('web'), await read('git'), await read('all')]).toEqual([
      ['doc-0'],
      ['doc-8'],
      ['doc-0', 'doc-8'],
    ])
  })

  it('1,750 requests an hour on the log, apart from other endpoints; then 403 with no request left', async () => {
    const { vendor, headers, clock, ask } = setUp()
    const fast = asking(vendor, null, headers)
    for (let index = 0; index < 1_750; index += 1) await fast(`${ORG}/audit-log`)
    const refused = await ask(`${ORG}/audit-log`)
    expect(refused).toMatchObject({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '1750' },
    })
    expect((await ask(`${ORG}/members`)).status).toBe(200)
    clock.advance(3_600_000)
    expect((await ask(`${ORG}/audit-log`)).status).toBe(200)
  })
})

describe('github: actions', () => {
  it('removing a member leaves a row, and the membership is gone', async () => {
    const { ask, vendor } = setUp()
    expect((await ask(`${ORG}/memberships/bob`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${ORG}/memberships/bob`)).status).toBe(404)
    expect((await ask(`${ORG}/members`)).body).toMatchObject([{ login: 'ada' }])
    expect((await ask(`${ORG}/audit-log`)).body).toMatchObject([
      { action: 'org.remove_member', user: 'bob', user_id: 102 },
    ])
    expect(vendor.size()).toBe(1)
  })

  it('an outside collaborator is removed by his own route', async () => {
    const { ask } = setUp()
    expect((await ask(`${ORG}/outside_collaborators/eve`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${ORG}/outside_collaborators`)).body).toEqual([])
  })

  it('a public repository becomes private', async () => {
    const { ask } = setUp()
    const address = 'https://api.github.com/repos/acme/website'
    expect((await ask(address)).body).toMatchObject({ private: false })
    const changed = await ask(address, { method: 'PATCH', body: JSON.stringify({ private: true }) })
    expect(changed).toMatchObject({ status: 200, body: { private: true } })
    expect((await ask(`${ORG}/audit-log`)).body).toMatchObject([{ action: 'repo.access', visibility: 'private' }])
  })
})
