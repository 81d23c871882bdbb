import type { ActivityDraft, ActorDraft, Outcome, TargetDraft } from '@casbah/sdk'
import { addressIn } from './address.ts'
import { longId } from './ids.ts'
import type { LogLine } from './log-line.ts'

/** Types whose lines say in another column what was done. */
const DETAIL: Record<string, keyof LogLine> = {
  ContentDistribution: 'ACTION',
  ContentDocumentLink: 'SHARING_OPERATION',
  ContentTransfer: 'TRANSACTION_TYPE',
}

/** Types of things that only administrators do. */
const ADMIN = new Set([
  'ChangeSetOperation',
  'GroupMembership',
  'LoginAs',
  'MetadataApiOperation',
  'PackageInstall',
  'PermissionUpdate',
  'Sandbox',
])

/** What a line of an event log file says, in our words. */
export function logActivity(row: LogLine): ActivityDraft {
  const type = row.EVENT_TYPE
  const detail = DETAIL[type] && said(row[DETAIL[type]])
  const [outcome, outcomeReason] = outcomeOf(row)
  return {
    vendorAction: detail ? `${type}:${detail}` : type,
    actor: actorOf(row),
    targets: targetsOf(row),
    outcome,
    outcomeReason,
    ip: addressIn(said(row.CLIENT_IP), said(row.SOURCE_IP)),
    userAgent: userAgentOf(row),
    sessionId: said(row.SESSION_KEY) ?? said(row.LOGIN_KEY),
    severity: /Anomaly|Hijacking|Stuffing/.test(type) ? 'HIGH' : undefined,
    isAdmin: ADMIN.has(type),
    isImpersonated: type === 'LoginAs',
  }
}

/** An administrator who logs in as somebody else does so under his own name; whom he becomes is the target. */
function actorOf(row: LogLine): ActorDraft | undefined {
  const asOther = row.EVENT_TYPE === 'LoginAs'
  const id = asOther
    ? (said(row.DELEGATED_USER_ID_DERIVED) ?? said(row.DELEGATED_USER_ID))
    : (said(row.USER_ID_DERIVED) ?? said(row.USER_ID))
  // User names look like e-mail addresses and need not be any.
  const name = asOther ? said(row.DELEGATED_USER_NAME) : (said(row.USER_NAME) ?? said(row.USERNAME))
  if (!id && !name) return undefined
  const program = ['A', 'AutomatedProcess'].includes(said(row.USER_TYPE) ?? '')
  return { id: id && longId(id), name, kind: program ? 'system' : 'user' }
}

/** Columns that name what a line is about; the first that is there of each list. */
const TARGETS: [kind: string, columns: (keyof LogLine)[]][] = [
  ['report', ['REPORT_ID_DERIVED', 'REPORT_ID']],
  ['dashboard', ['DASHBOARD_ID_DERIVED', 'DASHBOARD_ID']],
  ['file', ['DOCUMENT_ID_DERIVED', 'DOCUMENT_ID', 'VERSION_ID']],
  ['record', ['RECORD_ID_DERIVED', 'RECORD_ID', 'CLICKED_RECORD_ID']],
]

function targetsOf(row: LogLine): TargetDraft[] {
  const targets: TargetDraft[] = []
  for (const [kind, columns] of TARGETS) {
    const id = columns.map(column => said(row[column])).find(Boolean)
    if (id) targets.push({ kind, id: longId(id) })
  }
  const [user, shared, entity] = [said(row.USER_ID), said(row.SHARED_WITH_ENTITY_ID), said(row.ENTITY_ID)]
  if (row.EVENT_TYPE === 'LoginAs' && user) targets.push({ kind: 'user', id: longId(user) })
  if (row.EVENT_TYPE === 'DocumentAttachmentDownloads' && entity) targets.push({ kind: 'file', id: longId(entity) })
  if (shared) targets.push({ kind: shared.startsWith('005') ? 'user' : 'group', id: longId(shared) })
  const [app, appName] = [said(row.CONNECTED_APP_ID), said(row.CONNECTED_APP_NAME)]
  if (app || appName) targets.push({ kind: 'app', id: app && longId(app), name: appName })
  const object = said(row.ENTITY_NAME)
  if (object) targets.push({ kind: 'object', name: object })
  if (targets.length > 0) return targets
  const page = said(row.PAGE_NAME) ?? said(row.PAGE_URL) ?? said(row.URI)
  // What stands behind the question mark may carry keys.
  return page ? [{ kind: 'page', name: page.replace(/\?.*$/s, '') }] : []
}

/** S, F, A (no right), N (not found) of REQUEST_STATUS; U is undefined, R a redirect. */
const REQUEST_STATUS: Record<string, Outcome> = { S: 'SUCCESS', R: 'SUCCESS', F: 'FAILURE', A: 'FAILURE', N: 'FAILURE' }
const FLAGS: Record<string, Outcome> = { '1': 'SUCCESS', '0': 'FAILURE', true: 'SUCCESS', false: 'FAILURE' }

function outcomeOf(row: LogLine): [Outcome, string?] {
  const login = said(row.LOGIN_STATUS)
  if (login) return login === 'LOGIN_NO_ERROR' ? ['SUCCESS'] : ['FAILURE', login]
  const problem = said(row.EXCEPTION_MESSAGE)
  if (problem) return ['FAILURE', problem]
  const status = said(row.STATUS)
  if (status && /^(success|failed|failure)$/i.test(status))
    return /^success$/i.test(status) ? ['SUCCESS'] : ['FAILURE', status]
  const code = Number(said(row.STATUS_CODE) ?? Number.NaN)
  if (code >= 100) return code < 400 ? ['SUCCESS'] : ['FAILURE', `HTTP ${code}`]
  const request = REQUEST_STATUS[said(row.REQUEST_STATUS) ?? '']
  const flag = FLAGS[said(row.SUCCESS) ?? ''] ?? FLAGS[said(row.IS_SUCCESS) ?? '']
  const outcome = request ?? flag ?? 'UNKNOWN'
  return outcome === 'FAILURE' && request ? [outcome, `request status ${said(row.REQUEST_STATUS)}`] : [outcome]
}

/** Some types have a number that stands for a family of browsers: that is no user agent. */
function userAgentOf(row: LogLine): string | undefined {
  const sent = /User-Agent=(.*?)(?:,[\w-]+=|$)/s.exec(said(row.HTTP_HEADERS) ?? '')?.[1]
  return [said(row.USER_AGENT), said(row.BROWSER_TYPE), said(row.CLIENT_INFO), sent].find(
    text => text && /[A-Za-z]{3}/.test(text),
  )
}

/** A value without the quotes that some columns carry within. */
function said(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  const text = String(value).trim()
  const bare = /^"(.*)"$/s.exec(text)?.[1] ?? text
  return bare === '' ? undefined : bare
}
