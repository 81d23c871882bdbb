import type { AuthScheme, HttpRequest, TokenUse } from '@casbah/sdk'
import { signAssertion } from './assertion.ts'
import { readTokenAnswer, secretsIn, tokenRequest, type TokenAnswer } from './oauth.ts'
import { renew } from './renewal.ts'
import type { SchemeContext, SchemeOf, Way } from './scheme.ts'
import { fill, fillAddress } from './template.ts'
import { TokenSource, type Fetched } from './token-source.ts'
import { withHeaders } from './with-headers.ts'

/** An access token, with the rights that it says it has. */
export interface Bearer {
  token: string
  scopes: string[] | null
}

/** What a token is fetched for; rights in their order. */
interface TokenKey {
  scopes: string[] | null
  subject: string | null
}

type TokenScheme = Exclude<AuthScheme, { type: 'header' | 'basic' | 'byHost' | 'sigv4' }>

/** The way of schemes that fetch a token and put it on requests. */
export function tokenWay(scheme: TokenScheme, context: SchemeContext): Way {
  const { values, clock, random, hide } = context
  const tokens = new TokenSource<TokenKey, Bearer>({
    clock,
    random,
    fetch: (key, last, signal) =>
      scheme.type === 'refreshToken' || scheme.type === 'authorizationCode'
        ? renew(scheme, context, last, signal)
        : obtain(scheme, context, key, signal),
  })
  const keyOf = (scopes: readonly string[], host: string, subject: string | undefined): TokenKey => ({
    scopes: askedScopes(scheme, scopes)?.map(scope => scope.replace('{host}', host)) ?? null,
    subject: scheme.type === 'jwtBearer' ? (subject ?? null) : null,
  })
  return {
    dress: async (prepared, { scopes, subject }, signal) => {
      const fetched = await tokens.get(keyOf(scopes, prepared.url.host, subject), signal)
      const { name, value } = scheme.header ?? { name: 'authorization', value: 'Bearer {token}' }
      const text = fill(value, { ...values, token: fetched.value.token })
      hide(fetched.value.token)
      return {
        prepared: withHeaders(prepared, { [name.toLowerCase()]: text }),
        drop: () => tokens.drop(fetched),
      }
    },
    // A token of one host says nothing of what another gives.
    granted: async (scopes, signal) =>
      isByHost(scheme) ? null : (await tokens.get(keyOf(scopes, '', undefined), signal)).value.scopes,
    settle: () => tokens.settle(),
  }
}

/** Null: none are named. A consent was given once for all rights, so its tokens are not asked for by rights. */
function askedScopes(scheme: TokenScheme, needed: readonly string[]): string[] | null {
  if (scheme.type === 'refreshToken' || scheme.type === 'authorizationCode' || scheme.scopes === undefined) return null
  return scheme.scopes === 'needed' ? [...new Set(needed)].sort() : scheme.scopes
}

const isByHost = ({ scopes }: Partial<Pick<TokenUse, 'scopes'>>) =>
  Array.isArray(scopes) && scopes.some(scope => scope.includes('{host}'))

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
  const acts = scheme.type === 'jwtBearer' && { actsAs: subject }
  const answer = readTokenAnswer(await send(request, { signal }), scheme, { vendor, now: clock.now(), scopes, ...acts })
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

const bearer = ({ token, scopes, expiresAt }: TokenAnswer, obtainedAt: number): Fetched<Bearer> => ({
  value: { token, scopes },
  obtainedAt,
  expiresAt,
})
