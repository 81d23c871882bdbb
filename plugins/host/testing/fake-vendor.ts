import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON, a string or bytes as they are. */
  body?: unknown
  /** Breaks the connection after so many bytes of the body. */
  cutAfter?: number
}

export interface FakeVendor {
  routes: Map<string, string>
  requests: { method: string; host: string; url: URL; headers: IncomingMessage['headers'] }[]
  close(): Promise<void>
}

/** A vendor on the loopback, under the host `acme.vendor.test`. */
export async function startFakeVendor(
  answer: (url: URL, count: number, method: string) => Answer | 'hang',
): Promise<FakeVendor> {
  const requests: FakeVendor['requests'] = []
  const server = createServer((incoming, response) => {
    const host = incoming.headers.host ?? ''
    const url = new URL(incoming.url ?? '/', `https://${host}`)
    requests.push({ method: incoming.method ?? '', host, url, headers: incoming.headers })
    const answered = answer(url, requests.length, incoming.method ?? '')
    if (answered === 'hang') return
    const { status = 200, headers = {}, body = [], cutAfter } = answered
    response.writeHead(status, headers)
    const bytes =
      body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    if (cutAfter === undefined) response.end(bytes)
    else response.write(bytes.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 5))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    routes: new Map([['*.vendor.test', origin]]),
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

/** Rows of a log by cursor `c`: pages of `size` of what lies in `[since, until)` of the query, with a link to the next. */
export function logPages(
  rows: { id: string; time: string }[],
  { size = 3, keepLast = false, newestFirst = false } = {},
) {
  return (url: URL): Answer => {
    const since = url.searchParams.get('since') ?? ''
    const until = url.searchParams.get('until') ?? '9'
    const there = rows.filter(({ time }) => time >= since && time < until)
    if (newestFirst) there.reverse()
    const from = Number(url.searchParams.get('c') ?? 0)
    const page = there.slice(from, from + size)
    const next = new URL(url)
    next.searchParams.set('c', String(from + page.length))
    const more = from + page.length < there.length || (keepLast && !url.searchParams.has('until'))
    return { headers: more ? { link: `<${url.href}>; rel="self", <${next.href}>; rel="next"` } : {}, body: page }
  }
}
