import type { Citation } from '../detection/citation.ts'

/** Ids of OCSF 1.8 by our words. */
export const SEVERITY_ID = { INFORMATIONAL: 1, LOW: 2, MEDIUM: 3, HIGH: 4, CRITICAL: 5 } as const
const STATUS_ID = { UNKNOWN: 0, SUCCESS: 1, FAILURE: 2 } as const
const PRODUCT = { name: 'Casbah', vendor_name: 'Casbah' }

/** An activity as OCSF, without the raw event. */
export function ocsfActivity(citation: Citation): Record<string, unknown> {
  const { actor, ip, classUid, activityId } = citation
  return {
    class_uid: classUid,
    category_uid: Math.floor(classUid / 1000),
    activity_id: activityId,
    type_uid: classUid * 100 + activityId,
    time: citation.time,
    severity_id: SEVERITY_ID[citation.severity],
    status_id: STATUS_ID[citation.outcome],
    ...(citation.outcomeReason && { status_detail: citation.outcomeReason }),
    metadata: {
      version: '1.8.0',
      product: PRODUCT,
      uid: citation.id,
      event_code: citation.vendorAction,
      log_name: citation.stream,
      log_provider: citation.connector,
      logged_time: citation.observedAt,
    },
    ...(actor && {
      actor: {
        user: {
          uid: citation.accountId ?? actor.id ?? undefined,
          name: actor.name ?? undefined,
          email_addr: actor.email ?? undefined,
        },
        ...(citation.sessionId && { session: { uid: citation.sessionId } }),
      },
    }),
    ...(ip && { src_endpoint: endpoint(ip) }),
    ...(citation.userAgent && { http_request: { user_agent: citation.userAgent } }),
    unmapped: { action: citation.action, app: citation.app },
  }
}

function endpoint(ip: NonNullable<Citation['ip']>) {
  return {
    ip: ip.address,
    ...(ip.country && { location: { country: ip.country, ...(ip.city && { city: ip.city }) } }),
    ...(ip.asn && { autonomous_system: { number: ip.asn, ...(ip.isp && { name: ip.isp }) } }),
  }
}
