import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { bearerOf } from '../request-parts.ts'

const WEEK = 604_799

export interface SmartsheetCredentials {
  /** An API access token, and its rights; all that its user has when left out. */
  accessToken: string
  scopes?: string[]
  /** An app. */
  client?: { id: string; secret: string }
}

/** Who may ask for what. Tokens of apps last for a week; a refresh token is good once. */
export class SmartsheetSignIn {
  readonly #credentials: SmartsheetCredentials
  readonly #tokens: IssuedTokens<string[]>
  #refresh: { token: string; scopes: string[] } | null = null

  constructor(credentials: SmartsheetCredentials, now: () => number) {
    this.#credentials = credentials
    this.#tokens = new IssuedTokens({ hard: WEEK * 1_000 }, now)
  }

  /** POST /token. The description has its fields in the query, and no form; whoever uses it sends a form. */
  token({ body }: VendorRequest): VendorAnswer {
    const { client } = this.#credentials
    const form = new URLSearchParams(body)
    const refused = (error: string): VendorAnswer => ({
      status: 400,
      body: { errorCode: 1036, error, error_description: error },
      undescribed: true,
    })
    if (!client || form.get('client_id') !== client.id || form.get('client_secret') !== client.secret)
      return refused('invalid_client')
    const kind = form.get('grant_type')
    const isCode = kind === 'authorization_code'
    if (!isCode && kind !== 'refresh_token') return refused('unsupported_grant_type')
    if (isCode ? !form.get('code') : form.get('refresh_token') !== this.#refresh?.token) return refused('invalid_grant')
    const scopes = isCode ? (form.get('scope') ?? '').split(' ').filter(Boolean) : this.#refresh!.scopes
    const access_token = this.#tokens.issue(scopes)
    this.#refresh = { token: this.#tokens.issue(scopes, 'refresh-'), scopes }
    return {
      status: 200,
      body: { access_token, refresh_token: this.#refresh.token, token_type: 'bearer', expires_in: WEEK },
      undescribed: true,
    }
  }

  /** What became of the token that a request carries: it is good, has ended, or never was. */
  tokenOf({ headers }: VendorRequest): { token: string } | 'expired' | 'badToken' {
    const token = bearerOf(headers)
    if (token !== null && (token === this.#credentials.accessToken || this.#tokens.grantOf(token))) return { token }
    return this.#tokens.knows(token) ? 'expired' : 'badToken'
  }

  /** Whether it is for this organisation, of all that are asked under one host. */
  knows(request: VendorRequest): boolean {
    const client = new URLSearchParams(request.body).get('client_id')
    return client === null ? this.tokenOf(request) !== 'badToken' : client === this.#credentials.client?.id
  }

  /** Whether a token has a right; one that was asked for without any has all. */
  may(token: string, scope: string): boolean {
    const own = token === this.#credentials.accessToken
    const scopes = own ? this.#credentials.scopes : this.#tokens.grantOf(token)
    return !scopes || scopes.length === 0 || scopes.includes(scope)
  }
}
