import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FaultQueue } from './faults.ts'
import type { Fault, Vendor, VendorAnswer, VendorRequest } from './vendor.ts'

const REQUESTS_KEPT = 1_000
const VIOLATIONS_KEPT = 200
const MAX_BODY_BYTES = 1_000_000

/** One answered request, as `requests` keeps it. */
export interface RequestLogEntry {
  /** Epoch milliseconds. */
  at: number
  vendor: string
  method: string
  host: string
  path: string
  /** Query without the question mark. */
  query: string
  /** Null when a fault left the request without an answer. */
  status: number | null
}

/** What a listener learns when an answer has been handed to the socket. */
export interface Answered {
  vendor: Vendor
  request: VendorRequest
  answer: VendorAnswer
  /** Epoch milliseconds with fractions. */
  at: number
  /** For pages of a log: whether nothing more followed at that moment. */
  lastOfWindow: boolean | undefined
}

/** Judges one exchange against the vendor's own description; one sentence for each thing that does not fit. */
export type Validate = (vendor: Vendor, request: VendorRequest, answer: VendorAnswer) => string[]

export interface ReplayOptions {
  vendors: Vendor[]
  /** Loopback port; a free one when left out. */
  port?: number
  /** Faults to begin with. */
  faults?: { target: string; fault: Fault; times?: number }[]
  validate?: Validate
}

export interface ReplayServer {
  /** Such as `http://127.0.0.1:41234`. */
  origin: string
  /** Vendor host pattern to origin: what the connector host's `routes` setting takes. */
  routes: Map<string, string>
  vendors: Vendor[]
  /** The newest requests, oldest first; at most 1,000. */
  requests: RequestLogEntry[]
  /** Requests that wait for their answer. */
  readonly pending: number
  /** What `validate` found, oldest first; at most 200. */
  violations: string[]
  /** Spoils the next `times` (default 1) answers of a vendor's slug or host. */
  fault(target: string, fault: Fault, times?: number): void
  /** Forgets the faults that are still to come. */
  mend(): void
  /** Returns a function that stops listening. */
  onAnswer(listener: (answered: Answered) => void): () => void
  close(): Promise<void>
}

/** Starts one HTTP server on the loopback that answers for every vendor, told apart by the Host header. */
export async function startReplayServer(options: ReplayOptions): Promise<ReplayServer> {
  const { vendors, validate } = options
  const faults = new FaultQueue()
  for (const { target, fault, times } of options.faults ?? []) faults.plan(target, fault, times)
  const requests: RequestLogEntry[] = []
  const violations: string[] = []
  const listeners = new Set<(answered: Answered) => void>()
  const closing = new AbortController()
  let pending = 0

  const log = (vendor: Vendor, request: VendorRequest, status: number | null) => {
    const { method, host, path } = request
    requests.push({ at: Date.now(), vendor: vendor.slug, method, host, path, query: request.query.toString(), status })
    if (requests.length > REQUESTS_KEPT) requests.shift()
  }

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(incoming)
    const vendor = vendorFor(vendors, request)
    if (!vendor) {
      send(response, { status: 421, body: { message: `No vendor of this replay server answers for ${request.host}.` } })
      return
    }
    const fault = faults.take(vendor, request)
    const done = fault?.after ? await vendor.answer(request) : null
    if (fault?.kind === 'hang' || fault?.kind === 'reset') {
      log(vendor, request, null)
      if (fault.kind === 'reset') incoming.socket.destroy()
      return
    }
    if (fault?.kind === 'delay') await pause(fault.ms, closing.signal)
    const answer: VendorAnswer =
      fault?.kind === 'status'
        ? { status: fault.status, headers: fault.headers, body: fault.body ?? { message: 'Planned fault.' } }
        : (done ?? (await vendor.answer(request)))
    if (fault?.kind !== 'status') {
      for (const violation of validate?.(vendor, request, answer) ?? []) {
        if (violations.length < VIOLATIONS_KEPT) violations.push(violation)
      }
    }
    log(vendor, request, answer.status)
    send(response, answer, fault?.kind === 'truncate')
    const at = performance.timeOrigin + performance.now()
    for (const listener of listeners) listener({ vendor, request, answer, at, lastOfWindow: answer.last })
  }

  const server = createServer((incoming, response) => {
    pending += 1
    handle(incoming, response)
      .catch((error: unknown) => {
        if (incoming.socket.destroyed) return
        if (response.headersSent) incoming.socket.destroy()
        else send(response, { status: 500, body: { message: `The replay server failed: ${String(error)}` } })
      })
      .finally(() => (pending -= 1))
  })
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    routes: new Map(vendors.flatMap(vendor => vendor.hosts.map(host => [host, origin] as const))),
    vendors,
    requests,
    get pending() {
      return pending
    },
    violations,
    fault: (target, fault, times) => faults.plan(target, fault, times),
    mend: () => faults.clear(),
    onAnswer: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () =>
      new Promise((resolve, reject) => {
        closing.abort()
        server.close(error => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

async function readRequest(incoming: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw new Error(`a request body is over ${MAX_BODY_BYTES} bytes`)
    chunks.push(chunk)
  }
  const url = new URL(incoming.url ?? '/', 'http://replay')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return {
    method: incoming.method ?? 'GET',
    host: (headers.host ?? '').toLowerCase().replace(/:\d+$/, ''),
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** Of several organisations on one host the one that knows the request's credentials; else the first, which then refuses it. */
function vendorFor(vendors: Vendor[], request: VendorRequest): Vendor | undefined {
  const there = vendors.filter(vendor => vendor.hosts.some(host => matchesHost(host, request.host)))
  return there.find(vendor => vendor.recognises?.(request) ?? true) ?? there[0]
}

function matchesHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host
}

function send(response: ServerResponse, answer: VendorAnswer, truncate = false): void {
  const { body } = answer
  const json = typeof body !== 'string' && !(body instanceof Uint8Array)
  const text = json ? (body === undefined ? '' : JSON.stringify(body)) : body
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text
  if (json && bytes.length > 0) response.setHeader('content-type', 'application/json')
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  response.statusCode = answer.status
  if (answer.status !== 204) response.setHeader('content-length', bytes.length)
  if (truncate) response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
  else response.end(answer.status === 204 ? undefined : bytes)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
