import type { HostProblem } from './ports.ts'

/** A failure that the operator can mend or the vendor will, as an exception; its text holds no secret. */
export class HostError extends Error {
  override readonly name = 'HostError'
  readonly problem: HostProblem
  /** Status of the vendor's answer, when there was one. */
  readonly status: number | null
  /** Whether less might have been answered: what was asked for was too long, or did not come in time. */
  readonly isTooMuch: boolean
  /** Whether the vendor may have done what was asked for: it was on its way, and no answer tells. */
  readonly mayBeDone: boolean

  constructor(
    code: HostProblem['code'],
    message: string,
    options: { status?: number; cause?: unknown; isTooMuch?: boolean; mayBeDone?: boolean } = {},
  ) {
    super(message, { cause: options.cause })
    this.problem = { code, message }
    this.status = options.status ?? null
    this.isTooMuch = options.isTooMuch ?? false
    this.mayBeDone = options.mayBeDone ?? false
  }
}

/** The same failure of something that was only to prepare: whatever became of it, nothing was done. */
export function asNotDone(error: unknown): unknown {
  if (!(error instanceof HostError) || !error.mayBeDone) return error
  const { problem, status, isTooMuch, cause } = error
  return new HostError(problem.code, problem.message, { status: status ?? undefined, isTooMuch, cause })
}

/** What to show of any failure. One that the host does not know is not shown in its own words: they go to the log. */
export function problemOf(error: unknown): HostProblem {
  if (error instanceof HostError) return error.problem
  return {
    code: 'INTERNAL',
    message: 'Casbah could not go on with this stream; the reason is in its log. It tries again by itself.',
  }
}

/** Whether a store refused a write because another host holds the app now. */
export function isLeaseLost(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 'LEASE_LOST'
}
