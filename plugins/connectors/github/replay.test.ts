import { at, type HttpRequest } from '@casbah/sdk'
import { conformanceOf, createGithub, sharedFolder, type VendorAccount } from '@casbah/testkit'
import github from './index.ts'
import { streams } from './streams.ts'

/** Every request of the connector, asked of the emulated vendor and judged by GitHub's own description where it is there. */
const NOW = Date.parse('2026-01-10T00:00:00Z')
const vendor = createGithub({
  org: 'acme',
  token: 't',
  now: () => NOW,
  accounts: [
    account('ada', { isAdmin: true }),
    account('ben', { mfa: false }),
    account('kim', { groups: ['outside-collaborators'] }),
  ],
})
const conformance = conformanceOf('github', sharedFolder())
if (!conformance)
  console.warn('Requests were not held against the description of the GitHub API: it is absent (CASBAH_SHARED).')
const config = github.card.config.parse(vendor.config)

async function ask(request: HttpRequest) {
  const url = new URL(request.url ?? github.card.baseUrl + request.path)
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const sent = {
    method: request.method ?? 'GET',
    host: url.host,
    path: url.pathname,
    query: url.searchParams,
    headers: { authorization: 'Bearer t', 'user-agent': 'test' },
    body: request.json === undefined ? '' : JSON.stringify(request.json),
  }
  const answer = await vendor.answer(sent)
  expect(conformance?.violations(sent, answer) ?? []).toEqual([])
  const body: unknown = typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body
  return { status: answer.status, body }
}

describe('against the emulated GitHub', () => {
  it('probes', async () => expect((await ask(github.card.probe(config))).status).toBe(200))

  it.each([
    ['2026-01-09T00:00:00.500Z', undefined, ['d1', 'd2']],
    ['2026-01-09T00:00:01.000Z', undefined, ['d2']],
    ['2026-01-09T00:00:00.000Z', '2026-01-09T00:00:01.000Z', ['d1']],
    ['2026-01-09T00:00:00.000Z', '2026-01-09T00:00:01.001Z', ['d1', 'd2']],
  ])('reads the audit log from %s until %s', async (since, until, ids) => {
    if (vendor.size() === 0) {
      const time = Date.parse('2026-01-09T00:00:00.700Z')
      vendor.emit([
        { '@timestamp': time, _document_id: 'd1', action: 'git.clone', actor: 'ada', org: 'acme' },
        {
          '@timestamp': time + 300,
          _document_id: 'd2',
          action: 'repo.create',
          actor: 'ada',
          org: 'acme',
          created_at: time,
        },
      ])
    }
    const { body } = await ask(streams[0]!.request({ config, partition: '', since, until }))
    expect((body as { _document_id: string }[]).map(row => row._document_id)).toEqual(ids)
  })

  it('lists all accounts', async () => {
    const found: object[] = []
    for (const listing of github.inventory.accounts) {
      const { status, body } = await ask(listing.request({ config }))
      expect(status).toBe(200)
      for (const row of at(body, listing.rows) as unknown[]) found.push(listing.toAccount(listing.row.parse(row)))
    }
    expect(found).toMatchObject([
      { externalId: 'ada', status: 'ACTIVE', isExternal: false },
      { externalId: 'ben', status: 'ACTIVE', isExternal: false },
      { externalId: 'kim', status: 'ACTIVE', isExternal: true },
      { externalId: 'ada', isAdmin: true },
      { externalId: 'ben', mfaEnabled: false },
    ])
  })

  it('lists repositories with who can see them, and reads one again', async () => {
    const [listing] = github.inventory.resources!
    const { body } = await ask(listing!.request({ config }))
    const read = (row: unknown) => listing!.toResource(listing!.row.parse(row))
    const website = {
      externalId: 'acme/website',
      kind: 'REPOSITORY',
      name: 'acme/website',
      url: 'https://github.com/acme/website',
      access: [{ to: 'anyone', role: 'READ' }],
      modifiedAt: '2021-03-01T09:00:00Z',
      label: 'public',
    }
    expect((body as unknown[]).map(read)).toEqual([website])
    expect(read((await ask(listing!.one!({ config, externalId: 'acme/website' }))).body)).toEqual(website)
    expect((await ask(listing!.one!({ config, externalId: 'acme/gone' }))).status).toBe(404)
  })

  it.each([
    ['repo.access', ['acme/website']],
    ['repo.download_zip', []],
  ])('%s touches %j', (vendorAction, ids) => {
    const targets = [
      { kind: 'repository', id: 'acme/website' },
      { kind: 'organization', id: 'acme' },
    ]
    expect(github.inventory.resources![0]!.touched!({ vendorAction, targets, outcome: 'SUCCESS' })).toEqual(ids)
  })

  it('can judge every check', async () => {
    const read: Record<string, unknown> = {}
    for (const [name, spec] of Object.entries(github.reads)) read[name] = (await ask(spec.request(config, {}))).body
    expect(github.checks.filter(check => check.judge(read).status === 'CANNOT_TELL').map(check => check.name)).toEqual(
      [],
    )
  })

  it('removes a member and makes a repository private', async () => {
    const [removeMember, makePrivate] = [github.actions[0]!, github.actions[1]!]
    for (const [action, externalId, status] of [
      [removeMember, 'ben', 204],
      [makePrivate, 'acme/website', 200],
    ] as const) {
      const input = { config, target: { externalId }, parameters: {} }
      expect(action.confirm!.judge(await ask(action.confirm!.request(input)), input).done).toBe(false)
      expect((await ask(only(action.request(input)))).status).toBe(status)
      expect(action.confirm!.judge(await ask(action.confirm!.request(input)), input).done).toBe(true)
    }
  })
})

function account(login: string, more: Partial<VendorAccount>): VendorAccount {
  const email = `${login}@acme.example`
  return {
    id: login,
    login,
    email,
    name: `${login} tester`,
    status: 'ACTIVE',
    isAdmin: false,
    mfa: true,
    groups: [],
    ...more,
  }
}

function only(requests: HttpRequest | HttpRequest[]): HttpRequest {
  return [requests].flat()[0]!
}
