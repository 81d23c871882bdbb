import type { Readable } from 'node:stream'
import { Pool } from 'undici'
import { deadline } from './deadline.ts'
import { readResult } from './subgraph-result.ts'
import {
  CALLER_HEADER,
  SubgraphFailure,
  type FetchContext,
  type SubgraphFetch,
  type SubgraphResult,
  type Transport,
} from './transport.ts'
import { SubgraphSocket } from './transport-ws.ts'

export interface HttpTransportOptions {
  /** Where the subgraph answers POST requests. */
  url: string
  /** Where it speaks graphql-ws; the same address with `ws` by default. */
  wsUrl?: string
  /** Whole time for an answer; default 30,000. */
  timeoutMs?: number
  /** Connections kept; default 64. */
  connections?: number
  /** The longest answer that is read; default 64 MiB. */
  maxAnswerBytes?: number
}

/** The way to a subgraph that is a service of its own. */
export function httpTransport(options: HttpTransportOptions): Transport {
  const { timeoutMs = 30_000, connections = 64, maxAnswerBytes = 64 << 20 } = options
  const url = new URL(options.url)
  const path = url.pathname + url.search
  const socket = new SubgraphSocket(options.wsUrl ?? options.url.replace(/^http/, 'ws'))
  // Its own time-outs are off: the deadline covers the whole of a request.
  const pool = new Pool(url.origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })

  async function post(
    fetch: SubgraphFetch,
    { signedCaller, signal, traceHeaders }: FetchContext,
  ): Promise<SubgraphResult> {
    const limit = deadline(timeoutMs, signal)
    let begun = false
    try {
      const response = await pool.request({
        path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          ...(signedCaller === undefined ? {} : { [CALLER_HEADER]: signedCaller }),
          ...traceHeaders,
        },
        body: fetch.body(),
        signal: limit.signal,
      })
      begun = true
      return readAnswer(await readText(response.body, maxAnswerBytes), response.statusCode)
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof SubgraphFailure) throw error
      if (limit.passed) throw new SubgraphFailure(`did not answer within ${timeoutMs / 1000} s.`, { cause: error })
      throw new SubgraphFailure(begun ? 'broke off its answer.' : 'does not answer.', {
        cause: error,
        notSent: isNotSent(error),
        unanswered: !begun,
      })
    } finally {
      limit.clear()
    }
  }

  return {
    execute: post,
    subscribe: (fetch, context) => socket.subscribe(fetch, context),
    close: async () => {
      await socket.close()
      await pool.destroy()
    },
  }
}

/** Said by what stands before a subgraph that is not there, in words of its own. */
const GATEWAYS_OWN = new Set([502, 503, 504])

/** By events, not by `for await`, which costs more than the rest of the transport. */
function readText(body: Readable, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      chunks.push(chunk)
      if (bytes > limit) body.destroy(new SubgraphFailure(`answered with more than ${limit} bytes.`, { alive: true }))
    })
    body.on('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8')))
    body.on('error', reject)
  })
}

function readAnswer(text: string, status: number): SubgraphResult {
  const unanswered = GATEWAYS_OWN.has(status)
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new SubgraphFailure(`answered with status ${status} and something that is not JSON.`, { unanswered })
  }
  const result = readResult(answer)
  if (!result)
    throw new SubgraphFailure(`answered with status ${status} and something that is not GraphQL.`, { unanswered })
  return result
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code
}

function isNotSent(error: unknown): boolean {
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(codeOf(error) ?? '')
}
