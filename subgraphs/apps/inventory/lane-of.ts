import type { InventoryPlace } from '@casbah/host'
import type { ThingLane } from '@casbah/kit'

/**
 * What is told until the first run through all listings has ended is what was there when the app was connected. A thing and who may see it can be two
 * listings, so that only the end of the run shows how it stood; with other settings, a first run begins again.
 */
export function laneOf({ completedAt }: InventoryPlace): ThingLane {
  return completedAt === null ? 'history' : 'live'
}
