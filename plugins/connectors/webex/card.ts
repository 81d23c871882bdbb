import type { AuthField, Card } from '@casbah/sdk'
import { z } from 'zod'
import { ALL, auditProbe, READS } from './scopes.ts'

const clientId: AuthField = { name: 'clientId', title: 'Client ID', secret: false }
const clientSecret: AuthField = { name: 'clientSecret', title: 'Client secret', secret: true }
const tokens = {
  client: { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
  tokenUrl: 'https://{host}/v1/access_token',
  lifetimeSeconds: 1_209_600,
} as const
/** A refresh token is good for 90 days, which begin anew each time that it is used. */
const expiry = { idleDays: 90 }

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
      .describe('Whether to read events of messages, files, spaces and meetings (Pro Pack for Control Hub).'),
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
    { name: 'people', amount: 60, windowSeconds: 60, matches: ['/people'] },
    { name: 'organisation', amount: 300, windowSeconds: 60 },
  ],
  scopes: READS,
  probe: auditProbe,
}
