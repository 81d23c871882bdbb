import type { Check } from '@casbah/sdk'
import { actionsAllowed } from './actions-allowed.ts'
import { actionsRepositories } from './actions-repositories.ts'
import { adminsBound } from './admins-bound.ts'
import { allowedAddresses } from './allowed-addresses.ts'
import { appInstallations } from './app-installations.ts'
import { auditLogStreaming } from './audit-log-streaming.ts'
import { basePermission } from './base-permission.ts'
import { branchProtected } from './branch-protected.ts'
import { codeOwnerReview } from './code-owner-review.ts'
import { criticalAlerts } from './critical-alerts.ts'
import { deployKeys } from './deploy-keys.ts'
import { leakedSecrets } from './leaked-secrets.ts'
import { membersWithoutTwoFactor } from './members-without-two-factor.ts'
import { noBranchDeletion } from './no-branch-deletion.ts'
import { noForcePush } from './no-force-push.ts'
import { outsideCollaboratorInvites } from './outside-collaborator-invites.ts'
import { ownerCount } from './owner-count.ts'
import { privateForks } from './private-forks.ts'
import { publicRepositories } from './public-repositories.ts'
import { pushProtection } from './push-protection.ts'
import { repositoryDeletion } from './repository-deletion.ts'
import { secretScanning } from './secret-scanning.ts'
import { signedCommits } from './signed-commits.ts'
import { singleSignOn } from './single-sign-on.ts'
import { staleApprovals } from './stale-approvals.ts'
import { statusChecks } from './status-checks.ts'
import { tokenExpiry } from './token-expiry.ts'
import { twoApprovals } from './two-approvals.ts'
import { twoFactorRequired } from './two-factor-required.ts'
import { verifiedDomain } from './verified-domain.ts'
import { visibilityChange } from './visibility-change.ts'
import { webhookSecurity } from './webhook-security.ts'
import { workflowToken } from './workflow-token.ts'

export const checks: Check[] = [
  twoFactorRequired,
  membersWithoutTwoFactor,
  singleSignOn,
  ownerCount,
  basePermission,
  publicRepositories,
  visibilityChange,
  repositoryDeletion,
  privateForks,
  outsideCollaboratorInvites,
  verifiedDomain,
  allowedAddresses,
  auditLogStreaming,
  branchProtected,
  twoApprovals,
  staleApprovals,
  codeOwnerReview,
  statusChecks,
  noForcePush,
  noBranchDeletion,
  adminsBound,
  signedCommits,
  secretScanning,
  pushProtection,
  leakedSecrets,
  criticalAlerts,
  deployKeys,
  tokenExpiry,
  appInstallations,
  webhookSecurity,
  workflowToken,
  actionsAllowed,
  actionsRepositories,
]
