import type { HttpAnswer } from './http.ts'
import type { CardData } from './description.ts'
import { HostError } from './host-error.ts'
import { readState } from './limiter.ts'

/** Tries of one request, the first included. */
export const TRIES = 4

/** What an answer means for the request. `waitMs` is what the vendor asked for, if it did; `status` is what the answer's comes to. */
export type Verdict =
  | { kind: 'answer'; status: number }
  | { kind: 'throttled'; waitMs: number | null; error: HostError }
  | { kind: 'unavailable'; waitMs: number | null; error: HostError }
  | { kind: 'failed'; error: HostError }

/** Judges an answer; `answers` are statuses that the asker takes as they are. */
export function judge(
  answer: HttpAnswer,
  card: CardData,
  where: string,
  now: number,
  answers: readonly number[],
): Verdict {
  const status = (card.gone ?? []).some(sign => shows(sign, answer)) ? 404 : answer.status
  const said = saying(answer)
  const fail = (code: ConstructorParameters<typeof HostError>[0], text: string, mayBeDone = false) =>
    new HostError(code, text, { status, mayBeDone })
  if (status === 429 || (card.throttled ?? []).some(sign => shows(sign, answer))) {
    const error = fail(
      'RATE_LIMITED',
      `${card.name} allows no more requests for now (${where}). Casbah waits and goes on by itself.`,
    )
    return { kind: 'throttled', waitMs: askedWait(answer, card, now), error }
  }
  // Where a card knows what it means for a right to be missing, that wins: some answer 401 to that, too.
  const forbids = (card.forbidden ?? []).some(sign => shows(sign, answer))
  const unauthorised = (card.unauthorised ?? []).some(sign => shows(sign, answer))
  if (!forbids && ((status === 401 && !answers.includes(401)) || unauthorised)) {
    return {
      kind: 'failed',
      error: fail('AUTH_FAILED', `${card.name} refuses the credentials${said}. Renew them and connect the app again.`),
    }
  }
  const fails = (card.failed ?? []).some(sign => shows(sign, answer))
  if (!forbids && !fails && ((status >= 200 && status < 300) || answers.includes(status)))
    return { kind: 'answer', status }
  if (status === 403 || forbids) {
    return {
      kind: 'failed',
      error: fail(
        'FORBIDDEN',
        `${card.name} does not allow ${where}${said}. Give the credentials the right that it needs.`,
      ),
    }
  }
  if (fails) {
    return {
      kind: 'failed',
      error: fail(
        'BAD_ANSWER',
        `${card.name} says that ${where} failed${said}. Check whether what it names is still there.`,
      ),
    }
  }
  if (status >= 500 || status === 408) {
    const error = fail(
      'VENDOR_UNAVAILABLE',
      `${card.name} answered ${status} to ${where}${said}. Casbah tries again by itself.`,
      true,
    )
    return { kind: 'unavailable', waitMs: retryAfter(answer, now), error }
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'failed',
      error: fail(
        'BAD_ANSWER',
        `${card.name} answered ${where} with a redirect, and redirects are not followed. Check the configured address.`,
      ),
    }
  }
  return {
    kind: 'failed',
    error: fail(
      'BAD_ANSWER',
      `${card.name} answered ${answer.status} to ${where}${said}. Check the configuration of the app.`,
    ),
  }
}

/** The connection was never there, so nothing went over it. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What a failure of the network means. */
export function judgeFailure(cause: unknown, card: CardData, where: string): Verdict {
  const code = String((cause as { code?: unknown }).code ?? '')
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code === 'ERR_BUFFER_TOO_LARGE') {
    const error = new HostError(
      'BAD_ANSWER',
      `${card.name} answered ${where} with over 32 MB, which is not taken. Report it to the connector's author.`,
      { cause, isTooMuch: true, mayBeDone: true },
    )
    return { kind: 'failed', error }
  }
  const mayBeDone = !NO_CONNECTION.has(code)
  const error = /TIMEOUT|ETIMEDOUT/.test(code)
    ? new HostError('TIMEOUT', `${card.name} did not answer ${where} in time. Casbah tries again by itself.`, {
        cause,
        isTooMuch: true,
        mayBeDone,
      })
    : new HostError(
        'VENDOR_UNAVAILABLE',
        `${card.name} could not be reached for ${where}${code && ` (${code})`}. Check the network and the address; Casbah tries again by itself.`,
        { cause, mayBeDone },
      )
  return { kind: 'unavailable', waitMs: null, error }
}

/** Milliseconds before try number `attempt` + 1: doubling from one second to a minute, the upper half at random. */
export function backoff(attempt: number, random: () => number): number {
  return Math.min(60_000, 1000 * 2 ** (attempt - 1)) * (0.5 + random() / 2)
}

function askedWait(answer: HttpAnswer, card: CardData, now: number): number | null {
  const asked = retryAfter(answer, now)
  if (asked !== null) return asked
  for (const limit of card.limits) {
    const state = readState(limit, answer.headers, now)
    if (state && state.remaining === 0) return Math.max(0, state.resetAt - now) + 500
  }
  return null
}

/** `Retry-After` in seconds or as a date. */
function retryAfter({ headers }: HttpAnswer, now: number): number | null {
  const text = headers['retry-after']?.trim()
  if (!text) return null
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(wait) ? Math.max(0, wait) : null
}

type Sign = NonNullable<CardData['throttled']>[number]

function shows({ status, bodyIncludes, header }: Sign, answer: HttpAnswer): boolean {
  if (answer.status !== status) return false
  if (header && answer.headers[header.name.toLowerCase()] !== header.value) return false
  return !bodyIncludes || Buffer.from(answer.bytes).toString('utf8').toLowerCase().includes(bodyIncludes.toLowerCase())
}

/** The vendor's own words, where its answer has a short message. */
function saying({ bytes }: HttpAnswer): string {
  const text = Buffer.from(bytes.subarray(0, 4096)).toString('utf8')
  const found =
    /"(?:errorSummary|message|Message|error_description)"\s*:\s*"((?:[^"\\]|\\.){1,300})"/.exec(text) ??
    /<Message>([^<]{1,300})<\/Message>/.exec(text) ??
    /"error"\s*:\s*"((?:[^"\\]|\\.){1,300})"/.exec(text)
  return found ? `: "${(found[1] as string).replace(/[.\s]+$/, '')}"` : ''
}
