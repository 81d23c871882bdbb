import { CasbahError, type StoredActivity } from '@casbah/kit'

/** A span of stored activities; times in epoch ms, `since` included, `until` not. */
export interface HistorySpan {
  since: number
  until: number
  /** As the graph's ActivityFilter. */
  filter?: object | null
  /** Activities of a page, 1 to 5,000. */
  size?: number
}

/** Reads what is stored of a tenant. What cannot be read is a CasbahError with the remedy. */
export abstract class HistorySource {
  /** Null when there is none such, or no more. */
  abstract one(tenant: string, id: string): Promise<StoredActivity | null>
  /** Those of these ids that there are, in no certain order. */
  abstract many(tenant: string, ids: readonly string[], signal: AbortSignal): Promise<StoredActivity[]>
  /** Pages in the order of event time. The one after the page in hand is on its way, none beyond it. */
  abstract pages(tenant: string, span: HistorySpan, signal: AbortSignal): AsyncIterable<StoredActivity[]>
}

/** Where nobody said where activities are. */
export class NoHistory extends HistorySource {
  one(): Promise<never> {
    return Promise.reject(unknownPlace())
  }

  many(): Promise<never> {
    return Promise.reject(unknownPlace())
  }

  pages(): AsyncIterable<StoredActivity[]> {
    return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(unknownPlace()) }) }
  }
}

function unknownPlace(): CasbahError {
  return new CasbahError(
    'UNAVAILABLE',
    'Stored activities cannot be read: alerts was not told where activities are. Ask the operator to set ACTIVITIES_URL.',
  )
}
