import { defineCheck, derived, judgeParsed, judgeSubjects, whole } from '@casbah/sdk'
import { z } from 'zod'
import { ownerSessions } from './shapes.ts'

const UNKNOWN =
  'Slack did not tell how long sessions of owners last: of an account without settings of its own, no API does.'

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
  judge: judgeParsed({ ownerSessions }, UNKNOWN, ({ ownerSessions }, { hours }) => {
    // An owner of several workspaces comes with each of them.
    const seconds = new Map<string, number | null>(
      ownerSessions.flatMap(({ value }) => [
        ...value.no_settings_applied.map(id => [id, null] as const),
        ...value.session_settings.map(({ user_id: id, duration }) => [id, duration] as const),
      ]),
    )
    return judgeSubjects(
      [...seconds].map(([id, duration]) => ({
        name: id,
        account: id,
        // 0 stands for no end.
        passed: duration === null ? null : duration > 0 && duration <= hours * 3_600,
        detail: duration === null ? 'has no setting of its own' : `${duration} seconds`,
      })),
      {
        say: (passing, all) => `Sessions of ${passing} of ${all} owners end within ${hours} hours.`,
        none: { status: 'CANNOT_TELL', message: UNKNOWN },
        unknown: () => UNKNOWN,
      },
    )
  }),
})
