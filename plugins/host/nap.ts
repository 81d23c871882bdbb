import type { Clock } from './clock.ts'

/** Sleep that somebody may end early. */
export class Nap {
  readonly #clock: Clock
  #controller: AbortController | null = null
  #woken = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves after so long (Infinity: never by itself), when woken, and when the signal is aborted. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    if (this.#woken) {
      this.#woken = false
      return
    }
    const controller = new AbortController()
    const stop = () => controller.abort()
    signal.addEventListener('abort', stop, { once: true })
    this.#controller = controller
    try {
      if (ms !== Infinity) await this.#clock.sleep(ms, controller.signal)
      else await new Promise(resolve => controller.signal.addEventListener('abort', resolve, { once: true }))
    } catch (error) {
      if (!controller.signal.aborted) throw error
    } finally {
      signal.removeEventListener('abort', stop)
      this.#controller = null
      this.#woken = false
    }
  }

  /** Ends the sleep that is under way, else the next one. */
  wake(): void {
    this.#woken = true
    this.#controller?.abort()
  }
}
