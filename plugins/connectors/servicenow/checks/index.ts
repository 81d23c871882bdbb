import type { Check } from '@casbah/sdk'
import { addressRules } from './address-rules.ts'
import { adminCount } from './admin-count.ts'
import { adminsMfa } from './admins-mfa.ts'
import { ajaxEvaluate } from './ajax-evaluate.ts'
import { apiNeedsSignIn } from './api-needs-sign-in.ts'
import { certificatesChecked } from './certificates-checked.ts'
import { clientRecords } from './client-records.ts'
import { cloneTarget } from './clone-target.ts'
import { codeTags } from './code-tags.ts'
import { csrfToken } from './csrf-token.ts'
import { debuggingOff } from './debugging-off.ts'
import { defaultDeny } from './default-deny.ts'
import { escaping } from './escaping.ts'
import { explicitRolesPlugin } from './explicit-roles-plugin.ts'
import { exportsNeedSignIn } from './exports-need-sign-in.ts'
import { externalContent } from './external-content.ts'
import { frameOptions } from './frame-options.ts'
import { guestTimeout } from './guest-timeout.ts'
import { highSecurityPlugin } from './high-security-plugin.ts'
import { htmlSanitised } from './html-sanitised.ts'
import { idleAdmins } from './idle-admins.ts'
import { impersonationLogged } from './impersonation-logged.ts'
import { integrationAdmins } from './integration-admins.ts'
import { legacyJquery } from './legacy-jquery.ts'
import { mfaCriteria } from './mfa-criteria.ts'
import { mfaEnabled } from './mfa-enabled.ts'
import { passwordGrant } from './password-grant.ts'
import { passwordPolicy } from './password-policy.ts'
import { processorsNeedSignIn } from './processors-need-sign-in.ts'
import { publicPages } from './public-pages.ts'
import { rulesWithRoles } from './rules-with-roles.ts'
import { scriptSandbox } from './script-sandbox.ts'
import { sessionCookies } from './session-cookies.ts'
import { sessionMessages } from './session-messages.ts'
import { sessionTimeout } from './session-timeout.ts'
import { singleSignOn } from './single-sign-on.ts'
import { soapNeedsSignIn } from './soap-needs-sign-in.ts'
import { soapStrict } from './soap-strict.ts'
import { tokenLifespan } from './token-lifespan.ts'
import { uploadsChecked } from './uploads-checked.ts'

export const checks: Check[] = [
  mfaEnabled,
  mfaCriteria,
  adminsMfa,
  adminCount,
  idleAdmins,
  integrationAdmins,
  passwordPolicy,
  passwordGrant,
  singleSignOn,
  defaultDeny,
  rulesWithRoles,
  publicPages,
  exportsNeedSignIn,
  soapNeedsSignIn,
  apiNeedsSignIn,
  processorsNeedSignIn,
  soapStrict,
  clientRecords,
  scriptSandbox,
  ajaxEvaluate,
  csrfToken,
  escaping,
  codeTags,
  htmlSanitised,
  externalContent,
  sessionMessages,
  frameOptions,
  uploadsChecked,
  legacyJquery,
  sessionTimeout,
  guestTimeout,
  sessionCookies,
  tokenLifespan,
  addressRules,
  certificatesChecked,
  impersonationLogged,
  debuggingOff,
  cloneTarget,
  highSecurityPlugin,
  explicitRolesPlugin,
]
