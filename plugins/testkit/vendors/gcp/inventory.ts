import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { pageOf } from '../google-workspace/paging.ts'
import { invalid, notFound } from './errors.ts'
import { CRM, type GcpSettings } from './settings.ts'

/** Cloud Asset Inventory of one organisation. Both searches cut their pages at 500, whatever is asked for. */
export function answerAssets(
  settings: GcpSettings,
  organisation: string,
  now: number,
  { path, query }: VendorRequest,
): VendorAnswer {
  const [, scope, what] =
    /^\/v1\/(organizations\/\d+)(\/assets|:searchAllResources|:searchAllIamPolicies)$/.exec(path) ?? []
  if (scope !== organisation) return notFound(`Scope ${path}`)
  const size = Number(query.get('pageSize') ?? 100)
  if (!Number.isInteger(size) || size < 1 || (what === '/assets' && size > 1_000)) return invalid('Invalid page size.')
  const types = query.getAll('assetTypes').map(type => new RegExp(`^(?:${type})$`))
  const fits = ({ assetType }: { assetType: string }) => types.length === 0 || types.some(type => type.test(assetType))
  const listed = (rows: object[], field: string, more: object = {}): VendorAnswer => {
    const page = pageOf(rows, query, what === '/assets' ? size : Math.min(size, 500))
    if (!page) return invalid('Invalid page token.')
    const { rows: shown, nextPageToken } = page
    return {
      status: 200,
      body: { ...(shown.length > 0 && { [field]: shown }), ...(nextPageToken && { nextPageToken }), ...more },
    }
  }
  if (what === '/assets') {
    const isWhole = query.get('contentType') === 'RESOURCE'
    const rows = settings.assets.filter(fits).map(({ name, assetType, data }) => ({
      name,
      assetType,
      ...(isWhole && { resource: { version: 'v1', data } }),
      ancestors: [organisation],
      updateTime: new Date(now).toISOString(),
    }))
    return listed(rows, 'assets', { readTime: new Date(now).toISOString() })
  }
  if (what === ':searchAllIamPolicies') {
    const rows = settings.policies.filter(fits).map(({ resource, assetType, bindings }) => ({
      resource,
      assetType,
      organization: organisation,
      policy: { bindings },
    }))
    return listed(rows, 'results')
  }
  const wanted = /^state:(\w+)$/.exec(query.get('query') ?? '')?.[1]
  const rows = settings.projects
    .map(({ id, number, state }) => ({
      name: `${CRM}projects/${id}`,
      assetType: 'cloudresourcemanager.googleapis.com/Project',
      project: `projects/${number}`,
      displayName: id,
      state,
      organization: organisation,
    }))
    .filter(fits)
    .filter(({ state }) => wanted === undefined || state === wanted)
  return listed(rows, 'results')
}
