import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { gcpError, invalid, notFound } from './errors.ts'
import { CRM, type GcpBinding, type GcpPolicy, type GcpSettings } from './settings.ts'

/** What a change of a policy gave and took. */
export interface Delta {
  action: 'ADD' | 'REMOVE'
  role: string
  member: string
}

const etagOf = ({ revision }: GcpPolicy) => Buffer.from(`revision ${revision}`).toString('base64')

/** As asked for with a version: below 3 conditions are left out, and a policy that is written back so has lost them. */
function shown(policy: GcpPolicy, version: number): object {
  const bindings = policy.bindings.map(({ condition, ...binding }) => ({
    ...binding,
    ...(condition && version >= 3 && { condition }),
  }))
  const hasConditions = version >= 3 && policy.bindings.some(({ condition }) => condition)
  return {
    version: hasConditions ? 3 : 1,
    etag: etagOf(policy),
    ...(bindings.length > 0 && { bindings }),
    ...(policy.auditConfigs && { auditConfigs: policy.auditConfigs }),
  }
}

/** Lays a new policy over the old one; the refusal when it was made from another, or has conditions without version 3. */
function change(policy: GcpPolicy, asked: unknown): Delta[] | VendorAnswer {
  const {
    version = 1,
    etag,
    bindings = [],
  } = (asked ?? {}) as { version?: number; etag?: string; bindings?: GcpBinding[] }
  if (etag !== undefined && etag !== etagOf(policy))
    return gcpError(409, 'ABORTED', 'There were concurrent policy changes. Please retry the whole read-modify-write.')
  if (version < 3 && bindings.some(({ condition }) => condition)) return invalid('Conditions need policy version 3.')
  const before = pairs(policy.bindings)
  const after = pairs(bindings)
  policy.bindings = bindings
  policy.revision += 1
  return [...deltas(after, before, 'ADD'), ...deltas(before, after, 'REMOVE')]
}

const pairs = (bindings: GcpBinding[]) =>
  bindings.flatMap(({ role, members = [] }) => members.map(member => `${role} ${member}`))
const deltas = (some: string[], others: string[], action: Delta['action']) =>
  some
    .filter(one => !others.includes(one))
    .map((pair): Delta => {
      const [role = '', member = ''] = pair.split(' ')
      return { action, role, member }
    })

export interface Policies {
  settings: GcpSettings
  /** Writes the change to the audit log. */
  record: (resource: string, deltas: Delta[]) => void
}

/** Resource Manager's policies, by POST. */
export function answerResourceManager({ settings, record }: Policies, { path, body }: VendorRequest): VendorAnswer {
  const [, name = '', verb = ''] = /^\/v3\/((?:organizations|folders|projects)\/[^/:]+):(\w+)$/.exec(path) ?? []
  const policy = settings.policies.find(({ resource }) => resource === CRM + name)
  const ask = jsonIn(body) ?? {}
  if (!policy) return notFound(`Resource ${name || path}`)
  if (verb === 'getIamPolicy') {
    const { requestedPolicyVersion = 1 } = (ask.options ?? {}) as { requestedPolicyVersion?: number }
    return { status: 200, body: shown(policy, requestedPolicyVersion) }
  }
  if (verb === 'testIamPermissions') {
    const permissions = ((ask.permissions ?? []) as string[]).filter(one => !settings.missing.includes(one))
    return { status: 200, body: permissions.length > 0 ? { permissions } : {} }
  }
  if (verb !== 'setIamPolicy') return notFound(path)
  const done = change(policy, ask.policy)
  if (!Array.isArray(done)) return done
  record(name, done)
  return { status: 200, body: shown(policy, 3) }
}

/** A bucket's policy. */
export function answerBucketPolicy(
  { settings, record }: Policies,
  { method, path, query, body }: VendorRequest,
): VendorAnswer {
  const bucket = decodeURIComponent(/^\/storage\/v1\/b\/([^/]+)\/iam$/.exec(path)?.[1] ?? '')
  const name = `//storage.googleapis.com/${bucket}`
  if (!settings.assets.some(asset => asset.name === name)) return notFound(`Bucket ${bucket}`)
  let policy = settings.policies.find(({ resource }) => resource === name)
  if (!policy) {
    policy = { resource: name, assetType: 'storage.googleapis.com/Bucket', bindings: [], revision: 1 }
    settings.policies.push(policy)
  }
  const more = { kind: 'storage#policy', resourceId: `projects/_/buckets/${bucket}` }
  if (method === 'PUT') {
    const done = change(policy, jsonIn(body))
    if (!Array.isArray(done)) return done
    record(more.resourceId, done)
    return { status: 200, body: { ...shown(policy, 3), ...more } }
  }
  return { status: 200, body: { ...shown(policy, Number(query.get('optionsRequestedPolicyVersion') ?? 1)), ...more } }
}
