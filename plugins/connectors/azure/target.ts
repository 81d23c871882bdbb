import { at, translate, type TargetDraft } from '@casbah/sdk'
import { idOf } from './arm.ts'

/** Kinds of resources, by type; of others the last word of the type. */
const KINDS: Record<string, string> = {
  'microsoft.storage/storageaccounts': 'bucket',
  'microsoft.storage/storageaccounts/blobservices/containers': 'folder',
  'microsoft.compute/virtualmachines': 'vm',
  'microsoft.compute/disks': 'volume',
  'microsoft.compute/snapshots': 'snapshot',
  'microsoft.network/networksecuritygroups': 'security_group',
  'microsoft.network/networksecuritygroups/securityrules': 'rule',
  'microsoft.keyvault/vaults': 'vault',
  'microsoft.keyvault/vaults/secrets': 'secret',
  'microsoft.keyvault/vaults/keys': 'key',
  'microsoft.authorization/roleassignments': 'role_assignment',
  'microsoft.authorization/locks': 'lock',
  'microsoft.sql/servers': 'database',
}

/** What an id names: the resource itself, and what it is a part of, down to the resource that is listed. */
export function targetOf(resourceId: string | null | undefined): TargetDraft[] {
  if (!resourceId) return []
  const id = idOf(resourceId)
  const provided = id.lastIndexOf('/providers/')
  const [namespace, ...steps] = provided < 0 ? [] : id.slice(provided + '/providers/'.length).split('/')
  const names = steps.filter((_, index) => index % 2 === 1)
  const type = [namespace, ...steps.filter((_, index) => index % 2 === 0)].join('/')
  const name = resourceId.replace(/\/+$/, '').split('/').at(-1)
  const own = { kind: translate(KINDS, type) ?? type.split('/').at(-1)?.replace(/\W/g, '_') ?? '', id, name }
  const target = own.kind
    ? own
    : { kind: id.includes('/resourcegroups/') ? 'resource_group' : 'subscription', id, name }
  if (names.length < 2) return [target]
  const whole = `${id.slice(0, provided)}/providers/${namespace}/${steps.slice(0, 2).join('/')}`
  const above = { kind: translate(KINDS, `${namespace}/${steps[0]}`) ?? 'resource', id: whole, name: names[0] }
  return [target, above]
}

const PRINCIPALS: Record<string, string> = { user: 'user', group: 'group', serviceprincipal: 'app' }

/** To whom a role is given, which only the body of the request tells, and that is a text. */
export function granteeOf(properties: unknown): TargetDraft[] {
  const body = String(at(properties, 'requestbody') ?? at(properties, 'requestBody') ?? '')
  const [, id] = /"principalId"\s*:\s*"([\da-f-]{36})"/i.exec(body) ?? []
  const [, type] = /"principalType"\s*:\s*"(\w+)"/i.exec(body) ?? []
  return id ? [{ kind: translate(PRINCIPALS, type?.toLowerCase()) ?? 'user', id: id.toLowerCase() }] : []
}
