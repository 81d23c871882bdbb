import DataLoader from 'dataloader'
import type { Database, Tx } from '../db/database.ts'
import type { Cursors } from '../graphql/cursor.ts'
import type { Caller } from './caller.ts'

interface Transaction {
  opened: Promise<Tx> | null
  ended: Promise<void> | null
  end: () => void
}

const NEVER = new AbortController().signal

/** What a resolver gets: the caller, his tenant's rows, loaders of this request. */
export class Context {
  readonly caller: Caller
  readonly tenant: string
  readonly cursors: Cursors
  /** For what outlives a request's transaction, such as the source of a subscription. */
  readonly db: Database
  /** Aborts when a subscription is over; its source must end then, even while it waits (`follow(channel, { signal })`). */
  readonly signal: AbortSignal
  /** What the source of a subscription says beside its next event, as `extensions` of it; it is told once. */
  beside: Record<string, unknown> | null = null
  /** The source of a subscription sets it where its next event is at hand: the two are then read in one transaction. */
  hasMore = false
  private readonly instances: readonly object[]
  private readonly loaders = new Map<unknown, DataLoader<never, unknown>>()
  /** In an object of its own: Apollo hands resolvers a shallow copy of the context, and it is the original that gets closed. */
  private readonly transaction: Transaction = { opened: null, ended: null, end: () => undefined }

  constructor(
    caller: Caller,
    db: Database,
    cursors: Cursors,
    instances: readonly object[] = [],
    signal: AbortSignal = NEVER,
  ) {
    this.instances = instances
    this.signal = signal
    this.caller = caller
    this.tenant = caller.tenant ?? ''
    this.db = db
    this.cursors = cursors
  }

  /** The subgraph's one object of a class, of those that its `create` gave as `instances`. */
  instance<T extends object>(type: abstract new (...args: never[]) => T): T {
    const found = this.instances.find(each => each instanceof type)
    if (!found) throw new Error(`the subgraph has no ${type.name}`)
    return found as T
  }

  /** The request's one read transaction, opened when first needed. */
  tx(): Promise<Tx> {
    const { transaction } = this
    return (transaction.opened ??= new Promise<Tx>((opened, failed) => {
      transaction.ended = this.db
        .read(this.tenant, tx => {
          opened(tx)
          return new Promise<void>(end => (transaction.end = end))
        })
        .catch(failed)
    }))
  }

  /** A transaction of its own that changes rows. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.write(this.tenant, work)
  }

  /** The loader under a key, such as the batch function itself; made once a request. */
  loader<K, V>(
    key: unknown,
    batch: (keys: readonly K[], context: Context) => Promise<(V | Error)[]>,
  ): DataLoader<K, V> {
    let loader = this.loaders.get(key) as DataLoader<K, V> | undefined
    if (!loader) {
      loader = new DataLoader<K, V>(keys => batch(keys, this))
      this.loaders.set(key, loader as unknown as DataLoader<never, unknown>)
    }
    return loader
  }

  /** For the next event of a subscription: another transaction, no remembered rows. */
  async renew(): Promise<void> {
    await this.close()
    this.transaction.opened = null
    this.loaders.clear()
  }

  /** Ends the read transaction. */
  async close(): Promise<void> {
    const { opened } = this.transaction
    if (!opened) return
    await opened.catch(() => undefined)
    this.transaction.end()
    await this.transaction.ended
  }
}
