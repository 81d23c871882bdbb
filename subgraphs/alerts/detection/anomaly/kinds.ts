import { FIRST_ADMIN_ACTION } from './admin/first-admin-action.ts'
import { UNUSUAL_ADMIN_ACTIVITY } from './admin/unusual-admin-activity.ts'
import { UNUSUAL_IMPERSONATION } from './admin/unusual-impersonation.ts'
import { CLOUD_KINDS } from './cloud/kinds.ts'
import type { AnomalyKind } from './kind.ts'
import { MAIL_KINDS } from './mail/kinds.ts'
import { ANONYMOUS_IP } from './network/anonymous-ip.ts'
import { SUSPICIOUS_IP } from './network/suspicious-ip.ts'
import { UNUSUAL_ISP } from './network/unusual-isp.ts'
import { UNUSUAL_REGION } from './network/unusual-region.ts'
import { OAUTH_KINDS } from './oauth/kinds.ts'
import { DORMANT_ACCOUNT } from './people/dormant-account.ts'
import { TERMINATED_USER } from './people/terminated-user.ts'
import { INFREQUENT_COUNTRY } from './place/infrequent-country.ts'
import { NEW_COUNTRY_AFTER_RESET } from './place/new-country-after-reset.ts'
import { STOLEN_SESSION } from './session/stolen-session.ts'
import { FAILED_LOGINS } from './sign-in/failed-logins.ts'
import { MFA_FATIGUE } from './sign-in/mfa-fatigue.ts'
import { IMPOSSIBLE_TRAVEL } from './travel/travel.ts'
import { VOLUME_KINDS } from './volume/kinds.ts'

/** The built-in detectors, by name. */
export const ANOMALY_KINDS: ReadonlyMap<string, AnomalyKind> = new Map(
  [
    IMPOSSIBLE_TRAVEL,
    INFREQUENT_COUNTRY,
    NEW_COUNTRY_AFTER_RESET,
    ANONYMOUS_IP,
    SUSPICIOUS_IP,
    UNUSUAL_REGION,
    UNUSUAL_ISP,
    FAILED_LOGINS,
    MFA_FATIGUE,
    STOLEN_SESSION,
    DORMANT_ACCOUNT,
    TERMINATED_USER,
    FIRST_ADMIN_ACTION,
    UNUSUAL_ADMIN_ACTIVITY,
    UNUSUAL_IMPERSONATION,
    ...VOLUME_KINDS,
    ...CLOUD_KINDS,
    ...MAIL_KINDS,
    ...OAUTH_KINDS,
  ].map(kind => [kind.name, kind as unknown as AnomalyKind]),
)
