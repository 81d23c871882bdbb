import { CasbahError, type StoredActivity } from '@casbah/kit'
import { HistorySource } from '../history/history-source.ts'

/** Stored activities of tenants in memory, which may be out of reach for a while. */
export class HistoryInMemory extends HistorySource {
  readonly stored = new Map<string, StoredActivity[]>()
  /** Whether activities answers. */
  reachable = true
  /** Spans and ids that were asked for. */
  readonly asked: { tenant: string; since?: number; until?: number; ids?: readonly string[] }[] = []
  /** Called before each page; what it returns is waited for. */
  beforePage: (page: number) => Promise<void> | void = () => undefined

  async one(tenant: string, id: string): Promise<StoredActivity | null> {
    return (await this.many(tenant, [id]))[0] ?? null
  }

  async many(tenant: string, ids: readonly string[], _signal?: AbortSignal): Promise<StoredActivity[]> {
    this.asked.push({ tenant, ids })
    this.reach()
    return (this.stored.get(tenant) ?? []).filter(({ id }) => ids.includes(id))
  }

  async *pages(
    tenant: string,
    { since, until, filter, size = 1_000 }: Parameters<HistorySource['pages']>[1],
    signal: AbortSignal,
  ): AsyncGenerator<StoredActivity[]> {
    this.asked.push({ tenant, since, until })
    const { app } = (filter ?? {}) as { app?: string[] }
    const found = (this.stored.get(tenant) ?? [])
      .filter(each => each.time >= since && each.time < until && (!app || app.includes(each.app)))
      .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
    for (let first = 0; first < found.length; first += size) {
      await Promise.race([Promise.resolve(this.beforePage(first / size)), aborted(signal)])
      this.reach()
      yield found.slice(first, first + size)
    }
  }

  private reach(): void {
    if (!this.reachable)
      throw new CasbahError('UNAVAILABLE', 'Stored activities cannot be read at the moment. Try again.')
  }
}

/** Rejects when the signal aborts. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
