import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { bearerOf } from '../request-parts.ts'
import { webexError } from './errors.ts'

/** An integration or service app of the organisation. */
export interface WebexClient {
  clientId: string
  clientSecret: string
  refreshToken: string
  /** Rights that it was given; all that the emulated operations ask for when left out. */
  scopes?: string[]
}

const LIFETIME_SECONDS = 1_209_600

/** Which right lets a request in, by the beginning of its path. The description names none for each operation. */
const RIGHTS: readonly [path: string, read: string, write: string][] = [
  ['/adminAudit', 'audit:events_read', ''],
  ['/admin/securityAudit', 'audit:events_read', ''],
  ['/events', 'spark-compliance:events_read', ''],
  ['/people', 'spark-admin:people_read', 'spark-admin:people_write'],
  ['/roles', 'spark-admin:roles_read', ''],
  ['/authorizations', 'identity:tokens_read', 'identity:tokens_write'],
  ['/groups', 'identity:groups_read', ''],
  ['/rooms', 'spark-compliance:rooms_read', 'spark-compliance:rooms_write'],
  ['/memberships', 'spark-compliance:memberships_read', 'spark-compliance:memberships_write'],
  ['/team/memberships', 'spark-compliance:team_memberships_read', 'spark-compliance:team_memberships_write'],
  ['/messages', 'spark-compliance:messages_read', 'spark-compliance:messages_write'],
  ['/meetingPreferences', 'meeting:admin_preferences_read', ''],
  ['/admin/meeting/config', 'meeting:admin_config_read', ''],
]

/** Access tokens of two weeks, and a refresh token whose ninety days begin anew with each use. */
export class WebexSignIn {
  readonly #client: WebexClient
  readonly #tokens: IssuedTokens

  constructor(client: WebexClient, now: () => number) {
    this.#client = client
    this.#tokens = new IssuedTokens({ hard: LIFETIME_SECONDS * 1_000 }, now)
  }

  /** POST /v1/access_token. */
  give({ body }: VendorRequest): VendorAnswer {
    const form = new URLSearchParams(body)
    const { clientId, clientSecret, refreshToken } = this.#client
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return { status: 401, body: { error: 'invalid_client', error_description: 'The client is not known.' } }
    const given =
      form.get('grant_type') === 'refresh_token'
        ? form.get('refresh_token') === refreshToken
        : form.get('grant_type') === 'authorization_code' && form.get('code') && form.get('code_verifier')
    if (!given) return { status: 400, body: { error: 'invalid_grant', error_description: 'The grant is not valid.' } }
    return {
      status: 200,
      body: {
        access_token: this.#tokens.issue(true),
        expires_in: LIFETIME_SECONDS,
        refresh_token: refreshToken,
        refresh_token_expires_in: 7_776_000,
        token_type: 'Bearer',
      },
    }
  }

  /** Whether the request carries a token of this organisation. */
  knows({ headers, body }: VendorRequest): boolean {
    return this.#tokens.knows(bearerOf(headers)) || body.includes(this.#client.clientId)
  }

  /** What keeps a request below /v1 out; null when nothing does. */
  refusal(request: VendorRequest, path: string): VendorAnswer | null {
    if (!this.#tokens.admits(request))
      return webexError(401, 'The request requires a valid access token set in the Authorization request header.')
    const rights = RIGHTS.find(([start]) => path === start || path.startsWith(`${start}/`))
    const { scopes } = this.#client
    if (!rights || !scopes) return null
    const [, read, write] = rights
    return scopes.includes(request.method === 'GET' ? read : write)
      ? null
      : webexError(403, 'The request is understood, but it has been refused or access is not allowed.')
  }
}
