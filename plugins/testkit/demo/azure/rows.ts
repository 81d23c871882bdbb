import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { azureOrg } from './org.ts'

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const OBJECT = 'http://schemas.microsoft.com/identity/claims/objectidentifier'

/** Something done to a resource. */
export interface AzureDeed {
  /** As Azure writes it, such as `Microsoft.Compute/virtualMachines/start/action`. */
  operation: string
  /** What the portal calls it. */
  called: string
  /** Below the subscription, such as `/resourceGroups/core/providers/…`. */
  resource: string
  /** The production subscription when left out. */
  subscription?: string
  /** Takes some time: what was accepted has a record of its own, too. */
  isLong?: boolean
  effect?: Emission['effect']
}

/** Who does it. */
interface Caller {
  world: World
  random: Random
  time: number
  caller: string
  claims: Record<string, string>
  role: string
  address: string
}

/** Somebody of the company with their own roles. */
export function asPerson({ world, random, person, spot, time }: Moment): Caller {
  const { logins } = azureOrg(world)
  const { id, isAdmin } = logins.of(person)
  const claims = {
    aud: 'https://management.core.windows.net/',
    [OBJECT]: id,
    [`${CLAIMS}/upn`]: person.email,
    [`${CLAIMS}/name`]: person.email,
    name: person.name,
    ipaddr: spot.network.ip,
  }
  return {
    world,
    random,
    time,
    caller: person.email,
    claims,
    role: isAdmin ? 'Owner' : 'Contributor',
    address: spot.network.ip,
  }
}

/** The pipeline, from its own address. */
export function asPipeline(world: World, random: Random, time: number, address: string): Caller {
  const { pipeline } = azureOrg(world)
  const claims = {
    aud: 'https://management.azure.com/',
    [OBJECT]: pipeline.id,
    appid: pipeline.appId,
    idtyp: 'app',
    ipaddr: address,
  }
  return { world, random, time, caller: pipeline.id, claims, role: 'Owner', address }
}

/** The records of one operation: it begins, may be accepted, and comes to its end; all have one operation id. */
export function azureRows({ world, random, time, caller, claims, role, address }: Caller, deed: AzureDeed): Emission[] {
  const { tenantId, production } = azureOrg(world)
  const subscription = deed.subscription ?? production.id
  const resourceId = `/subscriptions/${subscription}${deed.resource}`
  const operationId = random.uuid()
  const [, group] = /\/resourceGroups\/([^/]+)/.exec(deed.resource) ?? []
  const [, provider] = /\/providers\/([^/]+)/.exec(deed.resource) ?? []
  const record = (after: number, eventName: string, status: string, subStatus: string): Emission => {
    const at = new Date(time + after).toISOString()
    const eventDataId = random.uuid()
    const row = {
      authorization: { action: deed.operation, role, scope: resourceId },
      caller,
      claims,
      correlationId: operationId,
      eventDataId,
      eventName: { value: eventName, localizedValue: eventName },
      category: { value: 'Administrative', localizedValue: 'Administrative' },
      httpRequest: { clientRequestId: operationId, clientIpAddress: address, method: 'PUT' },
      id: `${resourceId}/events/${eventDataId}/ticks/${time + after}0000`,
      level: 'Informational',
      ...(group && { resourceGroupName: group }),
      ...(provider && { resourceProviderName: { value: provider, localizedValue: provider } }),
      resourceId,
      operationId,
      operationName: { value: deed.operation, localizedValue: deed.called },
      properties: { eventCategory: 'Administrative', entity: resourceId, message: deed.operation },
      status: { value: status, localizedValue: status },
      subStatus: { value: subStatus, localizedValue: subStatus },
      eventTimestamp: at,
      submissionTimestamp: at,
      subscriptionId: subscription,
      tenantId,
    }
    return { vendor: 'azure', time: time + after, row }
  }
  const end = record(deed.isLong ? 2_400 : 900, 'EndRequest', 'Succeeded', deed.isLong ? '' : 'OK')
  return [
    record(0, 'BeginRequest', 'Started', ''),
    ...(deed.isLong ? [record(700, 'EndRequest', 'Accepted', 'Accepted')] : []),
    deed.effect ? { ...end, effect: deed.effect } : end,
  ]
}
