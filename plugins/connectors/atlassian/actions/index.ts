import type { Action } from '@casbah/sdk'
import { closePublicAccess } from './close-public-access.ts'
import { deactivateAccount } from './deactivate-account.ts'
import { removeFromGroup } from './remove-from-group.ts'
import { revokeApiTokens } from './revoke-api-tokens.ts'
import { suspendUser } from './suspend-user.ts'

export const actions: Action[] = [suspendUser, deactivateAccount, removeFromGroup, revokeApiTokens, closePublicAccess]
