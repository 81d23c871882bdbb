import type { Check } from '@casbah/sdk'
import { accountAssumption } from './account-assumption.ts'
import { adminCount } from './admin-count.ts'
import { adminsSetNoPasswords } from './admins-set-no-passwords.ts'
import { agentIdle } from './agent-idle.ts'
import { agentsTwoFactor } from './agents-two-factor.ts'
import { apiPasswordAccess } from './api-password-access.ts'
import { apiTokenAccess } from './api-token-access.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { credentialNotices } from './credential-notices.ts'
import { customPassword } from './custom-password.ts'
import { idleAgents } from './idle-agents.ts'
import { ipRestrictions } from './ip-restrictions.ts'
import { mobileApp } from './mobile-app.ts'
import { oauthTokenExpiry } from './oauth-token-expiry.ts'
import { oauthTokenScopes } from './oauth-token-scopes.ts'
import { passwordLevel } from './password-level.ts'
import { privateAttachments } from './private-attachments.ts'
import { sessionLength } from './session-length.ts'
import { singleSignOn } from './single-sign-on.ts'
import { ssoBypassOwner } from './sso-bypass-owner.ts'
import { twoFactorEnforced } from './two-factor-enforced.ts'

export const checks: Check[] = [
  twoFactorEnforced,
  agentsTwoFactor,
  singleSignOn,
  ssoBypassOwner,
  passwordLevel,
  customPassword,
  adminsSetNoPasswords,
  agentIdle,
  sessionLength,
  mobileApp,
  ipRestrictions,
  accountAssumption,
  adminCount,
  idleAgents,
  apiPasswordAccess,
  apiTokenAccess,
  oauthTokenExpiry,
  oauthTokenScopes,
  privateAttachments,
  contentSecurityPolicy,
  credentialNotices,
]
