import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { basicOf } from '../request-parts.ts'
import { notAuthenticated } from './errors.ts'

/** Access tokens last half an hour. */
const LIFE_SECONDS = 1_800

/** What signs in to the instance. */
export interface ServiceNowClient {
  clientId: string
  clientSecret: string
  refreshToken: string
  /** Casbah's user. */
  username: string
  password: string
}

/** The token endpoint, the tokens that it gave, and basic authentication. */
export class SignIn {
  readonly #client: ServiceNowClient
  readonly #tokens: IssuedTokens

  constructor(client: ServiceNowClient, now: () => number) {
    this.#client = client
    this.#tokens = new IssuedTokens({ hard: LIFE_SECONDS * 1_000 }, now)
  }

  give({ body }: VendorRequest): VendorAnswer {
    const form = new URLSearchParams(body)
    const { clientId, clientSecret, refreshToken } = this.#client
    const grant = form.get('grant_type')
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) return denied()
    if (grant === 'refresh_token' ? form.get('refresh_token') !== refreshToken : grant !== 'client_credentials')
      return denied()
    const token = {
      access_token: this.#tokens.issue(true),
      ...(grant === 'refresh_token' && { refresh_token: refreshToken }),
      scope: 'useraccount',
      token_type: 'Bearer',
      expires_in: LIFE_SECONDS - 1,
    }
    return { status: 200, body: token }
  }

  /** Null when the request may go on. Basic authentication has no way to bring a second factor along. */
  refusal(request: VendorRequest, asksBasicForMfa: boolean): VendorAnswer | null {
    const basic = basicOf(request.headers)
    if (!basic) return this.#tokens.admits(request) ? null : notAuthenticated()
    const { username, password } = this.#client
    if (basic.user !== username || basic.password !== password) return notAuthenticated()
    return asksBasicForMfa ? { ...notAuthenticated(), headers: { 'x-mfa_token': 'required' } } : null
  }
}

const denied = (): VendorAnswer => ({
  status: 401,
  body: { error: 'access_denied', error_description: 'access_denied' },
})
