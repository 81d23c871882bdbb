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

/** Learns of every event, live or history, whichever policies run, after they have judged it. */
export interface Learner {
  name: string
  observe(event: JudgedEvent, learnt: Learnt): void
}

export const LEARNERS: readonly Learner[] = [
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
