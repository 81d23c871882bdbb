import type { Action } from '@casbah/sdk'
import { disconnectChannel } from './disconnect-channel.ts'
import { endSessions } from './end-sessions.ts'
import { removeFromChannel } from './remove-from-channel.ts'
import { restrictApp } from './restrict-app.ts'
import { revokePublicLink } from './revoke-public-link.ts'
import { suspendUser } from './suspend-user.ts'

export const actions: Action[] = [
  suspendUser,
  endSessions,
  removeFromChannel,
  restrictApp,
  disconnectChannel,
  revokePublicLink,
]
