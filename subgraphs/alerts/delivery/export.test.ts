import { Cursors, deriveKey, signCaller, type Door } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { minute } from '../testing/activity.ts'
import { exportDoor } from './export-door.ts'
import { LiveSignal } from '../live/signal.ts'
import { openDeliveryBed } from './testing/delivery-bed.ts'

interface Line {
  class_uid: number
  message: string
  metadata: { uid: string; sequence: number }
  finding_info: { uid: string }
  unmapped: { casbah: { cursor: string; event: string; missed?: number } }
}

describe('the stream for SIEMs', () => {
  let bed: Awaited<ReturnType<typeof openDeliveryBed>>
  let signal: LiveSignal
  let tenants = 0
  let tenant: string
  beforeAll(async () => {
    bed = await openDeliveryBed()
    signal = new LiveSignal(bed.feeder)
  })
  beforeEach(() => {
    tenant = `export-${tenants++}`
    bed.clock.now = minute(5)
  })
  afterAll(() => bed.close())

  const parts = () => ({
    db: bed.feeder,
    cursors: new Cursors(deriveKey(TEST_KEY, 'cursor')),
    masterKey: TEST_KEY,
    signal,
  })
  const knock = async (
    query: string,
    {
      of = tenant,
      scopes = ['alerts:read'],
      method = 'GET',
      over,
      keepAliveMs,
      expiresAt = null,
      door = exportDoor({ ...parts(), ...(keepAliveMs && { keepAliveMs }) }),
    }: {
      of?: string
      scopes?: string[]
      method?: string
      over?: AbortSignal
      keepAliveMs?: number
      expiresAt?: number | null
      door?: Door
    } = {},
  ) => {
    const actor = { kind: 'TOKEN' as const, id: 't', name: 'siem', email: null }
    const caller = await signCaller({ tenant: of, scopes, actor, expiresAt }, deriveKey(TEST_KEY, 'context'))
    return door({
      method,
      path: '/export/alerts.ocsf.ndjson',
      query: new URLSearchParams(query),
      headers: { 'x-casbah-caller': caller },
      body: new Uint8Array(),
      ...(over && { signal: over }),
    })
  }
  const linesOf = (text: string) =>
    text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Line)
  const read = async (query = '', options: Parameters<typeof knock>[1] = {}) => {
    const { status, body, rest } = await knock(query, options)
    let text = body
    for await (const piece of rest ?? []) text += piece
    return { status, text, lines: status === 200 ? linesOf(text) : [] }
  }
  const sequences = (lines: Line[]) => lines.map(line => line.metadata.sequence)
  const count = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => n + from)

  it('tells each step as a Detection Finding, and goes on after a cursor', async () => {
    const alert = await bed.raise(tenant, 'ann')
    await bed.comment(tenant, alert, 'one')
    const { lines } = await read()
    expect(lines).toMatchObject([
      {
        class_uid: 2004,
        metadata: { uid: `${alert}:1`, sequence: 1 },
        finding_info: { uid: alert },
        unmapped: { casbah: { event: 'RAISED' } },
      },
      { class_uid: 2004, metadata: { uid: `${alert}:2`, sequence: 2 }, unmapped: { casbah: { event: 'CHANGED' } } },
    ])
    const { cursor } = lines[0]!.unmapped.casbah
    expect(sequences((await read(`after=${cursor}`)).lines)).toEqual([2])
    // The same cursor as that of the stream in the graph.
    const found = await bed.ask(
      tenant,
      `mutation ($i: ReplayWebhookInput!) { replayWebhook(input: $i) { count userErrors { code } } }`,
      {
        i: { id: (await bed.webhook(tenant, '/x')).id, from: cursor },
      },
    )
    expect(found.data.replayWebhook).toEqual({ count: 1, userErrors: [] })
  })

  it('has no gap and no double when it is broken off and resumed while eight writers write', async () => {
    const alert = await bed.raise(tenant, 'ann')
    let left = 8
    const writers = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 30; n++) await bed.comment(tenant, alert, `${writer}-${n}`)
        left--
      }),
    )
    const seen: number[] = []
    let after = ''
    for (let broken = 0; seen.length < 241; broken++) {
      const over = new AbortController()
      const { rest } = await knock(`follow=true${after && `&after=${after}`}`, { over: over.signal })
      const before = seen.length
      for await (const piece of rest!) {
        for (const line of linesOf(piece)) {
          seen.push(line.metadata.sequence)
          after = line.unmapped.casbah.cursor
        }
        // A break every few lines, and at last when all is there.
        if (seen.length - before > 20 + broken || seen.length >= 241) break
      }
      over.abort()
    }
    await writers
    expect(left).toBe(0)
    expect(seen).toEqual(count(1, 241))
  })

  it('follows what happens and says in between that it lives', async () => {
    const alert = await bed.raise(tenant, 'ann')
    const over = new AbortController()
    const { rest } = await knock('follow=true', { over: over.signal, keepAliveMs: 20 })
    const pieces = rest![Symbol.asyncIterator]()
    const next = async () => (await pieces.next()).value as string | undefined
    expect(sequences(linesOf((await next())!))).toEqual([1])
    expect(await next()).toBe('\n')
    await bed.comment(tenant, alert, 'one')
    signal.wake(tenant)
    let piece = await next()
    while (piece === '\n') piece = await next()
    expect(sequences(linesOf(piece!))).toEqual([2])
    over.abort()
    while (piece !== undefined) piece = await next()
  })

  it('ends with the token', async () => {
    const begun = Date.now()
    const { text } = await read('follow=true', { expiresAt: begun + 60, keepAliveMs: 20 })
    expect(text).toMatch(/^\n*$/)
    expect(Date.now() - begun).toBeGreaterThanOrEqual(55)
  })

  it('reads nothing before what it gave was taken', async () => {
    const alert = await bed.raise(tenant, 'ann')
    for (let n = 0; n < 60; n++) await bed.comment(tenant, alert, `${n}`)
    let reads = 0
    const counting = Object.assign(Object.create(bed.feeder) as typeof bed.feeder, {
      read: (...args: Parameters<typeof bed.feeder.read>) => {
        reads++
        return bed.feeder.read(...args)
      },
    })
    const { rest } = await knock('', { door: exportDoor({ ...parts(), db: counting }) })
    const pieces = rest![Symbol.asyncIterator]()
    const first = (await pieces.next()).value as string
    expect(linesOf(first)).toHaveLength(20)
    const before = reads
    await new Promise(done => setImmediate(done))
    expect(reads).toBe(before)
    await pieces.return?.()
  })

  it('is open so many times at once for a tenant, and not more', async () => {
    await bed.raise(tenant, 'ann')
    await bed.raise(`${tenant}-other`, 'bob')
    const door = exportDoor(parts())
    const ask = (of: string) => knock('follow=true', { of, door })
    const streams: AsyncIterator<string>[] = []
    for (let n = 0; n < 20; n++) {
      const pieces = (await ask(tenant)).rest![Symbol.asyncIterator]()
      await pieces.next()
      streams.push(pieces)
    }
    expect(await ask(tenant)).toMatchObject({ status: 429, body: expect.stringContaining('20 streams') })
    expect((await ask(`${tenant}-other`)).status).toBe(200)
    await streams[0]!.return!()
    expect((await ask(tenant)).status).toBe(200)
    for (const stream of streams) await stream.return!()
  })

  it('says first what is no longer kept', async () => {
    const alert = await bed.raise(tenant, 'ann')
    for (let n = 0; n < 5; n++) await bed.comment(tenant, alert, `${n}`)
    const { cursor } = (await read()).lines[0]!.unmapped.casbah
    await bed.feeder.write(tenant, tx =>
      tx.query('delete from alerts.alert_event where tenant = $1 and seq <= 4', [tenant]),
    )
    const { lines } = await read(`after=${cursor}`)
    expect(lines[0]).toMatchObject({
      class_uid: 0,
      message: expect.stringContaining('3 updates'),
      unmapped: { casbah: { event: 'GAP', missed: 3 } },
    })
    expect(sequences(lines.slice(1))).toEqual([5, 6])
    expect(sequences((await read(`after=${lines[0]!.unmapped.casbah.cursor}`)).lines)).toEqual([5, 6])
    expect(sequences((await read()).lines)).toEqual([5, 6])
  })

  it('is filtered, and of one tenant', async () => {
    const ann = await bed.raise(tenant, 'ann')
    const other = `${tenant}-other`
    await bed.raise(other, 'eve')
    const { data } = await bed.ask(tenant, '{ alerts { edges { node { severity policy { id } apps { id } } } } }')
    const { severity, policy, apps } = data.alerts.edges[0].node
    const fits = [
      `severity=${severity}`,
      `severity=low&severity=${severity.toLowerCase()}`,
      'state=open',
      `policy=${policy.id}`,
      `app=${apps[0].id}`,
    ]
    for (const query of fits) expect((await read(query)).lines.map(line => line.finding_info.uid)).toEqual([ann])
    const wrong = severity === 'LOW' ? 'HIGH' : 'LOW'
    for (const query of [`severity=${wrong}`, 'state=resolved', 'policy=x', 'app=x', `${fits[0]}&app=x`])
      expect((await read(query)).lines).toEqual([])
    const { cursor } = (await read('', { of: other })).lines[0]!.unmapped.casbah
    expect((await read(`after=${cursor}`)).status).toBe(400)
  })

  it.each<[string, string, Parameters<typeof knock>[1], number, RegExp]>([
    ['a token without the scope', '', { scopes: ['activities:read'] }, 403, /alerts:read/],
    ['an unknown parameter', 'user=ann', {}, 400, /no parameter user/],
    ['an unknown severity', 'severity=bad', {}, 400, /BAD is no severity/],
    ['an unknown state', 'state=bad', {}, 400, /BAD is no state/],
    ['another follow', 'follow=yes', {}, 400, /follow is true/],
    ['an invented cursor', 'after=AAAA', {}, 400, /does not belong/],
    ['another method', '', { method: 'POST' }, 405, /GET/],
  ])('refuses %s', async (_what, query, options, status, message) => {
    const answer = await read(query, options)
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(message)])
  })

  it('refuses a cursor of what has not happened', async () => {
    await bed.raise(tenant, 'ann')
    const { cursor } = (await read()).lines[0]!.unmapped.casbah
    await bed.feeder.write(tenant, tx =>
      tx.query('update alerts.tenant_counter set seq = 0 where tenant = $1', [tenant]),
    )
    expect(await read(`after=${cursor}`)).toMatchObject({ status: 400, text: expect.stringContaining('BAD_CURSOR') })
  })

  it('says by HEAD that it is there', async () => {
    expect(await read('follow=true', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })
})
