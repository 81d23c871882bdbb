import { createHash } from 'node:crypto'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'

export interface NetDocumentsClient {
  clientId: string
  clientSecret: string
  repository: string
  /** Scopes that the vendor issued the client with. */
  scopes: string[]
}

const MINUTE = 60_000
/** Without a request a token ends after this; the vendor says 45 to 90 minutes. */
const IDLE_MS = 45 * MINUTE
/** In any case after this; the vendor says 24 to 48 hours. */
const HARD_MS = 24 * 60 * MINUTE

/** Access tokens: told to last a day, as text, and yet gone after 45 minutes without a request. */
export class NetDocumentsTokens {
  readonly #client: NetDocumentsClient
  readonly #now: () => number
  readonly #tokens: IssuedTokens<string[]>
  #refreshToken: string | null = null

  constructor(client: NetDocumentsClient, now: () => number) {
    this.#client = client
    this.#now = now
    this.#tokens = new IssuedTokens({ hard: HARD_MS, idle: IDLE_MS }, now)
  }

  /** POST /v1/OAuth. */
  answer({ headers, body }: VendorRequest): VendorAnswer {
    const form = new URLSearchParams(body)
    const asked = (form.get('scope') ?? this.#client.scopes.join(' ')).split(/[\s,]+/).filter(Boolean)
    switch (form.get('grant_type')) {
      case 'client_credentials':
        // The pair is taken as it stands: the bar between client and repository is not encoded.
        if (headers.authorization !== `Basic ${Buffer.from(this.#pair).toString('base64')}`) return { status: 401 }
        break
      case 'authorization_code':
      case 'refresh_token':
        if (!this.#isClient(form)) return { status: 401 }
        if (form.get('grant_type') === 'authorization_code' ? !form.get('code') : !this.#refreshes(form))
          return { status: 400 }
        this.#refreshToken ??= `refresh-${createHash('sha256').update(`${this.#now()}`).digest('hex')}`
        break
      default:
        return { status: 400 }
    }
    if (asked.some(scope => !this.#client.scopes.includes(scope))) return { status: 400 }
    const access_token = this.#tokens.issue(asked)
    const refresh = form.get('grant_type') !== 'client_credentials' && { refresh_token: this.#refreshToken }
    return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: String(HARD_MS / 1000), ...refresh } }
  }

  /** What keeps a request with this bearer token out; null when nothing does. */
  refusal(bearer: string, scope: string): VendorAnswer | null {
    const scopes = this.#tokens.grantOf(bearer)
    if (!scopes) return { status: 401 }
    return scopes.includes(scope) ? null : { status: 403 }
  }

  get #pair(): string {
    const { clientId, repository, clientSecret } = this.#client
    return `${clientId}|${repository}:${clientSecret}`
  }

  #isClient(form: URLSearchParams): boolean {
    const { clientId, clientSecret } = this.#client
    return form.get('client_id') === clientId && form.get('client_secret') === clientSecret
  }

  #refreshes(form: URLSearchParams): boolean {
    return this.#refreshToken !== null && form.get('refresh_token') === this.#refreshToken
  }
}
