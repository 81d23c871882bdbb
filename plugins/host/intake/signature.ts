import type { IntakeSignature } from '@casbah/sdk'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { HostError } from '../host-error.ts'
import { readTime } from '../time.ts'
import type { PushedRequest } from './pushed-request.ts'

const TOLERANCE_SECONDS = 300

/**
 * Whether the vendor sent it; null when it did, else why not, as the end of a sentence. Compared in constant time. Throws a HostError when the secret
 * to compare with is not among the credentials: an empty one would let everybody in.
 */
export function signatureProblem(
  signature: IntakeSignature,
  credentials: Record<string, string>,
  request: PushedRequest,
  now: number,
): string | null {
  switch (signature.type) {
    case 'hmac':
      return hmacProblem(signature, fill(signature.secret, credentials), request, now)
    case 'token': {
      const { header, query, prefix = '' } = signature
      const given = header === undefined ? request.query.get(query ?? '') : request.headers[header.toLowerCase()]
      if (!given) return 'has no token'
      return same(given, prefix + fill(signature.secret, credentials)) ? null : 'has a token that is not the right one'
    }
    case 'basic': {
      const { authorization } = request.headers
      if (!authorization) return 'has no user name and password'
      const wanted = `${fill(signature.username, credentials)}:${fill(signature.password, credentials)}`
      const given = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1] ?? ''
      return same(Buffer.from(given, 'base64').toString('utf8'), wanted)
        ? null
        : 'has a user name or password that is not the right one'
    }
  }
}

function hmacProblem(
  {
    header,
    algorithm,
    encoding,
    prefix = '',
    signed = '{body}',
    timestampHeader,
    toleranceSeconds,
  }: Extract<IntakeSignature, { type: 'hmac' }>,
  secret: string,
  { headers, body }: PushedRequest,
  now: number,
): string | null {
  const given = headers[header.toLowerCase()]
  if (!given?.startsWith(prefix)) return `has no signature in ${header}`
  let timestamp = ''
  if (timestampHeader !== undefined) {
    timestamp = headers[timestampHeader.toLowerCase()] ?? ''
    const time = readTime(timestamp)
    if (time === null) return `has no time in ${timestampHeader}`
    if (Math.abs(now - time) > (toleranceSeconds ?? TOLERANCE_SECONDS) * 1000) return 'was signed too long ago'
  }
  const hash = createHmac(algorithm, secret)
  for (const [index, part] of signed.split('{body}').entries()) {
    if (index > 0) hash.update(body)
    hash.update(part.replaceAll('{timestamp}', timestamp))
  }
  const wanted = hash.digest()
  const got = Buffer.from(given.slice(prefix.length), encoding)
  const equal = got.length === wanted.length && timingSafeEqual(got, wanted)
  return equal ? null : 'has a signature that is not the right one'
}

/** By their hashes, so that neither content nor length shows in the time it takes. */
function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

function fill(template: string, credentials: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = credentials[name]
    if (value) return value
    throw new HostError(
      'BAD_CONFIG',
      `The credential "${name}", by which pushed events are recognised, is missing. Change the app's credentials.`,
    )
  })
}
