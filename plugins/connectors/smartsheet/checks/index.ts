import type { Check } from '@casbah/sdk'
import { accessTokens } from './access-tokens.ts'
import { adminCount } from './admin-count.ts'
import { editableSheets } from './editable-sheets.ts'
import { groupOwners } from './group-owners.ts'
import { idleUsers } from './idle-users.ts'
import { pendingInvitations } from './pending-invitations.ts'
import { publishedDashboards } from './published-dashboards.ts'
import { publishedReports } from './published-reports.ts'
import { publishedSheets } from './published-sheets.ts'
import { safeSharing } from './safe-sharing.ts'
import { sharedSheets } from './shared-sheets.ts'
import { sharedWorkspaces } from './shared-workspaces.ts'
import { strictSignIn } from './strict-sign-in.ts'

export const checks: Check[] = [
  adminCount,
  strictSignIn,
  safeSharing,
  publishedSheets,
  editableSheets,
  publishedDashboards,
  publishedReports,
  sharedWorkspaces,
  sharedSheets,
  accessTokens,
  groupOwners,
  idleUsers,
  pendingInvitations,
]
