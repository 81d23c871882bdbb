import { Account } from './account/account.entity.ts'
import { ApiToken } from './api-token/api-token.entity.ts'
import { App } from './app/app.entity.ts'
import { GovernanceAction } from './governance/governance-action.entity.ts'
import { User } from './user/user.entity.ts'

export const ENTITIES = [ApiToken, App, Account, User, GovernanceAction]
