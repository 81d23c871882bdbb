import type { StoredActivity } from '@casbah/kit'
import type { JudgedEvent } from './event.ts'

/** An activity without its raw event: what an alert keeps as evidence and a detector remembers until then. */
export type Citation = Omit<StoredActivity, 'raw' | 'lastSeenForUser' | 'uncommonForUser'>

/** An activity remembered by its id alone; whoever raises the alert reads it from what is stored. */
export interface ActivityRef {
  id: string
  /** The time that it was judged by, epoch ms. */
  time: number
}

export function isCitation(cited: Citation | ActivityRef): cited is Citation {
  return 'action' in cited
}

/** The part of an event that evidence keeps; its time is the one that it was judged by. */
export function citationOf({ activity, time }: JudgedEvent): Citation {
  const { raw: _raw, lastSeenForUser: _lastSeen, uncommonForUser: _uncommon, ...kept } = activity
  return { ...kept, time }
}
