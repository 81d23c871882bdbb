import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { FixedWindow } from '../rate.ts'
import { bearerOf } from '../request-parts.ts'
import { egnyteError } from './errors.ts'

const DAYS_30 = 30 * 86_400_000
const HOUR = 3_600_000

export interface EgnyteCredentials {
  /** An access token, and its scopes; all when left out. */
  accessToken: string
  scopes?: string[]
  /** An API key. */
  client?: { id: string; secret: string }
}

/** Who may ask for what. Tokens last for 30 days; the token endpoint answers a hundred times an hour, then 409. */
export class EgnyteSignIn {
  readonly #credentials: EgnyteCredentials
  readonly #tokens: IssuedTokens<string[]>
  readonly #window: FixedWindow
  #refreshToken: string | null = null

  constructor(credentials: EgnyteCredentials, now: () => number) {
    this.#credentials = credentials
    this.#tokens = new IssuedTokens({ hard: DAYS_30 }, now)
    this.#window = new FixedWindow(100, HOUR, now)
  }

  /** POST /puboauth/token. */
  token({ body }: VendorRequest): VendorAnswer {
    const { allowed } = this.#window.take()
    if (!allowed) return egnyteError(409, 'Too many token requests', { 'retry-after': '600' })
    const { client } = this.#credentials
    const form = new URLSearchParams(body)
    const refused = (error: string) => ({ status: 400, body: { error, errorMessage: error } })
    if (!client || form.get('client_id') !== client.id || form.get('client_secret') !== client.secret)
      return refused('invalid_client')
    const kind = form.get('grant_type')
    if (kind !== 'authorization_code' && kind !== 'refresh_token') return refused('unsupported_grant_type')
    if (kind === 'authorization_code' ? !form.get('code') : form.get('refresh_token') !== this.#refreshToken)
      return refused('invalid_grant')
    const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean)
    this.#refreshToken ??= `refresh-${this.#tokens.issue([])}`
    const access_token = this.#tokens.issue(scopes)
    const given = { access_token, refresh_token: this.#refreshToken, token_type: 'bearer', expires_in: DAYS_30 / 1_000 }
    return { status: 200, body: given }
  }

  /** The token that a request carries; null when it is none of these. */
  bearer({ headers }: VendorRequest): string | null {
    const token = bearerOf(headers)
    return token !== null && (token === this.#credentials.accessToken || this.#tokens.grantOf(token)) ? token : null
  }

  /** Whether a token has a scope; one that was asked for without any has all. */
  may(token: string, scope: string): boolean {
    const own = token === this.#credentials.accessToken
    const scopes = own ? this.#credentials.scopes : this.#tokens.grantOf(token)
    return !scopes || scopes.length === 0 || scopes.includes(scope)
  }
}
