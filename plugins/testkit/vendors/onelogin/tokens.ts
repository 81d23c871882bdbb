import { createHash } from 'node:crypto'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { errorOf, v1Error } from './errors.ts'

/** What a credential pair may do; a pair has one level and no scopes besides. */
export type OneLoginLevel = 'Authentication Only' | 'Read Users' | 'Manage Users' | 'Read All' | 'Manage All'

export interface OneLoginClient {
  clientId: string
  clientSecret: string
  level: OneLoginLevel
}

export const TOKEN_PATH = '/auth/oauth2/v2/token'
const REVOKE_PATH = '/auth/oauth2/revoke'
const LIFETIME_SECONDS = 36_000

/** Access tokens of a credential pair: given for client credentials, good for ten hours or until they are revoked. */
export class OneLoginTokens {
  readonly #client: OneLoginClient
  readonly #now: () => number
  readonly #ends = new Map<string, number>()

  constructor(client: OneLoginClient, now: () => number) {
    this.#client = client
    this.#now = now
  }

  /** The answer of the token endpoints; null for any other path. */
  answer({ method, path, headers, body }: VendorRequest): VendorAnswer | null {
    if (method !== 'POST' || (path !== TOKEN_PATH && path !== REVOKE_PATH)) return null
    if (!this.#isClient(headers.authorization ?? '')) return v1Error(401, 'Unauthorized', 'Authentication Failure')
    if (headers['content-type']?.split(';')[0] !== 'application/json')
      return v1Error(400, 'bad request', 'Content Type is not specified or specified incorrectly')
    const given = JSON.parse(body) as { grant_type?: string; access_token?: string }
    if (path === REVOKE_PATH) {
      this.#ends.delete(given.access_token ?? '')
      return { status: 200, body: {} }
    }
    if (given.grant_type !== 'client_credentials') return v1Error(400, 'bad request', 'grant_type is invalid')
    const now = this.#now()
    const access_token = createHash('sha256').update(`${this.#client.clientId} ${now} ${this.#ends.size}`).digest('hex')
    this.#ends.set(access_token, now + LIFETIME_SECONDS * 1000)
    return {
      status: 200,
      body: {
        access_token,
        created_at: new Date(now).toISOString(),
        expires_in: LIFETIME_SECONDS,
        token_type: 'bearer',
        account_id: 555,
      },
    }
  }

  /** What keeps a request out; null when nothing does. */
  refusal({ method, path, headers }: VendorRequest): VendorAnswer | null {
    const [, token = ''] = /^bearer[ :](.+)$/i.exec(headers.authorization ?? '') ?? []
    if ((this.#ends.get(token) ?? 0) <= this.#now()) return errorOf(path, 401, 'Unauthorized', 'Authentication Failure')
    const { level } = this.#client
    return mayUse(level, method, path) ? null : errorOf(path, 403, 'Forbidden', 'Insufficient Permission')
  }

  /** HTTP basic authentication, or the pair in the vendor's own form. */
  #isClient(authorization: string): boolean {
    const { clientId, clientSecret } = this.#client
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    return authorization === basic || authorization === `client_id:${clientId}, client_secret:${clientSecret}`
  }
}

/** Users with all that is theirs, and the events. */
const OF_USERS = /^\/api\/(1\/(users|events)|2\/(users|mfa))(\/|$)/

function mayUse(level: OneLoginLevel, method: string, path: string): boolean {
  if (level === 'Manage All') return true
  if (level === 'Read All') return method === 'GET'
  if (level === 'Authentication Only' || !OF_USERS.test(path)) return path === '/auth/rate_limit'
  return level === 'Manage Users' || method === 'GET'
}
