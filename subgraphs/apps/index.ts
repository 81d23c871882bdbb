import type { SubgraphDefinition } from '@casbah/kit'
import { createApps } from './create.ts'
import { ENTITIES } from './entities.ts'
import { MIGRATIONS } from './migrations.ts'
import { REFERENCES } from './references.ts'
import { RESOLVERS } from './resolvers.ts'
import type { AppsSettings } from './settings.ts'

/** Connectors, connected apps, accounts, users, governance, tokens; and the collection from apps. */
export const APPS: SubgraphDefinition<AppsSettings> = {
  name: 'apps',
  entities: ENTITIES,
  migrations: MIGRATIONS,
  resolvers: RESOLVERS,
  references: REFERENCES,
  create: createApps,
}

export type { AppsSettings } from './settings.ts'
export { seedTenant } from './tenant/tenant.ts'
export { ALL_TENANT_SCOPES, createPlatformToken, createToken, type NewToken } from './api-token/api-token.service.ts'
export { connectAppFor, type AppToConnect } from './connect-app-for.ts'
