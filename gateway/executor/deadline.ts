/** A signal that aborts with the caller's or when the time is up. `AbortSignal.any` with `timeout` costs several times as much. */
export interface Deadline {
  signal: AbortSignal
  readonly passed: boolean
  /** To be called when the work has ended, whichever way. */
  clear(): void
}

export function deadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let passed = false
  const follow = () => controller.abort(outer?.reason)
  const timer = setTimeout(() => {
    passed = true
    controller.abort()
  }, ms)
  if (outer?.aborted) follow()
  else outer?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    get passed() {
      return passed
    },
    clear() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', follow)
    },
  }
}
