import { createHash } from 'node:crypto'
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
  /** What consents and refresh tokens brought: access tokens that hold, and the one refresh token that is taken. */
  readonly tokens = new Set<string>()
  refreshToken = 'refresh-secret-0'
  /** Forms that came to the token endpoint. */
  readonly tokenAsks: Record<string, string>[] = []
  /** Rights of the token, as the vendor's header tells them; null: it does not. */
  rights: string | null = null
  /** Paths that are refused for want of a right. */
  readonly forbidden = new Set<string>()
  /** When the token ends, as the vendor's header tells it; null: it does not. */
  tokenEnds: string | null = null
  private readonly codes = new Map<string, { challenge: string; redirectUri: string }>()
  private readonly server = createServer((request, response) => {
    void this.respond(request).then(([status, body]) => {
      const headers = {
        'content-type': 'application/json',
        ...(this.rights !== null && { 'x-rights': this.rights }),
        ...(this.tokenEnds !== null && { 'x-token-ends': this.tokenEnds }),
      }
      response.writeHead(status, headers).end(JSON.stringify(body))
    })
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

  /** An administrator says yes at the authorize address; the address his browser is sent back to. */
  consent(authorizeUrl: string): URL {
    const asked = new URL(authorizeUrl).searchParams
    const redirectUri = asked.get('redirect_uri') ?? ''
    const code = `code-secret-${this.codes.size + 1}`
    this.codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirectUri })
    const back = new URL(redirectUri)
    back.searchParams.set('state', asked.get('state') ?? '')
    back.searchParams.set('code', code)
    return back
  }

  private async respond(request: IncomingMessage): Promise<[number, unknown]> {
    const url = new URL(request.url!, 'http://vendor')
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    if (url.pathname === '/oauth/token')
      return this.grant(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8'))))
    const bearer = (request.headers.authorization ?? '').replace(/^Bearer /, '')
    if (bearer !== this.token && !this.tokens.has(bearer)) return [401, { error: `bad token ${bearer}` }]
    return this.answer(request, url)
  }

  private grant(form: Record<string, string>): [number, unknown] {
    this.tokenAsks.push(form)
    if (form.client_secret !== 'client-secret-1') return [401, { error: 'invalid_client' }]
    if (form.grant_type === 'authorization_code') {
      const awaited = this.codes.get(form.code ?? '')
      this.codes.delete(form.code ?? '')
      const challenge = createHash('sha256')
        .update(form.code_verifier ?? '')
        .digest('base64url')
      if (awaited?.challenge !== challenge || awaited.redirectUri !== form.redirect_uri)
        return [400, { error: 'invalid_grant', error_description: `The code ${form.code} is not known.` }]
    } else if (form.refresh_token !== this.refreshToken)
      return [400, { error: 'invalid_grant', error_description: `${form.refresh_token} is spent.` }]
    const count = this.tokenAsks.length
    this.refreshToken = `refresh-secret-${count}`
    this.tokens.add(`access-secret-${count}`)
    return [200, { access_token: `access-secret-${count}`, refresh_token: this.refreshToken, expires_in: 3_600 }]
  }

  private answer(request: IncomingMessage, url: URL): [number, unknown] {
    if (this.forbidden.has(url.pathname)) return [403, { error: 'not allowed' }]
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
