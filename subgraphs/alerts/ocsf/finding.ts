import type { Citation } from '../detection/citation.ts'
import type { Alert } from '../alert/alert.type.ts'
import { ocsfActivity, SEVERITY_ID } from './activity.ts'
import { anomalyAnalysis } from './anomaly.ts'

const STATUS_ID = { OPEN: 1, IN_PROGRESS: 2, RESOLVED: 4 } as const
const VERDICT_ID = { FALSE_POSITIVE: 1, TRUE_POSITIVE: 2, BENIGN: 5 } as const
const CLASS = 2004

/** An alert as OCSF Detection Finding (class 2004). */
export function ocsfFinding(alert: Alert, policy: { name: string }, citations: Citation[]): Record<string, unknown> {
  const activityId = alert.state === 'RESOLVED' ? 3 : alert.version > 1 ? 2 : 1
  return {
    class_uid: CLASS,
    category_uid: 2,
    activity_id: activityId,
    type_uid: CLASS * 100 + activityId,
    time: alert.raisedAt.getTime(),
    severity_id: SEVERITY_ID[alert.severity],
    status_id: STATUS_ID[alert.state],
    ...(alert.classification && { verdict_id: VERDICT_ID[alert.classification] }),
    is_alert: true,
    count: alert.activityCount,
    start_time: alert.firstActivityAt.getTime(),
    end_time: alert.lastActivityAt.getTime(),
    message: alert.title,
    metadata: { version: '1.8.0', product: { name: 'Casbah', vendor_name: 'Casbah' }, uid: alert.id },
    finding_info: {
      uid: alert.id,
      title: alert.title,
      desc: alert.explanation.summary,
      created_time: alert.raisedAt.getTime(),
      first_seen_time: alert.firstActivityAt.getTime(),
      last_seen_time: alert.lastActivityAt.getTime(),
      analytic: { name: policy.name, uid: alert.policyId, type_id: 1 },
      attacks: alert.mitre.map(({ id, name, tactics }) => ({
        technique: { uid: id, name },
        tactics: tactics.map(tactic => ({ name: tactic })),
      })),
    },
    ...(alert.policyKind === 'ANOMALY' && { anomaly_analyses: [anomalyAnalysis(alert, citations)] }),
    evidences: citations.map(citation => ({ data: ocsfActivity(citation) })),
  }
}
