import { randomUUID } from 'node:crypto'
import { enrichAlone, type Places } from '@casbah/activities'
import type { NormalActivity } from '@casbah/host'
import type { StoredActivity } from '@casbah/kit'

/** The app that recorded rows belong to. */
export const RECORDED_APP = 'recorded'

/**
 * A recorded row's activity as it would be stored, had it been read as it happened: people are known by what the vendor tells of them.
 * Null when it has no readable time, for Casbah would quarantine it.
 */
export function recorded(connector: string, activity: NormalActivity, places: Places): StoredActivity | null {
  const { time } = activity
  if (time === null) return null
  const collected = {
    ...activity,
    type: 'activity' as const,
    id: randomUUID(),
    app: RECORDED_APP,
    connector,
    time,
    observedAt: time,
    lane: 'live' as const,
    isSimulated: false,
  }
  return enrichAlone(collected, places)
}
