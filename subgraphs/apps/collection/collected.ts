import type { CollectedActivity } from '@casbah/kit'
import type { HostActivity } from '@casbah/host'
import { uuidFrom } from '../uuid.ts'

/** An activity of the host as an item of `activity.collected`; its id is made of what identifies it. */
export function toCollected(
  activity: HostActivity,
  app: { tenant: string; id: string; connector: string },
): CollectedActivity {
  const { stream, vendorId, part } = activity
  return {
    ...activity,
    type: 'activity',
    id: uuidFrom(app.tenant, app.id, stream, vendorId, part),
    app: app.id,
    connector: app.connector,
    isSimulated: false,
  }
}
