import { createHash } from 'node:crypto'
import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { feedError, graphError } from './microsoft-365/errors.ts'
import { Feed } from './microsoft-365/feed.ts'
import { answerGraph, refusalOf, type Directory } from './microsoft-365/graph.ts'
import { listLog } from './microsoft-365/graph-log.ts'
import { defaultMicrosoftSettings, type MicrosoftSettings } from './microsoft-365/settings.ts'
import { LOGIN_HOST, TokenEndpoint, type TokenEndpointOptions } from './microsoft-365/token-endpoint.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'

const GRAPH_HOST = 'graph.microsoft.com'
const FEED_HOST = 'manage.office.com'
const FEED_PER_MINUTE = 2_000
const REPORTS_PER_TEN_SECONDS = 5
const SIGN_INS = '/auditLogs/signIns'
const AUDITS = '/auditLogs/directoryAudits'

export interface Microsoft365Options extends Pick<
  TokenEndpointOptions,
  'tenantId' | 'clientId' | 'clientSecret' | 'certificate'
> {
  /** Primary domain. */
  domain: string
  /** Epoch milliseconds. */
  now: () => number
  accounts: VendorAccount[]
  /** Most blobs, or rows of a log, of a page. */
  pageRows?: number
  /** Laid over a well kept organisation's. */
  settings?: Partial<MicrosoftSettings>
}

/** A tenant of Microsoft 365: the unified audit log in blobs, and the directory as Graph shows it to an app of its own. */
export function createMicrosoft365(options: Microsoft365Options): Vendor {
  const { tenantId, clientId, clientSecret, domain, now, accounts, pageRows = 100 } = options
  const admins = accounts.filter(({ isAdmin }) => isAdmin).map(({ id }) => id)
  const settings = { ...defaultMicrosoftSettings(domain, admins), ...options.settings }
  const endpoint = new TokenEndpoint(options)
  const feed = new Feed({
    tenantId,
    host: FEED_HOST,
    now,
    pageRows,
    enabled: () => settings.subscriptions,
    start: contentType => void settings.subscriptions.push(contentType),
  })
  const logs = {
    [SIGN_INS]: { log: new RowLog(), field: 'createdDateTime' },
    [AUDITS]: { log: new RowLog(), field: 'activityDateTime' },
  }
  const feedWindow = new FixedWindow(FEED_PER_MINUTE, 60_000, now)
  const reportsWindow = new FixedWindow(REPORTS_PER_TEN_SECONDS, 10_000, now)
  const emit = (rows: object[], partition = 'directory-audits') => {
    for (const row of rows as Record<string, string>[]) {
      if (partition === 'sign-ins') logs[SIGN_INS].log.append(Date.parse(row.createdDateTime ?? ''), row)
      else if (partition === 'directory-audits') logs[AUDITS].log.append(Date.parse(row.activityDateTime ?? ''), row)
      else feed.append(partition, Date.parse(`${row.CreationTime}Z`), row)
    }
  }
  const directory: Directory = {
    host: GRAPH_HOST,
    accounts,
    settings,
    now,
    record: (activity, target) => emit([ownAudit(options, activity, target)]),
  }

  const answerFeed = (request: VendorRequest): VendorAnswer => {
    if (!request.path.startsWith(`/api/v1.0/${tenantId}/activity/feed/`))
      return feedError(403, 'AF10001', 'The tenant of the address is not that of the token.')
    const right = request.query.get('contentType') === 'DLP.All' ? 'ActivityFeed.ReadDlp' : 'ActivityFeed.Read'
    if (!settings.permissions.includes(right))
      return feedError(
        403,
        'AF10001',
        `The permission set sent in the request did not include the expected permission ${right}.`,
      )
    if (!feedWindow.take().allowed)
      return feedError(403, 'AF429', `Too many requests. Method=${request.method}, PublisherId=${tenantId}`)
    return feed.answer(request)
  }

  return {
    slug: 'microsoft-365',
    hosts: [LOGIN_HOST, GRAPH_HOST, FEED_HOST],
    authKind: 'client-secret',
    credentials: { clientId, clientSecret },
    config: { tenantId },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: partition => {
      if (partition === 'sign-ins') return logs[SIGN_INS].log.size
      if (partition === 'directory-audits') return logs[AUDITS].log.size
      return feed.size(partition) + (partition === undefined ? logs[SIGN_INS].log.size + logs[AUDITS].log.size : 0)
    },
    // Of the shared hosts two name the tenant in the path.
    recognises: request =>
      request.host === GRAPH_HOST ? endpoint.knows(request) : request.path.includes(`/${tenantId}/`),
    answer: request => {
      if (request.host === LOGIN_HOST) return endpoint.answer(request)
      if (!endpoint.admits(request))
        return request.host === FEED_HOST
          ? feedError(401, 'AF10001', 'Authorization has been denied for this request.')
          : graphError(
              401,
              'InvalidAuthenticationToken',
              'Access token is empty, has expired or is for another audience.',
            )
      if (request.host === FEED_HOST) return answerFeed(request)
      const path = request.path.replace(/^\/v1\.0/, '')
      const refusal = refusalOf(settings, request.method, path)
      if (refusal) return refusal
      if (/^\/(?:auditLogs|reports)\//.test(path) && !reportsWindow.take().allowed)
        return { ...graphError(429, 'TooManyRequests', 'This request is throttled.'), headers: { 'retry-after': '10' } }
      const known = logs[path as keyof typeof logs]
      if (known)
        return listLog(
          `https://${GRAPH_HOST}${request.path}`,
          known.log,
          known.field,
          request.query,
          now(),
          options.pageRows ?? Infinity,
        )
      return answerGraph(directory, request, path)
    },
  }
}

/** The directory's own record of what the app did. */
function ownAudit(
  { clientId, now }: Microsoft365Options,
  activity: string,
  { id, type, name }: { id: string; type: string; name?: string },
): object {
  const time = new Date(now()).toISOString()
  return {
    id: `Directory_${createHash('sha256').update(`${time} ${activity} ${id}`).digest('hex').slice(0, 32)}`,
    category: 'ApplicationManagement',
    correlationId: null,
    result: 'success',
    resultReason: '',
    activityDisplayName: activity,
    activityDateTime: time,
    loggedByService: 'Core Directory',
    operationType: 'Update',
    initiatedBy: {
      user: null,
      app: { appId: clientId, displayName: 'Casbah', servicePrincipalId: null, servicePrincipalName: null },
    },
    targetResources: [
      {
        id,
        displayName: name ?? null,
        type,
        userPrincipalName: type === 'User' ? (name ?? null) : null,
        groupType: null,
        modifiedProperties: [],
      },
    ],
    additionalDetails: [],
  }
}
