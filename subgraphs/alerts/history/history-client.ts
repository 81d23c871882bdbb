import type { StoredActivity } from '@casbah/kit'

/** Where stored activities are read: the history reader of `activities`, or what a test puts in its place. */
export interface HistorySource {
  /** One activity of a tenant; null when there is none or its retention has passed. Throws UNAVAILABLE when it cannot be asked. */
  one(tenant: string, id: string): Promise<StoredActivity | null>
}
