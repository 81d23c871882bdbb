import type { Card, Config, Query } from '@casbah/sdk'
import { z } from 'zod'
import { ACTIVITY_LOGGING, activityLogging, reportOf, REPORTS, rightOf, type Report } from './addresses.ts'

const ISU =
  'the security group of the integration system user (*Create Security Group*, *Integration System Security Group (Unconstrained)*)'

/** A moment of which nothing has to be there; asking for it is cheap. */
const MOMENT = { since: '2026-01-01T00:00:00Z', until: '2026-01-01T00:00:01Z' }
const probe = (config: Config) => activityLogging(config, { ...MOMENT, limit: 1 })

const report = (name: Report, reason: string, prompts: Query) => ({
  scope: rightOf(name),
  reason,
  remedy: `Build the report “${REPORTS[name].replaceAll('_', ' ')}” as the connector's page says, owned by the integration system user, check *Enable As Web Service*, and let ${ISU} see its data source (*Maintain Permissions for Security Group*).`,
  probe: (config: Config) => reportOf(config, name, prompts),
})

export const card: Card = {
  slug: 'workday',
  name: 'Workday',
  vendor: 'Workday, Inc.',
  config: z.object({
    host: z
      .string()
      .regex(/^([a-z0-9-]+\.)+(myworkday|workday|workdaygov)\.com$/, {
        error: 'Give the host of the web services alone, such as wd5-services1.myworkday.com.',
      })
      .describe(
        'Host of the web services, as in *Workday REST API Endpoint* of the report *View API Clients*, such as wd5-services1.myworkday.com.',
      ),
    tenant: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'Give the name of the tenant alone, such as acme or acme_preview.' })
      .describe('Name of the tenant, which stands behind the host in every address, such as acme.'),
    reportOwner: z
      .string()
      .min(1, { error: 'Give the user name of the integration system user that owns the reports.' })
      .describe('User name of the integration system user that owns the reports, such as ISU_Casbah.'),
  }),
  baseUrl: 'https://{host}/ccx',
  hosts: ['{host}'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'api-client',
      title: 'API client for integrations',
      instructions:
        'Run *Register API Client for Integrations*: check *Non-Expiring Refresh Tokens*, and of *Scope (Functional Areas)* take **System** and **Tenant Non-Configurable**. Copy the client ID and secret. Then run *View API Clients*, open the tab *API Clients for Integrations*, and from the related actions of this one choose *Manage Refresh Tokens for Integrations*, the integration system user, *Generate New Refresh Token*.',
      fields: [
        { name: 'clientId', title: 'Client ID', secret: false },
        { name: 'clientSecret', title: 'Client secret', secret: true },
        { name: 'refreshToken', title: 'Refresh token', secret: true },
      ],
      scheme: {
        type: 'refreshToken',
        tokenUrl: 'https://{host}/ccx/oauth2/{tenant}/token',
        client: { by: 'basic', id: '{clientId}', secret: '{clientSecret}' },
        refreshToken: '{refreshToken}',
      },
    },
  ],
  // Workday publishes no limits and tells of none; it answers 429 with Retry-After.
  limits: [{ name: 'tenant', amount: 120, windowSeconds: 60 }],
  // Web services answer 500 to whatever they refuse, so only the words tell a refusal from trouble.
  forbidden: [{ status: 500, bodyIncludes: 'task submitted is not authorized' }],
  failed: [{ status: 500, bodyIncludes: 'validationError' }],
  scopes: [
    {
      scope: ACTIVITY_LOGGING,
      reason: 'Reads what users view and change, from where and in which session.',
      remedy: `Run *Edit Tenant Setup - System* and check *Enable User Activity Logging*. Then run *Maintain Permissions for Security Group*, let ${ISU} *Get* the domain *System Auditing*, and *Activate Pending Security Policy Changes*.`,
      probe,
    },
    report('signOns', 'Reads sign-ons and attempts at them, which activity logging leaves out.', {
      From: MOMENT.since,
      To: MOMENT.until,
    }),
    report('accounts', 'Lists the accounts, and tells checks and actions how one stands.', {
      User_Name: 'casbah-probe',
    }),
    report('groups', 'Lists the security groups with their members.', { Group_Name: 'casbah-probe' }),
  ],
  probe,
}
