import { createPublicKey } from 'node:crypto'
import { decodeJwt } from 'jose'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { provenClaims } from '../assertion.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { bearerOf } from '../request-parts.ts'
import { adminError } from './account.ts'

/** An integration key with its key pair, and the user who consented to it. */
export interface DocusignClient {
  integrationKey: string
  userId: string
  /** PEM. */
  privateKey: string
  /** What the user consented to; all that the emulated operations ask for when left out. */
  scopes?: string[]
}

export const SIGN_IN = 'account.docusign.com'
const HOUR = 3_600
const JWT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const ALL = ['signature', 'impersonation', 'user_read', 'user_write', 'domain_read', 'identity_provider_read']

/** Tokens of an hour for signed assertions, each with the scopes that it was asked for. */
export class DocusignSignIn {
  readonly #client: DocusignClient
  readonly #now: () => number
  readonly #tokens: IssuedTokens<string[]>
  readonly #publicKey: string

  constructor(client: DocusignClient, now: () => number) {
    this.#client = client
    this.#now = now
    this.#tokens = new IssuedTokens({ hard: HOUR * 1_000 }, now)
    this.#publicKey = createPublicKey(client.privateKey).export({ type: 'spki', format: 'pem' }) as string
  }

  /** POST /oauth/token. */
  async give({ body }: VendorRequest): Promise<VendorAnswer> {
    const form = new URLSearchParams(body)
    const { integrationKey, userId, scopes: consented = ALL } = this.#client
    if (form.get('grant_type') !== JWT) return refused('unsupported_grant_type')
    const assertion = form.get('assertion') ?? ''
    if (issuerOf(assertion) !== integrationKey) return refused('invalid_grant', 'issuer_not_found')
    // The audience is the host alone: with a scheme or a path it is another one.
    const rules = { publicKey: this.#publicKey, issuer: integrationKey, audience: SIGN_IN, longest: HOUR }
    const claims = await provenClaims(assertion, { ...rules, now: this.#now() })
    if (!claims) return refused('invalid_grant', 'no_valid_keys_or_signatures')
    if (claims.sub !== userId) return refused('invalid_grant', 'user_not_found')
    const scopes = String(claims.scope ?? '')
      .split(' ')
      .filter(Boolean)
    if (scopes.length === 0) return refused('invalid_scope')
    if (!scopes.every(scope => consented.includes(scope))) return refused('consent_required')
    const access_token = this.#tokens.issue(scopes)
    return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: HOUR, scope: scopes.join(' ') } }
  }

  /** Whether the request carries a token or an assertion of this integration key. */
  recognises({ headers, body }: VendorRequest): boolean {
    const token = bearerOf(headers)
    if (token) return this.#tokens.knows(token)
    return issuerOf(new URLSearchParams(body).get('assertion') ?? '') === this.#client.integrationKey
  }

  /** What keeps a request out that asks for this right; null when nothing does. */
  refusal(request: VendorRequest, right: string): VendorAnswer | null {
    const scopes = this.#tokens.admits(request)
    if (!scopes) return adminError(401, 'invalid_token', 'The access token is invalid or has expired.')
    return scopes.includes(right) ? null : adminError(403, 'insufficient_scope', `The token lacks ${right}.`)
  }
}

function issuerOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss
  } catch {
    return undefined
  }
}

const refused = (error: string, error_description?: string): VendorAnswer => ({
  status: 400,
  body: { error, ...(error_description && { error_description }) },
})
