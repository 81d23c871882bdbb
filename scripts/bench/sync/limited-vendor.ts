import { createServer } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

// A vendor with a fixed window of requests, in a thread of its own: a log that never ends, one row a page, and headers that tell what is left.

const { amount, windowMs } = workerData as { amount: number; windowMs: number }

export interface Counts {
  /** Requests that were answered, and that were too many, since the last time that it was asked. */
  answered: number
  throttled: number
}

let counts: Counts = { answered: 0, throttled: 0 }
let window = 0
let used = 0

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'https://vendor.test')
  const now = Date.now()
  const current = Math.floor(now / windowMs)
  if (current !== window) [window, used] = [current, 0]
  const headers = {
    'content-type': 'application/json',
    'x-limit': String(amount),
    'x-remaining': String(Math.max(0, amount - used - 1)),
    'x-reset': String(((current + 1) * windowMs) / 1000),
  }
  if (used >= amount) {
    counts.throttled += 1
    return void response.writeHead(429, headers).end('{}')
  }
  used += 1
  counts.answered += 1
  const place = Number(url.searchParams.get('after') ?? 0)
  const rows = [{ id: `row-${place}`, time: new Date(now).toISOString() }]
  response.writeHead(200, headers).end(JSON.stringify({ rows, next: String(place + 1) }))
})
server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as { port: number }).port))
parentPort!.on('message', () => {
  parentPort!.postMessage(counts)
  counts = { answered: 0, throttled: 0 }
})
