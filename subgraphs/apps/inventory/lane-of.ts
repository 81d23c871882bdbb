import type { InventoryCommit } from '@casbah/host'
import type { ThingLane } from '@casbah/kit'

/**
 * What is told until the first run through all listings has ended is what was there when the app was connected. A thing and who may see it can be two
 * listings, so that only the end of the run shows how it stood; with other settings, a first run begins again. A listing that the vendor refused until
 * now is read for the first time later; the page that ends it comes with a place that knows so already.
 */
export function laneOf({ place, listing }: Pick<InventoryCommit, 'place' | 'listing'>): ThingLane {
  const { completedAt, firstReadAt, going } = place
  if (completedAt === null) return 'history'
  if (!firstReadAt || listing === null) return 'live'
  const first = firstReadAt[listing]
  return first === undefined || (going && first >= going.startedAt) ? 'history' : 'live'
}
