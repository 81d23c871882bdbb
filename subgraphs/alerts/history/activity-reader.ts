import { CasbahError, type StoredActivity } from '@casbah/kit'
import type { HistorySource } from './history-client.ts'

/** Reads single stored activities for resolvers. */
export class ActivityReader {
  private readonly source: HistorySource | null

  /** `source`: null where the subgraph runs without `activities`. */
  constructor(source: HistorySource | null) {
    this.source = source
  }

  /** Null when there is none; UNAVAILABLE when stored activities cannot be read. */
  one(tenant: string, id: string): Promise<StoredActivity | null> {
    if (this.source) return this.source.one(tenant, id)
    throw new CasbahError(
      'UNAVAILABLE',
      'Stored activities cannot be read here: no address of the activities service is set. Tell the operator.',
    )
  }
}
