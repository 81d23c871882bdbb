import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { smartsheetOrg } from './org.ts'

/** What somebody does on the web, the only place of which Smartsheet tells the address. */
export function did(
  moment: Moment,
  objectType: string,
  action: string,
  objectId: number,
  details: object = {},
): Emission {
  const { world, random, person, spot, time } = moment
  const { id } = smartsheetOrg(world).logins.of(person)
  const row = {
    eventId: `2.1.${random.text(40)}`,
    objectType,
    action,
    objectId: String(objectId),
    objectIdStr: String(objectId),
    eventTimestamp: new Date(time).toISOString(),
    userId: id,
    requestUserId: id,
    source: 'WEB_APP',
    additionalDetails: { emailAddress: person.email, sourceIpAddress: spot.network.ip, ...details },
  }
  return { vendor: 'smartsheet', time, row }
}
