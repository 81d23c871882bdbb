import type { Check } from '@casbah/sdk'
import { appsReviewed } from './apps-reviewed.ts'
import { complianceOfficer } from './compliance-officer.ts'
import { externalMessaging } from './external-messaging.ts'
import { fullAdministrators } from './full-administrators.ts'
import { idlePeople } from './idle-people.ts'
import { joinBeforeHost } from './join-before-host.ts'
import { meetingPasswordRules } from './meeting-password-rules.ts'
import { meetingsUnlisted } from './meetings-unlisted.ts'
import { publicSpaces } from './public-spaces.ts'
import { screenCapture } from './screen-capture.ts'
import { signInToMeetings } from './sign-in-to-meetings.ts'
import { singleSignOn } from './single-sign-on.ts'
import { spacesClassified } from './spaces-classified.ts'
import { strongMeetingPasswords } from './strong-meeting-passwords.ts'

export const checks: Check[] = [
  singleSignOn,
  fullAdministrators,
  complianceOfficer,
  idlePeople,
  signInToMeetings,
  joinBeforeHost,
  meetingsUnlisted,
  strongMeetingPasswords,
  meetingPasswordRules,
  screenCapture,
  externalMessaging,
  spacesClassified,
  publicSpaces,
  appsReviewed,
]
