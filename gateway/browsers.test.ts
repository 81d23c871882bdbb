import { closeGateways, smallGateway, type Small } from './testing/gateway.ts'

afterAll(closeGateways)

let small: Small
beforeAll(async () => {
  small = await smallGateway()
})

describe('GraphiQL', () => {
  const page = () => fetch(small.url, { headers: { accept: 'text/html' } })

  it('is shown to browsers without a token', async () => {
    const { status, headers } = await page()
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html'])
  })

  it('needs nothing from elsewhere: no tag refers to another address, and the browser is told to load none', async () => {
    const response = await page()
    const html = await response.text()
    const [markup] = html.replace(/<(script|style)\b([^>]*)>[^]*<\/\1>/g, '<$1$2>').split('<script>')
    expect(markup).toContain('<title>Casbah</title>')
    expect(html).not.toMatch(/<(script|link|img|iframe|source)\b[^>]*\b(src|href)\s*=\s*["']?\s*(https?:)?\/\//)
    expect(html).not.toMatch(/@import\s+(url\()?["']?https?:|url\(\s*["']?https?:/)
    const policy = response.headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toMatch(/https?:|\*/)
  })

  it('subscribes by server-sent events, to which alone it gives the token', async () => {
    const html = await (await page()).text()
    const [options] = /\{"title":"Casbah".*\}/.exec(html)!
    expect(JSON.parse(options)).toMatchObject({ subscriptionsProtocol: 'SSE' })
    const response = await fetch(small.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer reader' },
      body: '{"query":"subscription { counted(to: 1) }"}',
    })
    expect([response.headers.get('content-type'), await response.text()]).toEqual([
      expect.stringContaining('text/event-stream'),
      expect.stringContaining('data: {"data":{"counted":1}}'),
    ])
  })
})

describe('requests of other sites', () => {
  const PARTNER = 'https://partner.example'
  const preflight = (url: string, headers: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: PARTNER,
        'access-control-request-method': 'POST',
        'access-control-request-headers': headers,
      },
    })

  it('may be made by anyone who has a token, without cookies', async () => {
    const { status, headers } = await preflight(small.url, 'authorization,content-type')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(PARTNER)
    expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('are told the headers that help', async () => {
    const { headers } = await fetch(`${small.url}?query={whoami}`, {
      headers: { origin: PARTNER, authorization: 'Bearer reader' },
    })
    expect(headers.get('access-control-expose-headers')?.split(/, */)).toEqual([
      'x-request-id',
      'retry-after',
      'server-timing',
    ])
  })

  it('are held to the origins that the operator names', async () => {
    const { url } = await smallGateway({ corsOrigin: [PARTNER] })
    expect((await preflight(url, 'authorization')).headers.get('access-control-allow-origin')).toBe(PARTNER)
    const stranger = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } })
    expect(stranger.headers.get('access-control-allow-origin')).not.toBe('https://evil.example')
  })

  it.each<[string, string, RequestInit, number]>([
    ['a link', '?query={whoami}', {}, 403],
    ['a form', '', { method: 'POST', body: new URLSearchParams({ query: '{whoami}' }) }, 403],
    ['a text', '', { method: 'POST', body: '{"query":"{whoami}"}', headers: { 'content-type': 'text/plain' } }, 403],
    [
      'JSON',
      '',
      { method: 'POST', body: '{"query":"{whoami}"}', headers: { 'content-type': 'application/json' } },
      401,
    ],
    ['a link with a token', '?query={whoami}', { headers: { authorization: 'Bearer reader' } }, 200],
    ['a link with a header of Apollo', '?query={whoami}', { headers: { 'apollo-require-preflight': '1' } }, 401],
  ])(
    'that a browser sends unasked are refused, whether or not there are tokens: %s',
    async (_name, query, init, status) => {
      const response = await fetch(small.url + query, init)
      expect(response.status).toBe(status)
      const open = await smallGateway({ authenticate: null })
      expect((await fetch(open.url + query.replace('whoami', '__typename'), init)).status).toBe(
        status === 403 ? 403 : 200,
      )
    },
  )
})
