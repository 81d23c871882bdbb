import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { basicOf, bearerOf } from '../request-parts.ts'
import { zendeskError } from './errors.ts'

export interface ZendeskCredentials {
  /** E-mail address of the administrator who asks. */
  email: string
  /** An OAuth access token of theirs, and its scopes; all that the connector can use when left out. */
  accessToken: string
  scopes?: string[]
  /** An API token, which is good as long as the account lets such tokens in. */
  apiToken?: string
  /** An OAuth client, beside the token; `scopes` are those that it may ask for. */
  client?: { id: string; secret: string; scopes: string[] }
}

const SCOPES = ['auditlogs:read', 'users:read', 'security:read', 'apps:read', 'read', 'write']

/** Who may ask for what: API tokens for everything, OAuth tokens for their scopes. OAuth tokens do not end. */
export class ZendeskSignIn {
  readonly #credentials: ZendeskCredentials
  readonly #letsApiTokensIn: () => boolean
  readonly #tokens: IssuedTokens<string[]>

  constructor(credentials: ZendeskCredentials, letsApiTokensIn: () => boolean, now: () => number) {
    this.#credentials = credentials
    this.#letsApiTokensIn = letsApiTokensIn
    this.#tokens = new IssuedTokens({}, now)
  }

  /** POST /oauth/tokens; null for any other request. */
  token({ method, path, body }: VendorRequest): VendorAnswer | null {
    if (path !== '/oauth/tokens' || method !== 'POST') return null
    const { client } = this.#credentials
    const form = new URLSearchParams(body)
    const refused = (error: string, description: string) => ({
      status: 400,
      body: { error, error_description: description },
      undescribed: true,
    })
    if (form.get('grant_type') !== 'authorization_code')
      return refused('unsupported_grant_type', 'The grant type is not supported.')
    if (!client || form.get('client_id') !== client.id || form.get('client_secret') !== client.secret)
      return { ...refused('invalid_client', 'Client authentication failed.'), status: 401 }
    if (!form.get('code') || !form.get('code_verifier')) return refused('invalid_grant', 'The code is not valid.')
    const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean)
    if (scopes.length === 0 || scopes.some(scope => !client.scopes.includes(scope)))
      return refused('invalid_scope', 'The requested scope is not allowed for this client.')
    const access_token = this.#tokens.issue(scopes)
    return {
      status: 201,
      body: { access_token, token_type: 'bearer', scope: scopes.join(' ') },
      undescribed: true,
    }
  }

  /** What keeps a request out; null when nothing does. */
  refusal(request: VendorRequest): VendorAnswer | null {
    const basic = basicOf(request.headers)
    const { email, accessToken, scopes: own = SCOPES, apiToken } = this.#credentials
    const isApiToken = apiToken !== undefined && basic?.user === `${email}/token` && basic.password === apiToken
    if (isApiToken && this.#letsApiTokensIn()) return null
    const scopes = bearerOf(request.headers) === accessToken ? own : this.#tokens.admits(request)
    if (!scopes) return zendeskError(401, "Couldn't authenticate you")
    const needed = scopesOf(request)
    if (needed.length === 0 || needed.some(scope => scopes.includes(scope))) return null
    return zendeskError(403, 'Forbidden', `You are missing the following required scopes: ${needed[0]}`)
  }
}

const RESOURCES: Record<string, string> = {
  audit_logs: 'auditlogs',
  users: 'users',
  apps: 'apps',
  security_settings: 'security',
}

/** Any of these scopes lets a request in; whoever has one at all may ask who they are. */
function scopesOf({ method, path }: VendorRequest): string[] {
  if (path === '/api/v2/users/me') return []
  const level = method === 'GET' ? 'read' : 'write'
  const [, first = ''] = /^\/api\/v2\/([a-z_]+)/.exec(path) ?? []
  const resource = path.endsWith('/sessions') ? undefined : RESOURCES[first]
  return [level, ...(resource ? [`${resource}:${level}`] : [])]
}
