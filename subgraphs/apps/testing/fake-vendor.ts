import { createServer, type IncomingMessage } from 'node:http'

/** What the fake connector speaks to, over HTTP on loopback. */
export class FakeVendor {
  rows: { id: string; at: string; who: string }[] = []
  users = [
    { id: 'u1', email: 'Ann@acme.example', name: 'Ann' },
    { id: 'u2', email: 'bob@acme.example', name: 'Bob' },
  ]
  suspended = new Set<string>()
  token = 'vendor-secret-1'
  /** Requests that changed something. */
  writes: string[] = []
  private readonly server = createServer((request, response) => {
    const [status, body] = this.answer(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })

  /** Its origin, to route vendor hosts to. */
  async listen(): Promise<string> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise(done => this.server.close(done))
  }

  private answer(request: IncomingMessage): [number, unknown] {
    if (request.headers.authorization !== `Bearer ${this.token}`) return [401, { error: 'bad token' }]
    const url = new URL(request.url!, 'http://vendor')
    const [, , user, verb] = url.pathname.split('/')
    if (request.method === 'POST') this.writes.push(url.pathname)
    if (verb === 'suspend') this.suspended.add(user!)
    if (verb === 'unsuspend') this.suspended.delete(user!)
    switch (url.pathname) {
      case '/probe':
        return [200, {}]
      case '/log':
        return [200, this.rows.filter(row => row.at >= (url.searchParams.get('since') ?? ''))]
      case '/users':
        return [200, this.users]
      case '/settings':
        return [200, { mfa: false }]
      default:
        return user ? [200, { id: user, suspended: this.suspended.has(user) }] : [404, {}]
    }
  }
}
