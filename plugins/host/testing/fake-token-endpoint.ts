import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { jwtVerify } from 'jose'
import type { Answer } from './fake-vendor.ts'

/** A key pair for tests; the private one as PEM of PKCS #1, as GitHub gives it. */
export const KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})

/** One request for a token, as it was understood. */
export interface TokenAskSeen {
  path: string
  /** Its fields, sent as a form or as JSON. */
  form: Record<string, string>
  isJson: boolean
  authorization: string | null
  /** Claims of the assertion, when there was one. */
  claims: Record<string, unknown> | null
}

/** A token endpoint that proves assertions, gives numbered tokens, and rotates refresh tokens: one that was spent is refused. */
export class FakeTokenEndpoint {
  readonly asked: TokenAskSeen[] = []
  readonly valid = new Set<string>()
  /** The one refresh token that is taken. */
  refreshToken = 'refresh-secret-0'
  /** More fields of every answer, over the usual ones. */
  more: Record<string, unknown> = {}
  /** Refused before anything else is looked at, when set. */
  refuse: { status: number; body: unknown } | null = null
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async answer(url: URL, sent: { headers: IncomingMessage['headers']; body: string }): Promise<Answer> {
    const isJson = sent.headers['content-type']?.startsWith('application/json') === true
    const form = isJson
      ? (JSON.parse(sent.body) as Record<string, string>)
      : Object.fromEntries(new URLSearchParams(sent.body))
    const authorization = sent.headers.authorization ?? null
    const assertion =
      form.client_assertion ?? form.assertion ?? /^Bearer (\S+\.\S+\.\S+)$/.exec(authorization ?? '')?.[1]
    this.asked.push({
      path: url.pathname,
      form,
      isJson,
      authorization,
      claims: assertion ? await this.#claims(assertion) : null,
    })
    if (this.refuse) return { status: this.refuse.status, body: this.refuse.body }
    if (form.grant_type === 'refresh_token') {
      if (form.refresh_token !== this.refreshToken)
        return { status: 400, body: { error: 'invalid_grant', error_description: `${form.refresh_token} is spent.` } }
      this.refreshToken = `refresh-secret-${this.asked.length}`
    }
    const token = `access-secret-${this.asked.length}`
    this.valid.add(token)
    const refresh = form.grant_type === 'refresh_token' ? { refresh_token: this.refreshToken } : {}
    return { body: { access_token: token, token_type: 'Bearer', expires_in: 3600, ...refresh, ...this.more } }
  }

  /** Whether a request carries a token that holds. */
  admits(headers: IncomingMessage['headers']): boolean {
    return this.valid.has((headers.authorization ?? '').replace(/^Bearer /, ''))
  }

  async #claims(assertion: string): Promise<Record<string, unknown>> {
    const { payload } = await jwtVerify(assertion, createPublicKey(KEY.publicKey), {
      algorithms: ['RS256'],
      currentDate: new Date(this.#now()),
    })
    return payload
  }
}
