import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { callerWith, closeGateways, smallGateway, Tokens, until, type Small } from '../testing/gateway.ts'

// The protocol graphql-transport-ws, sentence by sentence, spoken by a bare socket: what a client may say, and how each breach ends.

interface Message {
  id?: string
  type: string
  payload?: unknown
}

type Says = object | string | Buffer

const INIT = { type: 'connection_init', payload: { authorization: 'Bearer reader' } }
const ACK = { type: 'connection_ack' }
const ask = (id: string, query: string, more: object = {}) => ({ id, type: 'subscribe', payload: { query, ...more } })
const TICKS = ask('1', 'subscription { ticks }')
const WHOAMI = ask('q', '{ whoami }')
const ANSWER = [
  { id: 'q', type: 'next', payload: { data: { whoami: 'a test of t1' } } },
  { id: 'q', type: 'complete' },
]

afterAll(closeGateways)

const sockets: WebSocket[] = []
afterEach(() => sockets.splice(0).forEach(socket => socket.terminate()))

function open(wsUrl: string, protocol: string | string[] = 'graphql-transport-ws') {
  const socket = new WebSocket(wsUrl, protocol)
  sockets.push(socket)
  const heard: Message[] = []
  socket.on('message', data => heard.push(JSON.parse(String(data)) as Message))
  socket.on('error', () => {})
  const closed = new Promise<{ code: number; reason: string }>(done =>
    socket.on('close', (code, reason) => done({ code, reason: String(reason) })),
  )
  const opened = new Promise<void>(done => socket.once('open', () => done()))
  const say = async (...messages: Says[]) => {
    await opened
    for (const message of messages)
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message))
  }
  const hear = async (type: string, id?: string) => {
    const is = (message: Message) => message.type === type && (id === undefined || message.id === id)
    await until(() => heard.some(is))
    return heard.find(is)!
  }
  return { socket, heard, closed, opened, say, hear }
}

async function enter(wsUrl: string, token = 'reader') {
  const entered = open(wsUrl)
  await entered.say({ type: 'connection_init', payload: { token } })
  await entered.hear('connection_ack')
  entered.heard.length = 0
  return entered
}

describe('the protocol', () => {
  const tokens = new Tokens()
  /** Tokens `slow…` are looked up when the test says so. */
  let release = () => {}
  const slowly = new Promise<void>(done => (release = done))
  let small: Small

  beforeAll(async () => {
    tokens.known.set('slow', callerWith(['things:read']))
    small = await smallGateway({
      authenticate: async bearer => {
        if (bearer === 'slow') await slowly
        return tokens.authenticate(bearer)
      },
      live: { initMs: 150, recheckMs: 20, connectionsPerToken: 40 },
    })
  })

  describe('the handshake', () => {
    it('chooses graphql-transport-ws among others', async () => {
      const { socket, opened } = open(small.wsUrl, ['graphql-ws', 'graphql-transport-ws'])
      await opened
      expect(socket.protocol).toBe('graphql-transport-ws')
    })

    it.each([[[]], ['graphql-ws']])('with the protocols %j ends without one word', async protocol => {
      const { heard, closed } = open(small.wsUrl, protocol)
      // A client that asked for what it does not get breaks off by itself; one that asked for none is told.
      expect([4406, 1006]).toContain((await closed).code)
      expect(heard).toEqual([])
    })

    it('without protocol is told 4406', async () => {
      expect((await open(small.wsUrl, []).closed).code).toBe(4406)
    })
  })

  describe('connection_init', () => {
    it('is acknowledged, once', async () => {
      const { heard, say, hear } = open(small.wsUrl)
      await say(INIT)
      await hear('connection_ack')
      expect(heard).toEqual([ACK])
    })

    it('that does not come ends with 4408', async () => {
      expect(await open(small.wsUrl).closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' })
    })

    it('that came in time may take longer to be answered', async () => {
      const { heard, say, hear } = open(small.wsUrl)
      await say({ type: 'connection_init', payload: { token: 'slow' } })
      await sleep(200)
      expect(heard).toEqual([])
      release()
      await hear('connection_ack')
    })

    it.each<[string, unknown, number, string]>([
      ['no payload', undefined, 4401, 'Send a token in connectionParams.authorization.'],
      ['a payload that is null', null, 4401, 'Send a token in connectionParams.authorization.'],
      ['an empty payload', {}, 4401, 'Send a token in connectionParams.authorization.'],
      ['an unknown token', { token: 'other' }, 4401, 'unknown, revoked or expired'],
      ['a token that is no text', { token: 7 }, 4401, ''],
    ])('with %s is refused', async (_what, payload, code, reason) => {
      const { heard, closed, say } = open(small.wsUrl)
      await say({ type: 'connection_init', payload })
      expect(await closed).toEqual({ code, reason: expect.stringContaining(reason) as unknown })
      expect(heard).toEqual([])
    })

    it('that comes twice ends with 4429', async () => {
      const { closed, say } = await enter(small.wsUrl)
      await say(INIT)
      expect(await closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' })
    })

    it('that comes twice while the first is looked at ends with 4429', async () => {
      const { closed, say } = open(small.wsUrl)
      await say(INIT, INIT)
      expect((await closed).code).toBe(4429)
    })
  })

  describe('ping and pong', () => {
    it.each([
      ['nothing', { type: 'ping' }, { type: 'pong' }],
      ['a payload', { type: 'ping', payload: { at: 7 } }, { type: 'pong', payload: { at: 7 } }],
    ])('a ping with %s is answered with the same', async (_what, ping, pong) => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(ping)
      await hear('pong')
      expect(heard).toEqual([pong])
    })

    it('a ping is answered before connection_init, too', async () => {
      const { heard, say, hear } = open(small.wsUrl)
      await say({ type: 'ping' })
      await hear('pong')
      expect(heard).toEqual([{ type: 'pong' }])
    })

    it('a pong that nobody asked for is ignored', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say({ type: 'pong', payload: { any: 'thing' } }, WHOAMI)
      await hear('complete')
      expect(heard).toMatchObject(ANSWER)
    })
  })

  describe('an operation', () => {
    it('before the acknowledgement ends with 4401', async () => {
      const { closed, say } = open(small.wsUrl)
      await say(WHOAMI)
      expect(await closed).toEqual({ code: 4401, reason: 'Unauthorized' })
    })

    it('with one result is answered by next and complete', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(WHOAMI)
      await hear('complete')
      expect(heard).toMatchObject(ANSWER)
    })

    it('with many is answered by as many next and one complete', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(ask('1', 'subscription ($to: Int!) { counted(to: $to) }', { variables: { to: 2 } }))
      await hear('complete')
      expect(heard).toEqual([
        { id: '1', type: 'next', payload: { data: { counted: 1 } } },
        { id: '1', type: 'next', payload: { data: { counted: 2 } } },
        { id: '1', type: 'complete' },
      ])
    })

    it.each([
      ['that cannot be read', 'subscription {'],
      ['that is not valid', 'subscription { nothing }'],
      ['for which the token has no scope', 'subscription { ticks }'],
    ])('%s is answered by error alone, without complete', async (_what, query) => {
      const { heard, say, hear } = await enter(small.wsUrl, 'nobody')
      await say(ask('1', query))
      const { payload } = await hear('error')
      expect(payload).toEqual([expect.objectContaining({ message: expect.any(String) as unknown })])
      await say(WHOAMI)
      await hear('complete', 'q')
      expect(heard.filter(({ id }) => id === '1')).toHaveLength(1)
    })

    it('with an id that is taken ends with 4409', async () => {
      const { closed, say, hear } = await enter(small.wsUrl)
      await say(TICKS)
      await hear('next')
      await say(ask('1', '{ whoami }'))
      expect(await closed).toEqual({ code: 4409, reason: 'Subscriber for 1 already exists' })
      await until(() => small.live.count === 0)
    })

    it('with an id that was taken a moment ago ends with 4409', async () => {
      const { closed, say } = await enter(small.wsUrl)
      await say(TICKS, TICKS)
      expect((await closed).code).toBe(4409)
      await until(() => small.live.count === 0)
    })

    it('may take an id again when its operation is over', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(WHOAMI)
      await hear('complete')
      heard.length = 0
      await say(WHOAMI)
      await hear('complete')
      expect(heard).toMatchObject(ANSWER)
    })

    it('may take an id again when the client has completed its operation', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(TICKS)
      await hear('next')
      await say({ id: '1', type: 'complete' }, ask('1', '{ whoami }'))
      await hear('complete')
      expect(heard.at(-2)).toMatchObject({ ...ANSWER[0], id: '1' })
    })

    it('runs beside others', async () => {
      const { say, hear } = await enter(small.wsUrl)
      await say(TICKS, WHOAMI, ask('2', 'subscription { counted(to: 1) }'))
      await Promise.all([hear('next', '1'), hear('complete', 'q'), hear('complete', '2')])
    })
  })

  describe('complete', () => {
    it('of the client is the last that is heard of an operation', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(TICKS)
      await hear('next')
      await say({ id: '1', type: 'complete' })
      await until(() => small.live.count === 0)
      // The answer of another operation comes behind whatever was under way.
      await say(WHOAMI)
      await hear('complete', 'q')
      const told = heard.length
      await sleep(30)
      expect(heard).toHaveLength(told)
      expect(heard.filter(({ id, type }) => id === '1' && type === 'complete')).toEqual([])
    })

    it('that comes with the operation leaves nothing of it', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(TICKS, { id: '1', type: 'complete' }, WHOAMI)
      await hear('complete', 'q')
      await until(() => small.live.count === 0)
      expect(heard.filter(({ id, type }) => id === '1' && type !== 'next')).toEqual([])
    })

    it('of what is not, or is over, is ignored', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say({ id: 'none', type: 'complete' }, WHOAMI)
      await hear('complete')
      await say({ id: 'q', type: 'complete' }, { type: 'ping' })
      await hear('pong')
      expect(heard).toMatchObject([...ANSWER, { type: 'pong' }])
    })
  })

  describe('a message that is none ends with 4400:', () => {
    it.each<[string, Says]>([
      ['no JSON', 'x'],
      ['nothing', ''],
      ['bytes', Buffer.from([0xff, 0x00])],
      ['a number', '7'],
      ['null', 'null'],
      ['a list', '[]'],
      ['no type', {}],
      ['a type that is no text', { type: 7 }],
      ['an unknown type', { type: 'start', id: '1' }],
      ['connection_init with a payload that is a text', { type: 'connection_init', payload: 'token' }],
      ['ping with a payload that is a text', { type: 'ping', payload: 'x' }],
      ['pong with a payload that is a number', { type: 'pong', payload: 7 }],
      ['subscribe without id', { type: 'subscribe', payload: { query: '{ whoami }' } }],
      ['subscribe with an empty id', ask('', '{ whoami }')],
      ['subscribe with an id that is a number', { id: 7, type: 'subscribe', payload: { query: '{ whoami }' } }],
      ['subscribe without payload', { id: '1', type: 'subscribe' }],
      ['subscribe without query', { id: '1', type: 'subscribe', payload: {} }],
      ['subscribe with a query that is an object', { id: '1', type: 'subscribe', payload: { query: {} } }],
      ['subscribe with a name that is a number', ask('1', '{ whoami }', { operationName: 7 })],
      ['subscribe with variables that are a list', ask('1', '{ whoami }', { variables: [] })],
      ['subscribe with extensions that are a text', ask('1', '{ whoami }', { extensions: 'x' })],
      ['complete without id', { type: 'complete' }],
    ])('%s', async (_what, message) => {
      const { closed, say } = await enter(small.wsUrl)
      await say(message)
      expect((await closed).code).toBe(4400)
    })

    // Not 4400, as one might read the protocol: so does the library that implements it for its authors.
    it.each([
      [{ id: '1', type: 'next', payload: {} }],
      [{ id: '1', type: 'error', payload: [{ message: 'x' }] }],
      [{ type: 'connection_ack' }],
    ])('and %j, which only a server says, with 4500', async message => {
      const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined)
      const { closed, say } = await enter(small.wsUrl)
      await say(message)
      expect((await closed).code).toBe(4500)
      complaint.mockRestore()
    })

    it('null for what may be left out is no breach', async () => {
      const { heard, say, hear } = await enter(small.wsUrl)
      await say(
        { type: 'ping', payload: null },
        ask('q', '{ whoami }', { operationName: null, variables: null, extensions: null }),
      )
      await hear('complete')
      expect(heard.slice(-2)).toMatchObject(ANSWER)
    })

    it('a message longer than 1 MB ends with 1009', async () => {
      const { closed, say } = await enter(small.wsUrl)
      await say(ask('1', '#'.repeat(2 << 20)))
      expect((await closed).code).toBe(1009)
    })
  })

  it('never leaves a subscription behind', async () => {
    await until(() => small.live.count === 0)
  })
})

describe('beyond the protocol the gateway closes', () => {
  const entered = async (live: object, token = 'reader', tokens = new Tokens()) => {
    const small = await smallGateway({ authenticate: tokens.authenticate, live })
    return { small, tokens, ...(await enter(small.wsUrl, token)) }
  }

  it('with 4401 at the moment when the token expires', async () => {
    const tokens = new Tokens()
    tokens.known.set('short', callerWith(['things:read'], Date.now() + 300))
    const { closed, say, hear } = await entered({ recheckMs: 60_000 }, 'short', tokens)
    await say(TICKS)
    await hear('next')
    expect((await closed).code).toBe(4401)
  })

  it('with 4291 when the token comes to have other rights', async () => {
    const tokens = new Tokens()
    tokens.known.set('other', callerWith(['things:read']))
    const { closed, say, hear } = await entered({ recheckMs: 20 }, 'other', tokens)
    await say(TICKS)
    await hear('next')
    tokens.known.set('other', callerWith([]))
    expect((await closed).code).toBe(4291)
  })

  it('with 4292 when nothing was asked for long, and not while something is', async () => {
    const { small, closed } = await entered({ idleMs: 100 })
    const busy = await enter(small.wsUrl)
    await busy.say(TICKS)
    expect((await closed).code).toBe(4292)
    expect(busy.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('with 4293 when it was open for as long as it may be', async () => {
    const { closed, say } = await entered({ lifeMs: 100 })
    await say(TICKS)
    expect((await closed).code).toBe(4293)
  })

  it('with 4429 when a token has too many connections, and lets it in when one has gone', async () => {
    const { small, socket, closed } = await entered({ connectionsPerToken: 1 })
    const second = open(small.wsUrl)
    await second.say(INIT)
    expect(await second.closed).toEqual({ code: 4429, reason: 'too many connections: share one, or close some' })
    socket.close(1000)
    expect((await closed).code).toBe(1000)
    await enter(small.wsUrl)
  })

  it('with 1013 when tokens cannot be looked up', async () => {
    const tokens = new Tokens()
    tokens.failing = true
    const small = await smallGateway({ authenticate: tokens.authenticate })
    const { closed, say } = open(small.wsUrl)
    await say(INIT)
    expect((await closed).code).toBe(1013)
  })

  it('with 1001 when it goes, after a complete', async () => {
    const { small, heard, closed, say, hear } = await entered({})
    await say(TICKS)
    await hear('next')
    await small.gateway.close()
    expect((await closed).code).toBe(1001)
    expect(heard.at(-1)).toEqual({ id: '1', type: 'complete' })
  })
})

describe('by server-sent events', () => {
  it('the same subscription comes as next events, and complete', async () => {
    const small = await smallGateway()
    const response = await fetch(small.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: 'Bearer reader',
      },
      body: JSON.stringify({ query: 'subscription { counted(to: 2) }' }),
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = (await response.text())
      .split('\n\n')
      .filter(event => /^event: /m.test(event))
      .map(event => [/^event: (.*)$/m.exec(event)![1], /^data: ?(.*)$/m.exec(event)?.[1] ?? ''])
    expect(events).toEqual([
      ['next', '{"data":{"counted":1}}'],
      ['next', '{"data":{"counted":2}}'],
      ['complete', ''],
    ])
  })

  it('goes on behind a cursor', async () => {
    const small = await smallGateway()
    small.log.append('a', 'b', 'c')
    const response = await fetch(small.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer reader' },
      body: JSON.stringify({ query: 'subscription { log(after: "c1") { text kind } }' }),
    })
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      if (text.includes('CAUGHT_UP')) break
    }
    expect([...text.matchAll(/^data: (\{.*\})$/gm)].map(([, data]) => JSON.parse(data!).data.log.text)).toEqual([
      'b',
      'c',
      null,
    ])
  })
})
