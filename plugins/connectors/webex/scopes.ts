import type { Config, HttpRequest, VendorScope } from '@casbah/sdk'
import { apiId } from './ids.ts'

/** What the API calls the organisation that was configured. */
export const orgOf = (config: Config) => apiId('ORGANIZATION', String(config.organisation))

/** A moment of which nothing has to be there; asking for it is cheap. */
const [START, END] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z']
/** Lets in who may read the audits of the organisation. */
export const auditProbe = (config: Config): HttpRequest => ({
  path: '/adminAudit/events',
  query: { orgId: orgOf(config), from: START, to: END, max: 1 },
})
const OFFICER =
  ' In Control Hub the administrator who authorises it must be a *Compliance Officer*, too (*Users → the user → Administrator roles*).'

const scope = (name: string, reason: string, probe: VendorScope['probe'], more = ''): VendorScope => ({
  scope: name,
  reason,
  remedy: `On developer.webex.com open *My Webex Apps*, the app, tick \`${name}\` under *Scopes*, save, and have a full administrator authorise it again: of a service app in Control Hub under *Management → Apps → Service apps*.${more}`,
  ...(probe && { probe }),
})

/** Rights to read, each with what it is for. */
export const READS = [
  scope('audit:events_read', 'Reads the admin audit and the security audit.', auditProbe),
  scope(
    'spark-compliance:events_read',
    'Reads what is done with messages, files, spaces and meetings.',
    () => ({ path: '/events', query: { from: START, to: END, max: 1 } }),
    `${OFFICER} Events take Pro Pack for Control Hub.`,
  ),
  scope('spark-admin:people_read', 'Lists people, and reads one before and after an action.', () => ({
    path: '/people',
    query: { max: 1 },
  })),
  scope('spark-admin:roles_read', 'Tells who administers.', () => ({ path: '/roles' })),
  scope('identity:groups_read', 'Lists groups with their members.', () => ({ path: '/groups', query: { count: 1 } })),
  scope('identity:tokens_read', 'Lists the apps that people let in.', undefined),
  scope('spark-compliance:rooms_read', 'Lists spaces.', () => ({ path: '/rooms', query: { max: 1 } }), OFFICER),
  scope(
    'spark-compliance:memberships_read',
    'Tells who is in which space.',
    () => ({ path: '/memberships', query: { max: 1 } }),
    OFFICER,
  ),
]
const SETTINGS = ['meeting:admin_preferences_read', 'meeting:admin_config_read']
const ACTIONS = [
  'spark-admin:people_write',
  'identity:tokens_write',
  'spark-compliance:memberships_write',
  'spark-compliance:team_memberships_read',
  'spark-compliance:team_memberships_write',
  'spark-compliance:messages_read',
  'spark-compliance:messages_write',
  'spark-compliance:rooms_write',
]
/** What consent asks for. */
export const ALL = [...READS.map(({ scope: name }) => name), ...SETTINGS, ...ACTIONS]
