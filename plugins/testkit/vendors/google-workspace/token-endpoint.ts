import { createPublicKey, createVerify, randomBytes, type KeyObject } from 'node:crypto'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'

export const TOKEN_HOST = 'oauth2.googleapis.com'
const TOKEN_URL = `https://${TOKEN_HOST}/token`
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const LIFETIME = 3_600
/** Seconds that clocks may differ. */
const SKEW = 300

/** What an access token allows. */
export interface Granted {
  /** E-mail address of whom it acts as. */
  subject: string
  scopes: string[]
  /** Epoch milliseconds. */
  expires: number
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
  readonly #key: KeyObject
  readonly #granted = new Map<string, Granted>()

  constructor(options: TokenEndpointOptions) {
    this.#options = options
    this.#key = createPublicKey(options.privateKey)
  }

  /** What the bearer token of a request allows; null when there is none, or it has expired. */
  grantOf({ headers }: VendorRequest): Granted | null {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
    const granted = token === undefined ? undefined : this.#granted.get(token)
    return granted && granted.expires > this.#options.now() ? granted : null
  }

  /** Whether the request carries a token or assertion of this service account. */
  recognises(request: VendorRequest): boolean {
    if (request.host !== TOKEN_HOST) return this.#granted.has(request.headers.authorization?.slice(7) ?? '')
    return claimsOf(assertionIn(request))?.iss === this.#options.clientEmail
  }

  /** The endpoint itself is no part of the APIs' description. */
  answer(request: VendorRequest): VendorAnswer {
    return { ...this.#answer(request), undescribed: true }
  }

  #answer(request: VendorRequest): VendorAnswer {
    const { clientEmail, now, canActAs, registered } = this.#options
    if (request.method !== 'POST' || request.path !== '/token')
      return refused(404, 'invalid_request', 'There is no such address.')
    if (new URLSearchParams(request.body).get('grant_type') !== GRANT)
      return refused(400, 'unsupported_grant_type', 'Invalid grant_type.')
    const assertion = assertionIn(request)
    const claims = claimsOf(assertion)
    if (!claims) return refused(400, 'invalid_grant', 'Bad Request')
    if (claims.iss !== clientEmail) return refused(400, 'invalid_grant', 'Invalid grant: account not found')
    if (!this.#isSigned(assertion)) return refused(400, 'invalid_grant', 'Invalid JWT Signature.')
    if (claims.aud !== TOKEN_URL) return refused(400, 'invalid_grant', 'Invalid JWT: Failed audience check.')
    const seconds = now() / 1_000
    const { iat, exp } = claims
    const timely = typeof iat === 'number' && typeof exp === 'number' && iat <= seconds + SKEW && exp >= seconds - SKEW
    if (!timely || exp - iat > LIFETIME) {
      const message = 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.'
      return refused(400, 'invalid_grant', message)
    }
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
    const token = `ya29.${randomBytes(24).toString('base64url')}`
    this.#granted.set(token, { subject, scopes, expires: now() + LIFETIME * 1_000 })
    return { status: 200, body: { access_token: token, expires_in: LIFETIME - 1, token_type: 'Bearer' } }
  }

  #isSigned(assertion: string): boolean {
    const [header = '', payload = '', signature = ''] = assertion.split('.')
    const verify = createVerify('RSA-SHA256').update(`${header}.${payload}`)
    return partOf(header)?.alg === 'RS256' && verify.verify(this.#key, signature, 'base64url')
  }
}

const assertionIn = (request: VendorRequest) => new URLSearchParams(request.body).get('assertion') ?? ''
const claimsOf = (assertion: string) => partOf(assertion.split('.')[1] ?? '')

function partOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const refused = (status: number, error: string, description: string): VendorAnswer => ({
  status,
  body: { error, error_description: description },
})
