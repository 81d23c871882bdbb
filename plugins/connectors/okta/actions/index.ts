import type { Action } from '@casbah/sdk'
import { endSessions } from './end-sessions.ts'
import { suspendUser } from './suspend-user.ts'

export const actions: Action[] = [suspendUser, endSessions]
