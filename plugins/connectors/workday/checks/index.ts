import type { Check } from '@casbah/sdk'
import { administratorCount } from './administrator-count.ts'
import { administratorNetworks } from './administrator-networks.ts'
import { apiClients } from './api-clients.ts'
import { idleAccounts } from './idle-accounts.ts'
import { integrationsWithoutUi } from './integrations-without-ui.ts'
import { lockout } from './lockout.ts'
import { multifactorRules } from './multifactor-rules.ts'
import { noPasscodeExemption } from './no-passcode-exemption.ts'
import { passwordLength } from './password-length.ts'
import { proxyAccess } from './proxy-access.ts'
import { sessionTimeout } from './session-timeout.ts'
import { singleSignOnRules } from './single-sign-on-rules.ts'
import { terminatedAccounts } from './terminated-accounts.ts'
import { userActivityLogging } from './user-activity-logging.ts'

export const checks: Check[] = [
  terminatedAccounts,
  idleAccounts,
  noPasscodeExemption,
  integrationsWithoutUi,
  administratorCount,
  multifactorRules,
  singleSignOnRules,
  administratorNetworks,
  sessionTimeout,
  passwordLength,
  lockout,
  userActivityLogging,
  apiClients,
  proxyAccess,
]
