import type { AuthKind, AuthScheme, HttpRequest } from '@casbah/sdk'
import type { Clock } from '../clock.ts'
import { HostError, isLeaseLost } from '../host-error.ts'
import type { HttpAnswer } from '../http.ts'
import type { Session } from '../ports.ts'
import type { PreparedRequest } from '../target.ts'
import { signAssertion } from './assertion.ts'
import { readTokenAnswer, secretsIn, tokenRequest, type TokenAnswer } from './oauth.ts'
import type { SessionKeeper } from './session.ts'
import { assumeRoleRequest, keysOf, readRoleAnswer, signed, type AwsKeys } from './sigv4.ts'
import { fill, fillAddress, type Values } from './template.ts'
import { TokenSource, type Fetched } from './token-source.ts'

/** The scheme of one type. */
export type SchemeOf<Type extends AuthScheme['type']> = Extract<AuthScheme, { type: Type }>

/** What a request is for, as far as signing in depends on it. */
export interface Purpose {
  sign?: HttpRequest['sign']
  subject?: string | undefined
  /** Rights that it needs, where the token is asked for by rights. */
  scopes: readonly string[]
}

/** A request with credentials on it. */
export interface SignedRequest {
  prepared: PreparedRequest
  /** Gives up the token that it carries; null when it carries none that could be fetched anew. */
  drop: (() => void) | null
}

export interface SchemeContext {
  auth: AuthKind
  values: Values
  vendor: string
  clock: Clock
  random: () => number
  sessions: SessionKeeper
  /**
   * Sends a request of signing in; any status below 500 is an answer. `inAir` goes through even when aborted while it is under way, since what it
   * spends is spent.
   */
  send(
    request: HttpRequest,
    options: { signal: AbortSignal; inAir?: boolean; sign?: (prepared: PreparedRequest) => Promise<PreparedRequest> },
  ): Promise<HttpAnswer>
  /** Told of whatever must appear in no text from now on. */
  hide(...secrets: string[]): void
  /** Told of what a session says of its end. */
  onSession(session: Session): void
}

/** One way of signing in, with what it has fetched. */
export interface Way {
  dress(prepared: PreparedRequest, purpose: Purpose, signal: AbortSignal): Promise<SignedRequest>
  /** Rights that the vendor gave, as its token says; null when there is none or it does not say. */
  granted(scopes: readonly string[], signal: AbortSignal): Promise<string[] | null>
  /** Resolves when nothing is in the air any more. */
  settle(): Promise<void>
}

/** Names of headers that carry credentials, in lower case. */
export function signedHeaders(scheme: AuthScheme): string[] {
  if (scheme.type === 'header') return [scheme.header, ...Object.keys(scheme.more ?? {})].map(lower)
  if (scheme.type === 'sigv4') return ['authorization']
  return [('header' in scheme && scheme.header?.name.toLowerCase()) || 'authorization']
}

/** The way of a scheme. */
export function wayOf(context: SchemeContext): Way {
  const { scheme } = context.auth
  switch (scheme.type) {
    case 'header':
    case 'basic':
      return fixedWay(scheme, context)
    case 'sigv4':
      return awsWay(scheme, context)
    default:
      return tokenWay(scheme, context)
  }
}

function fixedWay(scheme: SchemeOf<'header'> | SchemeOf<'basic'>, { values, hide }: SchemeContext): Way {
  const headers: Record<string, string> = {}
  if (scheme.type === 'basic') {
    const pair = `${fill(scheme.username, values)}:${fill(scheme.password, values)}`
    hide(pair)
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`
  } else {
    for (const [name, value] of Object.entries({ ...scheme.more, [scheme.header]: scheme.value }))
      headers[name.toLowerCase()] = fill(value, values)
  }
  return {
    dress: async prepared => ({ prepared: withHeaders(prepared, headers), drop: null }),
    granted: async () => null,
    settle: async () => undefined,
  }
}

function awsWay(scheme: SchemeOf<'sigv4'>, context: SchemeContext): Way {
  const { values, clock, random, vendor, send, hide } = context
  const own = keysOf(scheme, values)
  const roles = new TokenSource<null, AwsKeys>({
    clock,
    random,
    fetch: async (_ask, _last, signal) => {
      const request = assumeRoleRequest(scheme, values)
      const sign = (prepared: PreparedRequest) => signed(prepared, request.sign, own, clock.now())
      const fetched = readRoleAnswer(await send(request, { signal, sign }), vendor, clock.now())
      hide(fetched.value.secretAccessKey, fetched.value.sessionToken ?? '')
      return fetched
    },
  })
  return {
    dress: async (prepared, { sign }, signal) => {
      const role = scheme.assumeRole ? await roles.get(null, signal) : null
      return {
        prepared: await signed(prepared, sign, role?.value ?? own, clock.now()),
        drop: role && (() => roles.drop(role)),
      }
    },
    granted: async () => null,
    settle: () => roles.settle(),
  }
}

interface Bearer {
  token: string
  scopes: string[] | null
}

/** What a token is fetched for; rights in their order. */
interface TokenKey {
  scopes: string[] | null
  subject: string | null
}

type TokenScheme = Exclude<AuthScheme, { type: 'header' | 'basic' | 'sigv4' }>

function tokenWay(scheme: TokenScheme, context: SchemeContext): Way {
  const { values, clock, random, hide } = context
  const tokens = new TokenSource<TokenKey, Bearer>({
    clock,
    random,
    fetch: (key, last, signal) =>
      scheme.type === 'refreshToken' || scheme.type === 'authorizationCode'
        ? renew(scheme, context, last, signal)
        : obtain(scheme, context, key, signal),
  })
  const keyOf = (scopes: readonly string[], subject: string | undefined): TokenKey => ({
    scopes: askedScopes(scheme, scopes),
    subject: scheme.type === 'jwtBearer' ? (subject ?? null) : null,
  })
  return {
    dress: async (prepared, { scopes, subject }, signal) => {
      const fetched = await tokens.get(keyOf(scopes, subject), signal)
      const { name, value } = scheme.header ?? { name: 'authorization', value: 'Bearer {token}' }
      const text = fill(value, { ...values, token: fetched.value.token })
      hide(fetched.value.token)
      return {
        prepared: withHeaders(prepared, { [name.toLowerCase()]: text }),
        drop: () => tokens.drop(fetched),
      }
    },
    granted: async (scopes, signal) => (await tokens.get(keyOf(scopes, undefined), signal)).value.scopes,
    settle: () => tokens.settle(),
  }
}

/** Null: none are named. A consent was given once for all rights, so its tokens are not asked for by rights. */
function askedScopes(scheme: TokenScheme, needed: readonly string[]): string[] | null {
  if (scheme.type === 'refreshToken' || scheme.type === 'authorizationCode' || scheme.scopes === undefined) return null
  return scheme.scopes === 'needed' ? [...new Set(needed)].sort() : scheme.scopes
}

const ASSERTION_SECONDS = 300

/** A token for credentials that can be used again and again. */
async function obtain(
  scheme: SchemeOf<'clientCredentials' | 'jwtBearer' | 'jwtExchange'>,
  context: SchemeContext,
  { scopes, subject }: TokenKey,
  signal: AbortSignal,
): Promise<Fetched<Bearer>> {
  const { values, clock, vendor, send, hide } = context
  const now = clock.now()
  const request = await requestOf()
  hide(...secretsIn(request))
  const answer = readTokenAnswer(await send(request, { signal }), scheme, { vendor, now: clock.now(), scopes })
  hide(answer.token)
  return bearer(answer, clock.now())

  async function requestOf(): Promise<HttpRequest> {
    if (scheme.type === 'clientCredentials')
      return tokenRequest({
        use: scheme,
        client: scheme.client,
        grant: { grant_type: 'client_credentials' },
        scopes,
        values,
        now,
      })
    const { privateKey, issuer, assertionSeconds: seconds = ASSERTION_SECONDS } = scheme
    const key = { privateKey: fill(privateKey, values), now, seconds }
    const iss = fill(issuer, values)
    if (scheme.type === 'jwtExchange') {
      const assertion = await signAssertion({ ...key, claims: { iss } })
      const form = Object.entries(scheme.parameters ?? {}).map(([name, value]) => [name, fill(value, values)])
      return {
        method: 'POST',
        url: fillAddress(scheme.tokenUrl, values),
        headers: { authorization: `Bearer ${assertion}` },
        ...(form.length > 0 && { form: Object.fromEntries(form) as Record<string, string> }),
      }
    }
    const { audience, claims = {}, keyId, subject: usual } = scheme
    const sub = subject ?? (usual && fill(usual, values))
    const more = Object.entries(claims).map(([name, value]) => [name, fill(value, values)])
    // Some read the rights from the form (RFC 7523 §2.1), some from the assertion.
    const scope = scopes && scopes.length > 0 ? { scope: scopes.join(scheme.scopeSeparator ?? ' ') } : {}
    const assertion = await signAssertion({
      ...key,
      keyId: keyId && fill(keyId, values),
      claims: { ...Object.fromEntries(more), ...scope, iss, aud: fillAddress(audience, values), ...(sub && { sub }) },
    })
    return tokenRequest({
      use: scheme,
      client: null,
      grant: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion },
      scopes,
      values,
      now,
    })
  }
}

/** A token for a refresh token, which may be spent by that: the one that comes instead is durable before anything is done with the token. */
async function renew(
  scheme: SchemeOf<'refreshToken' | 'authorizationCode'>,
  { values, clock, vendor, sessions, send, hide, onSession }: SchemeContext,
  last: Fetched<Bearer> | null,
  signal: AbortSignal,
): Promise<Fetched<Bearer>> {
  for (let spent: string | null = null; ;) {
    const kept = await sessions.load()
    if (kept) {
      hide(kept.accessToken, kept.refreshToken ?? '')
      onSession(kept)
    }
    // Another process, or this one before it was started anew, may have renewed it already.
    if (kept && kept.accessToken !== last?.value.token && kept.expiresAt > clock.now()) return ofSession(kept)
    const given = scheme.type === 'refreshToken' ? fill(scheme.refreshToken, values) : null
    const refreshToken = kept?.refreshToken ?? given
    if (!refreshToken)
      throw new HostError(
        'AUTH_FAILED',
        `The sign-in to ${vendor} has ended and cannot be renewed. Ask for a new consent with updateApp, naming its authKind.`,
      )
    if (sessions.save === null)
      throw new HostError(
        'VENDOR_UNAVAILABLE',
        `The sign-in to ${vendor} is due to be renewed, which the process that reads the app does. Try again in a minute.`,
      )
    try {
      const grant = { grant_type: 'refresh_token', refresh_token: refreshToken }
      const ask = { use: scheme, client: scheme.client, grant, scopes: null, values, now: clock.now() }
      const request = await tokenRequest(ask)
      hide(...secretsIn(request))
      const sent = await send(request, { signal, inAir: true })
      const answer = readTokenAnswer(sent, scheme, { vendor, now: clock.now(), scopes: null })
      const session = sessionOf(answer, refreshToken, clock.now())
      hide(session.accessToken, session.refreshToken ?? '')
      await sessions.save(session, kept?.refreshToken ?? null)
      onSession(session)
      return ofSession(session)
    } catch (error) {
      // Somebody else may have spent it in between; then what came for it is in the store.
      const refused = error instanceof HostError && error.problem.code === 'AUTH_FAILED' && spent === null
      const replaced = (error as { code?: unknown }).code === 'SESSION_REPLACED' && spent === null
      if (isLeaseLost(error) || !(refused || replaced)) throw error
      const now = await sessions.load()
      if ((now?.refreshToken ?? given) === refreshToken) throw error
      spent = refreshToken
    }
  }
}

/** The session that a token endpoint's answer makes; a refresh token that did not come anew stays. */
export function sessionOf(answer: TokenAnswer, refreshToken: string | null, now: number): Session {
  return {
    accessToken: answer.token,
    obtainedAt: now,
    expiresAt: answer.expiresAt,
    refreshToken: answer.refreshToken ?? refreshToken,
    refreshExpiresAt: answer.refreshExpiresAt,
    scopes: answer.scopes,
  }
}

const ofSession = ({ accessToken, scopes, obtainedAt, expiresAt }: Session): Fetched<Bearer> => ({
  value: { token: accessToken, scopes },
  obtainedAt,
  expiresAt,
})

const bearer = ({ token, scopes, expiresAt }: TokenAnswer, obtainedAt: number): Fetched<Bearer> => ({
  value: { token, scopes },
  obtainedAt,
  expiresAt,
})

function withHeaders(prepared: PreparedRequest, headers: Record<string, string>): PreparedRequest {
  for (const value of Object.values(headers)) {
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new HostError(
        'BAD_CONFIG',
        'A credential holds a line break or another sign that no header may hold. Copy it again.',
      )
  }
  return { ...prepared, headers: { ...prepared.headers, ...headers } }
}

const lower = (text: string) => text.toLowerCase()
