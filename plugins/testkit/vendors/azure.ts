import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { listActivities } from './azure/activity-log.ts'
import { armError, noResource } from './azure/errors.ts'
import { askGraph } from './azure/resource-graph.ts'
import { defaultAzureSettings, type AzureAssignment, type AzureResource, type AzureSettings } from './azure/settings.ts'
import { openCursor, sealCursor } from './cursor.ts'
import { answerGraph, refusalOf } from './microsoft-365/graph.ts'
import { graphError } from './microsoft-365/errors.ts'
import { defaultMicrosoftSettings } from './microsoft-365/settings.ts'
import { LOGIN_HOST, TokenEndpoint, type TokenEndpointOptions } from './microsoft-365/token-endpoint.ts'
import { FixedWindow } from './rate.ts'
import { jsonIn } from './request-parts.ts'
import { RowLog } from './row-log.ts'

const HOST = 'management.azure.com'
const DIRECTORY_HOST = 'graph.microsoft.com'
/** The bucket of 250 reads that fills by 25 a second, as a window. */
const READS = { amount: 250, ms: 10_000 }
const GRAPH_READS = { amount: 15, ms: 5_000 }
const GRAPH = '/providers/microsoft.resourcegraph/resources'

export interface AzureOptions extends Pick<
  TokenEndpointOptions,
  'tenantId' | 'clientId' | 'clientSecret' | 'certificate'
> {
  /** Those that the app has a role in; the first holds the resources. */
  subscriptions: { id: string; name: string }[]
  /** What the operator entered to watch; all when left out. */
  watched?: string[]
  /** For pushed records. */
  pushSecret?: string
  /** Epoch milliseconds. */
  now: () => number
  /** By their object ids; who is an administrator owns the subscriptions, all others contribute. */
  accounts: VendorAccount[]
  /** Most rows of a page. */
  pageRows?: number
  /** Laid over well kept subscriptions. */
  settings?: Partial<AzureSettings>
}

type Ask = VendorRequest & { id: string; subscription: string }

/** Subscriptions of Azure as the Resource Manager shows them to an app of its directory: activity logs, resources, roles, settings. */
export function createAzure(options: AzureOptions): Vendor {
  const { tenantId, clientId, clientSecret, pushSecret, subscriptions, now, accounts, pageRows } = options
  const active = accounts.filter(({ status }) => status === 'ACTIVE')
  const settings: AzureSettings = {
    ...defaultAzureSettings({
      tenantId,
      clientId,
      subscriptions: subscriptions.map(({ id }) => id),
      owners: active.filter(({ isAdmin }) => isAdmin).map(({ id }) => id),
      others: active.filter(({ isAdmin }) => !isAdmin).map(({ id }) => id),
      now: now(),
    }),
    ...options.settings,
  }
  const endpoint = new TokenEndpoint(options)
  const logs = new Map<string, RowLog>(subscriptions.map(({ id }) => [id, new RowLog()]))
  const reads = new Map(subscriptions.map(({ id }) => [id, new FixedWindow(READS.amount, READS.ms, now)]))
  const graphReads = new FixedWindow(GRAPH_READS.amount, GRAPH_READS.ms, now)

  /** The directory is that of Microsoft 365, which has a description of its own. */
  const answerDirectory = (request: VendorRequest): VendorAnswer => {
    const path = request.path.replace(/^\/v1\.0/, '')
    const directory = { ...defaultMicrosoftSettings('acme.example', []), permissions: settings.consented }
    const refusal = endpoint.admits(request)
      ? refusalOf(directory, request.method, path)
      : graphError(401, 'InvalidAuthenticationToken', 'Access token is empty, has expired or is for another audience.')
    const record = () => undefined
    const answer =
      refusal ?? answerGraph({ host: DIRECTORY_HOST, accounts, settings: directory, now, record }, request, path)
    return { ...answer, undescribed: true }
  }

  const subscriptionRow = ({ id, name }: { id: string; name: string }) => ({
    id: `/subscriptions/${id}`,
    subscriptionId: id,
    displayName: name,
    tenantId,
    state: 'Enabled',
    authorizationSource: 'RoleBased',
  })
  const inGraph = (one: AzureResource | AzureAssignment) => ({
    ...one,
    type: one.type.toLowerCase(),
    tenantId,
    subscriptionId: subscriptionIn(one.id),
    resourceGroup: (groupIn(one.id) ?? '').toLowerCase(),
  })
  const tables = {
    resources: () => settings.resources.map(inGraph),
    authorizationresources: () => settings.roleAssignments.map(inGraph),
    resourcecontainers: () =>
      subscriptions.map(({ id, name }) => ({
        id: `/subscriptions/${id}`,
        name,
        type: 'microsoft.resources/subscriptions',
        tenantId,
        subscriptionId: id,
        properties: { state: 'Enabled' },
      })),
  }

  const resource = (id: string) => settings.resources.find(one => one.id.toLowerCase() === id)

  /** Lists of each subscription below its path. */
  const lists: Record<string, (subscription: string, query: URLSearchParams) => object[]> = {
    '/providers/microsoft.authorization/roleassignments': (subscription, query) => assignmentsAt(subscription, query),
    '/providers/microsoft.authorization/roledefinitions': subscription => settings.customRoles[subscription] ?? [],
    '/providers/microsoft.security/pricings': subscription =>
      Object.entries(settings.pricings[subscription] ?? {}).map(([name, pricingTier]) => ({
        id: `/subscriptions/${subscription}/providers/Microsoft.Security/pricings/${name}`,
        name,
        type: 'Microsoft.Security/pricings',
        properties: { pricingTier },
      })),
    '/providers/microsoft.security/securitycontacts': subscription => settings.securityContacts[subscription] ?? [],
    '/providers/microsoft.insights/diagnosticsettings': subscription => settings.diagnosticSettings[subscription] ?? [],
    '/providers/microsoft.insights/activitylogalerts': subscription => settings.activityLogAlerts[subscription] ?? [],
  }
  const assignmentsAt = (subscription: string, query: URLSearchParams) => {
    const [, principal] = /^principalId eq '([^']+)'$/.exec(query.get('$filter') ?? '') ?? []
    return [...settings.roleAssignments, ...settings.inherited].filter(
      one =>
        (one.id.startsWith(`/subscriptions/${subscription}/`) || settings.inherited.includes(one)) &&
        (principal === undefined || one.properties.principalId.toLowerCase() === principal.toLowerCase()),
    )
  }

  /** What is done to one role assignment, wherever it was given. */
  const answerAssignment = ({ method, path, id, body }: Ask): VendorAnswer => {
    const index = settings.roleAssignments.findIndex(one => one.id.toLowerCase() === id)
    const known = settings.roleAssignments[index]
    if (method === 'DELETE') {
      if (!known) return { status: 204 }
      settings.roleAssignments.splice(index, 1)
      return { status: 200, body: known }
    }
    const given = jsonIn(body)?.properties as AzureAssignment['properties'] | undefined
    if (method !== 'PUT' || !given?.roleDefinitionId || !given.principalId)
      return armError(400, 'InvalidRequestContent', 'The request content was invalid.')
    if (known) return armError(409, 'RoleAssignmentExists', 'The role assignment already exists.')
    const [scope = '', name = ''] = path.split(/\/providers\/Microsoft\.Authorization\/roleAssignments\//i)
    const made = {
      id: path,
      name,
      type: 'Microsoft.Authorization/roleAssignments',
      properties: { ...given, scope, principalType: given.principalType ?? 'User' },
    }
    settings.roleAssignments.push(made)
    return { status: 201, body: made }
  }

  const answerStorage = ({ method, id, body }: Ask): VendorAnswer => {
    const account = resource(id.replace(/\/(regeneratekey|blobservices\/.*)$/, ''))
    if (!account) return noResource(id)
    const { properties } = account
    if (id.endsWith('/blobservices/default/containers') && method === 'GET')
      return {
        status: 200,
        body: { value: (settings.containers[account.id.toLowerCase()] ?? []).map(withoutLocation) },
      }
    if (id.endsWith('/regeneratekey') && method === 'POST') {
      const name = String(jsonIn(body)?.keyName)
      const made = properties.keyCreationTime as Record<string, string>
      if (!(name in made)) return armError(400, 'InvalidKeyName', 'The key name is not valid.')
      made[name] = new Date(now()).toISOString()
      const keys = Object.entries(made).map(([keyName, creationTime]) => ({
        keyName,
        value: Buffer.from(`${account.name} ${keyName} ${creationTime}`).toString('base64'),
        permissions: 'Full',
        creationTime,
      }))
      return { status: 200, body: { keys } }
    }
    if (method === 'PATCH') Object.assign(properties, jsonIn(body)?.properties)
    else if (method !== 'GET') return notAllowed(method)
    return { status: 200, body: account }
  }

  const answerRules = ({ method, id, path, body }: Ask): VendorAnswer => {
    const [of = '', name] = id.split(/\/securityrules\/?/)
    const group = resource(of)
    if (!group) return noResource(of)
    const rules = group.properties.securityRules as { name: string; properties: object }[]
    const whole = (rule: { name: string; properties: object }) => ({
      id: `${group.id}/securityRules/${rule.name}`,
      type: 'Microsoft.Network/networkSecurityGroups/securityRules',
      ...rule,
    })
    if (!name) return { status: 200, body: { value: rules.map(whole) } }
    const index = rules.findIndex(rule => rule.name.toLowerCase() === name)
    if (method === 'DELETE') {
      if (index >= 0) rules.splice(index, 1)
      return { status: index >= 0 ? 202 : 204 }
    }
    if (method !== 'PUT') return notAllowed(method)
    const given = jsonIn(body)?.properties as Record<string, unknown> | undefined
    if (!given?.direction || !given.access || !given.priority)
      return armError(400, 'InvalidRequestFormat', 'Cannot parse the request.')
    const made = { name: path.split('/').at(-1) ?? name, properties: { ...given, provisioningState: 'Succeeded' } }
    rules.splice(index < 0 ? rules.length : index, index < 0 ? 0 : 1, made)
    return { status: index < 0 ? 201 : 200, body: whole(made) }
  }

  /** Microsoft.Compute is in none of the descriptions at hand; so it answers by the public documentation of its service. */
  const answerMachine = ({ method, id }: Ask): VendorAnswer => {
    const [, of = '', part] = /^(.+)\/(instanceview|deallocate|start)$/.exec(id) ?? []
    if (!resource(of)) return { ...noResource(of), undescribed: true }
    if (part === 'instanceview' && method === 'GET') {
      const codes = ['ProvisioningState/succeeded', settings.power[of] ?? 'PowerState/running']
      return { status: 200, body: { statuses: codes.map(code => ({ code, level: 'Info' })) }, undescribed: true }
    }
    if (method !== 'POST') return { ...notAllowed(method), undescribed: true }
    settings.power[of] = part === 'start' ? 'PowerState/running' : 'PowerState/deallocated'
    return { status: 202, undescribed: true }
  }

  const answerSubscription = (ask: Ask): VendorAnswer => {
    const { subscription, id, method, query } = ask
    const known = subscriptions.find(one => one.id === subscription)
    if (!known) return armError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`)
    const window = reads.get(subscription)?.take()
    if (window && !window.allowed)
      return {
        ...armError(429, 'SubscriptionRequestsThrottled', 'Number of requests for subscription exceeded the limit.'),
        headers: { 'retry-after': '5' },
      }
    const headers = { 'x-ms-ratelimit-remaining-subscription-reads': String(window?.remaining ?? 0) }
    const below = id.slice(`/subscriptions/${subscription}`.length)
    if (below === '') return { status: 200, body: subscriptionRow(known), headers }
    if (below === '/providers/microsoft.insights/eventtypes/management/values')
      return { headers, ...listActivities(ask, logs.get(subscription), now(), pageRows) }
    if (below === '/resources')
      return listPage(
        ask,
        settings.resources.filter(one => subscriptionIn(one.id) === subscription).map(brief),
        pageRows,
      )
    const list = lists[below]
    if (list && method === 'GET') return { ...listPage(ask, list(subscription, query), pageRows), headers }
    if (/\/providers\/microsoft\.authorization\/roleassignments\/[^/]+$/.test(below)) return answerAssignment(ask)
    if (below.endsWith('/providers/microsoft.authorization/roleassignments'))
      return listPage(
        ask,
        assignmentsAt(subscription, query).filter(one => one.properties.scope.toLowerCase() === scopeIn(id)),
        pageRows,
      )
    if (below.includes('/providers/microsoft.storage/storageaccounts/')) return answerStorage(ask)
    if (/\/networksecuritygroups\/[^/]+\/securityrules/.test(below)) return answerRules(ask)
    if (below.includes('/providers/microsoft.compute/virtualmachines/')) return answerMachine(ask)
    return armError(404, 'InvalidResourceType', 'The resource type could not be found.')
  }

  return {
    slug: 'azure',
    hosts: [LOGIN_HOST, HOST, DIRECTORY_HOST],
    authKind: 'client-secret',
    credentials: { clientId, clientSecret, ...(pushSecret && { pushSecret }) },
    config: { tenantId, subscriptions: options.watched ?? subscriptions.map(({ id }) => id) },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit: rows => {
      for (const row of rows as Record<string, string>[]) {
        const time = Date.parse(row.eventTimestamp ?? '')
        const log = logs.get(row.subscriptionId ?? '')
        if (!log) throw new Error(`There is no subscription ${row.subscriptionId}.`)
        log.append(time, row, row.submissionTimestamp ? Math.max(0, Date.parse(row.submissionTimestamp) - time) : 0)
      }
    },
    size: partition =>
      partition ? (logs.get(partition)?.size ?? 0) : [...logs.values()].reduce((sum, { size }) => sum + size, 0),
    recognises: request =>
      request.host === LOGIN_HOST ? request.path.includes(`/${tenantId}/`) : endpoint.knows(request),
    answer: request => {
      if (request.host === LOGIN_HOST) return endpoint.answer(request)
      if (request.host === DIRECTORY_HOST) return answerDirectory(request)
      if (!endpoint.admits(request))
        return armError(
          401,
          'ExpiredAuthenticationToken',
          'The access token is missing, has expired or is for another audience.',
        )
      const id = decodeURIComponent(request.path).toLowerCase()
      if (!request.query.has('api-version'))
        return armError(
          400,
          'MissingApiVersionParameter',
          'The api-version query parameter (?api-version=) is required for all requests.',
        )
      const refused = settings.missing.find(action => isOf(action, id))
      if (refused)
        return armError(
          403,
          'AuthorizationFailed',
          `The client '${clientId}' does not have authorization to perform action '${refused}'.`,
        )
      if (id === GRAPH && request.method === 'POST') {
        if (!graphReads.take().allowed)
          return {
            ...armError(429, 'RateLimiting', 'Please provide below info when asking for support.'),
            headers: { 'retry-after': '5' },
          }
        return askGraph(
          request,
          tables,
          subscriptions.map(one => one.id),
          pageRows,
        )
      }
      if (id === '/subscriptions') return listPage(request, subscriptions.map(subscriptionRow), pageRows)
      const [, subscription] = /^\/subscriptions\/([^/]+)/.exec(id) ?? []
      if (subscription) return answerSubscription({ ...request, id, subscription })
      return armError(404, 'InvalidResourceType', 'The resource type could not be found.')
    },
  }
}

const subscriptionIn = (id: string) => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? ''
const groupIn = (id: string) => /\/resourceGroups\/([^/]+)/i.exec(id)?.[1]
const scopeIn = (id: string) => id.replace(/\/providers\/microsoft\.authorization\/roleassignments$/, '')
const notAllowed = (method: string) =>
  armError(405, 'MethodNotAllowed', `The HTTP method '${method}' is not supported on this resource.`)
const withoutLocation = ({ location: _, ...rest }: AzureResource) => rest

/** A list of all kinds of resources leaves out what is particular to one. */
const brief = ({ id, name, type, location, kind }: AzureResource) => ({
  id,
  name,
  type,
  location,
  ...(kind !== undefined && { kind }),
})

/** Whether an action of a role, such as `Microsoft.Security/pricings/read`, is what an address asks for. */
const isOf = (action: string, id: string) =>
  (action === 'Microsoft.Resources/subscriptions/resources/read' && /^\/subscriptions\/[^/]+\/resources$/.test(id)) ||
  id.includes(`/providers/${action.toLowerCase().replace(/\/(read|write|delete|action)$/, '')}`)

/** A page of a list; the next one is an address of its own. */
function listPage({ host, path, query }: VendorRequest, rows: object[], pageRows = 1_000): VendorAnswer {
  const token = query.get('$skiptoken')
  const from = token === null ? 0 : openCursor<number>(token)
  if (from === undefined) return armError(400, 'InvalidSkipToken', 'The skip token is not valid.')
  const end = from + pageRows
  const next = new URLSearchParams(query)
  next.set('$skiptoken', sealCursor(end))
  return {
    status: 200,
    body: {
      value: rows.slice(from, end),
      // `/subscriptions` always has it, be it empty.
      ...(end < rows.length
        ? { nextLink: `https://${host}${path}?${next}` }
        : path === '/subscriptions'
          ? { nextLink: '' }
          : {}),
    },
  }
}
