import type { ResolveReference } from '@casbah/kit'
import { accountById } from './account/account.loader.ts'
import { tokenById } from './api-token/api-token.loader.ts'
import { appById } from './app/app.loader.ts'
import { connectorBySlug } from './connector/connector.loader.ts'
import { actionSpecById } from './connector/connector.resolver.ts'
import { OWN, OWN_CONNECTOR } from './connector/own-actions.ts'
import { batchById } from './governance/batch/governance-batch.list.ts'
import { actionById } from './governance/governance.list.ts'
import { grantById } from './grant/grant.loader.ts'
import { resourceById } from './resource/resource.loader.ts'
import { tenantById } from './tenant/viewer.resolver.ts'
import { userById } from './user/user.loader.ts'

/** How neighbours' references to what this subgraph owns are found. */
export const REFERENCES: Record<string, ResolveReference> = {
  Tenant: ({ id }, context) => tenantById(id, context),
  ApiToken: ({ id }, context) => tokenById(context).load(String(id)),
  Connector: ({ slug }, context) =>
    slug === OWN ? Promise.resolve(OWN_CONNECTOR) : connectorBySlug(context).load(String(slug)),
  ActionSpec: ({ id }, context) => actionSpecById(String(id), context),
  App: ({ id }, context) => appById(context).load(String(id)),
  Account: ({ id }, context) => accountById(context).load(String(id)),
  User: ({ id }, context) => userById(context).load(String(id)),
  Resource: ({ id }, context) => resourceById(context).load(String(id)),
  OAuthGrant: ({ id }, context) => grantById(context).load(String(id)),
  GovernanceBatch: ({ id }, context) => batchById(context).load(String(id)),
  GovernanceAction: ({ id }, context) => actionById(context).load(String(id)),
}
