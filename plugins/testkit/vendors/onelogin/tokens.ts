import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { basicOf, jsonIn } from '../request-parts.ts'
import { errorOf, v1Error } from './errors.ts'

/** What a credential pair may do; a pair has one level and no scopes besides. */
export type OneLoginLevel = 'Authentication Only' | 'Read Users' | 'Manage Users' | 'Read All' | 'Manage All'

export interface OneLoginClient {
  clientId: string
  clientSecret: string
  level: OneLoginLevel
}

const TOKEN_PATH = '/auth/oauth2/v2/token'
const LIFETIME_SECONDS = 36_000

/** Access tokens of a credential pair: given for client credentials, and good for ten hours. */
export class OneLoginTokens {
  readonly #client: OneLoginClient
  readonly #now: () => number
  readonly #tokens: IssuedTokens

  constructor(client: OneLoginClient, now: () => number) {
    this.#client = client
    this.#now = now
    this.#tokens = new IssuedTokens({ hard: LIFETIME_SECONDS * 1000 }, now)
  }

  /** The token endpoint's answer; null for any other path. */
  answer({ method, path, headers, body }: VendorRequest): VendorAnswer | null {
    if (method !== 'POST' || path !== TOKEN_PATH) return null
    if (!this.#isClient(headers)) return v1Error(401, 'Unauthorized', 'Authentication Failure')
    if (headers['content-type']?.split(';')[0] !== 'application/json')
      return v1Error(400, 'bad request', 'Content Type is not specified or specified incorrectly')
    if (jsonIn(body)?.grant_type !== 'client_credentials') return v1Error(400, 'bad request', 'grant_type is invalid')
    return {
      status: 200,
      body: {
        access_token: this.#tokens.issue(true),
        created_at: new Date(this.#now()).toISOString(),
        expires_in: LIFETIME_SECONDS,
        token_type: 'bearer',
        account_id: 555,
      },
    }
  }

  /** What keeps a request out; null when nothing does. That a pair may not is a 401, too, told by its words. */
  refusal(request: VendorRequest): VendorAnswer | null {
    const { method, path } = request
    if (!this.#tokens.admits(request)) return errorOf(path, 401, 'Unauthorized', 'Authentication Failure')
    return mayUse(this.#client.level, method, path)
      ? null
      : errorOf(path, 401, 'Unauthorized', 'Insufficient Permission')
  }

  /** HTTP basic authentication, or the pair in the vendor's own form. */
  #isClient(headers: Record<string, string>): boolean {
    const { clientId, clientSecret } = this.#client
    const pair = basicOf(headers)
    if (pair) return pair.user === clientId && pair.password === clientSecret
    return headers.authorization === `client_id:${clientId}, client_secret:${clientSecret}`
  }
}

/** Users, roles and groups, and the events; second factors by version 1 alone. */
const OF_USERS = /^\/api\/(1\/(users|events|roles|groups)|2\/(users|roles))(\/|$)/
/** What a pair that may manage users can change of them; not locks, roles and second factors. */
const CHANGES_OF_USERS = /^\/api\/(1\/users\/\d+\/logout|2\/users\/\d+)$/
/** What nothing less than all is let see. */
const OF_ALL = /^\/api\/(1\/privileges|2\/mfa)(\/|$)/

function mayUse(level: OneLoginLevel, method: string, path: string): boolean {
  if (level === 'Manage All' || path === '/auth/rate_limit') return true
  if (level === 'Authentication Only' || OF_ALL.test(path)) return false
  if (method !== 'GET') return level === 'Manage Users' && CHANGES_OF_USERS.test(path)
  return level === 'Read All' || OF_USERS.test(path)
}
