/** What to do about the end of a connection or a subscription. */
export type Break =
  /** `now`: nothing is wrong; `later`: after a wait. */
  | { again: 'now' | 'later'; reason: string }
  /** With another token, if there is one. */
  | { again: 'renewed'; reason: string; error: Error }
  | { again: 'never'; error: unknown }
  | { again: 'done' }

/** Slow reader, other rights, nothing asked for long, open for long; going away, restart. */
const AT_ONCE = new Set([4290, 4291, 4292, 4293, 1001, 1012])
const TOKEN = 4401
/** The client and the server do not speak the same: it would be the same again. */
const FATAL = new Set([4400, 4403, 4406, 4409, 4500, 1002, 1003, 1007, 1008, 1009, 1010])
/** Refusals that pass. */
const PASSING = new Set(['UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'UNAUTHENTICATED'])

/** Reads what graphql-ws hands to `error`: the close event, an error of the connection, or GraphQL errors. */
export function breakOf(error: unknown): Break {
  if (Array.isArray(error)) {
    const codes = error.map(each => (each as { extensions?: { code?: string } }).extensions?.code ?? '')
    const reason = error.map(each => (each as { message: string }).message).join(' ')
    return codes.every(code => PASSING.has(code)) ? { again: 'later', reason } : { again: 'never', error }
  }
  const { code, reason = '' } = (error ?? {}) as { code?: unknown; reason?: string }
  if (typeof code !== 'number')
    return { again: 'later', reason: error instanceof Error ? error.message : 'The connection broke.' }
  const sentence = `The server closed the connection: ${code}${reason && ` ${reason}`}`
  if (code === TOKEN) return { again: 'renewed', reason: sentence, error: new Error(sentence) }
  if (FATAL.has(code)) return { again: 'never', error: new Error(sentence) }
  return { again: AT_ONCE.has(code) ? 'now' : 'later', reason: sentence }
}
