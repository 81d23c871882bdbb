import { at, type ClientProof, type HttpRequest, type TokenUse } from '@casbah/sdk'
import { parseBody } from '../body.ts'
import { HostError } from '../host-error.ts'
import type { HttpAnswer } from '../http.ts'
import { signAssertion } from './assertion.ts'
import { fill, fillAddress, type Values } from './template.ts'

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const PROOF_SECONDS = 300
const LIFETIME_SECONDS = 3_600

/** What a token endpoint gave. Times are epoch milliseconds. */
export interface TokenAnswer {
  token: string
  expiresAt: number
  refreshToken: string | null
  refreshExpiresAt: number | null
  /** Rights as the answer names them; null when it does not. */
  scopes: string[] | null
}

export interface TokenAsk {
  use: TokenUse
  /** Null where the grant itself proves who asks. */
  client: ClientProof | null
  /** Fields of the grant, such as `grant_type`. */
  grant: Record<string, string>
  scopes: readonly string[] | null
  values: Values
  now: number
}

/** The request to a token endpoint (RFC 6749 §3.2), with the proof of who asks. */
export async function tokenRequest({ use, client, grant, scopes, values, now }: TokenAsk): Promise<HttpRequest> {
  const url = fillAddress(use.tokenUrl, values)
  const more = Object.entries(use.parameters ?? {}).map(([name, value]) => [name, fill(value, values)] as const)
  const proof = client ? await proofOf(client, url, values, now) : { headers: {}, form: {} }
  const scope = scopes && scopes.length > 0 ? { scope: scopes.join(use.scopeSeparator ?? ' ') } : {}
  const fields = { ...grant, ...scope, ...Object.fromEntries(more), ...proof.form }
  return {
    method: 'POST',
    url,
    headers: { accept: 'application/json', ...proof.headers },
    ...(use.body === 'json' ? { json: fields } : { form: fields }),
  }
}

interface Proof {
  headers: Record<string, string>
  form: Record<string, string>
}

async function proofOf(client: ClientProof, url: string, values: Values, now: number): Promise<Proof> {
  const id = fill(client.id, values)
  switch (client.by) {
    case 'basic': {
      const written = client.asIs ? (text: string) => text : formEncoded
      const pair = `${written(id)}:${written(fill(client.secret, values))}`
      return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, form: {} }
    }
    case 'form':
      return { headers: {}, form: { client_id: id, client_secret: fill(client.secret, values) } }
    case 'privateKeyJwt': {
      const assertion = await signAssertion({
        privateKey: fill(client.privateKey, values),
        keyId: client.keyId && fill(client.keyId, values),
        certificate: client.certificate && fill(client.certificate, values),
        claims: { iss: id, sub: id, aud: client.audience ? fillAddress(client.audience, values) : url },
        now,
        seconds: client.lifetimeSeconds ?? PROOF_SECONDS,
      })
      return {
        headers: {},
        form: { client_id: id, client_assertion_type: ASSERTION, client_assertion: assertion },
      }
    }
    case 'none':
      return { headers: {}, form: { client_id: id } }
  }
}

/** What a request for a token carries that must appear in no text, though it is none of the credentials. */
export function secretsIn({ headers, form, json }: HttpRequest): string[] {
  const inHeader = headers?.authorization?.split(' ')[1]
  const fields = form ?? (json as HttpRequest['form'])
  return [inHeader, fields?.client_assertion, fields?.assertion].flatMap(one => (one ? [String(one)] : []))
}

/** RFC 6749 §2.3.1 has id and secret encoded before they are joined. */
const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)

export interface AnswerContext {
  /** The vendor's name, for sentences. */
  vendor: string
  now: number
  /** Rights that were asked for. */
  scopes: readonly string[] | null
  /** Where a signed assertion is the grant: whom a request wants to act as, null for whom the credentials name. */
  actsAs?: string | null
}

/** Reads what a token endpoint answered. Throws a HostError that says what is wrong and what to do; the answer's own words come in as they are. */
export function readTokenAnswer(answer: HttpAnswer, use: TokenUse, context: AnswerContext): TokenAnswer {
  const body = bodyOf(answer)
  const { fields = {} } = use
  const token = at(body, fields.token ?? 'access_token')
  if (answer.status >= 300 || typeof token !== 'string' || token === '') throw refusalOf(answer.status, body, context)
  const refreshToken = at(body, fields.refreshToken ?? 'refresh_token')
  const scope = at(body, fields.scope ?? 'scope')
  const ends = endOf(at(body, fields.expires ?? 'expires_in'), context.now)
  const refreshEnds = REFRESH_ENDS.map(name => endOf(at(body, name), context.now)).find(end => end !== null)
  return {
    token,
    expiresAt: ends ?? context.now + (use.lifetimeSeconds ?? LIFETIME_SECONDS) * 1000,
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : null,
    refreshExpiresAt: refreshEnds ?? null,
    scopes: scopesIn(scope),
  }
}

/** Names by which vendors tell how long a refresh token lasts; there is no standard one. */
const REFRESH_ENDS = ['refresh_token_expires_in', 'refresh_expires_in', 'x_refresh_token_expires_in']

/** Seconds from now, as number or text, or an RFC 3339 time. */
function endOf(value: unknown, now: number): number | null {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) {
    const seconds = Number(value)
    return Number.isFinite(seconds) && seconds > 0 ? now + seconds * 1000 : null
  }
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(time) ? time : null
}

/** Vendors separate rights by blanks or commas, whatever they want to be asked by. */
function scopesIn(value: unknown): string[] | null {
  if (Array.isArray(value)) return value.filter(one => typeof one === 'string')
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : null
}

function bodyOf({ bytes, headers }: HttpAnswer): unknown {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(Buffer.from(bytes).toString('utf8')))
  try {
    return parseBody(bytes)
  } catch {
    return null
  }
}

/** The refusal of a token endpoint (RFC 6749 §5.2) as a sentence with its remedy. */
function refusalOf(status: number, body: unknown, { vendor, scopes, actsAs }: AnswerContext): HostError {
  const code = shortText(at(body, 'error'))
  const said = shortText(at(body, 'error_description') ?? at(body, 'errorSummary') ?? at(body, 'message'))
  const words = said ? `: "${said.replace(/[.\s]+$/, '')}"` : code ? ` (${code})` : ''
  const failed = (problem: 'AUTH_FAILED' | 'FORBIDDEN' | 'BAD_CONFIG' | 'BAD_ANSWER', text: string) =>
    new HostError(problem, text, { status })
  switch (code) {
    case 'invalid_client':
      return failed(
        'AUTH_FAILED',
        `${vendor} does not accept the client${words}. Compare the client's id and its secret or key with the vendor's console, and give them anew.`,
      )
    case 'invalid_grant':
      // Of one person, such as a suspended one, it says nothing about the credentials.
      if (actsAs)
        return failed(
          'FORBIDDEN',
          `${vendor} does not let Casbah act as ${actsAs}${words}. The account may be suspended, gone or without a licence.`,
        )
      return failed(
        'AUTH_FAILED',
        `${vendor} no longer accepts the sign-in${words}: it was revoked, has ended or was used elsewhere. Give new credentials or consent again.`,
      )
    case 'unauthorized_client':
      // Google's word for a right that was not delegated.
      if (actsAs !== undefined && scopes?.length)
        return failed(
          'FORBIDDEN',
          `${vendor} does not give the client ${scopes.join(', ')}${words}. Grant it in the vendor's console.`,
        )
      return failed(
        'AUTH_FAILED',
        `${vendor} does not let this client sign in this way${words}. Allow the grant type for it in the vendor's console.`,
      )
    case 'invalid_scope':
      return failed(
        'FORBIDDEN',
        `${vendor} does not give the client ${scopes?.length ? scopes.join(', ') : 'the rights that it asks for'}${words}. Grant it in the vendor's console.`,
      )
    case 'consent_required':
      return failed(
        'FORBIDDEN',
        `${vendor} wants the consent of whom Casbah acts as${scopes?.length ? ` to ${scopes.join(', ')}` : ''}${words}. Open the consent page of the app once, and allow it.`,
      )
    case 'access_denied':
      return failed('FORBIDDEN', `${vendor} denies access${words}. Let an administrator of the vendor allow it.`)
    case 'unsupported_grant_type':
    case 'invalid_request':
      return failed(
        'BAD_CONFIG',
        `${vendor} does not understand the request for a token${words}. Check the configuration of the app, else report it to the connector's author.`,
      )
  }
  if (status === 404)
    return failed('BAD_CONFIG', `${vendor} has no token endpoint there${words}. Check the configuration of the app.`)
  if (status >= 400 && status < 500)
    return failed('AUTH_FAILED', `${vendor} refuses the credentials${words}. Renew them and connect the app again.`)
  if (code !== null) return failed('AUTH_FAILED', `${vendor} refuses to give a token${words}. Renew the credentials.`)
  return failed('BAD_ANSWER', `${vendor} answered ${status} without a token. Check the configuration of the app.`)
}

/** A longer one is left out whole: cut in the middle of a secret, it would no longer be known for one. */
const shortText = (value: unknown) => (typeof value === 'string' && value !== '' && value.length <= 300 ? value : null)
