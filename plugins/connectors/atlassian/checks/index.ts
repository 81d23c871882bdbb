import type { Check } from '@casbah/sdk'
import { apiKeysExpire } from './api-keys-expire.ts'
import { apiKeysScoped } from './api-keys-scoped.ts'
import { apiTokensExpire } from './api-tokens-expire.ts'
import { apiTokensInUse } from './api-tokens-in-use.ts'
import { appInstallation } from './app-installation.ts'
import { confluenceAuditRetention } from './confluence-audit-retention.ts'
import { confluenceNoAnonymous } from './confluence-no-anonymous.ts'
import { dataSecurityPolicy } from './data-security-policy.ts'
import { domainsVerified } from './domains-verified.ts'
import { externalUserTokens } from './external-user-tokens.ts'
import { fewAdministrators } from './few-administrators.ts'
import { idleAccounts } from './idle-accounts.ts'
import { idleSession } from './idle-session.ts'
import { ipAllowlist } from './ip-allowlist.ts'
import { jiraNoPublicDashboards } from './jira-no-public-dashboards.ts'
import { jiraNoPublicFilters } from './jira-no-public-filters.ts'
import { jiraNoPublicProjects } from './jira-no-public-projects.ts'
import { jiraProjectAdministration } from './jira-project-administration.ts'
import { managedAdministrators } from './managed-administrators.ts'
import { mobilePolicy } from './mobile-policy.ts'
import { passwordStrength } from './password-strength.ts'
import { singleSignOn } from './single-sign-on.ts'
import { twoStepPolicy } from './two-step-policy.ts'
import { twoStepVerification } from './two-step-verification.ts'

export const checks: Check[] = [
  twoStepVerification,
  fewAdministrators,
  managedAdministrators,
  idleAccounts,
  domainsVerified,
  ipAllowlist,
  dataSecurityPolicy,
  apiTokensExpire,
  apiTokensInUse,
  apiKeysExpire,
  apiKeysScoped,
  jiraNoPublicProjects,
  jiraProjectAdministration,
  jiraNoPublicFilters,
  jiraNoPublicDashboards,
  confluenceAuditRetention,
  twoStepPolicy,
  singleSignOn,
  idleSession,
  passwordStrength,
  mobilePolicy,
  externalUserTokens,
  confluenceNoAnonymous,
  appInstallation,
]
