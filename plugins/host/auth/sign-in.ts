import type { AuthKind } from '@casbah/sdk'
import type { Clock } from '../clock.ts'
import type { CardData } from '../description.ts'
import { HostError } from '../host-error.ts'
import type { HostedApp, Session } from '../ports.ts'
import { redact } from '../redact.ts'
import type { PreparedRequest } from '../target.ts'
import { consentAddress, notByConsent, redeemCode, type ConsentAsk } from './consent.ts'
import { ExpiryWatch } from './expiry.ts'
import {
  signedHeaders,
  wayOf,
  type Purpose,
  type SchemeContext,
  type SchemeOf,
  type SignedRequest,
  type Way,
} from './scheme.ts'
import type { SessionKeeper } from './session.ts'
import { valuesOf } from './template.ts'

/** Tokens that have been let go may still be echoed; so many texts are blanked besides the credentials. */
const HIDDEN_KEPT = 200

export interface SignInParts {
  card: CardData
  app: Pick<HostedApp, 'config' | 'authKind' | 'credentials' | 'credentialsSince'>
  clock: Clock
  random: () => number
  sessions: SessionKeeper
  send: SchemeContext['send']
  /** Told when the credentials end, epoch ms, and whenever that changes. */
  onExpiry: (at: number | null) => void
}

/** How one app signs in to its vendor. All that it rejects with is free of secrets. */
export class SignIn {
  readonly auth: AuthKind
  readonly expiry: ExpiryWatch
  readonly #parts: SignInParts
  readonly #context: SchemeContext
  readonly #way: Way
  readonly #hidden: Set<string>
  readonly #given: string[]

  /** Throws a HostError when the card has no such way to sign in. */
  constructor(parts: SignInParts) {
    const { card, app, clock, random, sessions, send } = parts
    const auth = card.auth.find(({ name }) => name === app.authKind)
    if (!auth) throw new HostError('BAD_CONFIG', `${card.name} has no way to sign in named "${app.authKind}".`)
    this.auth = auth
    this.#parts = parts
    this.#given = auth.fields.flatMap(({ name, secret }) => {
      const value = secret ? app.credentials[name] : undefined
      return value ? [value, value.trim(), value.replaceAll('\\n', '\n').trim()] : []
    })
    this.#hidden = new Set()
    this.expiry = new ExpiryWatch(auth.expiry, app, clock, parts.onExpiry)
    this.#context = {
      auth,
      values: valuesOf(app.config, app.credentials),
      vendor: card.name,
      clock,
      random,
      sessions,
      send,
      hide: (...secrets) => this.#hide(secrets),
      onSession: session => this.expiry.session(session),
    }
    this.#way = wayOf(this.#context)
  }

  /** The request with credentials on it. */
  dress(prepared: PreparedRequest, purpose: Purpose, signal: AbortSignal): Promise<SignedRequest> {
    return this.#clean(async () => {
      this.#check()
      return this.#way.dress(prepared, purpose, signal)
    })
  }

  /** Rights that the vendor gave, as its token says; null when it does not say. Rejects with FORBIDDEN when it refuses them. */
  granted(scopes: readonly string[], signal: AbortSignal): Promise<string[] | null> {
    return this.#clean(async () => {
      this.#check()
      return this.#way.granted(scopes, signal)
    })
  }

  /** Whether a token is asked for by the rights that are needed. */
  get byScopes(): boolean {
    const { scheme } = this.auth
    const byConsent = scheme.type === 'authorizationCode' || scheme.type === 'refreshToken'
    return !byConsent && 'scopes' in scheme && scheme.scopes === 'needed'
  }

  /** Where to send the administrator's browser. */
  consentAddress(ask: ConsentAsk): string {
    this.#check()
    const scopes = this.#parts.card.scopes.map(({ scope }) => scope)
    return consentAddress(this.#consent, this.#context.values, scopes, ask)
  }

  redeem(answer: { code: string; verifier: string; redirectUri: string }, signal: AbortSignal): Promise<Session> {
    return this.#clean(async () => redeemCode(this.#consent, this.#context, answer, signal))
  }

  /** Names of headers that carry credentials. */
  get headers(): string[] {
    return signedHeaders(this.auth.scheme)
  }

  /** Values that must appear in no text. */
  get secrets(): string[] {
    return [...this.#given, ...this.#hidden]
  }

  /** Resolves when nothing is in the air any more. */
  settle(): Promise<void> {
    return this.#way.settle()
  }

  get #consent(): SchemeOf<'authorizationCode'> {
    const { scheme } = this.auth
    if (scheme.type !== 'authorizationCode') throw notByConsent(this.#parts.card.name)
    return scheme
  }

  #check(): void {
    for (const { name, title, required } of this.auth.fields) {
      if (required !== false && !this.#parts.app.credentials[name])
        throw new HostError('BAD_CONFIG', `The credential "${title}" is missing. Connect the app again with it.`)
    }
  }

  #hide(secrets: string[]): void {
    for (const secret of secrets) {
      if (!secret) continue
      this.#hidden.delete(secret)
      this.#hidden.add(secret)
    }
    for (const oldest of this.#hidden) {
      if (this.#hidden.size <= HIDDEN_KEPT) break
      this.#hidden.delete(oldest)
    }
  }

  async #clean<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      const { code, message } = error.problem
      throw new HostError(code, redact(message, this.secrets), { status: error.status ?? undefined })
    }
  }
}
