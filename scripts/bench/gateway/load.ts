import { Pool } from 'undici'
import { quantile } from '../median.ts'
import { overviewBody } from './overview.ts'
import { NO_PRICE, requestBody } from './query.ts'

export interface Load {
  url: string
  /** Of the public benchmark's graph, or our own. */
  query: 'public' | 'own'
  token?: string | undefined
  seconds: number
  /** Requests under way at any time, each on a connection of its own. */
  connections: number
  /** First of the values that tell requests apart; null sends all alike. */
  unique: number | null
  /** Bytes of a right answer; null when it changes from request to request, and only must tell of no error. */
  bytes: number | null
}

export interface LoadResult {
  requests: number
  seconds: number
  /** The same with the requests that opened the connections. */
  whole: { requests: number; seconds: number }
  p50Ms: number
  p99Ms: number
}

/**
 * Keeps a gateway busy: as soon as one answer is read, the next request goes. Every answer must be whole. Time runs once all connections are
 * open and have had an answer: a busy Node accepts one connection a turn, so the last of them would otherwise wait seconds for its first.
 */
async function load({ url, query, token, seconds, connections, unique, bytes }: Load): Promise<LoadResult> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const bodyOf = query === 'public' ? requestBody : overviewBody
  const latencies: number[] = []
  let sent = 0
  const opened = performance.now()

  const one = () =>
    new Promise<void>((done, failed) => {
      const start = performance.now()
      const body = bodyOf(unique === null ? NO_PRICE : unique + sent)
      sent++
      let status = 0
      let received = 0
      let faulty = false
      pool.dispatch(
        {
          path: pathname,
          method: 'POST',
          headers,
          body,
        },
        {
          onRequestStart: () => {},
          onResponseStart: (_controller, statusCode) => void (status = statusCode),
          onResponseData: (_controller, chunk) => {
            received += chunk.length
            if (bytes === null) faulty ||= chunk.includes('"errors":')
          },
          onResponseEnd: () => {
            latencies.push(performance.now() - start)
            if (status === 200 && !faulty && (bytes === null || received === bytes)) done()
            else
              failed(
                new Error(
                  `${url} answered ${received} bytes with status ${status}, not ${bytes ?? 'data alone'} with 200.`,
                ),
              )
          },
          onResponseError: (_controller, error) => failed(error),
        },
      )
    })
  await Promise.all(Array.from({ length: connections }, one))
  latencies.length = 0
  const begun = performance.now()
  const end = begun + seconds * 1000
  const busy = async () => {
    while (performance.now() < end) await one()
  }
  await Promise.all(Array.from({ length: connections }, busy))
  const took = (performance.now() - begun) / 1000
  await pool.close()
  return {
    requests: latencies.length,
    seconds: took,
    whole: { requests: sent, seconds: (performance.now() - opened) / 1000 },
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}

process.on('disconnect', () => process.exit(0))
process.on('message', (order: Load) => {
  load(order).then(
    result => process.send?.(result),
    error => {
      console.error(error)
      process.exit(1)
    },
  )
})
