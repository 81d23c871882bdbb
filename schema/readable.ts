import type { ExecutionResult } from 'graphql-ws'
import type { Following, LiveSink } from './live.ts'

const MOST = 1_000

/** Events as an async iterator. A reader that is a thousand behind has the source paused until he has read them. */
export function readable<T>(
  follow: (sink: LiveSink<ExecutionResult>) => Following,
  signal?: AbortSignal,
): AsyncGenerator<ExecutionResult<T>, void, void> {
  const waiting: ExecutionResult<T>[] = []
  let end: { error?: unknown } | null = null
  let wake = () => {}
  let isPaused = false
  const following = follow({
    next: result => {
      waiting.push(result as ExecutionResult<T>)
      if (waiting.length >= MOST && !isPaused) {
        isPaused = following.pause()
        if (!isPaused) {
          end = { error: new Error(`The reader is ${MOST} events behind, and these cannot be had again. Read faster.`) }
          following.end()
        }
      }
      wake()
    },
    error: error => {
      end ??= { error }
      wake()
    },
    complete: () => {
      end ??= {}
      wake()
    },
  })
  const leave = (): IteratorReturnResult<undefined> => {
    signal?.removeEventListener('abort', leave)
    waiting.length = 0
    following.end()
    return { done: true, value: undefined }
  }
  if (signal?.aborted) leave()
  else signal?.addEventListener('abort', leave, { once: true })
  const events: AsyncGenerator<ExecutionResult<T>, void, void> = {
    async next() {
      for (;;) {
        const value = waiting.shift()
        if (isPaused && waiting.length === 0) {
          isPaused = false
          following.resume()
        }
        if (value) return { done: false, value }
        if (end && 'error' in end) throw end.error
        if (end) return { done: true, value: undefined }
        await new Promise<void>(resolve => (wake = resolve))
      }
    },
    return: async () => leave(),
    throw: async error => {
      leave()
      throw error
    },
    [Symbol.asyncIterator]: () => events,
    [Symbol.asyncDispose]: async () => void leave(),
  }
  return events
}
