/** Things of a tenant by id, with a text that differs whenever they do. */
type Prints = Map<string, string>

const LOOK_MS = 1_000

/**
 * Tells subscribers which things of their tenant changed, at most once a second each. It compares with the database, so changes that
 * other processes make are seen; while nobody subscribes, nothing is read. A slow subscriber costs one id for each thing.
 */
export class Changes {
  private readonly read: (tenant: string) => Promise<Prints>
  private readonly onError: (error: Error) => void
  private readonly tenants = new Map<string, Watch>()

  constructor(read: (tenant: string) => Promise<Prints>, onError: (error: Error) => void) {
    this.read = read
    this.onError = onError
  }

  /** Ids as they change, until the signal; `only` is told at once and then as it changes. */
  async watch(tenant: string, only: string | null, signal: AbortSignal): Promise<AsyncIterableIterator<string>> {
    const watch = this.tenants.get(tenant) ?? { listeners: new Set(), known: this.read(tenant), timer: null }
    this.tenants.set(tenant, watch)
    const listener = new Listener(only, () => this.leave(tenant, watch, listener))
    watch.listeners.add(listener)
    try {
      await watch.known
    } catch (error) {
      await listener.return()
      throw error
    }
    signal.addEventListener('abort', () => void listener.return(), { once: true })
    if (signal.aborted) await listener.return()
    if (only) listener.tell(only)
    watch.timer ??= setInterval(() => void this.look(tenant, watch), LOOK_MS)
    return listener
  }

  /** Ends all subscriptions. */
  close(): void {
    for (const { listeners } of this.tenants.values()) for (const listener of listeners) void listener.return()
  }

  private async look(tenant: string, watch: Watch): Promise<void> {
    try {
      const before = await watch.known
      const now = await this.read(tenant)
      watch.known = Promise.resolve(now)
      for (const [id, print] of now)
        if (before.get(id) !== print) for (const listener of watch.listeners) listener.tell(id)
    } catch (error) {
      this.onError(error as Error)
    }
  }

  private leave(tenant: string, watch: Watch, listener: Listener): void {
    watch.listeners.delete(listener)
    if (watch.listeners.size) return
    if (watch.timer) clearInterval(watch.timer)
    this.tenants.delete(tenant)
  }
}

interface Watch {
  listeners: Set<Listener>
  known: Promise<Prints>
  timer: NodeJS.Timeout | null
}

class Listener implements AsyncIterableIterator<string> {
  private readonly only: string | null
  private readonly leave: () => void
  private readonly pending = new Set<string>()
  private waiting: ((result: IteratorResult<string>) => void) | null = null
  private ended = false

  constructor(only: string | null, leave: () => void) {
    this.only = only
    this.leave = leave
  }

  tell(id: string): void {
    if (this.ended || (this.only && id !== this.only)) return
    this.pending.add(id)
    this.hand()
  }

  next(): Promise<IteratorResult<string>> {
    return new Promise(resolve => {
      this.waiting = resolve
      this.hand()
    })
  }

  return(): Promise<IteratorResult<string>> {
    if (!this.ended) {
      this.ended = true
      this.leave()
    }
    this.hand()
    return Promise.resolve(END)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  private hand(): void {
    const [id] = this.pending
    if (!this.waiting || (id === undefined && !this.ended)) return
    const resolve = this.waiting
    this.waiting = null
    if (this.ended || id === undefined) return resolve(END)
    this.pending.delete(id)
    resolve({ done: false, value: id })
  }
}

const END: IteratorResult<string> = { done: true, value: undefined }
