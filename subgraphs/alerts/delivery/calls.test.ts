import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { minute } from '../testing/activity.ts'
import { until } from '../testing/open.ts'
import { CALLS_AT_ONCE } from './deliverer.ts'
import { openDeliveryBed } from './testing/delivery-bed.ts'
import { hangs, says, type Call } from './testing/receiver.ts'

const REPLAY = `mutation ($i: ReplayWebhookInput!) { replayWebhook(input: $i) { count webhook { id } userErrors { code message path } } }`
const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000]

describe('calls of webhooks', () => {
  let bed: Awaited<ReturnType<typeof openDeliveryBed>>
  let tenants = 0
  let tenant: string
  beforeAll(async () => (bed = await openDeliveryBed()))
  beforeEach(() => {
    tenant = `calls-${tenants++}`
    bed.clock.now = minute(5)
    bed.receiver.calls.length = 0
    bed.receiver.manners.clear()
  })
  afterAll(() => bed.close())

  const arrived = async (path: string, count: number): Promise<Call[]> => {
    await until(() => bed.receiver.to(path).length >= count)
    return bed.receiver.to(path)
  }

  it('tell what was raised and changed, as an OCSF Detection Finding with id, sequence and path', async () => {
    const { id: webhook } = await bed.webhook(tenant, '/told')
    const alert = await bed.raise(tenant, 'ann')
    await arrived('/told', 1)
    await bed.comment(tenant, alert, 'Looking.')
    const [raised, changed] = await arrived('/told', 2)
    expect(raised!.message).toMatchObject({
      type: 'alert.raised',
      data: {
        id: alert,
        sequence: 1,
        url: `/#alert=${alert}`,
        class_uid: 2004,
        activity_id: 1,
        finding_info: { uid: alert },
      },
    })
    expect((raised!.message.data.evidences as object[]).length).toBeGreaterThan(10)
    expect(changed!.message).toMatchObject({ type: 'alert.changed', data: { id: alert, sequence: 2, activity_id: 2 } })
    expect([raised!.id, changed!.id]).toEqual([1, 2].map(seq => `msg_${webhook.replaceAll('-', '')}_${seq}`))
    expect(new Date(changed!.message.timestamp).toISOString()).toBe(changed!.message.timestamp)
    // The receiver has a call before its answer is written down.
    await bed.newest(tenant, '/told', ({ state }) => state === 'DELIVERED')
    const told = (await bed.deliveries(tenant)).get('/told')!
    expect(told.lastDeliveredAt).toBe(new Date(bed.clock.now).toISOString())
    expect(told.log.map(each => [each.state, each.attempts, each.lastStatus, each.alert?.id])).toEqual([
      ['DELIVERED', 1, 204, alert],
      ['DELIVERED', 1, 204, alert],
    ])
  })

  it('are signed so that the official library takes them, by both secrets for a day after a rotation', async () => {
    // The library holds the time of a call against the real clock.
    bed.clock.now = Date.now()
    const first = await bed.webhook(tenant, '/signed')
    const verified = (secret: string, call: Call) => {
      try {
        return new StandardWebhook(secret).verify(call.body, call.headers as Record<string, string>) as object
      } catch {
        return null
      }
    }
    const alert = await bed.raise(tenant, 'ann')
    const [before] = await arrived('/signed', 1)
    expect(verified(first.secret, before!)).toMatchObject({ type: 'alert.raised' })
    expect(verified(first.secret, { ...before!, body: `${before!.body} ` })).toBeNull()

    const { secret: second } = await bed.upsert(tenant, {
      id: first.id,
      expectedVersion: 1,
      name: '/signed',
      url: bed.receiver.at('/signed'),
      rotateSecret: true,
    })
    expect(second).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    await bed.comment(tenant, alert, 'two')
    const during = (await arrived('/signed', 2))[1]!
    expect(String(during.headers['webhook-signature']).split(' ')).toHaveLength(2)
    expect([verified(first.secret, during), verified(second!, during)]).toEqual([
      expect.objectContaining({ type: 'alert.changed' }),
      expect.objectContaining({ type: 'alert.changed' }),
    ])

    bed.clock.now += 24 * HOUR + 1
    await bed.comment(tenant, alert, 'three')
    const after = (await arrived('/signed', 3))[2]!
    expect(String(after.headers['webhook-signature']).split(' ')).toHaveLength(1)
  })

  it('are verified by the lines that the guide gives', async () => {
    const guide = await readFile(join(import.meta.dirname, '../../../../docs/guides/delivery.md'), 'utf8')
    const [, code] = /```js\n(.*?)```/s.exec(guide)!
    const { isFromCasbah } = (await import(`data:text/javascript,${encodeURIComponent(code!)}`)) as {
      isFromCasbah: (secret: string, headers: object, body: string) => boolean
    }
    bed.clock.now = Date.now()
    const { secret } = await bed.webhook(tenant, '/guide')
    await bed.raise(tenant, 'ann')
    const [{ headers, body } = { headers: {}, body: '' }] = await arrived('/guide', 1)
    const { secret: other } = await bed.webhook(tenant, '/other')
    expect(isFromCasbah(secret, headers, body)).toBe(true)
    expect(isFromCasbah(other, headers, body)).toBe(false)
    expect(isFromCasbah(secret, headers, `${body} `)).toBe(false)
    expect(isFromCasbah(secret, { ...headers, 'webhook-timestamp': '1' }, body)).toBe(false)
  })

  it('that fail are tried again, by the same id, for a day, then are dead letters', async () => {
    bed.receiver.manners.set('/broken', says(500))
    await bed.webhook(tenant, '/broken')
    await bed.raise(tenant, 'ann')
    const waits: number[] = []
    for (;;) {
      const attempts = waits.length + 1
      const { state, nextAttemptAt, lastError, lastStatus } = await bed.newest(
        tenant,
        '/broken',
        each => each.attempts === attempts,
      )
      expect(lastStatus).toBe(500)
      expect(lastError).toMatchObject({ code: 'NOT_DELIVERED', message: expect.stringContaining('answered 500') })
      if (state === 'DEAD') break
      waits.push(Date.parse(nextAttemptAt!) - bed.clock.now)
      bed.clock.now = Date.parse(nextAttemptAt!)
    }
    expect(waits).toEqual([5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR])
    const calls = bed.receiver.to('/broken')
    expect(calls).toHaveLength(8)
    expect(new Set(calls.map(call => call.id)).size).toBe(1)
    expect((await bed.deliveries(tenant)).get('/broken')).toMatchObject({
      enabled: true,
      lastError: { code: 'NOT_DELIVERED' },
    })
  })

  it.each<[string, ReturnType<typeof says>, object]>([
    ['one that never answers', hangs, { state: 'PENDING', lastStatus: null, lastError: /did not answer within 2 s/ }],
    [
      'one that leads elsewhere',
      says(302, { location: 'http://127.0.0.1/' }),
      { state: 'PENDING', lastStatus: 302, lastError: /follow no redirect/ },
    ],
    [
      'one that breaks off',
      response => response.destroy(),
      { state: 'PENDING', lastStatus: null, lastError: /broke off/ },
    ],
    ['one that is gone', says(410), { state: 'DEAD', lastStatus: 410, lastError: /gone for good/ }],
  ])('to %s say so', async (_what, manner, { lastError, ...expected }: { lastError?: RegExp }) => {
    bed.receiver.manners.set('/odd', manner)
    await bed.webhook(tenant, '/odd')
    await bed.raise(tenant, 'ann')
    const delivery = await bed.newest(tenant, '/odd', each => each.attempts === 1)
    expect(delivery).toMatchObject({ ...expected, lastError: { message: expect.stringMatching(lastError!) } })
  })

  it('to one that is gone end for good: it is disabled, and what waits for it are dead letters', async () => {
    bed.receiver.manners.set('/gone', says(500))
    await bed.webhook(tenant, '/gone')
    const alert = await bed.raise(tenant, 'ann')
    await bed.newest(tenant, '/gone', each => each.attempts === 1)
    bed.receiver.manners.set('/gone', says(410))
    await bed.comment(tenant, alert, 'one')
    await until(async () => (await bed.deliveries(tenant)).get('/gone')!.enabled === false)
    const { log, version } = (await bed.deliveries(tenant)).get('/gone')!
    expect(log.map(each => each.state)).toEqual(['DEAD', 'DEAD'])
    expect(version).toBe(2)
    await bed.comment(tenant, alert, 'two')
    const changes = await bed.ask(tenant, '{ webhooks { changes { kind version fields actor { name } } } }')
    expect(changes.data.webhooks[0].changes).toEqual([
      { kind: 'CREATED', version: 1, fields: [], actor: { name: 'Mia' } },
      { kind: 'CHANGED', version: 2, fields: ['enabled'], actor: { name: 'Casbah' } },
    ])
    expect(bed.receiver.to('/gone')).toHaveLength(2)
  })

  it.each<[string, string, number]>([
    ['seconds', '120', 120 * SECOND],
    ['a date', new Date(minute(15)).toUTCString(), 10 * MINUTE],
    ['less than our own wait', '1', 5 * SECOND],
    ['a week, of which a day is honoured', '604800', 24 * HOUR],
  ])('come back when a receiver that gets too much says so: %s', async (_what, retryAfter, wait) => {
    bed.receiver.manners.set('/busy', says(429, { 'retry-after': retryAfter }))
    await bed.webhook(tenant, '/busy')
    await bed.raise(tenant, 'ann')
    const { nextAttemptAt } = await bed.newest(tenant, '/busy', each => each.attempts === 1)
    expect(Date.parse(nextAttemptAt!) - bed.clock.now).toBe(wait)
    bed.clock.now += wait
    bed.receiver.manners.delete('/busy')
    await bed.newest(tenant, '/busy', each => each.state === 'DELIVERED')
  })

  it('to a slow receiver hold up no other, and are few at once', async () => {
    let [open, most, answers] = [0, 0, false]
    bed.receiver.manners.set('/slow', response => {
      most = Math.max(most, ++open)
      response.once('close', () => open--)
      if (answers) response.writeHead(204).end()
    })
    await bed.webhook(tenant, '/slow')
    await bed.webhook(tenant, '/quick')
    const alert = await bed.raise(tenant, 'ann')
    for (let n = 0; n < 19; n++) await bed.comment(tenant, alert, `${n}`)
    // All twenty reach the quick one while the slow one has answered none.
    await arrived('/quick', 20)
    expect((await bed.deliveries(tenant, ['DELIVERED'])).get('/slow')!.log).toEqual([])
    answers = true
    await until(async () => {
      bed.clock.now += 5 * MINUTE
      return (await bed.deliveries(tenant, ['DELIVERED'])).get('/slow')!.log.length === 20
    })
    expect(most).toBe(CALLS_AT_ONCE)
  })

  it('never cross from one tenant to another', async () => {
    const other = `${tenant}-other`
    await bed.webhook(tenant, '/mine')
    await bed.webhook(other, '/theirs')
    const [mine, theirs] = [await bed.raise(tenant, 'ann'), await bed.raise(other, 'bob')]
    await bed.comment(tenant, mine, 'one')
    await arrived('/mine', 2)
    await arrived('/theirs', 1)
    const seen = (path: string) => new Set(bed.receiver.to(path).map(call => call.message.data.id))
    expect([seen('/mine'), seen('/theirs')]).toEqual([new Set([mine]), new Set([theirs])])
    const { webhook } = await bed.upsert(other, { name: 'x', url: bed.receiver.at('/x') })
    for (const query of [
      `mutation ($id: ID!) { answer: replayWebhook(input: { id: $id }) { userErrors { code } } }`,
      `mutation ($id: ID!) { answer: testWebhook(input: { id: $id }) { userErrors { code } } }`,
      `mutation ($id: ID!) { answer: deleteWebhook(input: { id: $id }) { userErrors { code } } }`,
      `mutation ($id: ID!) { answer: upsertWebhook(input: { id: $id, expectedVersion: 1, name: "y", url: "https://y.example" }) { userErrors { code } } }`,
    ])
      expect((await bed.ask(tenant, query, { id: webhook!.id })).data.answer.userErrors).toMatchObject([
        { code: 'NOT_FOUND' },
      ])
    expect([...(await bed.deliveries(tenant)).keys()]).toEqual(['/mine'])
  })

  it('send dead letters again when asked, by the ids that they had', async () => {
    bed.receiver.manners.set('/dead', says(410))
    const { id } = await bed.webhook(tenant, '/dead')
    await bed.raise(tenant, 'ann')
    await bed.newest(tenant, '/dead', each => each.state === 'DEAD')
    const disabled = await bed.ask(tenant, REPLAY, { i: { id } })
    expect(disabled.data.replayWebhook.userErrors).toMatchObject([{ code: 'CONFLICT', path: ['id'] }])
    bed.receiver.manners.delete('/dead')
    await bed.upsert(tenant, { id, expectedVersion: 2, name: '/dead', url: bed.receiver.at('/dead') })
    const replayed = await bed.ask(tenant, REPLAY, { i: { id } })
    expect(replayed.data.replayWebhook).toEqual({ count: 1, webhook: { id }, userErrors: [] })
    await bed.newest(tenant, '/dead', each => each.state === 'DELIVERED')
    expect(new Set(bed.receiver.to('/dead').map(call => call.id)).size).toBe(1)
  })

  it('send all after a cursor again when asked, also what happened while it was disabled', async () => {
    const { id } = await bed.webhook(tenant, '/again')
    const alert = await bed.raise(tenant, 'ann')
    const { cursor } = await bed.newest(tenant, '/again', each => each.state === 'DELIVERED')
    await bed.comment(tenant, alert, 'two')
    await bed.newest(tenant, '/again', each => each.sequence === 2 && each.state === 'DELIVERED')
    const input = { id, name: '/again', url: bed.receiver.at('/again') }
    await bed.upsert(tenant, { ...input, expectedVersion: 1, enabled: false })
    await bed.comment(tenant, alert, 'three')
    await bed.upsert(tenant, { ...input, expectedVersion: 2, enabled: true })
    await bed.comment(tenant, alert, 'four')
    await bed.newest(tenant, '/again', each => each.sequence === 4 && each.state === 'DELIVERED')
    expect(bed.receiver.to('/again').map(call => call.message.data.sequence)).toEqual([1, 2, 4])
    const replayed = await bed.ask(tenant, REPLAY, { i: { id, from: cursor } })
    expect(replayed.data.replayWebhook).toMatchObject({ count: 3, userErrors: [] })
    await arrived('/again', 6)
    const again = bed.receiver.to('/again').slice(3)
    expect(again.map(call => call.message.data.sequence).sort()).toEqual([2, 3, 4])
    const foreign = await bed.ask(`${tenant}-b`, REPLAY, { i: { id, from: cursor } })
    expect(foreign.data.replayWebhook.userErrors[0].code).toBe('NOT_FOUND')
    const invented = await bed.ask(tenant, REPLAY, { i: { id, from: 'AAAA' } })
    expect(invented.errors?.[0]?.extensions.code).toBe('BAD_CURSOR')
  })

  it('can be tried, and tell at once what became of it', async () => {
    const test = `mutation ($id: ID!) { testWebhook(input: { id: $id }) { delivery { event state sequence attempts lastStatus lastError { message } } userErrors { code } } }`
    const { id } = await bed.webhook(tenant, '/try')
    expect((await bed.ask(tenant, test, { id })).data.testWebhook).toEqual({
      delivery: {
        event: 'webhook.test',
        state: 'DELIVERED',
        sequence: null,
        attempts: 1,
        lastStatus: 204,
        lastError: null,
      },
      userErrors: [],
    })
    expect(bed.receiver.to('/try')[0]!.message).toMatchObject({ type: 'webhook.test', data: { webhook: id } })
    bed.receiver.manners.set('/try', says(500))
    expect((await bed.ask(tenant, test, { id })).data.testWebhook.delivery).toMatchObject({
      state: 'DEAD',
      lastStatus: 500,
    })
  })

  it('go on after a break, by whichever process: nothing is lost, and ids stay', async () => {
    const { id } = await bed.webhook(tenant, '/restart')
    const alert = await bed.raise(tenant, 'ann')
    await bed.newest(tenant, '/restart', each => each.state === 'DELIVERED')
    await bed.stopSubgraph()
    bed.receiver.manners.set('/restart', hangs)
    for (let n = 2; n <= 60; n++) await bed.comment(tenant, alert, `${n}`)
    // The first process is stopped in the middle of its calls, the second is lost without a word, two more share the rest.
    const first = bed.deliverer({ timeoutMs: 60_000 })
    first.wake()
    await arrived('/restart', 1 + CALLS_AT_ONCE)
    await first.stop()
    await bed.feeder.write(tenant, tx =>
      tx.query(
        `update alerts.delivery set claim = gen_random_uuid(), next_at = $2 where tenant = $1 and state = 'PENDING' and seq < 12`,
        [tenant, new Date(bed.clock.now + 90_000).toISOString()],
      ),
    )
    bed.receiver.manners.delete('/restart')
    const others = [1, 2].map(() => bed.deliverer({ timeoutMs: 60_000 }))
    for (const each of others) each.start()
    await until(() => new Set(bed.receiver.to('/restart').map(call => call.id)).size >= 60 - 10)
    bed.clock.now += 90_000
    const delivered = async () => {
      const [row] = await bed.feeder.read(tenant, tx =>
        tx.query<{ count: string }>(
          `select count(*) from alerts.delivery where tenant = $1 and webhook = $2 and state = 'DELIVERED'`,
          [tenant, id],
        ),
      )
      return Number(row!.count)
    }
    await until(async () => (await delivered()) === 60)
    await Promise.all(others.map(each => each.stop()))
    const ids = bed.receiver.to('/restart').map(call => call.id)
    expect(new Set(ids)).toEqual(
      new Set(Array.from({ length: 60 }, (_, n) => `msg_${id.replaceAll('-', '')}_${n + 1}`)),
    )
    // What was broken off came again, the rest once.
    expect(ids.length).toBe(60 + CALLS_AT_ONCE)
    await bed.startSubgraph()
  })

  it('keep their place while more waits than may, and go on when there is room', async () => {
    bed.receiver.manners.set('/flood', says(500))
    const { id } = await bed.webhook(tenant, '/flood')
    await bed.feeder.write(tenant, tx =>
      tx.query(
        `insert into alerts.delivery (tenant, id, webhook, event, at, state, next_at, created_at)
         select $1, 'filler-' || n, $2::uuid, 'webhook.test', $3::timestamptz, 'PENDING', $3::timestamptz + interval '1 day', $3::timestamptz
         from generate_series(1, 10000) n`,
        [tenant, id, new Date(bed.clock.now).toISOString()],
      ),
    )
    await bed.raise(tenant, 'ann')
    await bed.webhook(tenant, '/beside')
    await bed.raise(tenant, 'bob')
    await arrived('/beside', 1)
    expect(bed.receiver.to('/flood')).toEqual([])
    await bed.feeder.write(tenant, tx =>
      tx.query(`delete from alerts.delivery where tenant = $1 and id like 'filler-%'`, [tenant]),
    )
    expect((await arrived('/flood', 2)).map(call => call.message.data.sequence).sort()).toEqual([1, 2])
  })
})
