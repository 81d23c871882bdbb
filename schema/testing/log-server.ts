import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

interface Subscribed {
  socket: WebSocket
  id: string
  position: number
}

/** Speaks graphql-transport-ws and tells of a log of numbers from a cursor on, as the gateway does of alerts; a test breaks it at will. */
export class LogServer {
  /** Cursors that were asked for; undefined for none. */
  readonly asked: (string | undefined)[] = []
  /** Tokens of connections, in their order. */
  readonly tokens: string[] = []
  /** Tokens that are let in; all when empty. */
  readonly good = new Set<string>()
  /** Answers further subscribes by an error with this code. */
  refusal: string | null = null
  private length = 0
  private server: WebSocketServer | null = null
  private readonly subscribed = new Set<Subscribed>()
  private port = 0

  get url(): string {
    return `ws://127.0.0.1:${this.port}/graphql`
  }

  get connections(): number {
    return this.server?.clients.size ?? 0
  }

  async start(): Promise<void> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: this.port })
    server.on('connection', socket => this.serve(socket))
    await once(server, 'listening')
    this.port = (server.address() as AddressInfo).port
    this.server = server
  }

  /** As kill -9 would. */
  async stop(): Promise<void> {
    const { server } = this
    this.server = null
    for (const socket of server?.clients ?? []) socket.terminate()
    this.subscribed.clear()
    await new Promise<void>(done => (server ? server.close(() => done()) : done()))
  }

  append(count = 1): void {
    this.length += count
    for (const each of this.subscribed) this.catchUp(each)
  }

  closeAll(code: number, reason = ''): void {
    for (const socket of this.server?.clients ?? []) socket.close(code, reason)
  }

  completeAll(): void {
    for (const { socket, id } of this.subscribed) socket.send(JSON.stringify({ id, type: 'complete' }))
    this.subscribed.clear()
  }

  private serve(socket: WebSocket): void {
    const own = new Set<Subscribed>()
    socket.on('close', () => own.forEach(each => this.subscribed.delete(each)))
    socket.on('message', data => {
      const { type, id, payload } = JSON.parse(String(data))
      if (type === 'ping') return socket.send('{"type":"pong"}')
      if (type === 'connection_init') {
        const token = payload.authorization.slice('Bearer '.length) as string
        this.tokens.push(token)
        if (this.good.size && !this.good.has(token)) return socket.close(4401, 'The token has expired.')
        return socket.send('{"type":"connection_ack"}')
      }
      if (type === 'complete')
        return own.forEach(each => {
          if (each.id === id) this.subscribed.delete(each)
        })
      if (type !== 'subscribe') return
      if (this.refusal) {
        const error = { message: `It is ${this.refusal}.`, extensions: { code: this.refusal } }
        return socket.send(JSON.stringify({ id, type: 'error', payload: [error] }))
      }
      const after = payload.variables?.after as string | undefined
      this.asked.push(after)
      const each = { socket, id, position: after ? Number(after.slice(1)) : this.length }
      own.add(each)
      this.subscribed.add(each)
      // What was missed, then that this is all.
      this.catchUp(each)
      this.tell(each, { kind: 'CAUGHT_UP', number: null })
    })
  }

  private catchUp(each: Subscribed): void {
    while (each.position < this.length) {
      each.position += 1
      this.tell(each, { kind: 'RAISED', number: each.position })
    }
  }

  private tell({ socket, id, position }: Subscribed, log: { kind: string; number: number | null }): void {
    const payload = { data: { log }, extensions: { cursor: `c${position}` } }
    socket.send(JSON.stringify({ id, type: 'next', payload }))
  }
}
