import { Agent, request } from 'undici'
import { guardedLookup, literalOf, mayReach, NotPublic } from './public-address.ts'
import { readRetryAfter } from './retry.ts'

/** What became of a call. */
export interface Answered {
  /** Status of the answer; null when there was none. */
  status: number | null
  /** Why it was not taken, as a sentence that names neither address nor secret; null when it was. */
  problem: string | null
  /** The receiver is gone for good. */
  gone: boolean
  retryAfterMs: number | null
}

export interface PosterOptions {
  /** Calls to the machine's own addresses, by http, too. */
  allowLoopback: boolean
  timeoutMs: number
  /** Connections to one host at once: never fewer than calls, since webhooks of many tenants may lead to one host. */
  connections: number
  /** Epoch ms. */
  now: () => number
}

const MOST_READ = 1_024

/** Calls receivers. It follows no redirect: what was checked is where a call goes. */
export class Poster {
  private readonly options: PosterOptions
  private readonly agent: Agent

  constructor(options: PosterOptions) {
    this.options = options
    const { allowLoopback, timeoutMs, connections } = options
    this.agent = new Agent({
      connections,
      connect: { lookup: guardedLookup(allowLoopback), timeout: timeoutMs },
    })
  }

  /** Rejects when `stop` is aborted; everything else is an answer. */
  async post(address: string, headers: Record<string, string>, body: string, stop: AbortSignal): Promise<Answered> {
    const { allowLoopback, timeoutMs, now } = this.options
    const url = new URL(address)
    const login = url.username && `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    url.username = url.password = ''
    const late = AbortSignal.timeout(timeoutMs)
    try {
      const literal = literalOf(url)
      if (literal && !mayReach(literal, allowLoopback)) throw new NotPublic()
      const answer = await request(url, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'user-agent': 'Casbah',
          ...(login && { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
        },
        body,
        dispatcher: this.agent,
        signal: AbortSignal.any([late, stop]),
      })
      await skim(answer.body)
      const { statusCode: status } = answer
      if (status >= 200 && status < 300) return { status, problem: null, gone: false, retryAfterMs: null }
      const retryAfter = answer.headers['retry-after']
      return {
        status,
        problem: refusal(status),
        gone: status === 410,
        retryAfterMs: readRetryAfter(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, now()),
      }
    } catch (error) {
      if (stop.aborted) throw error
      const problem = late.aborted ? `The receiver did not answer within ${timeoutMs / 1_000} s.` : failure(error)
      return { status: null, problem, gone: false, retryAfterMs: null }
    }
  }

  close(): Promise<void> {
    return this.agent.destroy()
  }
}

/** What a receiver says does not matter, only that it ends: 1 kB is read, so that the connection can be used again. */
async function skim(body: AsyncIterable<Buffer>): Promise<void> {
  let read = 0
  for await (const piece of body) {
    read += piece.length
    if (read > MOST_READ) break
  }
}

function refusal(status: number): string {
  if (status === 410) return 'The receiver answered 410, that it is gone for good, so the webhook was disabled.'
  if (status >= 300 && status < 400)
    return `The receiver answered ${status}, that it is elsewhere, and calls follow no redirect. Give the address that it leads to.`
  if (status === 429) return 'The receiver answered 429, that it gets too much.'
  return `The receiver answered ${status} where 200 to 299 mean that it took the call.`
}

/** Our own words for what went wrong: those of the network library may repeat the address. */
function failure(error: unknown): string {
  const seen = new Set<unknown>()
  for (let each = error; each instanceof Error && !seen.has(each); each = each.cause) {
    seen.add(each)
    if (each instanceof NotPublic) return each.message
  }
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  const known = [code, cause?.code].find(each => typeof each === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(each))
  if (known === 'ENOTFOUND' || known === 'EAI_AGAIN') return `The name of the receiver cannot be resolved (${known}).`
  if (typeof known === 'string' && /CERT|TLS|SSL|SELF_SIGNED|ISSUER/.test(known))
    return `The receiver's certificate is not accepted (${known}).`
  return `The receiver could not be reached or broke off (${known ?? 'unknown reason'}).`
}
