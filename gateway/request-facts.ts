import { randomUUID } from 'node:crypto'
import type { Caller } from '@casbah/kit'
import type { Visit } from './supergraph/visit.ts'
import { Timings } from './timings.ts'

/** What the hooks know of one request and tell one another. */
export interface RequestFacts {
  /** Given back as `x-request-id` and found in the log. */
  id: string
  /** Null until the token was looked up, and for good when authentication is off. */
  caller: Caller | null
  /** Its stay in the supergraph that was served when its document came; null before. */
  visit: Visit | null
  timings: Timings
}

const facts = new WeakMap<Request, RequestFacts>()
const ACCEPTABLE = /^[\w-]{8,64}$/

export function factsOf(request: Request): RequestFacts {
  let known = facts.get(request)
  if (!known) {
    const id = requestId(request.headers.get('x-request-id'))
    known = { id, caller: null, visit: null, timings: new Timings() }
    facts.set(request, known)
  }
  return known
}

/** The stay of a request whose document has come: everything that reads its AST asks the executor of this one. */
export function visitOf(request: Request): Visit {
  const { visit } = factsOf(request)
  if (!visit) throw new Error('The request has no supergraph yet.')
  return visit
}

/** The client's own id when it is harmless to log, else a new one. */
export function requestId(sent: string | null | undefined): string {
  return sent && ACCEPTABLE.test(sent) ? sent : randomUUID()
}
