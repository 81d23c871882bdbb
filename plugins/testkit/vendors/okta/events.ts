import { createHash } from 'node:crypto'
import type { VendorAccount } from '../../replay/vendor.ts'
import type { OktaDirectory } from './users.ts'

/** Whom or what an event is about. */
interface EventTarget {
  id: string
  type: string
  alternateId: string
  displayName: string
}

export const userTarget = ({ id, login, name }: VendorAccount): EventTarget => {
  return { id, type: 'User', alternateId: login, displayName: name }
}

/** The system log's row for what an API token did to somebody or something. */
export function oktaEvent(directory: OktaDirectory, eventType: string, displayMessage: string, target: EventTarget) {
  const published = new Date(directory.now()).toISOString()
  const id = createHash('sha256').update(`${eventType} ${target.id} ${published}`).digest('hex')
  return {
    uuid: `${id.slice(0, 8)}-${id.slice(8, 12)}-11ef-${id.slice(16, 20)}-${id.slice(20, 32)}`,
    published,
    eventType,
    version: '0',
    severity: 'INFO',
    legacyEventType: `core.${eventType}`,
    displayMessage,
    actor: {
      id: '00uapitoken000000001',
      type: 'User',
      alternateId: `casbah@${directory.domain}`,
      displayName: 'Casbah integration',
    },
    client: {
      userAgent: { rawUserAgent: 'Casbah', os: 'Unknown', browser: 'UNKNOWN' },
      zone: 'null',
      device: 'Unknown',
      ipAddress: '203.0.113.10',
    },
    outcome: { result: 'SUCCESS' },
    target: [target],
    transaction: { type: 'WEB', id: id.slice(32, 52), detail: { requestApiTokenId: '00Tapitoken00000001' } },
    debugContext: {
      debugData: { requestUri: `/api/v1/${target.type === 'User' ? 'users' : 'api-tokens'}/${target.id}` },
    },
    authenticationContext: { authenticationStep: 0, externalSessionId: `trs${id.slice(40, 60)}` },
    securityContext: { isProxy: false },
    request: { ipChain: [{ ip: '203.0.113.10', version: 'V4' }] },
  }
}
