import { webexId } from '../../vendors/webex/ids.ts'
import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { webexOrg } from './org.ts'

/** What an audit says of who did it, and from where. */
function audited(moment: Moment, partition: string, data: Record<string, unknown>): Emission {
  const { world, random, person, spot, time } = moment
  const { orgId, logins } = webexOrg(world)
  const row = {
    id: random.uuid(),
    created: new Date(time).toISOString(),
    actorId: logins.of(person).id,
    actorOrgId: orgId,
    data: {
      actorOrgName: world.name,
      actorName: person.name,
      actorEmail: person.email,
      actorIp: spot.network.ip,
      actorUserAgent: spot.device.userAgent,
      trackingId: `ATLAS_${random.uuid()}_0`,
      ...data,
    },
  }
  return { vendor: 'webex', partition, time, row }
}

/** Somebody signs in to Webex, by the company’s single sign-on. */
export const signedIn = (moment: Moment): Emission =>
  audited(moment, 'security-audit', {
    eventCategory: 'LOGINS',
    eventDescription: 'A user logged in.',
    actionText: `${moment.person.email} logged in.`,
  })

/** Something that an administrator does in Control Hub. */
export const administered = (
  moment: Moment,
  eventCategory: string,
  eventDescription: string,
  target: { targetType: string; targetId: string; targetName: string },
): Emission =>
  audited(moment, 'admin-audit', {
    adminRoles: ['Full_Admin'],
    eventCategory,
    eventDescription,
    actionText: `${moment.person.email}: ${eventDescription}`,
    targetOrgId: webexOrg(moment.world).orgId,
    targetOrgName: moment.world.name,
    ...target,
  })

/** Something that is done with what spaces hold. */
export function happened(moment: Moment, resource: string, type: string, data: Record<string, unknown>): Emission {
  const { world, random, person, time } = moment
  const { orgId, logins } = webexOrg(world)
  const created = new Date(time).toISOString()
  const row = { id: random.uuid(), resource, type, actorId: logins.of(person).id, orgId, created, data }
  return { vendor: 'webex', partition: 'content-events', time, row }
}

/** A message in a space, with files if there are any. */
export function wrote(moment: Moment, space: { id: string }, files = 0): Emission {
  const { random, person, world, time } = moment
  const at = (index: number) => `https://webexapis.com/v1/contents/${webexId('CONTENT', `${random.uuid()}/${index}`)}`
  return happened(moment, 'messages', 'created', {
    id: webexId('MESSAGE', random.uuid()),
    roomId: space.id,
    roomType: 'group',
    personId: webexOrg(world).logins.of(person).id,
    personEmail: person.email,
    created: new Date(time).toISOString(),
    ...(files > 0 && { files: Array.from({ length: files }, (_, index) => at(index)) }),
  })
}
