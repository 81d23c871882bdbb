import { createHash, randomBytes } from 'node:crypto'
import { HostError } from '../host-error.ts'
import type { Session } from '../ports.ts'
import { readTokenAnswer, secretsIn, tokenRequest } from './oauth.ts'
import { sessionOf } from './renewal.ts'
import type { SchemeContext, SchemeOf } from './scheme.ts'
import { fill, fillAddress, type Values } from './template.ts'

/** What binds an answer at the redirect address to the consent that was asked for. */
export interface ConsentAsk {
  /** Where the vendor sends the browser afterwards. */
  redirectUri: string
  /** Comes back as it is. */
  state: string
  /** Secret until the code is redeemed (RFC 7636). */
  verifier: string
}

/** A fresh secret of 256 bits, fit for `state` and `verifier`. */
export function freshSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether a text has the form of one. */
export function isSecret(text: string | null): text is string {
  return text !== null && /^[\w-]{43}$/.test(text)
}

/** Where an administrator's browser is sent to consent. `scopes` are those of the card, for schemes that name none of their own. */
export function consentAddress(
  scheme: SchemeOf<'authorizationCode'>,
  values: Values,
  scopes: readonly string[],
  { redirectUri, state, verifier }: ConsentAsk,
): string {
  const url = new URL(fillAddress(scheme.authorizeUrl, values))
  const asked = scheme.scopes === 'needed' ? scopes : (scheme.scopes ?? [])
  const parameters: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(scheme.authorizeParameters ?? {}).map(([name, value]) => [name, fill(value, values)]),
    ),
    ...(asked.length > 0 && { scope: asked.join(scheme.scopeSeparator ?? ' ') }),
    response_type: 'code',
    client_id: fill(scheme.client.id, values),
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** What a code is redeemed for. The code is spent by it, whatever comes of it. */
export async function redeemCode(
  scheme: SchemeOf<'authorizationCode'>,
  { values, clock, vendor, send, hide }: SchemeContext,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
  signal: AbortSignal,
): Promise<Session> {
  hide(code, verifier)
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
  const ask = { use: scheme, client: scheme.client, grant, scopes: null, values, now: clock.now() }
  const request = await tokenRequest(ask)
  hide(...secretsIn(request))
  const answer = await send(request, { signal, inAir: true })
  const session = sessionOf(
    readTokenAnswer(answer, scheme, { vendor, now: clock.now(), scopes: null }),
    null,
    clock.now(),
  )
  hide(session.accessToken, session.refreshToken ?? '')
  return session
}

export function notByConsent(vendor: string): HostError {
  return new HostError('BAD_CONFIG', `${vendor} is not signed in to by consent in this way. Choose another auth kind.`)
}
