import type { Check } from '@casbah/sdk'
import { administratorCount } from './administrator-count.ts'
import { appApproval } from './app-approval.ts'
import { appScopes } from './app-scopes.ts'
import { externalOrganisations } from './external-organisations.ts'
import { generalPosting } from './general-posting.ts'
import { guestsExpire } from './guests-expire.ts'
import { messageHistory } from './message-history.ts'
import { mfaRequired } from './mfa-required.ts'
import { publicFileLinks } from './public-file-links.ts'
import { sessionLength } from './session-length.ts'
import { signUpDomains } from './sign-up-domains.ts'
import { ssoRequired } from './sso-required.ts'
import { usersMfa } from './users-mfa.ts'
import { workspaceDiscovery } from './workspace-discovery.ts'

export const checks: Check[] = [
  usersMfa,
  mfaRequired,
  ssoRequired,
  sessionLength,
  administratorCount,
  guestsExpire,
  workspaceDiscovery,
  signUpDomains,
  appApproval,
  appScopes,
  externalOrganisations,
  publicFileLinks,
  messageHistory,
  generalPosting,
]
