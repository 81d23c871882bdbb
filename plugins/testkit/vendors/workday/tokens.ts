import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { basicOf } from '../request-parts.ts'
import { errorOf } from './errors.ts'

/** An API client for integrations, with a refresh token that does not end. */
export interface WorkdayClient {
  clientId: string
  clientSecret: string
  refreshToken: string
}

const LIFETIME_SECONDS = 3_600

/** Access tokens of the tenant's API client. */
export class WorkdayTokens {
  readonly #client: WorkdayClient
  readonly #tokens: IssuedTokens

  constructor(client: WorkdayClient, now: () => number) {
    this.#client = client
    this.#tokens = new IssuedTokens({ hard: LIFETIME_SECONDS * 1_000 }, now)
  }

  /** POST /ccx/oauth2/{tenant}/token. */
  give({ headers, body }: VendorRequest): VendorAnswer {
    const { clientId, clientSecret, refreshToken } = this.#client
    const form = new URLSearchParams(body)
    const pair = basicOf(headers)
    if (pair?.user !== clientId || pair.password !== clientSecret) return errorOf(401, 'invalid_client')
    if (form.get('grant_type') !== 'refresh_token')
      return { ...errorOf(400, 'unsupported_grant_type'), undescribed: true }
    if (form.get('refresh_token') !== refreshToken) return { ...errorOf(400, 'invalid_grant'), undescribed: true }
    return {
      status: 200,
      body: {
        access_token: this.#tokens.issue(true),
        refresh_token: refreshToken,
        token_type: 'Bearer',
        expires_in: LIFETIME_SECONDS,
      },
    }
  }

  admits(request: VendorRequest): boolean {
    return this.#tokens.admits(request) !== null
  }

  /** Ends every token, as an administrator can. */
  endAll(): void {
    this.#tokens.endAll()
  }
}
