import { CATALOGUE } from '@casbah/kit'
import pino from 'pino'
import { SCOPES, until } from '../testing/open.ts'
import { forgetDeliveries } from '../system-statements.ts'
import { MOST_WEBHOOKS } from './webhook.row.ts'
import { openDeliveryBed } from './testing/delivery-bed.ts'
import { says } from './testing/receiver.ts'

const URL_OF = 'https://user:hunter2@hooks.acme.example/in/path-secret?key=query-secret'

/** `not` within `not`. */
const deep = (levels: number): object => {
  let filter: object = { user: ['ann'] }
  while (levels-- > 0) filter = { not: filter }
  return filter
}

describe('webhooks', () => {
  let bed: Awaited<ReturnType<typeof openDeliveryBed>>
  let tenants = 0
  let tenant: string
  beforeAll(async () => (bed = await openDeliveryBed()))
  beforeEach(() => (tenant = `hooks-${tenants++}`))
  afterAll(() => bed.close())

  it('are made with a secret that is shown once, listed by name and changed', async () => {
    const made = await bed.upsert(tenant, {
      name: 'SIEM',
      url: URL_OF,
      filter: { severity: ['HIGH'], raisedAt: { since: '2027-01-01T00:00:00.000Z' } },
    })
    expect(made).toMatchObject({
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      webhook: {
        name: 'SIEM',
        url: URL_OF,
        enabled: true,
        version: 1,
        lastDeliveredAt: null,
        lastError: null,
        filter: { severity: ['HIGH'], raisedAt: { since: '2027-01-01T00:00:00.000Z' } },
      },
      userErrors: [],
    })
    const { id } = made.webhook!
    await bed.upsert(tenant, { name: 'Alpha', url: 'https://alpha.example' })
    const changed = await bed.upsert(tenant, {
      id,
      expectedVersion: 1,
      name: 'SIEM 2',
      url: 'https://siem.example/x',
      enabled: false,
    })
    expect(changed).toMatchObject({
      secret: null,
      webhook: {
        name: 'SIEM 2',
        url: 'https://siem.example/x',
        enabled: false,
        version: 2,
        filter: { severity: ['HIGH'] },
      },
    })
    expect(
      (
        await bed.upsert(tenant, {
          id,
          expectedVersion: 2,
          name: 'SIEM 2',
          url: 'https://siem.example/x',
          filter: null,
        })
      ).webhook,
    ).toMatchObject({
      filter: null,
      enabled: true,
    })
    const { data } = await bed.ask(tenant, '{ webhooks { name changes { version fields } } }')
    expect(data.webhooks).toEqual([
      { name: 'Alpha', changes: [{ version: 1, fields: [] }] },
      {
        name: 'SIEM 2',
        changes: [
          { version: 1, fields: [] },
          { version: 2, fields: ['name', 'url', 'enabled'] },
          { version: 3, fields: ['enabled', 'filter'] },
        ],
      },
    ])
    const other = await bed.ask(`${tenant}-b`, '{ webhooks { name } }')
    expect(other.data.webhooks).toEqual([])
    const found = await bed.ask(
      tenant,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Webhook { name } } }',
      {
        r: [{ __typename: 'Webhook', id }],
      },
    )
    expect(found.data._entities).toEqual([{ name: 'SIEM 2' }])
  })

  it('show where they lead to administrators alone, and are changed by them alone', async () => {
    await bed.upsert(tenant, { name: 'SIEM', url: URL_OF })
    const seen = await bed.ask(tenant, '{ webhooks { name url } }', {}, SCOPES)
    expect(seen.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect(JSON.stringify(seen)).not.toContain('hunter2')
    for (const write of [
      'upsertWebhook(input: { name: "x", url: "https://x.example" }) { secret }',
      'deleteWebhook(input: { id: "x" }) { id }',
      'replayWebhook(input: { id: "x" }) { count }',
      'testWebhook(input: { id: "x" }) { delivery { id } }',
    ])
      expect((await bed.ask(tenant, `mutation { ${write} }`, {}, SCOPES)).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      )
    expect((await bed.ask(tenant, '{ webhooks { name } }', {}, ['activities:read'])).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    )
  })

  it.each<[string, object, string, string]>([
    ['http', { url: 'http://hooks.example/' }, 'BAD_USER_INPUT', 'url'],
    ['no address', { url: 'hooks' }, 'BAD_USER_INPUT', 'url'],
    ['another scheme', { url: 'file:///etc/passwd' }, 'BAD_USER_INPUT', 'url'],
    ['a private network', { url: 'https://10.0.0.1/' }, 'BAD_USER_INPUT', 'url'],
    ['metadata of a cloud', { url: 'https://169.254.169.254/latest' }, 'BAD_USER_INPUT', 'url'],
    ['metadata written as a number', { url: 'https://2852039166/' }, 'BAD_USER_INPUT', 'url'],
    ['a private network by IPv6', { url: 'https://[fd00::1]/' }, 'BAD_USER_INPUT', 'url'],
    ['a wrapped private address', { url: 'https://[::ffff:10.0.0.1]/' }, 'BAD_USER_INPUT', 'url'],
    ['a fragment', { url: 'https://hooks.example/#x' }, 'BAD_USER_INPUT', 'url'],
    ['too long an address', { url: `https://hooks.example/${'x'.repeat(2_048)}` }, 'BAD_USER_INPUT', 'url'],
    ['no name', { name: ' ' }, 'BAD_USER_INPUT', 'name'],
    ['a name that is taken', { name: 'Taken' }, 'CONFLICT', 'name'],
    ['an id that nobody has', { id: '00000000-0000-4000-8000-000000000000', expectedVersion: 1 }, 'NOT_FOUND', 'id'],
    ['a filter that cannot be kept', { filter: { text: 'a\0b' } }, 'BAD_USER_INPUT', 'filter'],
    ['a filter too deep', { filter: deep(20) }, 'BAD_USER_INPUT', 'filter'],
    ['a filter too long', { filter: { text: 'x'.repeat(70_000) } }, 'BAD_USER_INPUT', 'filter'],
  ])('are refused with %s', async (_what, i, code, field) => {
    await bed.upsert(tenant, { name: 'Taken', url: 'https://taken.example' })
    const answer = await bed.upsert(tenant, { name: 'New', url: 'https://new.example', ...i })
    expect(answer).toMatchObject({ webhook: null, secret: null, userErrors: [{ code, path: [field] }] })
    expect((await bed.ask(tenant, '{ webhooks { name } }')).data.webhooks).toHaveLength(1)
  })

  it('are not changed unseen', async () => {
    const { id } = (await bed.upsert(tenant, { name: 'A', url: 'https://a.example' })).webhook!
    const i = { id, name: 'B', url: 'https://b.example' }
    expect((await bed.upsert(tenant, i)).userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['expectedVersion'] },
    ])
    expect((await bed.upsert(tenant, { ...i, expectedVersion: 7 })).userErrors).toMatchObject([{ code: 'CONFLICT' }])
    const remove = 'mutation ($i: IdInput!) { deleteWebhook(input: $i) { id userErrors { code } } }'
    expect((await bed.ask(tenant, remove, { i: { id, expectedVersion: 7 } })).data.deleteWebhook).toMatchObject({
      id: null,
      userErrors: [{ code: 'CONFLICT' }],
    })
  })

  it('are bounded in number', async () => {
    for (let n = 0; n < MOST_WEBHOOKS; n++) await bed.upsert(tenant, { name: `${n}`, url: 'https://a.example' })
    expect((await bed.upsert(tenant, { name: 'more', url: 'https://a.example' })).userErrors).toMatchObject([
      { code: 'CONFLICT' },
    ])
  })

  it('page their deliveries', async () => {
    const { id } = await bed.webhook(tenant, '/paged')
    const alert = await bed.raise(tenant, 'ann')
    for (let n = 0; n < 4; n++) {
      bed.clock.now += 1_000
      await bed.comment(tenant, alert, `${n}`)
      await bed.newest(tenant, '/paged', each => each.sequence === n + 2 && each.state === 'DELIVERED')
    }
    const query = `query ($after: Cursor) { webhooks { deliveries(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { sequence } } } } }`
    const seen: number[] = []
    for (let after: string | null = null; ;) {
      const { data } = await bed.ask(tenant, query, { after })
      const { edges, pageInfo, totalCount } = data.webhooks[0].deliveries
      expect(totalCount).toBe(5)
      seen.push(...edges.map((each: { node: { sequence: number } }) => each.node.sequence))
      if (!pageInfo.hasNextPage) break
      after = pageInfo.endCursor
    }
    expect(seen).toEqual([5, 4, 3, 2, 1])
    expect(id).toBeTruthy()
  })

  it('forget deliveries after a time, and beyond a number', async () => {
    await bed.webhook(tenant, '/old')
    const alert = await bed.raise(tenant, 'ann')
    await bed.newest(tenant, '/old', each => each.state === 'DELIVERED')
    bed.clock.now += 1_000
    await bed.comment(tenant, alert, 'one')
    await bed.newest(tenant, '/old', each => each.sequence === 2 && each.state === 'DELIVERED')
    const left = async () => (await bed.deliveries(tenant)).get('/old')!.log.map(each => each.sequence)
    await forgetDeliveries(bed.feeder, new Date(bed.clock.now - 500), 10)
    expect(await left()).toEqual([2])
    bed.clock.now += 1_000
    await bed.comment(tenant, alert, 'two')
    await bed.newest(tenant, '/old', each => each.sequence === 3 && each.state === 'DELIVERED')
    await forgetDeliveries(bed.feeder, new Date(0), 1)
    expect(await left()).toEqual([3])
  })

  it('do not tell their secrets: not in the log, an error, the database or a delivery', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const path = '/kept/path-secret'
    const url = `${bed.receiver.at(path).replace('http://', 'http://user:hunter2@')}?key=query-secret`
    const { secret } = await bed.upsert(tenant, { name: 'Kept', url, filter: {} })
    const unreachable = await bed.upsert(tenant, {
      name: 'Unreachable',
      url: 'https://no-such-name.invalid/path-secret?key=query-secret',
      filter: {},
    })
    expect(unreachable.userErrors).toEqual([])
    const alert = await bed.raise(tenant, 'ann')
    await bed.stopSubgraph()
    bed.receiver.manners.set(path, (response, call) => response.writeHead(500).end(JSON.stringify(call)))
    const deliverer = bed.deliverer({}, logger)
    deliverer.start()
    await bed.comment(tenant, alert, 'one')
    await until(async () => {
      bed.clock.now += 60_000
      const rows = await bed.feeder.read(tenant, tx =>
        tx.query('select 1 from alerts.delivery where tenant = $1 and seq = 2 and attempts > 0', [tenant]),
      )
      return rows.length === 2
    })
    await deliverer.stop()
    await bed.startSubgraph()
    const call = bed.receiver.to(path)[0]!
    expect(call.headers.authorization).toBe(`Basic ${Buffer.from('user:hunter2').toString('base64')}`)
    const rows = await bed.feeder.read(tenant, tx =>
      tx.query(
        `select w::text as row from alerts.webhook w union all select d::text from alerts.delivery d union all select c::text from alerts.webhook_change c`,
      ),
    )
    const shown = await bed.ask(
      tenant,
      '{ webhooks { id name filter lastError { message } changes { fields } deliveries { edges { node { id lastError { message } } } } } }',
    )
    const told = [...lines, JSON.stringify(rows), JSON.stringify(shown)].join('\n')
    expect(told).toContain('answered 500')
    expect(told).toContain('cannot be resolved')
    for (const hidden of [
      secret!.slice(6),
      'hunter2',
      'path-secret',
      'query-secret',
      String(call.headers['webhook-signature']).slice(3),
    ])
      for (const form of [hidden, Buffer.from(hidden).toString('hex')]) expect(told).not.toContain(form)
  })

  it('fail by a code of the catalogue', () => expect(CATALOGUE.NOT_DELIVERED.retry).toBe(true))

  it('that lead inside by their name are not called', async () => {
    await bed.stopSubgraph()
    const guarded = bed.deliverer({ allowLoopback: false })
    bed.receiver.manners.set('/inside', says(200))
    await bed.startSubgraph()
    const { webhook } = await bed.upsert(tenant, { name: 'Inside', url: 'https://localhost/inside', filter: {} })
    const claim = {
      tenant,
      webhook: webhook!.id,
      email: null,
      alert: null,
      seq: null,
      event: 'webhook.test' as const,
      at: new Date(),
      attempts: 0,
      held: false,
    }
    const id = 'msg_guarded'
    await bed.feeder.write(tenant, tx =>
      tx.query(
        `insert into alerts.delivery (tenant, id, webhook, event, at, state, next_at, claim, created_at)
         values ($1, $2, $3, 'webhook.test', now(), 'PENDING', '2099-01-01', '00000000-0000-4000-8000-000000000001', now())`,
        [tenant, id, webhook!.id],
      ),
    )
    await guarded.callNow({ ...claim, id, claim: '00000000-0000-4000-8000-000000000001' })
    await guarded.stop()
    const { log } = (await bed.deliveries(tenant)).get('Inside')!
    expect(log).toMatchObject([
      { state: 'DEAD', lastError: { message: expect.stringContaining('public addresses only') } },
    ])
  })
})
