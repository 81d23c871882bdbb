import type { HttpRequest } from '@casbah/sdk'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Agent, request as send } from 'undici'
import { matchesHost, publicLookup, refusePrivate } from './address.ts'
import type { Clock } from './clock.ts'
import type { CardData } from './description.ts'
import type { HostedApp } from './ports.ts'
import { prepare, type PreparedRequest } from './target.ts'
import { unpacked } from './unpacked.ts'

const MAX_BYTES = 32 * 1024 * 1024
const unzip = promisify(gunzip)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Whom a request goes to and in whose name. */
export interface Access {
  card: CardData
  app: Pick<HostedApp, 'config' | 'authKind' | 'credentials' | 'credentialsSince'>
}

/** What the vendor answered, whatever its status. */
export interface HttpAnswer {
  status: number
  /** Names in lower case; several of one name joined by `, `. */
  headers: Record<string, string>
  bytes: Uint8Array
  /** When it was complete, epoch ms. */
  at: number
}

/** An answer whose body is still on its way when the status is 2xx; of any other status `bytes` holds its beginning. */
export interface OpenAnswer extends HttpAnswer {
  /** The body, unpacked; may throw the network's errors. */
  body: AsyncIterable<Uint8Array>
}

/** Milliseconds. */
export interface Timeouts {
  connect: number
  headers: number
  /** Between two pieces of the body. */
  body: number
}

export interface HttpOptions {
  clock: Clock
  /** Vendor host pattern to the http origin that stands in for it: for the demo, tests and the operator's proxies. */
  routes?: ReadonlyMap<string, string>
  timeouts?: Partial<Timeouts>
  /** Most of one download, unpacked. */
  downloadBytes?: number
}

const DOWNLOAD_BYTES = 8 * 1024 ** 3
/** What is read of the body of a refusal. */
const REFUSAL_BYTES = 65_536

/** The one HTTP client: allowed hosts and public addresses only, no redirects, bounded in time and size. */
export class Http {
  readonly #clock: Clock
  readonly #routes: ReadonlyMap<string, string>
  readonly #public: Agent
  readonly #routed: Agent
  /** The same for bodies that are read piece by piece. */
  readonly #publicLong: Agent
  readonly #routedLong: Agent
  readonly #downloadBytes: number

  constructor({ clock, routes = new Map(), timeouts = {}, downloadBytes = DOWNLOAD_BYTES }: HttpOptions) {
    const { connect, headers, body } = { connect: 10_000, headers: 30_000, body: 30_000, ...timeouts }
    const limits = { headersTimeout: headers, bodyTimeout: body, maxResponseSize: MAX_BYTES }
    this.#clock = clock
    this.#routes = routes
    this.#public = new Agent({ ...limits, connect: { timeout: connect, lookup: publicLookup } })
    this.#routed = new Agent({ ...limits, connect: { timeout: connect } })
    const long = { headersTimeout: headers, bodyTimeout: body }
    this.#publicLong = new Agent({ ...long, connect: { timeout: connect, lookup: publicLookup } })
    this.#routedLong = new Agent({ ...long, connect: { timeout: connect } })
    this.#downloadBytes = downloadBytes
  }

  /** Sends what `prepare` gave, credentials on it. Rejects with undici's error when the network fails. */
  async send(prepared: PreparedRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await this.#send(prepared, signal, false)
    const received = new Uint8Array(await answer.body.arrayBuffer())
    const zipped = answer.headers['content-encoding'] === 'gzip' && received.length > 0
    const bytes = zipped ? await unzip(received, { maxOutputLength: MAX_BYTES }) : received
    return { status: answer.statusCode, headers: flat(answer.headers), bytes, at: this.#clock.now() }
  }

  /** The same for a body of any length, which is to be read to its end or thrown away by leaving the loop over it. */
  async open(prepared: PreparedRequest, signal: AbortSignal): Promise<OpenAnswer> {
    const answer = await this.#send(prepared, signal, true)
    const { statusCode: status } = answer
    const headers = flat(answer.headers)
    const body = unpacked(answer.body, headers['content-encoding'], this.#downloadBytes)
    const bytes = status >= 200 && status < 300 ? new Uint8Array() : await beginningOf(body, REFUSAL_BYTES)
    return { status, headers, bytes, at: this.#clock.now(), body }
  }

  async #send({ method, url, headers, body }: PreparedRequest, signal: AbortSignal, long: boolean) {
    const route = this.#routeOf(url.hostname)
    return send(route === undefined ? url : new URL(url.pathname + url.search, route), {
      method: method as 'GET',
      headers: { 'accept-encoding': 'gzip', ...headers, host: url.host, 'user-agent': `Casbah/${version}` },
      body,
      signal,
      dispatcher:
        route === undefined ? (long ? this.#publicLong : this.#public) : long ? this.#routedLong : this.#routed,
    })
  }

  /** The request as it would go out, without credentials. Throws a HostError when it is refused here. */
  prepare(request: HttpRequest, { card, app }: Access): PreparedRequest {
    const prepared = prepare(request, card, app.config)
    if (this.#routeOf(prepared.url.hostname) === undefined) refusePrivate(prepared.url)
    return prepared
  }

  async close(): Promise<void> {
    const agents = [this.#public, this.#routed, this.#publicLong, this.#routedLong]
    await Promise.all(agents.map(agent => agent.destroy()))
  }

  #routeOf(host: string): string | undefined {
    return this.#routes.get(host) ?? [...this.#routes].find(([pattern]) => matchesHost(pattern, host))?.[1]
  }
}

async function beginningOf(body: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    pieces.push(piece)
    size += piece.length
    if (size >= most) break
  }
  return Buffer.concat(pieces).subarray(0, most)
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) out[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return out
}
