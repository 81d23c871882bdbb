import { createHash } from 'node:crypto'
import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { answerDirectory, type GoogleDirectory } from './google-workspace/directory.ts'
import { answerDrive } from './google-workspace/drive.ts'
import { googleError, invalid, notFound } from './google-workspace/errors.ts'
import { pageOf, sizeIn } from './google-workspace/paging.ts'
import { listActivities } from './google-workspace/reports.ts'
import { defaultGoogleWorkspaceSettings, type GoogleWorkspaceSettings } from './google-workspace/settings.ts'
import { TOKEN_HOST, TokenEndpoint, type Granted } from './google-workspace/token-endpoint.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'

const AUTH = 'https://www.googleapis.com/auth/'
const QUERIES_PER_MINUTE = 2_400

export interface GoogleWorkspaceOptions {
  /** Primary domain. */
  domain: string
  /** The organisation's id. */
  customerId?: string
  /** Service account with domain-wide delegation, and its private key (PEM). */
  clientEmail: string
  privateKey: string
  /** Administrator to act as; one of the accounts. */
  adminEmail: string
  /** Epoch milliseconds. */
  now: () => number
  accounts: VendorAccount[]
  /** Most rows of a page of the log, whatever is asked for. */
  pageRows?: number
  /** Audit logs to read; those of the connector's own choice when left out. */
  applications?: string[]
  /** Laid over a well kept organisation's. */
  settings?: Partial<GoogleWorkspaceSettings>
}

/** An activity, as far as the emulation reads it. */
interface Activity {
  id?: { time?: string; applicationName?: string }
}

/** A Google Workspace organisation: audit logs by application, directory, policies and Drive, as its APIs show them to a delegated service account. */
export function createGoogleWorkspace(options: GoogleWorkspaceOptions): Vendor {
  const { domain, clientEmail, privateKey, adminEmail, now, accounts, pageRows = Infinity } = options
  const settings = { ...defaultGoogleWorkspaceSettings(domain, customerIdOf(options)), ...options.settings }
  const logs = new Map<string, RowLog>()
  const logOf = (application: string) => {
    const log = logs.get(application) ?? new RowLog()
    logs.set(application, log)
    return log
  }
  const emit = (rows: object[]) => {
    for (const row of rows as Activity[])
      logOf(row.id?.applicationName ?? 'admin').append(Date.parse(row.id?.time ?? ''), row)
  }
  const directory: GoogleDirectory = {
    domain,
    accounts,
    settings,
    created: new Date(now() - 400 * 86_400_000).toISOString(),
    record: (application, type, name, parameters) => emit([ownActivity(options, application, type, name, parameters)]),
  }
  const endpoint = new TokenEndpoint({
    clientEmail,
    privateKey,
    now,
    canActAs: email => accounts.some(account => account.email === email && account.status === 'ACTIVE'),
    registered: () => settings.registeredScopes,
  })
  const windows = new Map(
    ['reports', 'directory', 'policies', 'drive'].map(name => [name, new FixedWindow(QUERIES_PER_MINUTE, 60_000, now)]),
  )

  const answerReports = ({ path, query }: VendorRequest): VendorAnswer => {
    const application = /^\/admin\/reports\/v1\/activity\/users\/all\/applications\/([a-z_]+)$/.exec(path)?.[1]
    return application ? listActivities(logOf(application), query, now(), pageRows) : notFound(path)
  }
  const apis: Api[] = [
    {
      name: 'reports',
      host: 'admin.googleapis.com',
      path: '/admin/reports/',
      scopes: () => ['admin.reports.audit.readonly'],
      answer: answerReports,
    },
    {
      name: 'directory',
      host: 'admin.googleapis.com',
      path: '/admin/directory/',
      scopes: directoryScopes,
      answer: request => answerDirectory(directory, request),
    },
    {
      name: 'policies',
      host: 'cloudidentity.googleapis.com',
      path: '/v1/policies',
      scopes: () => ['cloud-identity.policies.readonly'],
      answer: ({ query }) => listPolicies(settings, query),
    },
    {
      name: 'drive',
      host: 'www.googleapis.com',
      path: '/drive/v3/',
      scopes: ({ method }) => (method === 'GET' ? ['drive', 'drive.metadata.readonly'] : ['drive']),
      answer: (request, { subject }) =>
        settings.withoutDrive.includes(subject)
          ? googleError(403, 'domainPolicy', 'The domain administrators have disabled Drive apps.')
          : answerDrive({ files: settings.files, me: subject, now }, request),
    },
  ]

  return {
    slug: 'google-workspace',
    hosts: [TOKEN_HOST, 'admin.googleapis.com', 'cloudidentity.googleapis.com', 'www.googleapis.com'],
    authKind: 'service-account',
    credentials: { clientEmail, privateKey, adminEmail },
    config: options.applications ? { applications: options.applications } : {},
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: partition =>
      [...logs].reduce((sum, [name, log]) => sum + (!partition || partition === name ? log.size : 0), 0),
    recognises: request => endpoint.recognises(request),
    answer: request => {
      if (request.host === TOKEN_HOST) return endpoint.answer(request)
      const granted = endpoint.grantOf(request)
      if (!granted)
        return googleError(
          401,
          'authError',
          'Request had invalid authentication credentials. Expected OAuth 2 access token.',
        )
      const api = apis.find(({ host, path }) => request.host === host && request.path.startsWith(path))
      if (!api) return notFound(request.path)
      const wanted = api.scopes(request).map(scope => AUTH + scope)
      if (!wanted.some(scope => granted.scopes.includes(scope)))
        return googleError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.')
      const isAdmin = accounts.some(({ email, isAdmin }) => email === granted.subject && isAdmin)
      if (api.name !== 'drive' && !isAdmin)
        return googleError(403, 'forbidden', 'Not Authorized to access this resource/api')
      if (!windows.get(api.name)?.take().allowed)
        return googleError(403, 'rateLimitExceeded', 'Quota exceeded for quota metric of this API.')
      return api.answer(request, granted)
    },
  }
}

/** One of Google's APIs: where it is, what it wants, how it answers. */
interface Api {
  name: string
  host: string
  path: string
  /** Any of these is enough. */
  scopes: (request: VendorRequest) => string[]
  answer: (request: VendorRequest, granted: Granted) => VendorAnswer
}

function directoryScopes({ method, path }: VendorRequest): string[] {
  const kind = /\/(tokens|signOut|asps|verificationCodes|twoStepVerification|members|groups|domains)(?:\/|$)/.exec(
    path,
  )?.[1]
  const reads = method === 'GET'
  if (kind === 'domains') return ['admin.directory.domain.readonly']
  if (kind !== undefined && kind !== 'members' && kind !== 'groups') return ['admin.directory.user.security']
  const object = kind === undefined ? 'admin.directory.user' : 'admin.directory.group'
  return reads ? [object, `${object}.readonly`] : [object]
}

/** Policies whose setting's type a filter matches. */
function listPolicies({ policies }: GoogleWorkspaceSettings, query: URLSearchParams): VendorAnswer {
  const size = sizeIn(query, 'pageSize', 50, 100)
  const filter = query.get('filter')
  // A text within the expression: its backslashes are doubled.
  const pattern =
    filter === null ? '' : /^setting\.type\.matches\('(.+)'\)$/.exec(filter)?.[1]?.replaceAll('\\\\', '\\')
  if (size === null || pattern === undefined) return invalid('Invalid filter.')
  const page = pageOf(
    policies.filter(({ setting }) => new RegExp(pattern).test(setting.type)),
    query,
    size,
  )
  if (!page) return invalid('Invalid page token.')
  const { rows, nextPageToken } = page
  return { status: 200, body: { ...(rows.length > 0 && { policies: rows }), ...(nextPageToken && { nextPageToken }) } }
}

const customerIdOf = ({ customerId = 'C03acme01' }: GoogleWorkspaceOptions) => customerId

/** The audit log's row for what the service account did in the administrator's name. */
function ownActivity(
  options: GoogleWorkspaceOptions,
  applicationName: string,
  type: string,
  name: string,
  parameters: Record<string, string>,
): object {
  const { adminEmail, accounts, now } = options
  const time = new Date(now()).toISOString()
  const hash = createHash('sha256')
    .update(`${time} ${name} ${JSON.stringify(parameters)}`)
    .digest()
  return {
    kind: 'admin#reports#activity',
    id: { time, uniqueQualifier: hash.readBigInt64BE().toString(), applicationName, customerId: customerIdOf(options) },
    actor: {
      callerType: 'USER',
      email: adminEmail,
      profileId: accounts.find(({ email }) => email === adminEmail)?.id,
    },
    ipAddress: '203.0.113.10',
    events: [{ type, name, parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })) }],
  }
}
