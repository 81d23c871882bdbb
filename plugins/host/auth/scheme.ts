import type { AuthKind, AuthScheme, FixedScheme, HttpRequest } from '@casbah/sdk'
import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'
import type { HttpAnswer } from '../http.ts'
import type { Session } from '../ports.ts'
import type { PreparedRequest } from '../target.ts'
import type { SessionKeeper } from './session.ts'
import { assumeRoleRequest, keysOf, readRoleAnswer, signed, type AwsKeys } from './sigv4.ts'
import { fill, type Values } from './template.ts'
import { TokenSource } from './token-source.ts'
import { tokenWay } from './token-way.ts'
import { withHeaders } from './with-headers.ts'

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
  if (scheme.type === 'byHost') return [...new Set(Object.values(scheme.hosts).flatMap(signedHeaders))]
  return [('header' in scheme && scheme.header?.name.toLowerCase()) || 'authorization']
}

/** The way of a scheme. */
export function wayOf(context: SchemeContext): Way {
  const { scheme } = context.auth
  switch (scheme.type) {
    case 'header':
    case 'basic':
      return fixedWay(scheme, context)
    case 'byHost':
      return hostsWay(scheme, context)
    case 'sigv4':
      return awsWay(scheme, context)
    default:
      return tokenWay(scheme, context)
  }
}

function fixedWay(scheme: FixedScheme, { values, hide }: SchemeContext): Way {
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

/** What one host is to know goes to no other, be it one that the card allows. */
function hostsWay({ hosts }: SchemeOf<'byHost'>, context: SchemeContext): Way {
  const ways = new Map(
    Object.entries(hosts).map(([host, scheme]) => [
      fill(host, context.values).toLowerCase(),
      fixedWay(scheme, context),
    ]),
  )
  return {
    dress: async (prepared, purpose, signal) => {
      const way = ways.get(prepared.url.hostname)
      if (!way) throw new HostError('BAD_CONFIG', `${context.vendor} has no credentials for ${prepared.url.hostname}.`)
      return way.dress(prepared, purpose, signal)
    },
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

const lower = (text: string) => text.toLowerCase()
