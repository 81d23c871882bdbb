import { defineCheck, derived, judgeListed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { secondsOf } from './owner-sessions.ts'
import { ownerSessions } from './shapes.ts'

const UNKNOWN =
  'Slack did not tell how long sessions of owners last: of an account without settings of its own, no API does.'
const NOT_SET = 'has no setting of its own'

/** The length that the organisation sets for all is not given by any API; that of single accounts is. */
export const sessionLength = defineCheck({
  name: 'session-length',
  title: 'Sessions of owners end within a day',
  description:
    'A cookie that was stolen from an owner opens everything for as long as the session lasts, whatever was done for signing in.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['ownerSessions'],
  parameters: z.object({ hours: whole({ least: 1, most: 8_760, usual: 24 }, 'Hours after which a session must end.') }),
  touchedBy: ['user_session_settings_changed', 'role_change_to_owner', 'owner_transferred'],
  remediation:
    'Set the session of each owner that is named to 24 hours (`admin.users.session.setSettings`), or in the organisation’s dashboard under *Security → Security settings → Session duration* that of all.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeListed(
    { ownerSessions },
    UNKNOWN,
    ({ ownerSessions }, { hours }) =>
      [...secondsOf(ownerSessions)].map(([id, seconds]) => {
        // 0 stands for no end.
        const passed = seconds === null ? null : seconds > 0 && seconds <= hours * 3_600
        return { name: id, account: id, passed, detail: seconds === null ? NOT_SET : `${seconds} seconds` }
      }),
    {
      say: (passing, all, { hours }) => `Sessions of ${passing} of ${all} owners end within ${hours} hours.`,
      unknown: UNKNOWN,
    },
  ),
})
