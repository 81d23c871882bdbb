import type { AuthField, Card, Config, VendorScope } from '@casbah/sdk'
import { z } from 'zod'
import { apiId } from './ids.ts'

const clientId: AuthField = { name: 'clientId', title: 'Client ID', secret: false }
const clientSecret: AuthField = { name: 'clientSecret', title: 'Client secret', secret: true }
const tokens = {
  client: { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
  tokenUrl: 'https://{host}/v1/access_token',
  lifetimeSeconds: 1_209_600,
} as const
/** A refresh token is good for 90 days, which begin anew each time that it is used. */
const expiry = { idleDays: 90 }

/** What the API calls the organisation that was configured. */
export const orgOf = (config: Config) => apiId('ORGANIZATION', String(config.organisation))

/** A moment of which nothing has to be there; asking for it is cheap. */
const [START, END] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z']
const OFFICER =
  ' In Control Hub the administrator who authorises it must be a *Compliance Officer*, too (*Users → the user → Administrator roles*).'

const scope = (name: string, reason: string, probe: VendorScope['probe'], more = ''): VendorScope => ({
  scope: name,
  reason,
  remedy: `On developer.webex.com open *My Webex Apps*, the app, tick \`${name}\` under *Scopes*, save, and have a full administrator authorise it again: of a service app in Control Hub under *Management → Apps → Service apps*.${more}`,
  ...(probe && { probe }),
})

const READS = [
  scope('audit:events_read', 'Reads the admin audit and the security audit.', config => ({
    path: '/adminAudit/events',
    query: { orgId: orgOf(config), from: START, to: END, max: 1 },
  })),
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
  scope('spark-compliance:memberships_read', 'Tells who is in which space.', undefined, OFFICER),
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
const ALL = [...READS.map(({ scope: name }) => name), ...SETTINGS, ...ACTIONS]

export const card: Card = {
  slug: 'webex',
  name: 'Webex',
  vendor: 'Cisco Systems, Inc.',
  config: z.object({
    organisation: z
      .string()
      .regex(/^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[A-Za-z0-9_-]{40,120})$/, {
        error: 'Give the organisation’s ID as Control Hub shows it under Management → Account → Organization ID.',
      })
      .describe('ID of the organisation, as Control Hub shows it under Management → Account.'),
    host: z
      .enum(['webexapis.com', 'api-usgov.webex.com'])
      .default('webexapis.com')
      .describe('Host of the API: api-usgov.webex.com for Webex for Government.'),
    contents: z
      .boolean()
      .default(true)
      .describe(
        'Whether to read events of messages, files, spaces and meetings, which takes Pro Pack for Control Hub.',
      ),
  }),
  baseUrl: 'https://{host}/v1',
  hosts: ['{host}'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'service-app',
      title: 'Service app',
      instructions: `On developer.webex.com choose *My Webex Apps → Create a New App → Service App*, name it *Casbah*, tick the scopes ${ALL.map(name => `\`${name}\``).join(', ')} and choose *Request Admin Authorization*. In Control Hub open *Management → Apps → Service apps → Casbah* and, as a **full administrator** who is a **compliance officer**, choose *Authorize*. Back at the app choose the organisation under *Org Authorizations*, enter the client secret, *Generate tokens*, and copy the refresh token.`,
      fields: [clientId, clientSecret, { name: 'refreshToken', title: 'Refresh token', secret: true }],
      scheme: { type: 'refreshToken', refreshToken: '{refreshToken}', ...tokens },
      expiry,
    },
    {
      name: 'integration',
      title: 'Integration with the consent of an administrator',
      instructions: `On developer.webex.com choose *My Webex Apps → Create a New App → Integration*, enter Casbah’s callback address as *Redirect URI* and tick the same scopes as for a service app. Copy client ID and client secret, then sign in to Webex as a **full administrator** who is a **compliance officer**, and choose *Accept*.`,
      fields: [clientId, clientSecret],
      scheme: { type: 'authorizationCode', authorizeUrl: 'https://{host}/v1/authorize', scopes: ALL, ...tokens },
      expiry,
    },
  ],
  // Webex names no numbers; it answers 429 with Retry-After, soonest to who lists people.
  limits: [
    { name: 'people', amount: 60, windowSeconds: 60, matches: ['/v1/people'] },
    { name: 'organisation', amount: 300, windowSeconds: 60 },
  ],
  scopes: READS,
  probe: config => ({ path: '/adminAudit/events', query: { orgId: orgOf(config), from: START, to: END, max: 1 } }),
}
