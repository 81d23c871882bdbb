import { createPublicKey } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { provenClaims } from '../assertion.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { bearerOf } from '../request-parts.ts'

export const LOGIN_HOST = 'login.microsoftonline.com'
const LIFETIME = 3_599
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface TokenEndpointOptions {
  tenantId: string
  clientId: string
  clientSecret: string
  /** PEM of a certificate's key, and the thumbprint by which it is told (`x5t#S256`); no certificate when left out. */
  certificate?: { publicKey: string; thumbprint: string }
  now: () => number
}

/** The token endpoint of one tenant: a token is for one of Microsoft's APIs, with all rights that were consented to. */
export class TokenEndpoint {
  readonly #options: TokenEndpointOptions
  readonly #issued: IssuedTokens<string>

  constructor(options: TokenEndpointOptions) {
    this.#options = options
    this.#issued = new IssuedTokens({ hard: LIFETIME * 1_000 }, options.now)
  }

  /** Whether the request carries a token for its host. */
  admits(request: VendorRequest): boolean {
    return this.#issued.admits(request) === request.host
  }

  /** Whether the request carries a token of this tenant, be it still good or not. */
  knows({ headers }: VendorRequest): boolean {
    return this.#issued.knows(bearerOf(headers))
  }

  /** The endpoint itself is no part of the APIs' description. */
  async answer(request: VendorRequest): Promise<VendorAnswer> {
    return { ...(await this.#answer(request)), undescribed: true }
  }

  async #answer({ method, path, body }: VendorRequest): Promise<VendorAnswer> {
    const { tenantId, clientId } = this.#options
    const [, tenant] = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path) ?? []
    if (method !== 'POST' || tenant === undefined)
      return refused(404, 'invalid_request', 'AADSTS900023: No such endpoint.')
    if (tenant !== tenantId) return refused(400, 'invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`)
    const form = new URLSearchParams(body)
    if (form.get('grant_type') !== 'client_credentials')
      return refused(400, 'unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.')
    if (form.get('client_id') !== clientId)
      return refused(400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.')
    if (!(await this.#isProven(form)))
      return refused(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.')
    const [, host] = /^https:\/\/([\w.-]+)\/\.default$/.exec(form.get('scope') ?? '') ?? []
    if (host === undefined)
      return refused(400, 'invalid_scope', 'AADSTS1002012: The provided value for scope is not valid.')
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: LIFETIME,
        ext_expires_in: LIFETIME,
        access_token: this.#issued.issue(host, 'eyJ0.'),
      },
    }
  }

  async #isProven(form: URLSearchParams): Promise<boolean> {
    const { clientId, clientSecret, certificate, tenantId, now } = this.#options
    const assertion = form.get('client_assertion')
    if (assertion === null) return form.get('client_secret') === clientSecret
    if (!certificate || form.get('client_assertion_type') !== ASSERTION) return false
    const claims = await provenClaims(assertion, {
      publicKey: createPublicKey(certificate.publicKey).export({ type: 'spki', format: 'pem' }) as string,
      issuer: clientId,
      audience: `https://${LOGIN_HOST}/${tenantId}/oauth2/v2.0/token`,
      longest: 600,
      now: now(),
    })
    return claims?.sub === clientId && decodeProtectedHeader(assertion)['x5t#S256'] === certificate.thumbprint
  }
}

const refused = (status: number, error: string, error_description: string): VendorAnswer => ({
  status,
  body: { error, error_description, error_codes: [Number(/AADSTS(\d+)/.exec(error_description)?.[1])] },
})
