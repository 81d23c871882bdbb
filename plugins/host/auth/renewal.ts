import { HostError, isLeaseLost } from '../host-error.ts'
import type { Session } from '../ports.ts'
import { readTokenAnswer, secretsIn, tokenRequest, type TokenAnswer } from './oauth.ts'
import type { SchemeContext, SchemeOf } from './scheme.ts'
import { fill } from './template.ts'
import type { Fetched } from './token-source.ts'
import type { Bearer } from './token-way.ts'

/** A token for a refresh token, which may be spent by that: the one that comes instead is durable before anything is done with the token. */
export async function renew(
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
