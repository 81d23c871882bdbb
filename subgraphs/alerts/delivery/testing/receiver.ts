import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'

/** A call as it came. */
export interface Call {
  path: string
  /** `webhook-id`. */
  id: string
  headers: IncomingHttpHeaders
  body: string
  message: { type: string; timestamp: string; data: Record<string, unknown> }
}

/** How a path answers; 204 when nobody says. */
export type Manner = (response: ServerResponse, call: Call) => void

/** Somebody's endpoint on the loopback that keeps what it gets. */
export class Receiver {
  readonly calls: Call[] = []
  /** By path without query. */
  readonly manners = new Map<string, Manner>()
  port = 0
  private readonly server: Server

  constructor() {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8')
        const path = request.url!.split('?')[0]!
        const { headers } = request
        const call = {
          path,
          id: String(headers['webhook-id']),
          headers,
          body,
          message: JSON.parse(body) as Call['message'],
        }
        this.calls.push(call)
        const manner = this.manners.get(path)
        if (manner) manner(response, call)
        else response.writeHead(204).end()
      })
    })
  }

  async listen(): Promise<void> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done))
    this.port = (this.server.address() as { port: number }).port
  }

  at(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`
  }

  to(path: string): Call[] {
    return this.calls.filter(call => call.path === path)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise(done => this.server.close(done))
  }
}

/** Answers a status, with headers. */
export const says =
  (status: number, headers: Record<string, string> = {}): Manner =>
  response =>
    void response.writeHead(status, headers).end()

/** Takes the call and never answers. */
export const hangs: Manner = () => undefined
