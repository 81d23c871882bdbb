import { AccountResolver } from './account/account.resolver.ts'
import { ApiTokenResolver } from './api-token/api-token.resolver.ts'
import { AppLiveResolver } from './app/app.live.ts'
import { AppMutations } from './app/app.mutations.ts'
import { AppResolver } from './app/app.resolver.ts'
import { ConnectorMutations } from './connector/connector.mutations.ts'
import { ActionSpecResolver, ConnectorResolver } from './connector/connector.resolver.ts'
import { ApprovalResolver } from './governance/approval/approval.resolver.ts'
import { GovernanceBatchResolver } from './governance/batch/governance-batch.resolver.ts'
import { GovernanceResolver } from './governance/governance.resolver.ts'
import { GovernanceLogResolver } from './governance-log/governance-log.resolver.ts'
import { GovernanceSettingsResolver } from './governance/settings/governance-settings.resolver.ts'
import { OAuthGrantResolver } from './grant/grant.resolver.ts'
import { ResourceResolver } from './resource/resource.resolver.ts'
import { SimulationResolver } from './simulation/simulation.resolver.ts'
import { OwnDomainsResolver } from './tenant/own-domains.resolver.ts'
import { ViewerResolver } from './tenant/viewer.resolver.ts'
import { UserResolver } from './user/user.resolver.ts'

export const RESOLVERS = [
  ViewerResolver,
  OwnDomainsResolver,
  ApiTokenResolver,
  ConnectorResolver,
  ConnectorMutations,
  ActionSpecResolver,
  AppResolver,
  AppMutations,
  AppLiveResolver,
  AccountResolver,
  UserResolver,
  ResourceResolver,
  OAuthGrantResolver,
  GovernanceResolver,
  GovernanceLogResolver,
  ApprovalResolver,
  GovernanceBatchResolver,
  GovernanceSettingsResolver,
  SimulationResolver,
] as const
