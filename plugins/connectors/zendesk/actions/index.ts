import type { Action } from '@casbah/sdk'
import { deactivateApp } from './deactivate-app.ts'
import { deleteOauthToken } from './delete-oauth-token.ts'
import { downgradeRole } from './downgrade-role.ts'
import { endSessions } from './end-sessions.ts'
import { suspendUser } from './suspend-user.ts'

export const actions: Action[] = [suspendUser, endSessions, downgradeRole, deleteOauthToken, deactivateApp]
