import { Account } from './account/account.entity.ts'
import { ApiToken } from './api-token/api-token.entity.ts'
import { App } from './app/app.entity.ts'
import { GovernanceBatch } from './governance/batch/governance-batch.type.ts'
import { GovernanceAction } from './governance/governance-action.entity.ts'
import { OAuthGrant } from './grant/grant.entity.ts'
import { Resource } from './resource/resource.entity.ts'
import { User } from './user/user.entity.ts'

export const ENTITIES = [ApiToken, App, Account, User, Resource, OAuthGrant, GovernanceAction, GovernanceBatch]
