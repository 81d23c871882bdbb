import { WebSocket } from 'ws'
import { ask, callerWith, connect, closeGateways, smallGateway, Tokens, until, type Small } from '../testing/gateway.ts'

interface Message {
  id?: string
  type: string
  payload?: { data?: unknown } & { message: string; extensions?: { code: string } }[]
}

/** A bare socket that keeps what it hears. */
function bare(wsUrl: string): {
  socket: WebSocket
  heard: Message[]
  closed: Promise<{ code: number; reason: string }>
} {
  const socket = new WebSocket(wsUrl, 'graphql-transport-ws')
  const heard: Message[] = []
  socket.on('message', data => heard.push(JSON.parse(String(data)) as Message))
  const closed = new Promise<{ code: number; reason: string }>(done =>
    socket.on('close', (code, reason) => done({ code, reason: String(reason) })),
  )
  return { socket, heard, closed }
}

/** A socket that is let in. */
async function entered(wsUrl: string): Promise<ReturnType<typeof bare>> {
  const opened = bare(wsUrl)
  await new Promise(done => opened.socket.once('open', done))
  opened.socket.send('{"type":"connection_init","payload":{"authorization":"Bearer reader"}}')
  await until(() => opened.heard.some(message => message.type === 'connection_ack'))
  return opened
}

const subscribe = (id: string, query: string) => JSON.stringify({ id, type: 'subscribe', payload: { query } })

afterAll(closeGateways)

describe('the gateway over graphql-ws', () => {
  const tokens = new Tokens()
  let small: Small

  beforeAll(async () => {
    small = await smallGateway({
      authenticate: tokens.authenticate,
      live: { initMs: 100, recheckMs: 50, lingerMs: 60_000 },
    })
  })

  it.each([{ authorization: 'Bearer reader' }, { authorization: 'reader' }, { token: 'reader' }])(
    'takes the token from %p',
    async params => {
      const client = connect(small.wsUrl, params)
      const seen: unknown[] = []
      for await (const event of client.iterate({ query: 'subscription { counted(to: 3) }' })) seen.push(event)
      expect(seen).toEqual([{ data: { counted: 1 } }, { data: { counted: 2 } }, { data: { counted: 3 } }])
      await client.dispose()
    },
  )

  it('answers queries, too', async () => {
    const client = connect(small.wsUrl, { token: 'reader' })
    const answer = await client.iterate({ query: '{ things { size } whoami }' }).next()
    expect(answer.value).toMatchObject({ data: { things: [{ size: 10 }], whoami: 'a test of t1' } })
    await client.dispose()
  })

  it.each([
    ['no token', {}, 'Send a token'],
    ['an unknown token', { token: 'other' }, 'unknown, revoked or expired'],
  ])('closes a connection with %s', async (_name, payload, reason) => {
    const { socket, closed } = bare(small.wsUrl)
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })))
    expect(await closed).toEqual({ code: 4401, reason: expect.stringContaining(reason) as unknown })
  })

  it('closes a connection that does not begin', async () => {
    expect((await bare(small.wsUrl).closed).code).toBe(4408)
  })

  it('closes a connection whose token is revoked', async () => {
    tokens.known.set('short', callerWith(['things:read']))
    const { socket, heard, closed } = bare(small.wsUrl)
    socket.on('open', () => socket.send('{"type":"connection_init","payload":{"token":"short"}}'))
    await until(() => heard.length > 0)
    socket.send(subscribe('1', 'subscription { ticks }'))
    await until(() => heard.some(message => message.type === 'next'))
    tokens.known.delete('short')
    expect((await closed).code).toBe(4401)
    await until(() => small.live.count === 0)
  })

  it.each([
    ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['query A { whoami } query B { whoami }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('refuses %s with %s and stays open', async (query, code) => {
    const { socket, heard } = await entered(small.wsUrl)
    socket.send(subscribe('1', query))
    await until(() => heard.length > 1)
    expect(heard[1]).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: { code } }] })
    socket.send(subscribe('2', '{ whoami }'))
    await until(() => heard.some(message => message.type === 'next' && message.id === '2'))
    socket.close()
  })

  it('refuses a subscription beyond the scopes', async () => {
    const client = connect(small.wsUrl, { token: 'nobody' })
    await expect(client.iterate({ query: 'subscription { ticks }' }).next()).rejects.toMatchObject([
      { extensions: { code: 'FORBIDDEN', scopes: ['things:read'] } },
    ])
    await client.dispose()
  })

  it('masks what goes wrong in an answer', async () => {
    const { socket, heard } = await entered(small.wsUrl)
    socket.send(subscribe('1', '{ leaks }'))
    await until(() => heard.some(message => message.type === 'next'))
    expect(JSON.stringify(heard)).toContain('"code":"INTERNAL"')
    expect(JSON.stringify(heard)).not.toContain('secret')
    socket.close()
  })

  it('ends the subscription in the subgraph on complete and on a broken socket', async () => {
    const first = await entered(small.wsUrl)
    first.socket.send(subscribe('1', 'subscription { ticks }'))
    const second = await entered(small.wsUrl)
    second.socket.send(subscribe('1', 'subscription { ticks }'))
    await until(() => small.live.count === 2)
    first.socket.send('{"id":"1","type":"complete"}')
    await until(() => small.live.count === 1)
    second.socket.terminate()
    await until(() => small.live.count === 0)
    first.socket.close()
  })

  it('lets a slow reader go with the advice to resume, and no other', async () => {
    const reader = await entered(small.wsUrl)
    reader.socket.send(subscribe('1', 'subscription { ticks }'))
    const slow = await entered(small.wsUrl)
    slow.socket.send(subscribe('1', 'subscription { floods }'))
    await until(() => slow.heard.length > 1)
    slow.socket.pause()
    await until(() => small.live.count === 1)
    const ticks = reader.heard.length
    await until(() => reader.heard.length > ticks)
    slow.socket.resume()
    expect(await slow.closed).toEqual({ code: 4290, reason: 'slow consumer: resume with your last cursor' })
    const metrics = await small.gateway.metrics.registry.metrics()
    expect(metrics).toContain('casbah_gateway_slow_consumers_total 1')
    reader.socket.close()
  })

  it('serves HTTP on the same port meanwhile', async () => {
    expect((await ask(small.url, '{ whoami }')).status).toBe(200)
  })
})

describe('a gateway that closes', () => {
  it('ends subscriptions with complete, not with an error', async () => {
    const small = await smallGateway()
    const { socket, heard, closed } = await entered(small.wsUrl)
    socket.send(subscribe('1', 'subscription { ticks }'))
    await until(() => heard.some(message => message.type === 'next'))
    await small.gateway.close()
    expect((await closed).code).toBe(1001)
    expect(heard.at(-1)).toEqual({ id: '1', type: 'complete' })
    expect(small.live.count).toBe(0)
  })
})
