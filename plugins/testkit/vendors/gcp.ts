import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { AuditLog } from './gcp/audit-log.ts'
import { denied, exhausted, gcpError, notFound } from './gcp/errors.ts'
import { answerAssets } from './gcp/inventory.ts'
import { answerBucketPolicy, answerResourceManager, type Delta } from './gcp/policies.ts'
import { defaultGcpSettings, type GcpSettings } from './gcp/settings.ts'
import { answerCompute, answerIam } from './gcp/switches.ts'
import { TOKEN_HOST, TokenEndpoint } from './google-workspace/token-endpoint.ts'
import { FixedWindow } from './rate.ts'

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
/** Log reads a minute. */
const READS = 60

export interface GcpOptions {
  /** Number of the organisation. */
  organizationId: string
  /** Ids of its projects, the first the one in which all resources of a well kept organisation lie. */
  projects: string[]
  /** Service account that reads, and its private key (PEM). */
  clientEmail: string
  privateKey: string
  /** Epoch milliseconds. */
  now: () => number
  /** People with a Google account; roles are given to them by `settings.policies`. */
  accounts: VendorAccount[]
  /** Most entries of a page of the log, whatever is asked for. */
  pageRows?: number
  /** Laid over a well kept organisation's. */
  settings?: Partial<GcpSettings>
}

/** A Google Cloud organisation: audit logs, asset inventory, policies, and what its actions change, as the APIs show them to a service account. */
export function createGcp(options: GcpOptions): Vendor {
  const { organizationId, projects, clientEmail, privateKey, now, accounts, pageRows = Infinity } = options
  const organisation = `organizations/${organizationId}`
  const settings: GcpSettings = {
    ...defaultGcpSettings({ organizationId, accounts, now: now() }, projects),
    ...options.settings,
  }
  const log = new AuditLog(pageRows)
  const reads = new FixedWindow(READS, 60_000, now)
  const endpoint = new TokenEndpoint({
    clientEmail,
    privateKey,
    now,
    // It acts for itself.
    canActAs: subject => subject === '',
    registered: () => [SCOPE],
  })
  let written = 0
  /** What the service account did, in the audit log of where it did it. */
  const record = (service: string, methodName: string, resourceName: string, more: object = {}) => {
    written += 1
    const place = /^(organizations|folders|projects)\/[^/_]+/.exec(resourceName)?.[0] ?? `projects/${projects[0]}`
    log.append({
      insertId: `own${written}`,
      logName: `${place}/logs/cloudaudit.googleapis.com%2Factivity`,
      timestamp: new Date(now()).toISOString(),
      severity: 'NOTICE',
      protoPayload: {
        '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
        serviceName: `${service}.googleapis.com`,
        methodName,
        resourceName,
        authenticationInfo: { principalEmail: clientEmail },
        requestMetadata: { callerIp: '203.0.113.10', callerSuppliedUserAgent: 'casbah' },
        ...more,
      },
    } as object)
  }
  const recordPolicy = (resource: string, bindingDeltas: Delta[]) => {
    const [service, method] = resource.includes('/buckets/')
      ? (['storage', 'storage.setIamPermissions'] as const)
      : (['cloudresourcemanager', 'SetIamPolicy'] as const)
    record(service, method, resource, { serviceData: { policyDelta: { bindingDeltas } } })
  }
  const policies = { settings, record: recordPolicy }
  const switches = () => ({
    settings,
    now: now(),
    record: (service: string, method: string, resource: string, request?: object) =>
      record(service, method, resource, request && { request }),
  })
  const exists = (name: string) =>
    name === organisation || settings.projects.some(({ id, state }) => name === `projects/${id}` && state === 'ACTIVE')

  const answers: Record<string, (request: VendorRequest) => VendorAnswer> = {
    logging: ({ method, path, body }) => {
      if (path === `/v2/${organisation}/sinks` && method === 'GET')
        return { status: 200, body: { sinks: settings.sinks } }
      if (path !== '/v2/entries:list' || method !== 'POST') return notFound(path)
      if (!reads.take().allowed) return exhausted(READS)
      const seesDataAccess = !settings.missing.includes('logging.privateLogEntries.list')
      return log.list(body, { now: now(), exists, seesDataAccess })
    },
    cloudasset: request => answerAssets(settings, organisation, now(), request),
    cloudresourcemanager: request => answerResourceManager(policies, request),
    storage: request => answerBucketPolicy(policies, request),
    iam: request => answerIam(switches(), request),
    compute: request => answerCompute(switches(), request),
    serviceusage: ({ path }) => {
      const [, id] = /^\/v1\/projects\/([^/]+)\/services\/cloudasset\.googleapis\.com$/.exec(path) ?? []
      const project = settings.projects.find(one => one.id === id || one.number === id)
      if (!project) return notFound(path)
      const name = `projects/${project.number}/services/cloudasset.googleapis.com`
      return { status: 200, body: { name, state: project.hasAssets ? 'ENABLED' : 'DISABLED' } }
    },
    essentialcontacts: ({ path }) =>
      path === `/v1/${organisation}/contacts`
        ? { status: 200, body: settings.contacts.length > 0 ? { contacts: settings.contacts } : {} }
        : notFound(path),
  }

  return {
    slug: 'gcp',
    hosts: [TOKEN_HOST, ...Object.keys(answers).map(service => `${service}.googleapis.com`)],
    authKind: 'service-account',
    credentials: { clientEmail, privateKey },
    config: { organizationId },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit: rows => rows.forEach(row => log.append(row)),
    size: () => log.size,
    recognises: request => endpoint.recognises(request),
    answer: request => {
      if (request.host === TOKEN_HOST) return endpoint.answer(request)
      if (!endpoint.grantOf(request))
        return gcpError(
          401,
          'UNAUTHENTICATED',
          'Request had invalid authentication credentials. Expected OAuth 2 access token.',
        )
      const permission = permissionOf(request)
      if (permission && settings.missing.includes(permission)) return denied(permission)
      return answers[request.host.replace('.googleapis.com', '')]?.(request) ?? notFound(request.path)
    },
  }
}

/** The permission that a request needs, as far as one may be missing in a test. */
function permissionOf({ host, path, method }: VendorRequest): string | null {
  if (path === '/v2/entries:list') return 'logging.logEntries.list'
  if (path.endsWith('/assets')) return 'cloudasset.assets.listResource'
  const [, search] = /:(searchAll\w+)$/.exec(path) ?? []
  if (search) return `cloudasset.assets.${search}`
  if (host.startsWith('storage.')) return `storage.buckets.${method === 'PUT' ? 'set' : 'get'}IamPolicy`
  return null
}
