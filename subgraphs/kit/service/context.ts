import DataLoader from 'dataloader'
import type { Database, Tx } from '../db/database.ts'
import type { Cursors } from '../graphql/cursor.ts'
import type { Caller } from './caller.ts'

/** What a resolver gets: the caller, his tenant's rows, loaders of this request. */
export class Context {
  readonly caller: Caller
  readonly tenant: string
  readonly cursors: Cursors
  /** For what outlives a request's transaction, such as the source of a subscription. */
  readonly db: Database
  private readonly instances: readonly object[]
  private readonly loaders = new Map<unknown, DataLoader<never, unknown>>()
  private opened: Promise<Tx> | null = null
  private ended: Promise<void> | null = null
  private end: () => void = () => undefined

  constructor(caller: Caller, db: Database, cursors: Cursors, instances: readonly object[] = []) {
    this.instances = instances
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
    return (this.opened ??= new Promise<Tx>((opened, failed) => {
      this.ended = this.db
        .read(this.tenant, tx => {
          opened(tx)
          return new Promise<void>(end => (this.end = end))
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
    this.opened = null
    this.loaders.clear()
  }

  /** Ends the read transaction. */
  async close(): Promise<void> {
    if (!this.opened) return
    await this.opened.catch(() => undefined)
    this.end()
    await this.ended
  }
}
