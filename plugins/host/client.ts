import type { HttpRequest } from '@casbah/sdk'
import type { Clock } from './clock.ts'
import type { CrashPoint } from './crash-point.ts'
import { secretsOf } from './credentials.ts'
import { HostError } from './host-error.ts'
import type { Access, Http, HttpAnswer } from './http.ts'
import { Limiter } from './limiter.ts'
import { BLANK, redact } from './redact.ts'
import { backoff, judge, judgeFailure, TRIES, type Verdict } from './retry.ts'

export interface AskOptions {
  signal: AbortSignal
  /** It changes something at the vendor: repeated only when the vendor surely did not do it. */
  write?: boolean
  /** Statuses besides 2xx to take as an answer. */
  answers?: readonly number[]
  /** Longest wait before one try, milliseconds; endless when left out. */
  patienceMs?: number
  /**
   * Takes the body piece by piece, and `bytes` of the answer stays empty. Called again from the beginning when the connection breaks on the way; what
   * it throws itself ends the asking.
   */
  take?: (body: AsyncIterable<Uint8Array>) => Promise<void>
  /** Told of each request that goes out, repeated ones too. */
  onRequest?: () => void
  /** Told when the vendor asks for patience. */
  onThrottled?: (error: HostError) => void
}

/** A request as it may be shown: complete, with credentials and whatever holds one blanked. */
export interface ShownRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | null
}

export interface ClientOptions {
  http: Http
  clock: Clock
  random: () => number
  crashPoint: CrashPoint
}

/** One app's way to its vendor: limit, send, judge, retry. */
export class Client {
  readonly limiter: Limiter
  readonly #access: Access
  readonly #options: ClientOptions
  readonly #secrets: string[]

  constructor(access: Access, options: ClientOptions) {
    this.#access = access
    this.#options = options
    this.limiter = new Limiter(access.card, options.clock)
    const auth = access.card.auth.find(({ name }) => name === access.app.authKind)
    this.#secrets = auth ? secretsOf(auth, access.app.credentials) : []
  }

  /** The vendor's answer. Rejects with a HostError whose text holds no credential, or with the signal's reason. */
  async ask(request: HttpRequest, options: AskOptions): Promise<HttpAnswer> {
    const { clock, http, random } = this.#options
    const { signal, write = false, answers = [], patienceMs = Infinity } = options
    const { url, method } = http.prepare(request, this.#access)
    const where = `${method} ${url.host}${url.pathname}`
    for (let attempt = 1; ; attempt++) {
      this.#checkPatience(this.limiter.waitOf(url), patienceMs, where)
      await this.limiter.acquire(url, signal)
      options.onRequest?.()
      const verdict = await this.#try(request, url, where, signal, answers, options.take)
      if ('answer' in verdict) return verdict.answer
      const again = verdict.kind === 'throttled' || (verdict.kind === 'unavailable' && !write)
      if (!again || attempt === TRIES) throw verdict.error
      const wait = Math.max(verdict.waitMs ?? 0, backoff(attempt, random))
      this.#checkPatience(wait, patienceMs, where)
      if (verdict.kind === 'throttled') {
        this.limiter.block(url, clock.now() + wait)
        options.onThrottled?.(verdict.error)
      }
      await clock.sleep(wait, signal)
    }
  }

  /** Method, host and path. */
  endpoint(request: HttpRequest): string {
    const { method, url } = this.#options.http.prepare(request, this.#access)
    return `${method} ${url.host}${url.pathname}`
  }

  show(request: HttpRequest): ShownRequest {
    const { method, url, headers, body } = this.#options.http.prepare(request, this.#access)
    const { card, app } = this.#access
    const scheme = card.auth.find(({ name }) => name === app.authKind)?.scheme
    const signedIn = scheme?.type === 'header' ? scheme.header.toLowerCase() : 'authorization'
    const clean = Object.entries({ ...headers, [signedIn]: BLANK }).map(([name, value]) => [name, this.clean(value)])
    return {
      method,
      url: this.clean(url.href),
      headers: Object.fromEntries(clean) as Record<string, string>,
      body: body === null ? null : this.clean(body),
    }
  }

  /** A text without this app's credentials. */
  clean(text: string): string {
    return redact(text, this.#secrets)
  }

  async #try(
    request: HttpRequest,
    url: URL,
    where: string,
    signal: AbortSignal,
    answers: readonly number[],
    take: AskOptions['take'],
  ): Promise<{ answer: HttpAnswer } | Exclude<Verdict, { kind: 'answer' }>> {
    const { clock, http, crashPoint } = this.#options
    const { card } = this.#access
    let verdict: Verdict
    try {
      crashPoint('before-send')
      const answer: HttpAnswer & { body?: AsyncIterable<Uint8Array> } = take
        ? await http.open(request, this.#access, signal)
        : await http.send(request, this.#access, signal)
      crashPoint('after-answer')
      this.limiter.learn(url, answer.headers)
      verdict = judge(answer, card, where, clock.now(), answers)
      if (verdict.kind === 'answer') {
        if (take && answer.body) await handOver(answer.body, take)
        return { answer }
      }
    } catch (cause) {
      signal.throwIfAborted()
      if (cause instanceof TakerError) throw cause.cause
      if (cause instanceof HostError) throw cause
      verdict = judgeFailure(cause, card, where)
      if (verdict.kind === 'answer') throw cause
    }
    const { error } = verdict
    const { code, message } = error.problem
    return { ...verdict, error: new HostError(code, this.clean(message), { status: error.status ?? undefined }) }
  }

  #checkPatience(wait: number, patience: number, where: string): void {
    if (wait <= patience) return
    const { name } = this.#access.card
    const seconds = Math.ceil(wait / 1000)
    throw new HostError(
      'RATE_LIMITED',
      `${name} allows no more requests for ${where} in the next ${seconds} s. Try again later.`,
    )
  }
}

/** What whoever takes a body threw, so that it is not mistaken for a failure of the network. */
class TakerError extends Error {}

async function handOver(body: AsyncIterable<Uint8Array>, take: NonNullable<AskOptions['take']>): Promise<void> {
  let broken: unknown
  const watched = async function* () {
    try {
      yield* body
    } catch (error) {
      broken = error
      throw error
    }
  }
  try {
    await take(watched())
  } catch (cause) {
    if (cause === broken) throw cause
    throw new TakerError('the body was not taken', { cause })
  }
}
