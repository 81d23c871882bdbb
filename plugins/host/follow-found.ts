import { isLeaseLost } from './host-error.ts'
import { sameFields, type Found, type FoundFields } from './found-fields.ts'
import type { ReadContext } from './inventory/read-context.ts'
import type { Log } from './log.ts'
import type { Nap } from './nap.ts'
import type { HostedApp, HostProblem } from './ports.ts'

export interface FollowOptions {
  finder: FoundFields
  /** Asks by what is in use. */
  context: ReadContext
  /** The app as it is configured. */
  given: HostedApp
  /** What is in use. */
  found: Found
  /** Ends the wait when woken. */
  nap: Nap
  /** Told why the vendor does not tell, null when it does. */
  report: (problem: HostProblem | null) => Promise<void>
  log: Log
}

/** When what was told, or not, could not be kept. */
const STORE_MS = 60_000

/**
 * Asks again and again for what the vendor tells of the configuration. Resolves to true once it is other than what is in use, or was told or refused
 * for the first time; to false when aborted. Rejects only when the lease is lost.
 */
export async function followFound({
  finder,
  context,
  given,
  found,
  nap,
  report,
  log,
}: FollowOptions): Promise<boolean> {
  const { signal } = context
  for (let last = found; ;) {
    try {
      if (last.askedAt !== null) await report(last.problem)
      await nap.sleep(Math.max(0, finder.dueIn(last)), signal)
      if (signal.aborted) return false
      last = await finder.ask(context, given)
      if (isUnread(found) || !sameFields(last, found)) return true
    } catch (error) {
      if (signal.aborted) return false
      if (isLeaseLost(error)) throw error
      log.error({ app: given.id }, `what the vendor tells of the configuration could not be kept: ${String(error)}`)
      await nap.sleep(STORE_MS, signal)
    }
  }
}

/** Whether nobody knows yet what there is to read. */
export const isUnread = ({ isTold, askedAt }: Found): boolean => !isTold && askedAt === null
