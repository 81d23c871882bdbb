import { at, emailIn, type TargetDraft } from '@casbah/sdk'
import type { LogEntry } from './entry.ts'
import { deltasOf } from './policy-change.ts'

/** Collections of resource names whose kind is not their singular. */
const KINDS: Readonly<Record<string, string>> = {
  objects: 'file',
  instances: 'vm',
  disks: 'volume',
  serviceAccounts: 'service_account',
  cryptoKeys: 'key',
  cryptoKeyVersions: 'key',
  subnetworks: 'network',
  datasets: 'database',
}

const LIMIT = 10

/** What it was done to: the resource, the account or key that it made or is about, and whoever a policy's change names. */
export function targetsOf(row: LogEntry): TargetDraft[] {
  const { resourceName, request, response } = row.protoPayload
  const found = new Map<string, TargetDraft>()
  const add = (target: TargetDraft) => {
    if (target.id && !found.has(target.id)) found.set(target.id, target)
  }
  const account = at(row.resource?.labels, 'email_id') ?? at(response, 'email')
  if (emailIn(String(account ?? ''))) add({ kind: 'service_account', ...person(String(account)) })
  for (const name of [at(request, 'name'), at(response, 'name')])
    if (typeof name === 'string' && /^projects\/[^/]+\/serviceAccounts\/[^/]+\/keys\//.test(name)) add(named(name))
  if (resourceName) add(named(resourceName))
  const bucket = /^projects\/[^/]+\/buckets\/([^/]+)\/objects\//.exec(resourceName ?? '')?.[1]
  if (bucket) add({ kind: 'bucket', id: bucket, name: bucket })
  for (const { member, role } of deltasOf(row)) {
    const [, kind = 'user', id = ''] = /^(?:deleted:)?(?:(\w+):)?([^?]+)/.exec(member) ?? []
    add({ kind: kind === 'serviceAccount' ? 'service_account' : kind, ...person(id) })
    add({ kind: 'role', id: role, name: role })
  }
  return [...found.values()].slice(0, LIMIT)
}

const person = (id: string) => ({ id: id.toLowerCase(), name: id, email: emailIn(id) })

/** By the last collection of its name: `projects/p/zones/z/instances/i` is a virtual machine. A bucket is known by its name alone. */
function named(resourceName: string): TargetDraft {
  const parts = resourceName.split('/')
  const [collection = '', name = resourceName] = parts.slice(-2)
  const object = /\/objects\/(.+)$/.exec(resourceName)?.[1]
  if (object) return { kind: 'file', id: resourceName, name: object }
  if (collection === 'buckets') return { kind: 'bucket', id: name, name }
  const kind =
    KINDS[collection] ?? (parts.length > 1 && /^[a-z]\w+s$/i.test(collection) ? singular(collection) : 'resource')
  return { kind, id: resourceName, name }
}

const singular = (plural: string) =>
  plural
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
    .replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
