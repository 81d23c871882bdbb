import type { StoredActivity } from '@casbah/kit'
import type { HistorySource } from './history-source.ts'

/** Reads single stored activities for resolvers. */
export class ActivityReader {
  private readonly source: HistorySource

  constructor(source: HistorySource) {
    this.source = source
  }

  /** Null when there is none; UNAVAILABLE when stored activities cannot be read. */
  one(tenant: string, id: string): Promise<StoredActivity | null> {
    return this.source.one(tenant, id)
  }
}
