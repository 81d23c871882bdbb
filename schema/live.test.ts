import { setTimeout as sleep } from 'node:timers/promises'
import { ApolloClient, gql, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { createClient as createUrql, subscriptionExchange } from '@urql/core'
import { WebSocket } from 'ws'
import { createLiveClient, type LiveClient, type LiveState } from './index.ts'
import { LogServer } from './testing/log-server.ts'

const LOG = 'subscription ($after: Cursor) { log(after: $after) { kind number } }'
const PLAIN = 'subscription { log { kind number } }'
interface Log {
  log: { kind: string; number: number | null }
}

describe('the live client', () => {
  let server: LogServer
  let states: LiveState[]
  const clients: LiveClient[] = []

  beforeEach(async () => {
    server = new LogServer()
    states = []
    await server.start()
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose()
    await server.stop()
  })

  function open(token: string | (() => string) = 'good'): LiveClient {
    const client = createLiveClient({
      url: server.url,
      token,
      webSocketImpl: WebSocket,
      waits: { first: 2, longest: 20 },
      onState: state => states.push(state),
    })
    clients.push(client)
    return client
  }

  /** Follows in the background. */
  function follow(client: LiveClient, query = LOG, variables: object = {}) {
    const followed = { seen: [] as number[], caughtUp: 0, problem: null as unknown, over: false }
    client.subscribe<{ data: Log }>(
      { query, variables: { ...variables } },
      {
        next: ({ data }) => {
          if (data.log.number === null) followed.caughtUp++
          else followed.seen.push(data.log.number)
        },
        error: error => (followed.problem = error),
        complete: () => (followed.over = true),
      },
    )
    return followed
  }
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
  async function until(holds: () => boolean): Promise<void> {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 1_000) throw new Error('It did not come to pass.')
      await sleep(5)
    }
  }

  it.each([4290, 4291, 4292, 4293, 4408, 4429, 1001, 1011, 1012, 1013])(
    'comes back after %i and goes on where it was',
    async code => {
      const followed = follow(open(), LOG, { after: 'c0' })
      server.append(3)
      await until(() => followed.seen.length === 3)
      server.closeAll(code)
      server.append(2)
      await until(() => followed.seen.length === 5)
      server.append()
      await until(() => followed.seen.length === 6)
      expect(followed.seen).toEqual(upTo(6))
      expect(server.asked).toEqual(['c0', 'c3'])
    },
  )

  it('comes back when the server ends the subscription, and when it is not ready', async () => {
    const followed = follow(open(), LOG, { after: 'c0' })
    server.append(2)
    await until(() => followed.seen.length === 2)
    server.refusal = 'UNAVAILABLE'
    server.completeAll()
    server.append(2)
    await until(() => states.some(each => each.state === 'waiting' && each.reason === 'It is UNAVAILABLE.'))
    server.refusal = null
    await until(() => followed.seen.length === 4)
    expect(followed.seen).toEqual(upTo(4))
  })

  it('survives a server that is killed again and again while the log grows', async () => {
    const followed = [1, 2, 3].map(() => follow(open(), LOG, { after: 'c0' }))
    let length = 0
    for (let kill = 0; kill < 5; kill++) {
      server.append(50)
      length += 50
      await until(() => followed.every(({ caughtUp }) => caughtUp > 0))
      await server.stop()
      server.append(10)
      length += 10
      await sleep(10)
      await server.start()
    }
    await until(() => followed.every(({ seen }) => seen.length >= length))
    for (const { seen } of followed) expect(seen).toEqual(upTo(length))
    expect(states.some(({ state }) => state === 'waiting')).toBe(true)
  })

  it('asks for another token once, and then says what is wrong', async () => {
    const tokens = ['old', 'new', 'worse', 'worst']
    server.good.add('new')
    const followed = follow(open(() => tokens.shift()!))
    await until(() => followed.caughtUp === 1)
    server.good.clear()
    server.good.add('another')
    server.closeAll(4401, 'The token is revoked.')
    await until(() => followed.problem !== null)
    expect(String(followed.problem)).toMatch(/4401 The token has expired/)
    expect(server.tokens).toEqual(['old', 'new', 'worse'])
  })

  it.each([
    [
      'a token that cannot be replaced',
      () => server.closeAll(4401, 'The token is revoked.'),
      /4401 The token is revoked/,
    ],
    ['what the server does not understand', () => server.closeAll(4400, 'Bad message'), /4400 Bad message/],
  ])('ends for %s', async (_, close, sentence) => {
    const followed = follow(open())
    await until(() => followed.caughtUp === 1)
    close()
    await until(() => followed.problem !== null)
    expect(String(followed.problem)).toMatch(sentence)
  })

  it('hands on why the server refuses', async () => {
    server.refusal = 'FORBIDDEN'
    const followed = follow(open())
    await until(() => followed.problem !== null)
    expect(followed.problem).toEqual([{ message: 'It is FORBIDDEN.', extensions: { code: 'FORBIDDEN' } }])
  })

  it('begins anew what has no cursor after a break, and ends it when the server does', async () => {
    const followed = follow(open(), PLAIN)
    await until(() => followed.caughtUp === 1)
    server.closeAll(1012)
    await until(() => followed.caughtUp === 2)
    expect(server.asked).toEqual([undefined, undefined])
    server.completeAll()
    await until(() => followed.over)
  })

  it('keeps a thousand events for a slow reader, and gets the rest when he has read them', async () => {
    const events = open().iterate<Log>({ query: LOG, variables: { after: 'c0' } })
    server.append(5_000)
    const first = await events.next()
    await until(() => server.asked.length === 1 && server.connections === 0)
    const seen = [first.value!.data!.log.number!]
    while (seen.length < 5_000) {
      const { number } = (await events.next()).value!.data!.log
      if (number !== null) seen.push(number)
    }
    expect(seen).toEqual(upTo(5_000))
    expect(server.asked.length).toBeGreaterThan(1)
    await events.return()
  })

  it('ends an iterator by its signal while it waits', async () => {
    const stopped = new AbortController()
    const events = open().iterate({ query: LOG }, stopped.signal)
    await events.next()
    const waiting = events.next()
    stopped.abort()
    expect((await waiting).done).toBe(true)
    await until(() => server.connections === 0)
  })

  it('serves Apollo Client over a break', async () => {
    const live = open()
    // What the link takes is what graphql-ws has, of which it uses `subscribe`.
    const link = new GraphQLWsLink(live as unknown as ConstructorParameters<typeof GraphQLWsLink>[0])
    const apollo = new ApolloClient({ link, cache: new InMemoryCache() })
    const seen: number[] = []
    const subscription = apollo
      .subscribe<Log>({ query: gql(LOG), variables: { after: 'c0' }, fetchPolicy: 'no-cache' })
      .subscribe(({ data }) => data?.log.number && seen.push(data.log.number))
    server.append(2)
    await until(() => seen.length === 2)
    server.closeAll(1012)
    server.append(2)
    await until(() => seen.length === 4)
    expect(seen).toEqual(upTo(4))
    subscription.unsubscribe()
  })

  it('serves urql over a break', async () => {
    const live = open()
    const forwardSubscription: Parameters<typeof subscriptionExchange>[0]['forwardSubscription'] = request => ({
      subscribe: sink => ({
        unsubscribe: live.subscribe({ query: request.query ?? '', variables: request.variables }, sink as never),
      }),
    })
    const urql = createUrql({ url: 'http://unused', exchanges: [subscriptionExchange({ forwardSubscription })] })
    const seen: number[] = []
    const { unsubscribe } = urql
      .subscription<Log>(LOG, { after: 'c0' })
      .subscribe(({ data }) => data?.log.number && seen.push(data.log.number))
    server.append(2)
    await until(() => seen.length === 2)
    server.closeAll(1012)
    server.append(2)
    await until(() => seen.length === 4)
    expect(seen).toEqual(upTo(4))
    unsubscribe()
  })
})
