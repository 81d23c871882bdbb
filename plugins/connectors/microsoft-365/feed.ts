import type { Config, HttpRequest, Query } from '@casbah/sdk'

/** Address below the feed of audit logs. `PublisherIdentifier` is who wrote the program that asks; here each tenant asks for itself. */
export const feed = (config: Config, path: string, query: Query = {}): HttpRequest => ({
  url: `https://${String(config.managementHost)}/api/v1.0/${String(config.tenantId)}/activity/feed${path}`,
  query: { ...query, PublisherIdentifier: String(config.tenantId) },
})
