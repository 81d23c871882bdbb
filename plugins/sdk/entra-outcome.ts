import type { Outcome } from './activity.ts'

/** Codes that ask for a further step and are no refusal: second factor, consent page, keep me signed in, new password. */
const INTERRUPTED = new Set([
  50055, 50058, 50072, 50074, 50076, 50079, 50097, 50125, 50127, 50129, 50140, 50144, 50199, 51006, 65001, 65004, 16000,
])

/** How a sign-in at Entra ended, by its error code, as a number or as text; 0 is none. Undefined for what is no code. */
export function entraOutcome(code: string | number | null | undefined): Outcome | undefined {
  if (!/^\d+$/.test(String(code))) return undefined
  const number = Number(code)
  if (number === 0) return 'SUCCESS'
  return INTERRUPTED.has(number) ? 'UNKNOWN' : 'FAILURE'
}
