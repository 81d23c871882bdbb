import { defineCheck, derived, judgeListed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { endsWithin, ownerSessions, sessionsOf, UNTOLD } from './owner-sessions.ts'

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
  remediation:
    'Set the session of each owner that is named to 24 hours (`admin.users.session.setSettings`), or in the organisation’s dashboard under *Security → Security settings → Session duration* that of all.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeListed(
    { ownerSessions },
    UNTOLD,
    ({ ownerSessions }, { hours }) =>
      sessionsOf(ownerSessions).map(({ owner, seconds }) => ({ ...owner, passed: endsWithin(seconds, hours) })),
    {
      say: (passing, all, { hours }) => `Sessions of ${passing} of ${all} owners end within ${hours} hours.`,
      unknown: UNTOLD,
    },
  ),
})
