import type { ExportedFinding } from './exported-finding.ts'

// OCSF 1.8, class Compliance Finding (2003).

const SEVERITY_ID = { INFORMATIONAL: 1, LOW: 2, MEDIUM: 3, HIGH: 4, CRITICAL: 5 } as const
const CLASS_UID = 2003

/** What the control found: Pass, Warning (some subjects fail), Fail; else nothing that the class has a word for. */
const COMPLIANCE = {
  PASS: [1, 'Pass'],
  PARTIAL: [2, 'Warning'],
  FAIL: [3, 'Fail'],
  CANNOT_TELL: [0, 'Unknown'],
  ERROR: [0, 'Unknown'],
  MANUAL: [99, 'Manual'],
  NOT_APPLICABLE: [99, 'Not applicable'],
} as const

/** One finding as an OCSF Compliance Finding; times in epoch milliseconds. */
export function complianceFinding(finding: ExportedFinding): Record<string, unknown> {
  const { status, exception } = finding
  const fails = status === 'FAIL' || status === 'PARTIAL'
  const activity = status === 'PASS' ? 3 : finding.version > 1 ? 2 : 1
  const [complianceId, compliance] = COMPLIANCE[status]
  return {
    class_uid: CLASS_UID,
    class_name: 'Compliance Finding',
    category_uid: 2,
    category_name: 'Findings',
    activity_id: activity,
    type_uid: CLASS_UID * 100 + activity,
    time: finding.lastAssessedAt.getTime(),
    severity_id: SEVERITY_ID[finding.severity],
    // An exception leaves the control's own status as it is and takes the finding out of sight.
    ...(fails && (exception ? { status_id: 3, status: 'Suppressed' } : { status_id: 1, status: 'New' })),
    ...(status === 'PASS' && { status_id: 4, status: 'Resolved' }),
    message: finding.message,
    metadata: { version: '1.8.0', product: { name: 'Casbah', vendor_name: 'Casbah', feature: { name: 'posture' } } },
    finding_info: {
      uid: finding.id,
      title: finding.title,
      desc: finding.description,
      types: [finding.category],
      analytic: { type_id: 1, type: 'Rule', uid: finding.control, name: finding.title },
      first_seen_time: (finding.failingSince ?? finding.firstSeenAt).getTime(),
      last_seen_time: finding.lastAssessedAt.getTime(),
      created_time: finding.firstSeenAt.getTime(),
    },
    compliance: {
      control: finding.control,
      standards: [...new Set(finding.frameworks.map(({ framework, version }) => named(framework, version)))],
      requirements: finding.frameworks.map(each => `${each.framework} ${each.requirement}`),
      status_id: complianceId,
      status: compliance,
      status_detail: finding.message,
      category: finding.category,
    },
    resources: [
      { uid: finding.app, name: finding.appName, type: 'Application', labels: [finding.connector] },
      ...finding.failingSubjects.map(({ name, account, resource }) => ({
        ...((account ?? resource) && { uid: account ?? resource }),
        name,
        type: account ? 'User' : resource ? 'Resource' : 'Setting',
      })),
    ],
    ...(finding.remediation && {
      remediation: { desc: finding.remediation, ...(finding.url && { references: [finding.url] }) },
    }),
    evidences: (Array.isArray(finding.evidence) ? finding.evidence : []).map((data: { endpoint?: string }) => ({
      ...(data.endpoint && { name: data.endpoint }),
      data,
    })),
    unmapped: {
      status,
      failing: finding.failing,
      excepted_failing: finding.exceptedFailing,
      evaluated: finding.evaluated,
      points: finding.points,
      max_points: finding.maxPoints,
      derived_requirements: finding.frameworks
        .filter(each => each.derived)
        .map(each => `${each.framework} ${each.requirement}`),
      ...(exception && { exception: { ...exception, expiresAt: exception.expiresAt.getTime() } }),
      ...(finding.attestation && {
        attestation: { ...finding.attestation, expiresAt: finding.attestation.expiresAt.getTime() },
      }),
    },
  }
}

const named = (framework: string, version: string | null) => (version ? `${framework} ${version}` : framework)
