import { at, type HttpRequest } from '@casbah/sdk'
import { conformanceOf, createOkta, sharedFolder, type VendorAccount } from '@casbah/testkit'
import okta from './index.ts'
import { streams } from './streams.ts'

/** Every request of the connector, asked of the emulated vendor and judged by Okta's own description where it is there. */
const NOW = Date.parse('2026-01-10T00:00:00Z')
const accounts: VendorAccount[] = [
  account('00uada', 'ada', { isAdmin: true }),
  account('00uben', 'ben', {}),
  account('00ueve', 'eve', { status: 'DEPROVISIONED' }),
]
const vendor = createOkta({ domain: 'acme.okta.com', token: 't', now: () => NOW, accounts: structuredClone(accounts) })
const conformance = conformanceOf('okta', sharedFolder())
if (!conformance)
  console.warn('Requests were not held against the description of the Okta API: it is absent (CASBAH_SHARED).')
const config = okta.card.config.parse(vendor.config)

async function ask(request: HttpRequest) {
  const url = new URL(request.url ?? `https://acme.okta.com${request.path}`)
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const sent = {
    method: request.method ?? 'GET',
    host: url.host,
    path: url.pathname,
    query: url.searchParams,
    headers: { authorization: 'SSWS t', 'user-agent': 'test' },
    body: request.json === undefined ? '' : JSON.stringify(request.json),
  }
  const answer = await vendor.answer(sent)
  expect(conformance?.violations(sent, answer) ?? []).toEqual([])
  const body: unknown = typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body
  return { status: answer.status, body }
}

describe('against the emulated Okta', () => {
  it('probes', async () => expect((await ask(okta.card.probe(config))).status).toBe(200))

  it('reads the System Log', async () => {
    vendor.emit([{ uuid: 'u1', published: '2026-01-09T00:00:00.000Z', eventType: 'user.session.start' }])
    const stream = streams[0]!
    const since = '2026-01-08T00:00:00.000Z'
    const tail = await ask(stream.request({ config, partition: '', since }))
    const history = await ask(stream.request({ config, partition: '', since, until: '2026-01-09T12:00:00.000Z' }))
    for (const { body } of [tail, history]) expect(at(body, '0.uuid')).toBe('u1')
  })

  it('lists all accounts', async () => {
    const found = []
    for (const listing of okta.inventory.accounts) {
      const { status, body } = await ask(listing.request({ config }))
      expect(status).toBe(200)
      for (const row of at(body, listing.rows) as unknown[]) found.push(listing.toAccount(listing.row.parse(row)))
    }
    expect(found).toMatchObject([
      { externalId: '00uada', status: 'ACTIVE', email: 'ada@acme.example' },
      { externalId: '00uben', status: 'ACTIVE' },
      { externalId: '00ueve', status: 'DELETED' },
      { externalId: '00uada', isAdmin: true },
    ])
  })

  it('can judge every check', async () => {
    const read: Record<string, unknown> = {}
    for (const [name, spec] of Object.entries(okta.reads)) read[name] = (await ask(spec.request(config, {}))).body
    expect(okta.checks.filter(check => check.judge(read).status === 'CANNOT_TELL').map(check => check.name)).toEqual([])
  })

  it('suspends, takes back and ends sessions', async () => {
    const [suspend, endSessions] = [okta.actions[0]!, okta.actions[1]!]
    const input = { config, target: { externalId: '00uben' }, parameters: {} }
    const confirm = async () => ask(suspend.confirm!.request(input))
    expect(suspend.confirm!.judge(await confirm(), input).done).toBe(false)
    expect((await ask(only(suspend.request(input)))).status).toBe(200)
    expect(suspend.confirm!.judge(await confirm(), input).done).toBe(true)
    expect((await ask(only(suspend.undo!.request(input)))).status).toBe(200)
    expect(suspend.undo!.judge!(await confirm(), input).done).toBe(true)
    expect((await ask(only(endSessions.request(input)))).status).toBe(204)
  })
})

function account(id: string, login: string, more: Partial<VendorAccount>): VendorAccount {
  const email = `${login}@acme.example`
  return {
    id,
    login: email,
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
