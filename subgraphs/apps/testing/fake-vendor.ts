import { createServer, type IncomingMessage } from 'node:http'

export interface FakeDocument {
  id: string
  name: string
  owner?: string
  /** E-mail addresses, or `link`. */
  sharing: string[]
  at: string
  /** A secret that no one may see. */
  key?: string
}

/** What the fake connector speaks to, over HTTP on loopback. */
export class FakeVendor {
  rows: { id: string; at: string; who: string }[] = []
  users = [
    { id: 'u1', email: 'Ann@acme.example', name: 'Ann' },
    { id: 'u2', email: 'bob@acme.example', name: 'Bob' },
  ]
  groups = [{ id: 'g1', name: 'Board', members: ['u1', 'BOB@acme.example'] }]
  domains = ['acme.example']
  documents = new Map<string, FakeDocument>()
  /** Documents of a page. */
  pageSize = 2
  /** What users let in, by user. */
  grants = new Map<string, { id: string; app: string; rights: string[] }[]>()
  settings = { mfa: false }
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

  private listed(method: string, url: URL): [number, unknown] | null {
    const [, kind, id = '', part] = url.pathname.split('/')
    if (kind === 'groups') return [200, this.groups]
    if (kind === 'domains') return [200, this.domains]
    if (kind === 'grants') {
      const grants = this.grants.get(id) ?? []
      if (method === 'GET') return [200, grants]
      this.grants.set(
        id,
        grants.filter(one => one.id !== part),
      )
      return [204, {}]
    }
    if (kind !== 'documents') return null
    if (!id) {
      const after = url.searchParams.get('after') ?? ''
      const rest = [...this.documents.values()].filter(one => one.id > after)
      const rows = rest.slice(0, this.pageSize)
      return [200, { rows, ...(rest.length > rows.length && { next: rows.at(-1)!.id }) }]
    }
    const document = this.documents.get(id)
    if (!document) return [404, {}]
    if (method === 'DELETE' && part === 'stuck@else.example') return [403, { message: 'not allowed' }]
    if (method === 'DELETE') document.sharing = document.sharing.filter(one => one !== part)
    if (method === 'PUT' && part) document.sharing = [...document.sharing, part]
    return [200, document]
  }

  private answer(request: IncomingMessage): [number, unknown] {
    if (request.headers.authorization !== `Bearer ${this.token}`) return [401, { error: 'bad token' }]
    const url = new URL(request.url!, 'http://vendor')
    const [, , user, verb] = url.pathname.split('/')
    if (request.method !== 'GET') this.writes.push(`${request.method} ${url.pathname}`)
    const listed = this.listed(request.method ?? '', url)
    if (listed) return listed
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
        return [200, this.settings]
      default:
        return user ? [200, { id: user, suspended: this.suspended.has(user) }] : [404, {}]
    }
  }
}
