import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { provenClaims } from '../assertion.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { bearerOf } from '../request-parts.ts'

export interface BoxClient {
  enterpriseId: string
  clientId: string
  clientSecret: string
  /** PEM, of an app that signs in by a key pair. */
  publicKey?: string
}

const HOUR = 3_600_000
const JWT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Access tokens of an hour, without one to refresh them by. */
export class BoxTokens {
  readonly #client: BoxClient
  readonly #now: () => number
  readonly #tokens: IssuedTokens

  constructor(client: BoxClient, now: () => number) {
    this.#client = client
    this.#now = now
    this.#tokens = new IssuedTokens({ hard: HOUR }, now)
  }

  /** POST /oauth2/token. */
  async answer(request: VendorRequest): Promise<VendorAnswer> {
    // The description has it below the base of all else, where it is not.
    return { ...(await this.#given(request)), describedAs: '/2.0/oauth2/token' }
  }

  async #given({ body }: VendorRequest): Promise<VendorAnswer> {
    const form = new URLSearchParams(body)
    const { clientId, clientSecret } = this.#client
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return refused('invalid_client', 'The client credentials are invalid')
    const isProven = form.get('grant_type') === 'client_credentials' ? this.#isOwn(form) : await this.#isSigned(form)
    if (!isProven) return refused('invalid_grant', 'Grant credentials are invalid')
    const access_token = this.#tokens.issue(true)
    return { status: 200, body: { access_token, expires_in: HOUR / 1000, token_type: 'bearer', restricted_to: [] } }
  }

  admits(request: VendorRequest): boolean {
    return this.#tokens.admits(request) !== null
  }

  /** Enterprises share a host: a request is for that which gave its token, or whose client it names. */
  recognises({ headers, body }: VendorRequest): boolean {
    const token = bearerOf(headers)
    return token ? this.#tokens.knows(token) : new URLSearchParams(body).get('client_id') === this.#client.clientId
  }

  #isOwn(form: URLSearchParams): boolean {
    return form.get('box_subject_type') === 'enterprise' && form.get('box_subject_id') === this.#client.enterpriseId
  }

  async #isSigned(form: URLSearchParams): Promise<boolean> {
    const { publicKey, clientId: issuer, enterpriseId } = this.#client
    if (form.get('grant_type') !== JWT || !publicKey) return false
    const rules = { publicKey, issuer, audience: 'https://api.box.com/oauth2/token', longest: 60, now: this.#now() }
    const claims = await provenClaims(form.get('assertion') ?? '', rules)
    return claims?.sub === enterpriseId && claims.box_sub_type === 'enterprise' && (claims.jti ?? '').length >= 16
  }
}

const refused = (error: string, error_description: string): VendorAnswer => ({
  status: 400,
  body: { error, error_description },
})
