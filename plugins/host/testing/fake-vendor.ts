import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
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
  requests: { method: string; host: string; url: URL; headers: IncomingMessage['headers']; body: string }[]
  close(): Promise<void>
}

/** A vendor on the loopback, under the host `acme.vendor.test`. */
export async function startFakeVendor(
  answer: (
    url: URL,
    count: number,
    method: string,
    sent: { headers: IncomingMessage['headers']; body: string },
  ) => Answer | 'hang' | Promise<Answer>,
): Promise<FakeVendor> {
  const requests: FakeVendor['requests'] = []
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { headers: given, method = '' } = incoming
    const host = given.host ?? ''
    const url = new URL(incoming.url ?? '/', `https://${host}`)
    const chunks: Buffer[] = []
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    requests.push({ method, host, url, headers: given, body })
    const answered = await answer(url, requests.length, method, { headers: given, body })
    if (answered === 'hang') return
    const { status = 200, headers = {}, body: said = [], cutAfter } = answered
    response.writeHead(status, headers)
    const bytes =
      said instanceof Uint8Array ? said : Buffer.from(typeof said === 'string' ? said : JSON.stringify(said))
    if (cutAfter === undefined) response.end(bytes)
    else response.write(bytes.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 5))
  }
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => response.writeHead(599).end(String(error)))
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
