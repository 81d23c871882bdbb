import { at, type IntakeHandshake } from '@casbah/sdk'
import type { PushedRequest } from './pushed-request.ts'

/** What goes back to a vendor who asks whether the address is ours. */
export interface HandshakeAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** No vendor's challenge is longer. */
const LONGEST = 4_096

/** The answer to a handshake; null when the request is none. */
export function handshakeAnswer(handshake: IntakeHandshake, request: PushedRequest): HandshakeAnswer | null {
  const { method, from, to, bodyIncludes } = handshake
  if (request.method !== method) return null
  if (bodyIncludes !== undefined && !Buffer.from(request.body).includes(bodyIncludes)) return null
  const value = challengeIn(from, request)
  if (!value || value.length > LONGEST) return null
  if ('text' in to)
    return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', ...PLAIN }, body: value }
  if ('field' in to) return { status: 200, headers: PLAIN, body: JSON.stringify({ [to.field]: value }) }
  // A header holds no line break, nor what would be another header.
  if (!/^[\x20-\x7e]*$/.test(value)) return null
  return { status: 200, headers: { [to.header.toLowerCase()]: value }, body: '' }
}

/** Whoever sent the challenge chose the text: no browser is to take it for a page. */
const PLAIN = { 'x-content-type-options': 'nosniff' }

function challengeIn(from: IntakeHandshake['from'], { headers, query, body }: PushedRequest): string | null {
  if ('header' in from) return headers[from.header.toLowerCase()] ?? null
  if ('query' in from) return query.get(from.query)
  try {
    const value = at(JSON.parse(new TextDecoder().decode(body)), from.body)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}
