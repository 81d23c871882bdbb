import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { docusignOrg } from './org.ts'

interface Event {
  object: string
  action: string
  data?: Record<string, unknown>
  /** Whom it was done to. */
  affected?: string
  field?: string
}

/** An event of Monitor, in which what does not apply is an empty text. */
export function happened(moment: Moment, { object, action, data = {}, affected = '', field = '' }: Event): Emission {
  const { world, random, person, spot, time } = moment
  const { organizationId, accountId, logins } = docusignOrg(world)
  const row = {
    timestamp: new Date(time).toISOString(),
    eventId: random.uuid(),
    site: 'PROD',
    accountId,
    organizationId,
    userId: logins.of(person).id,
    integratorKey: '##DOCUSIGN_INTERNAL_NOT_USED##',
    userAgent: spot.device.userAgent,
    ipAddress: spot.network.ip,
    object,
    action,
    property: '',
    field,
    result: '',
    source: 'Web',
    affectedUserId: affected,
    referencedUserId: affected,
    proxyStatus: '',
    data,
  }
  return { vendor: 'docusign', time, row }
}

/** Somebody signs in, by the company’s single sign-on. */
export const signedIn = (moment: Moment): Emission => happened(moment, { object: 'User', action: 'Login' })

/** Something that is done with an envelope. */
export const onEnvelope = (moment: Moment, action: string, id: string): Emission =>
  happened(moment, { object: 'Envelope', action, data: { EnvelopeId: id } })
