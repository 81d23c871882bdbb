import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { provenClaims } from '../assertion.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { oktaError } from './errors.ts'

/** An OAuth service app of the org, signed in to by private_key_jwt. */
export interface OktaServiceApp {
  clientId: string
  /** PEM. */
  publicKey: string
  /** Scopes that a super administrator has granted. */
  scopes: string[]
}

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const LIFETIME_SECONDS = 3_600
const PATH = '/oauth2/v1/token'

/** Access tokens of a service app: given at the org's token endpoint, good for an hour and for the scopes asked for. */
export class ServiceAppTokens {
  readonly #app: OktaServiceApp
  readonly #domain: string
  readonly #now: () => number
  readonly #tokens: IssuedTokens<string[]>

  constructor(app: OktaServiceApp, domain: string, now: () => number) {
    this.#app = app
    this.#domain = domain
    this.#now = now
    this.#tokens = new IssuedTokens({ hard: LIFETIME_SECONDS * 1000 }, now)
  }

  /** The token endpoint's answer; null for any other path. */
  async answer({ method, path, body }: VendorRequest): Promise<VendorAnswer | null> {
    if (path !== PATH || method !== 'POST') return null
    const form = new URLSearchParams(body)
    const { clientId, publicKey, scopes: granted } = this.#app
    const now = this.#now()
    if (form.get('grant_type') !== 'client_credentials')
      return refused(400, 'unsupported_grant_type', 'The authorization grant type is not supported by the server.')
    const claims = await provenClaims(form.get('client_assertion') ?? '', {
      publicKey,
      issuer: clientId,
      audience: `https://${this.#domain}${PATH}`,
      longest: 3_600,
      now,
    })
    if (!claims || claims.sub !== clientId || form.get('client_assertion_type') !== TYPE)
      return refused(401, 'invalid_client', 'The client_assertion token is not valid.')
    const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean)
    if (scopes.length === 0 || scopes.some(scope => !granted.includes(scope)))
      return refused(
        400,
        'invalid_scope',
        'One or more scopes are not configured for the authorization server resource.',
      )
    const access_token = this.#tokens.issue(scopes, 'eyJ')
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: LIFETIME_SECONDS, access_token, scope: scopes.join(' ') },
    }
  }

  /** What keeps a request with this bearer token out; null when nothing does. */
  refusal(bearer: string, { method, path }: VendorRequest): VendorAnswer | null {
    const scopes = this.#tokens.grantOf(bearer)
    if (!scopes) return oktaError(401, 'E0000011', 'Invalid token provided')
    return scopes.includes(scopeOf(method, path))
      ? null
      : oktaError(403, 'E0000006', 'You do not have permission to perform the requested action')
  }
}

/** First segments below /api/v1 whose scope has another name. */
const SCOPE_NAMES: Record<string, string> = {
  iam: 'roles',
  zones: 'networkZones',
  threats: 'threatInsights',
  'api-tokens': 'apiTokens',
  'first-party-app-settings': 'apps',
  org: 'orgs',
  'rate-limit-settings': 'rateLimits',
}

/** The scope that Okta's description names for an operation. */
export function scopeOf(method: string, path: string): string {
  if (/^\/api\/v1\/users\/[^/]+\/roles$/.test(path)) return 'okta.roles.read'
  if (path.startsWith('/attack-protection/')) return 'okta.orgs.read'
  const [, segment = ''] = /^\/api\/v1\/([^/]+)/.exec(path) ?? []
  return `okta.${SCOPE_NAMES[segment] ?? segment}.${method === 'GET' ? 'read' : 'manage'}`
}

function refused(status: number, error: string, error_description: string): VendorAnswer {
  return { status, body: { error, error_description } }
}
