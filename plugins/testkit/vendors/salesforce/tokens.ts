import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { provenClaims } from '../assertion.ts'
import { IssuedTokens } from '../issued-tokens.ts'

/** What signs in to the org. */
export interface SalesforceClient {
  clientId: string
  clientSecret: string
  /** Of the app's certificate, PEM. */
  publicKey: string
  /** The integration user. */
  username: string
  refreshToken: string
}

/** Sessions end after so long without a request. */
const SESSION_MS = 2 * 3_600_000
/** Assertions that last longer are none; clocks may differ by some minutes. */
const LONGEST_SECONDS = 900
/** Login servers whose assertions count: that of production and that of sandboxes. */
const AUDIENCES = ['https://login.salesforce.com', 'https://test.salesforce.com']
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** The org's token endpoint, and the sessions that it gave. No answer says when one ends. */
export class Tokens {
  readonly #client: SalesforceClient
  readonly #origin: string
  readonly #now: () => number
  readonly #sessions: IssuedTokens

  constructor(client: SalesforceClient, origin: string, now: () => number) {
    this.#client = client
    this.#origin = origin
    this.#now = now
    this.#sessions = new IssuedTokens({ idle: SESSION_MS }, now)
  }

  async give({ body }: VendorRequest): Promise<VendorAnswer> {
    const form = new URLSearchParams(body)
    const { clientId, clientSecret, refreshToken } = this.#client
    const grant = form.get('grant_type')
    if (grant === JWT_BEARER) return this.#byAssertion(form.get('assertion') ?? '')
    if (form.get('client_id') !== clientId) return refused('invalid_client_id', 'client identifier invalid')
    if (form.get('client_secret') !== clientSecret) return refused('invalid_client', 'invalid client credentials')
    if (grant === 'client_credentials') return this.#session()
    if (grant !== 'refresh_token') return refused('unsupported_grant_type', 'grant type not supported')
    return form.get('refresh_token') === refreshToken
      ? this.#session()
      : refused('invalid_grant', 'expired access/refresh token')
  }

  /** Whether a request carries a session that has not ended; using it makes it last. */
  admits(request: VendorRequest): boolean {
    return this.#sessions.admits(request) !== null
  }

  /** Ends every session, as an administrator can. */
  endAll(): void {
    this.#sessions.endAll()
  }

  async #byAssertion(assertion: string): Promise<VendorAnswer> {
    const { clientId: issuer, username, publicKey } = this.#client
    const now = this.#now()
    const claims = await provenClaims(assertion, { publicKey, issuer, longest: LONGEST_SECONDS, now })
    if (!claims || !AUDIENCES.includes(String(claims.aud))) return refused('invalid_grant', 'invalid assertion')
    return claims.sub === username ? this.#session() : refused('invalid_grant', "user hasn't approved this consumer")
  }

  #session(): VendorAnswer {
    const token = this.#sessions.issue(true, '00D000000000001!')
    const body = {
      access_token: token,
      instance_url: this.#origin,
      id: `${this.#origin}/id/00D000000000001AAA/005000000000001AAA`,
      token_type: 'Bearer',
      issued_at: String(this.#now()),
      scope: 'api',
    }
    return { status: 200, body }
  }
}

const refused = (error: string, error_description: string): VendorAnswer => ({
  status: 400,
  body: { error, error_description },
})
