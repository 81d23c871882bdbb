import { ADMIN_ACTIONS } from './admin/admin-actions.ts'
import { IMPERSONATIONS } from './admin/unusual-impersonation.ts'
import { PEOPLE } from './people/person.ts'
import { ADDRESSES } from './people/shared-address.ts'
import { SPAN } from './people/span.ts'
import { ENDED_ACCOUNTS } from './people/terminated-user.ts'
import { SESSIONS } from './session/stolen-session.ts'
import { FAILED_SIGN_INS } from './sign-in/failures.ts'
import { MFA_PROMPTS } from './sign-in/mfa-fatigue.ts'
import type { JudgedEvent } from '../event.ts'
import type { Learnt } from '../state.ts'
import { REGIONS } from './network/regions.ts'
import { SERVICE_NETWORKS } from './network/service-networks.ts'
import { PLACES } from './place/places.ts'
import { RESETS } from './place/resets.ts'
import { FORWARDING_LEARNER } from './mail/inbox-forwarding.ts'
import { RULE_LEARNER } from './mail/inbox-manipulation.ts'
import { CREDENTIAL_LEARNER } from './oauth/credential-added.ts'
import { GRANT_LEARNER } from './oauth/suspicious-grant.ts'
import { VOLUME_LEARNER } from './volume/learner.ts'
import { ENDING_LEARNER } from './volume/ransomware.ts'

/** Learns of every event, live or history, whichever policies run, after they have judged it. */
export interface Learner {
  name: string
  observe(event: JudgedEvent, learnt: Learnt): void
}

export const LEARNERS: readonly Learner[] = [
  PLACES,
  RESETS,
  SERVICE_NETWORKS,
  REGIONS,
  VOLUME_LEARNER,
  FORWARDING_LEARNER,
  RULE_LEARNER,
  GRANT_LEARNER,
  CREDENTIAL_LEARNER,
  ENDING_LEARNER,
  SPAN,
  ADDRESSES,
  PEOPLE,
  FAILED_SIGN_INS,
  MFA_PROMPTS,
  SESSIONS,
  ENDED_ACCOUNTS,
  ADMIN_ACTIONS,
  IMPERSONATIONS,
]
