import type { Config, HttpRequest } from '@casbah/sdk'
import type { SignedRequest } from './auth/scheme.ts'
import { TriedSession, type SessionKeeper } from './auth/session.ts'
import { SignIn } from './auth/sign-in.ts'
import type { Clock } from './clock.ts'
import type { CrashPoint } from './crash-point.ts'
import { asNotDone, HostError } from './host-error.ts'
import type { Access, Http, HttpAnswer } from './http.ts'
import { withoutFound } from './left-out.ts'
import { Limiter } from './limiter.ts'
import { BLANK, redact } from './redact.ts'
import { backoff, judge, judgeFailure, TRIES, type Verdict } from './retry.ts'
import type { PreparedRequest } from './target.ts'

export interface AskOptions {
  signal: AbortSignal
  /** It changes something at the vendor: repeated only when the vendor surely did not do it. */
  write?: boolean
  /** Statuses besides 2xx to take as an answer. */
  answers?: readonly number[]
  /** Rights that it needs, where tokens are asked for by rights; the card's first one when left out. */
  scopes?: readonly string[]
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
  /** Where sessions are kept; with the client alone when left out. */
  sessions?: SessionKeeper
  /** Told when the credentials end, epoch ms, and whenever that changes. */
  onExpiry?: (at: number | null) => void
}

/** How one request is carried out. */
interface Exchange {
  request: HttpRequest
  signal: AbortSignal
  write: boolean
  answers: readonly number[]
  patienceMs: number
  onThrottled?: ((error: HostError) => void) | undefined
  onRequest?: (() => void) | undefined
  take?: AskOptions['take']
  /** Puts credentials on it, anew for each try. */
  dress: (prepared: PreparedRequest) => Promise<SignedRequest>
  /** It fetches credentials: what is refused is told to whoever asked for them. */
  signsIn: boolean
  /** An abort ends waits, but nothing that is under way. */
  inAir: boolean
}

type Tried = { verdict: { answer: HttpAnswer } | Exclude<Verdict, { kind: 'answer' }>; drop: (() => void) | null }

/** Longest wait for the limit of a token endpoint. */
const SIGN_IN_PATIENCE_MS = 60_000
/** Refusals that whoever signs in reads himself. */
const REFUSALS = [400, 401, 402, 403, 404, 405, 406, 409, 410, 415, 422]
const FORMER_KEPT = 4
const NEVER = new AbortController().signal

/** One app's way to its vendor: limit, sign in, send, judge, retry. */
export class Client {
  readonly limiter: Limiter
  #access: Access
  readonly #options: ClientOptions
  #signIn: SignIn
  /** What is under way may still be theirs. */
  #former: SignIn[] = []

  /** Throws a HostError when the card has no such way to sign in. */
  constructor(access: Access, options: ClientOptions) {
    this.#access = access
    this.#options = options
    this.limiter = new Limiter(access.card, access.app.config, options.clock)
    this.#signIn = this.#signInOf(access, options.sessions ?? new TriedSession())
  }

  get signIn(): SignIn {
    return this.#signIn
  }

  /** Whether this is the way of the app as it is configured and signs in, whatever was found. */
  fits({ config, authKind, credentials }: Access['app']): boolean {
    const { app, card } = this.#access
    const entered = (whole: Config) => withoutFound(card, whole)
    return (
      JSON.stringify([entered(config), authKind, credentials]) ===
      JSON.stringify([entered(app.config), app.authKind, app.credentials])
    )
  }

  /** Goes on with what was found meanwhile of the configuration: hosts follow. */
  follow(config: Config): void {
    this.#access = { ...this.#access, app: { ...this.#access.app, config } }
  }

  /** Goes on with other credentials: what is under way ends with the old ones. The configuration is the same. */
  swap(app: Access['app'], sessions: SessionKeeper): void {
    this.#former = [...this.#former, this.#signIn].slice(-FORMER_KEPT)
    this.#access = { ...this.#access, app }
    this.#signIn = this.#signInOf(this.#access, sessions)
  }

  /** The vendor's answer. Rejects with a HostError whose text holds no credential, or with the signal's reason. */
  ask(request: HttpRequest, options: AskOptions): Promise<HttpAnswer> {
    const { signal, write = false, answers = [], patienceMs = Infinity, onThrottled, onRequest, take } = options
    const [first] = this.#access.card.scopes
    const scopes = options.scopes ?? (first ? [first.scope] : [])
    const { sign, subject } = request
    const dress = async (prepared: PreparedRequest) => {
      for (;;) {
        const signIn = this.#signIn
        try {
          return await signIn.dress(prepared, { sign, subject, scopes }, signal)
        } catch (error) {
          if (signIn === this.#signIn) throw error
        }
      }
    }
    return this.#exchange({
      request,
      signal,
      write,
      answers,
      patienceMs,
      onThrottled,
      onRequest,
      take,
      dress,
      signsIn: false,
      inAir: false,
    })
  }

  /** Method, host and path. */
  endpoint(request: HttpRequest): string {
    const { method, url } = this.#options.http.prepare(request, this.#access)
    return `${method} ${url.host}${url.pathname}`
  }

  show(request: HttpRequest): ShownRequest {
    const { method, url, headers, body } = this.#options.http.prepare(request, this.#access)
    const blank = this.#signIn.headers.map(name => [name, BLANK])
    const clean = Object.entries({ ...headers, ...(Object.fromEntries(blank) as Record<string, string>) })
    return {
      method,
      url: this.clean(url.href),
      headers: Object.fromEntries(clean.map(([name, value]) => [name, this.clean(value)])),
      body: body === null ? null : this.clean(body),
    }
  }

  /** A text without this app's credentials. */
  clean(text: string): string {
    return redact(
      text,
      [...this.#former, this.#signIn].flatMap(({ secrets }) => secrets),
    )
  }

  /** Resolves when nothing of signing in is in the air any more. */
  async settle(): Promise<void> {
    await Promise.all([...this.#former, this.#signIn].map(one => one.settle()))
  }

  #signInOf({ card, app }: Access, sessions: SessionKeeper): SignIn {
    const { clock, random, onExpiry = () => undefined } = this.#options
    return new SignIn({
      card,
      app,
      clock,
      random,
      sessions,
      onExpiry,
      send: (request, { signal, inAir = false, sign }) =>
        this.#exchange({
          request,
          signal,
          write: false,
          answers: REFUSALS,
          patienceMs: SIGN_IN_PATIENCE_MS,
          dress: async prepared => ({ prepared: sign ? await sign(prepared) : prepared, drop: null }),
          signsIn: true,
          inAir,
        }),
    })
  }

  async #exchange(exchange: Exchange): Promise<HttpAnswer> {
    const { clock, http, random } = this.#options
    const { request, signal, write, patienceMs, onThrottled, onRequest } = exchange
    const { url, method } = http.prepare(request, this.#access)
    const where = `${method} ${url.host}${url.pathname}`
    let renewed = false
    for (let attempt = 1; ;) {
      this.#checkPatience(this.limiter.waitOf(url), patienceMs, where)
      await this.limiter.acquire(url, signal)
      onRequest?.()
      const signIn = this.#signIn
      const { verdict, drop } = await this.#try(exchange, url, where)
      if ('answer' in verdict) return verdict.answer
      const mayRenew = drop !== null || signIn !== this.#signIn
      if (mayRenew && !renewed && verdict.error.problem.code === 'AUTH_FAILED') {
        // A fetched token may be revoked before its time. Refused, nothing was done, so a write may be repeated, too.
        renewed = true
        drop?.()
        continue
      }
      const again = verdict.kind === 'throttled' || (verdict.kind === 'unavailable' && !write)
      if (!again || attempt === TRIES) throw verdict.error
      const wait = Math.max(verdict.waitMs ?? 0, backoff(attempt, random))
      this.#checkPatience(wait, patienceMs, where)
      if (verdict.kind === 'throttled') {
        this.limiter.block(url, clock.now() + wait)
        onThrottled?.(verdict.error)
      }
      await clock.sleep(wait, signal)
      attempt += 1
    }
  }

  async #try(
    { request, signal, answers, take, dress, signsIn, inAir }: Exchange,
    url: URL,
    where: string,
  ): Promise<Tried> {
    const { clock, http, crashPoint } = this.#options
    const { card } = this.#access
    // Not sent yet, so its failures are not the request's: whatever became of signing in, nothing was done.
    const { prepared, drop } = await dress(http.prepare(request, this.#access)).catch(error => {
      throw asNotDone(error)
    })
    let verdict: Verdict
    try {
      crashPoint('before-send')
      const answer: HttpAnswer & { body?: AsyncIterable<Uint8Array> } = take
        ? await http.open(prepared, signal)
        : await http.send(prepared, inAir ? NEVER : signal)
      crashPoint('after-answer')
      this.limiter.learn(url, answer.headers)
      verdict = judge(
        answer,
        signsIn ? { ...card, unauthorised: [], forbidden: [], failed: [], gone: [] } : card,
        where,
        clock.now(),
        answers,
      )
      if (verdict.kind === 'answer') {
        if (take && answer.body) await handOver(answer.body, take)
        if (!signsIn) this.#signIn.expiry.used(answer.headers)
        return { verdict: { answer: { ...answer, status: verdict.status } }, drop }
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
    const { isTooMuch, mayBeDone } = error
    const clean = new HostError(code, this.clean(message), { status: error.status ?? undefined, isTooMuch, mayBeDone })
    return { verdict: { ...verdict, error: clean }, drop }
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
