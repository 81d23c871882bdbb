import { pathTo, type Config, type HttpRequest, type Query } from '@casbah/sdk'

/** Subscriptions whose logs and resources are read. */
export const subscriptionsOf = (config: Config) => config.subscriptions as string[]

/** A request below a path of the Resource Manager; each of its services is asked by the version that it had when this was written. */
export const arm = (path: string, version: string, query: Query = {}): HttpRequest => ({
  path,
  query: { 'api-version': version, ...query },
})

/** Rows a page of Resource Graph. */
const PAGE = 1_000

/** Asks Resource Graph of all subscriptions at once; by id, so that no page repeats another's rows. */
export const resourceGraph = (config: Config, query: string, cursor?: string): HttpRequest => ({
  ...arm('/providers/Microsoft.ResourceGraph/resources', '2021-03-01'),
  method: 'POST',
  json: {
    subscriptions: subscriptionsOf(config),
    query: `${query} | order by id asc`,
    options: { $top: PAGE, resultFormat: 'objectArray', ...(cursor !== undefined && { $skipToken: cursor }) },
  },
})

/** How lists of Resource Graph go on. */
export const byGraph = { rows: 'data', page: { style: 'bodyCursor', field: '$skipToken' } } as const

/** How lists of the Resource Manager go on. */
export const byLink = { rows: 'value', page: { style: 'nextUrl', field: 'nextLink' } } as const

/** A request to Microsoft Graph, which has the people. */
export const graph = (config: Config, path: string, query: Query): HttpRequest => ({
  url: `https://${String(config.graphHost)}/v1.0${path}`,
  query,
})

/** How lists of Microsoft Graph go on. */
export const byGraphLink = { rows: 'value', page: { style: 'nextUrl', field: '@odata.nextLink' } } as const

/** Ids come in every case, and mean the same; here they are all lower. */
export const idOf = (id: string) => id.toLowerCase()

/** Path of a resource out of its id: `kind` is its type as the vendor writes it, such as `Microsoft.Storage/storageAccounts`. */
export function resourcePath(id: string, kind: string): string {
  const [, subscription, group, name] =
    new RegExp(`^/subscriptions/([^/]+)/resourcegroups/([^/]+)/providers/${kind}/([^/]+)`, 'i').exec(id) ?? []
  if (!name) throw new Error(`${id} is not in ${kind}; choose a resource of that kind.`)
  return pathTo`/subscriptions/${subscription}/resourceGroups/${group}` + `/providers/${kind}` + pathTo`/${name}`
}
