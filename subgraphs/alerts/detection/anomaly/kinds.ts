import { FIRST_ADMIN_ACTION } from './admin/first-admin-action.ts'
import { UNUSUAL_ADMIN_ACTIVITY } from './admin/unusual-admin-activity.ts'
import { UNUSUAL_IMPERSONATION } from './admin/unusual-impersonation.ts'
import type { AnomalyKind } from './kind.ts'
import { DORMANT_ACCOUNT } from './people/dormant-account.ts'
import { TERMINATED_USER } from './people/terminated-user.ts'
import { STOLEN_SESSION } from './session/stolen-session.ts'
import { FAILED_LOGINS } from './sign-in/failed-logins.ts'
import { MFA_FATIGUE } from './sign-in/mfa-fatigue.ts'
import { IMPOSSIBLE_TRAVEL } from './travel/travel.ts'

/** The built-in detectors, by name. */
export const ANOMALY_KINDS: ReadonlyMap<string, AnomalyKind> = new Map(
  [
    IMPOSSIBLE_TRAVEL,
    FAILED_LOGINS,
    MFA_FATIGUE,
    STOLEN_SESSION,
    DORMANT_ACCOUNT,
    TERMINATED_USER,
    FIRST_ADMIN_ACTION,
    UNUSUAL_ADMIN_ACTIVITY,
    UNUSUAL_IMPERSONATION,
  ].map(kind => [kind.name, kind as AnomalyKind]),
)
