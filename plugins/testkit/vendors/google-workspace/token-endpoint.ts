import { createPublicKey } from 'node:crypto'
import { decodeJwt } from 'jose'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { provenClaims } from '../assertion.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { bearerOf } from '../request-parts.ts'

export const TOKEN_HOST = 'oauth2.googleapis.com'
const TOKEN_URL = `https://${TOKEN_HOST}/token`
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const LIFETIME = 3_600

/** What an access token allows. */
export interface Granted {
  /** E-mail address of whom it acts as. */
  subject: string
  scopes: string[]
}

export interface TokenEndpointOptions {
  clientEmail: string
  privateKey: string
  now: () => number
  /** Whether somebody can be acted for: who exists and is not suspended. */
  canActAs: (email: string) => boolean
  /** Scopes registered for domain-wide delegation. */
  registered: () => string[]
}

/** Google's token endpoint for one service account with domain-wide delegation. */
export class TokenEndpoint {
  readonly #options: TokenEndpointOptions
  /** PEM. */
  readonly #publicKey: string
  readonly #granted: IssuedTokens<Granted>

  constructor(options: TokenEndpointOptions) {
    this.#options = options
    this.#granted = new IssuedTokens({ hard: LIFETIME * 1_000 }, options.now)
    this.#publicKey = createPublicKey(options.privateKey).export({ type: 'spki', format: 'pem' }) as string
  }

  /** What the bearer token of a request allows; null when there is none, or it has expired. */
  grantOf(request: VendorRequest): Granted | null {
    return this.#granted.admits(request)
  }

  /** Whether the request carries a token or assertion of this service account. */
  recognises(request: VendorRequest): boolean {
    if (request.host !== TOKEN_HOST) return this.#granted.knows(bearerOf(request.headers))
    return issuerOf(request) === this.#options.clientEmail
  }

  /** The endpoint itself is no part of the APIs' description. */
  async answer(request: VendorRequest): Promise<VendorAnswer> {
    return { ...(await this.#answer(request)), undescribed: true }
  }

  async #answer(request: VendorRequest): Promise<VendorAnswer> {
    const { clientEmail, now, canActAs, registered } = this.#options
    if (request.method !== 'POST' || request.path !== '/token')
      return refused(404, 'invalid_request', 'There is no such address.')
    const form = new URLSearchParams(request.body)
    if (form.get('grant_type') !== GRANT) return refused(400, 'unsupported_grant_type', 'Invalid grant_type.')
    if (issuerOf(request) !== clientEmail) return refused(400, 'invalid_grant', 'Invalid grant: account not found')
    const claims = await provenClaims(form.get('assertion') ?? '', {
      publicKey: this.#publicKey,
      issuer: clientEmail,
      audience: TOKEN_URL,
      longest: LIFETIME,
      now: now(),
    })
    if (!claims) return refused(400, 'invalid_grant', 'Invalid JWT Signature.')
    const scopes = String(claims.scope ?? '')
      .split(' ')
      .filter(Boolean)
    if (scopes.length === 0) return refused(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.')
    // One that is not registered fails the whole token.
    if (!scopes.every(scope => registered().includes(scope))) {
      const message =
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.'
      return refused(401, 'unauthorized_client', message)
    }
    const subject = String(claims.sub ?? '')
    if (!canActAs(subject)) return refused(400, 'invalid_grant', 'Invalid email or User ID')
    const token = this.#granted.issue({ subject, scopes }, 'ya29.')
    return { status: 200, body: { access_token: token, expires_in: LIFETIME - 1, token_type: 'Bearer' } }
  }
}

function issuerOf({ body }: VendorRequest): string | undefined {
  try {
    return decodeJwt(new URLSearchParams(body).get('assertion') ?? '').iss
  } catch {
    return undefined
  }
}

const refused = (status: number, error: string, description: string): VendorAnswer => ({
  status,
  body: { error, error_description: description },
})
