import { randomUUID } from 'node:crypto'
import type { Caller } from '@casbah/kit'

/** What the hooks know of one request and tell one another. */
export interface RequestFacts {
  /** Given back as `x-request-id` and found in the log. */
  id: string
  /** Null until the token was looked up, and for good when authentication is off. */
  caller: Caller | null
}

const facts = new WeakMap<Request, RequestFacts>()
const ACCEPTABLE = /^[\w-]{8,64}$/

export function factsOf(request: Request): RequestFacts {
  let known = facts.get(request)
  if (!known) facts.set(request, (known = { id: requestId(request.headers.get('x-request-id')), caller: null }))
  return known
}

/** The client's own id when it is harmless to log, else a new one. */
export function requestId(sent: string | null | undefined): string {
  return sent && ACCEPTABLE.test(sent) ? sent : randomUUID()
}
