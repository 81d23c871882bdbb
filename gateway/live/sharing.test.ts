import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { callerWith, closeGateways, smallGateway, Tokens, until, type Small } from '../testing/gateway.ts'

interface Update {
  cursor: string
  sequence: number
  kind: 'ENTRY' | 'CAUGHT_UP'
  text: string | null
  thing: { size: number } | null
}

interface Client {
  socket: WebSocket
  seen: Update[]
  closed: Promise<{ code: number; reason: string }>
}

const ALL = 'subscription ($after: Cursor) { log(after: $after) { cursor sequence kind text thing { size } } }'
const SOME =
  'subscription ($after: Cursor, $like: String) { log(after: $after, like: $like) { cursor sequence kind text } }'
const FROM_THE_START = { after: 'c0' }

afterAll(closeGateways)

describe('subscriptions that ask the same', () => {
  let tokens: Tokens
  let small: Small
  const open: Client[] = []

  beforeEach(async () => {
    tokens = new Tokens()
    tokens.known.set('colleague', callerWith(['things:read']))
    tokens.known.set('stranger', { ...callerWith(['things:read']), tenant: 't2' })
    tokens.known.set('more', callerWith(['things:read', 'other:read']))
    small = await smallGateway({ authenticate: tokens.authenticate, live: { recheckMs: 20 } })
  })
  afterEach(() => {
    for (const { socket } of open.splice(0)) socket.terminate()
  })

  async function subscribe(
    variables: Record<string, unknown> = {},
    { token = 'reader', query = ALL, operationName }: { token?: string; query?: string; operationName?: string } = {},
  ): Promise<Client> {
    const socket = new WebSocket(small.wsUrl, 'graphql-transport-ws')
    const seen: Update[] = []
    const closed = new Promise<{ code: number; reason: string }>(done =>
      socket.on('close', (code, reason) => done({ code, reason: String(reason) })),
    )
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token } })))
    socket.on('message', text => {
      const message = JSON.parse(String(text))
      if (message.type === 'connection_ack')
        socket.send(JSON.stringify({ id: 'an "id"', type: 'subscribe', payload: { query, variables, operationName } }))
      else if (message.type === 'next') seen.push(Object.values(message.payload.data)[0] as Update)
    })
    const client = { socket, seen, closed }
    open.push(client)
    await until(() => seen.some(({ kind }) => kind === 'CAUGHT_UP'))
    return client
  }
  const texts = ({ seen }: Client) => seen.flatMap(({ text }) => text ?? [])
  const append = async (text: string, ...clients: Client[]) => {
    small.log.append(text)
    await until(() => clients.every(client => texts(client).includes(text)))
  }

  it('share one source once they have caught up, wherever they began', async () => {
    small.log.append('a', 'b', 'c')
    const clients = [
      await subscribe(),
      await subscribe(FROM_THE_START),
      await subscribe({ after: 'c2' }),
      await subscribe({}, { token: 'colleague' }),
      await subscribe({}, { query: ALL.replace('after: $after', 'after: "c1"').replace(' ($after: Cursor)', '') }),
      await subscribe(
        {},
        { query: `subscription Named ${ALL.slice(13)} query Other { whoami }`, operationName: 'Named' },
      ),
    ]
    await until(() => small.live.count === 1)
    await append('d', ...clients)
    expect(clients.map(client => texts(client).join(''))).toEqual(['d', 'abcd', 'cd', 'd', 'bcd', 'd'])
    expect(clients.map(({ seen }) => seen.filter(({ kind }) => kind === 'CAUGHT_UP').length)).toEqual(Array(6).fill(1))
    expect(clients.map(({ seen }) => seen.at(-1))).toEqual(
      Array(6).fill({ cursor: 'c4', sequence: 4, kind: 'ENTRY', text: 'd', thing: { size: 40 } }),
    )
  })

  it('share what they missed when they come back to one place at once', async () => {
    small.log.append(...'abcdefgh')
    const clients = await Promise.all(Array.from({ length: 20 }, () => subscribe({ after: 'c3' })))
    expect(new Set(clients.map(client => texts(client).join('')))).toEqual(new Set(['defgh']))
    expect(small.log.asked.length).toBeLessThan(20)
    await until(() => small.live.count === 1)
  })

  it.each([
    ['another tenant', {}, { token: 'stranger' }],
    ['other rights', {}, { token: 'more' }],
    ['other variables', { like: 'x' }, { query: SOME }],
    ['other fields', {}, { query: ALL.replace('thing { size }', '') }],
  ])('do not share with %s', async (_, variables, how) => {
    const one = await subscribe()
    const other = await subscribe(variables, how)
    expect(small.live.count).toBe(2)
    await append('x', one, other)
  })

  it('go on when the one who began leaves', async () => {
    const [first, second] = [await subscribe(), await subscribe()]
    first.socket.terminate()
    await append('a', second)
    second.socket.terminate()
    await until(() => small.live.count === 0)
  })

  it('lose one whose token is revoked, and go on for the others', async () => {
    const [reader, colleague] = [await subscribe(), await subscribe({}, { token: 'colleague' })]
    tokens.known.delete('reader')
    expect((await reader.closed).code).toBe(4401)
    await append('a', colleague)
    expect(texts(reader)).toEqual([])
  })

  it('lose one whose rights become others, with the advice to resume', async () => {
    const [reader, colleague] = [await subscribe(), await subscribe({}, { token: 'colleague' })]
    tokens.known.set('reader', callerWith([]))
    expect((await reader.closed).code).toBe(4291)
    await append('a', colleague)
    expect(texts(reader)).toEqual([])
  })

  it('are told every step once and in order, whoever comes and goes while the log grows', async () => {
    let grown = 0
    const grow = setInterval(() => {
      for (let n = 0; n < 3; n++) small.log.append(`${grown++}`)
    }, 2)
    const follow = async (seed: number) => {
      const from = Math.max(0, grown - ((seed * 37) % 90))
      const client = await subscribe({ after: `c${from}` })
      await sleep(20 + ((seed * 13) % 50))
      client.socket.terminate()
      return { from, steps: client.seen.filter(({ kind }) => kind === 'ENTRY').map(({ sequence }) => sequence) }
    }
    const read = []
    for (let wave = 0; wave < 4; wave++)
      read.push(...(await Promise.all(Array.from({ length: 15 }, (_, n) => follow(wave * 15 + n)))))
    clearInterval(grow)
    expect(read.filter(({ steps }) => steps.length > 0).length).toBeGreaterThan(50)
    for (const { from, steps } of read) expect(steps).toEqual(steps.map((_, n) => from + 1 + n))
    await until(() => small.live.count === 0)
  })

  it('serve readers of HTTP event streams as well, until their token ends', async () => {
    small.log.append('a')
    const socket = await subscribe()
    const response = await fetch(small.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: 'Bearer colleague',
      },
      body: JSON.stringify({ query: ALL, variables: FROM_THE_START }),
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    let text = ''
    const reading = (async () => {
      for await (const chunk of response.body!) text += Buffer.from(chunk).toString()
    })()
    await until(() => text.includes('CAUGHT_UP'))
    await until(() => small.live.count === 1)
    await append('b', socket)
    await until(() => text.includes('"b"'))
    tokens.known.delete('colleague')
    await reading
    expect(text).toMatch(/"text":"a"[^]*CAUGHT_UP[^]*"text":"b"[^]*UNAUTHENTICATED[^]*event: complete/)
    await append('c', socket)
  })
})

describe('connections', () => {
  const opened = (small: Small) => {
    const socket = new WebSocket(small.wsUrl, 'graphql-transport-ws')
    const heard: string[] = []
    socket.on('open', () => socket.send('{"type":"connection_init","payload":{"token":"reader"}}'))
    socket.on('message', text => heard.push(String(text)))
    const closed = new Promise<number>(done => socket.on('close', code => done(code)))
    return { socket, heard, closed }
  }

  it('are as many of one token as may be, and one more when one has gone', async () => {
    const small = await smallGateway({ live: { connectionsPerToken: 2 } })
    const [one, two] = [opened(small), opened(small)]
    await until(() => one.heard.length + two.heard.length === 2)
    expect(await opened(small).closed).toBe(4429)
    one.socket.close()
    await one.closed
    const three = opened(small)
    await until(() => three.heard.length === 1)
    for (const { socket } of [two, three]) socket.terminate()
  })

  it('end when nothing is asked for too long, and not while something is subscribed', async () => {
    const small = await smallGateway({ live: { idleMs: 50 } })
    const [idle, busy] = [opened(small), opened(small)]
    busy.socket.on('message', () => {
      if (busy.heard.length === 1)
        busy.socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: ALL } }))
    })
    expect(await idle.closed).toBe(4292)
    await until(() => busy.heard.length > 1)
    await sleep(100)
    expect(busy.socket.readyState).toBe(WebSocket.OPEN)
    busy.socket.send('{"id":"1","type":"complete"}')
    expect(await busy.closed).toBe(4292)
  })

  it('end when they are old, and when their token expires', async () => {
    expect(await opened(await smallGateway({ live: { lifeMs: 50 } })).closed).toBe(4293)
    const tokens = new Tokens()
    tokens.known.set('reader', callerWith(['things:read'], Date.now() + 200))
    const small = await smallGateway({ authenticate: tokens.authenticate, live: { recheckMs: 60_000 } })
    const client = opened(small)
    expect(await client.closed).toBe(4401)
    expect(client.heard).toHaveLength(1)
  })
})
