import { WebSocket } from 'ws'
import type { FromClients, Subscribers, ToClients } from './messages.ts'

// Many graphql-ws clients in one process, as cheap as they can be: they keep which alert came when.

const CONNECTING = 50

interface Client {
  socket: WebSocket
  numbers: number[]
  sequences: number[]
  times: number[]
}

let clients: Client[] = []
let stalled: WebSocket[] = []
let frames = 0
let bytes = 0
let wanted = Infinity
let closed = 0
let firstAt = 0
let lastAt = 0
let leaving = false

const tell = (message: FromClients) => process.send!(message)
const now = () => performance.timeOrigin + performance.now()

process.on('message', (message: ToClients) => {
  if (message.type === 'subscribe') void subscribe(message)
  else if (message.type === 'expect') expect(message.frames)
  else leave()
})

async function subscribe(subscribers: Subscribers): Promise<void> {
  leaving = false
  clients = []
  for (let n = 0; n < subscribers.clients; n += CONNECTING)
    await Promise.all(
      Array.from({ length: Math.min(CONNECTING, subscribers.clients - n) }, (_, k) => connect(subscribers, n + k)),
    )
  const readers = clients
  clients = []
  for (let n = 0; n < (subscribers.stalled ?? 0); n++) await connect(subscribers, n)
  stalled = clients.map(({ socket }) => socket)
  for (const socket of stalled) socket.pause()
  clients = readers
  tell({ type: 'caughtUp' })
}

function connect({ wsUrl, token, filters, apart }: Subscribers, n: number): Promise<void> {
  const alias = apart ? `a${n}: ` : ''
  const query = `subscription Live($filter: AlertFilter) { alerts(filter: $filter) { ${alias}cursor sequence kind alert { id title severity state raisedAt policy { id name } } } }`
  const variables = { filter: filters[n % filters.length] }
  const socket = new WebSocket(wsUrl, 'graphql-transport-ws', { perMessageDeflate: false })
  const client: Client = { socket, numbers: [], sequences: [], times: [] }
  clients.push(client)
  return new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token } })))
    socket.on('error', reject)
    socket.on('close', () => {
      if (!leaving) closed++
    })
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1')
      if (text.startsWith('{"id"')) return text.includes('"CAUGHT_UP"') ? resolve() : take(client, text, data.length)
      if (text.includes('"connection_ack"'))
        socket.send(JSON.stringify({ id: crypto.randomUUID(), type: 'subscribe', payload: { query, variables } }))
      else if (text.includes('"type":"error"')) reject(new Error(text))
    })
  })
}

function take(client: Client, text: string, length: number): void {
  const at = now()
  const mark = text.indexOf('Person ')
  client.numbers.push(mark < 0 ? -1 : Number.parseInt(text.slice(mark + 7, mark + 15), 10))
  const place = text.indexOf('"sequence":') + 11
  client.sequences.push(Number.parseInt(text.slice(place, place + 12), 10))
  client.times.push(at)
  if (frames++ === 0) firstAt = at
  bytes += length
  lastAt = at
  if (frames >= wanted) report()
}

function expect(count: number): void {
  for (const client of clients) {
    client.numbers = []
    client.sequences = []
    client.times = []
  }
  frames = bytes = closed = 0
  wanted = count
}

function report(): void {
  wanted = Infinity
  const of = (key: 'numbers' | 'sequences' | 'times') => clients.map(each => each[key])
  const seen = { numbers: of('numbers'), sequences: of('sequences'), times: of('times') }
  tell({ type: 'seen', ...seen, closed, firstAt, lastAt, frames, bytes })
}

function leave(): void {
  // Whoever waits longer for what does not come is told what came.
  if (wanted !== Infinity) report()
  leaving = true
  for (const socket of [...clients.map(each => each.socket), ...stalled]) socket.terminate()
  stalled = []
}
