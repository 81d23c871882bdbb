import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { notFound } from './errors.ts'
import type { GcpAsset, GcpSettings } from './settings.ts'

export interface Switches {
  settings: GcpSettings
  now: number
  record: (service: string, method: string, resourceName: string, request?: object) => void
}

/** Service accounts and their keys: shown, disabled, enabled. What is false is left out, as Google does. */
export function answerIam({ settings, record }: Switches, { method, path }: VendorRequest): VendorAnswer {
  const [, rest = '', verb] = /^\/v1\/(projects\/[^:]+?)(?::(disable|enable))?$/.exec(decodeURIComponent(path)) ?? []
  const [, email = '', key] = /^projects\/[^/]+\/serviceAccounts\/([^/]+)(?:\/keys\/([^/]+))?$/.exec(rest) ?? []
  const asset = settings.assets.find(({ assetType, data }) =>
    key
      ? assetType.endsWith('/ServiceAccountKey') && String(data.name).endsWith(`/${email}/keys/${key}`)
      : assetType.endsWith('/ServiceAccount') && (data.email === email || data.uniqueId === email),
  )
  if (!asset) return notFound(rest || path)
  if (method === 'GET' && !verb) return { status: 200, body: asset.data }
  if (method !== 'POST' || !verb) return notFound(path)
  if (verb === 'disable') asset.data.disabled = true
  else delete asset.data.disabled
  const name = `google.iam.admin.v1.${verb === 'disable' ? 'Disable' : 'Enable'}ServiceAccount${key ? 'Key' : ''}`
  record('iam', name, String(asset.data.name), { name: asset.data.name })
  return { status: 200, body: {} }
}

/** Virtual machines: listed over all zones, stopped, started. */
export function answerCompute(
  { settings, now, record }: Switches,
  { method, path, query }: VendorRequest,
): VendorAnswer {
  const machines = settings.assets.filter(({ assetType }) => assetType === 'compute.googleapis.com/Instance')
  const project = /^\/compute\/v1\/projects\/([^/]+)\/aggregated\/instances$/.exec(path)?.[1]
  if (project && method === 'GET') {
    const wanted = /^name = (\S+)$/.exec(query.get('filter') ?? '')?.[1]
    const mine = machines.filter(
      ({ name, data }) => name.includes(`/projects/${project}/`) && (wanted === undefined || data.name === wanted),
    )
    const items = Object.fromEntries(
      [...Map.groupBy(mine, zoneOf)].map(([zone, some]) => [
        `zones/${zone}`,
        { instances: some.map(({ data }) => data) },
      ]),
    )
    return { status: 200, body: { kind: 'compute#instanceAggregatedList', items } }
  }
  const [, name, verb] =
    /^\/compute\/v1\/(projects\/[^/]+\/zones\/[^/]+\/instances\/[^/]+)\/(stop|start)$/.exec(path) ?? []
  const machine = machines.find(asset => asset.name === `//compute.googleapis.com/${name}`)
  if (!machine || method !== 'POST') return notFound(path)
  machine.data.status = verb === 'stop' ? 'STOPPING' : 'STAGING'
  record('compute', `v1.compute.instances.${verb}`, name ?? '')
  // The description at hand is cut to posture and has neither of both.
  const body = { kind: 'compute#operation', name: `operation-${now}`, operationType: verb, status: 'RUNNING' }
  return { status: 200, body, undescribed: true }
}

const zoneOf = ({ name }: GcpAsset) => /\/zones\/([^/]+)\//.exec(name)?.[1] ?? ''
