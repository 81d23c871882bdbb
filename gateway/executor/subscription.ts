import { Answer } from './answer.ts'
import type { Data } from './data.ts'
import { failureError } from './errors.ts'
import type { EventSource } from './event-source.ts'
import { lastingEvents, type LastingEvent, type ResumeOptions } from './lasting-events.ts'
import { orAborted } from './or-aborted.ts'
import type { OnFetch } from './run.ts'
import { SubgraphFailure, type SubgraphResult, type Transport } from './transport.ts'

export interface Subscription {
  source: EventSource
  variables: Data
  /** Cursor to go on from instead of the one that the client asked for. */
  from: unknown
  sign: (() => Promise<string>) | undefined
  /** Any of them ends it with `complete`; they may live as long as the process. */
  until: (AbortSignal | undefined)[]
  transports: ReadonlyMap<string, Transport>
  resume: ResumeOptions
  onFetch: OnFetch | undefined
  /** Joins the rest of the plan to one event. */
  answer(event: SubgraphResult, signal: AbortSignal): Promise<Answer>
}

/**
 * Subscribes at the subgraph. The next event is asked for when the last was taken, so a slow reader slows its source.
 * `return()` ends it at once, also while an event is being waited for, which a generator function could not.
 * Where events have a cursor, each answer tells it in `extensions.cursor`, whatever the client selects: from there it can go on elsewhere.
 */
export async function openEvents(subscription: Subscription): Promise<Answer | AsyncGenerator<Answer, void, void>> {
  const { source, variables, from, sign, transports, onFetch, resume } = subscription
  const { subgraph } = source
  const { signal, stop } = firstOf(subscription.until)
  let events: AsyncIterator<LastingEvent> | null = null
  const opening = lastingEvents({
    ...resume,
    signal,
    from,
    takePlace: event => source.takePlace(event),
    onBreak: failure => onFetch?.({ subgraph, seconds: 0, failure }),
    subscribe: async cursor => {
      const transport = transports.get(subgraph)
      if (!transport) throw new SubgraphFailure('is not connected to this gateway.')
      return transport.subscribe(source.fetch(variables, cursor), { signedCaller: await sign?.(), signal })
    },
  })
  try {
    events = await orAborted(opening, signal)
  } catch (error) {
    if (!signal.aborted) {
      stop()
      return new Answer(null, [failureError(subgraph, error, [])])
    }
    // It was to end before it had begun, which is no error; what opens nevertheless is closed.
    opening.then(
      late => late.return?.(),
      () => {},
    )
  }
  const stopped = new Promise<null>(resolve => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  const end = (): IteratorResult<Answer, void> => {
    stop()
    return { done: true, value: undefined }
  }

  async function next(): Promise<IteratorResult<Answer, void>> {
    if (signal.aborted || !events) return end()
    try {
      const event = await Promise.race([events.next(), stopped])
      if (event === null || event.done) return end()
      const { result, place } = event.value
      const told = await subscription.answer(result, signal)
      const answer = result.skipped ? told.withExtensions({ skipped: result.skipped }) : told
      return { done: false, value: place ? answer.at(place) : answer }
    } catch (error) {
      if (signal.aborted) return end()
      // The source broke and stays away: said once, then the end, so that the client subscribes again from its cursor.
      stop()
      return { done: false, value: new Answer({ value: null }, [failureError(subgraph, error, [])]) }
    }
  }

  const answers: AsyncGenerator<Answer, void, void> = {
    next,
    return: async () => end(),
    throw: async error => {
      end()
      throw error
    },
    [Symbol.asyncIterator]: () => answers,
    [Symbol.asyncDispose]: async () => void end(),
  }
  return answers
}

/** By hand and not by AbortSignal.any: the outer signals may live as long as the process, and must not keep us. */
function firstOf(outer: (AbortSignal | undefined)[]): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController()
  const stop = () => controller.abort()
  for (const each of outer) {
    if (each?.aborted) stop()
    each?.addEventListener('abort', stop, { signal: controller.signal })
  }
  return { signal: controller.signal, stop }
}
