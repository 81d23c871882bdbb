import type { Action } from '@casbah/sdk'
import { changePermissionProfile } from './change-permission-profile.ts'
import { closeMembership } from './close-membership.ts'
import { endDelegations } from './end-delegations.ts'
import { removeConnect } from './remove-connect.ts'
import { removeFromGroup } from './remove-from-group.ts'
import { voidEnvelope } from './void-envelope.ts'

export const actions: Action[] = [
  closeMembership,
  changePermissionProfile,
  removeFromGroup,
  endDelegations,
  removeConnect,
  voidEnvelope,
]
