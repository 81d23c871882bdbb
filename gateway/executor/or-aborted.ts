/** Those who wait under one signal. A signal has one listener for all: adding and removing one a fetch costs more than the waiting. */
const waiting = new WeakMap<AbortSignal, Set<(reason: unknown) => void>>()

function waitingUnder(signal: AbortSignal): Set<(reason: unknown) => void> {
  let all = waiting.get(signal)
  if (!all) {
    const rejects = (all = new Set())
    waiting.set(signal, all)
    signal.addEventListener('abort', () => rejects.forEach(reject => reject(signal.reason)), { once: true })
  }
  return all
}

/** Waits no longer than the signal allows, whatever the work does; rejects with the signal's reason. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const all = waitingUnder(signal)
    all.add(reject)
    promise.then(
      value => {
        all.delete(reject)
        resolve(value)
      },
      (error: Error) => {
        all.delete(reject)
        reject(error)
      },
    )
  })
}
