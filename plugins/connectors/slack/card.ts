import type { Card, ThrottleSign } from '@casbah/sdk'
import { z } from 'zod'

/** A failure as the Web API tells it: with status 200. */
const says = (error: string): ThrottleSign => ({ status: 200, bodyIncludes: `"error":"${error}"` })

const remedy = (scope: string) =>
  `At api.slack.com/apps open the app, OAuth & Permissions, add ${scope} under User Token Scopes, choose Install App, and have the owner of the organisation install it to the organisation again.`

export const card: Card = {
  slug: 'slack',
  name: 'Slack',
  vendor: 'Slack Technologies, LLC',
  config: z.object({
    enterprise: z
      .string()
      .regex(/^E[A-Z0-9]{8,}$/, { error: 'Give the ID of the organisation, which begins with E, such as E012ABCDEFG.' })
      .describe('ID of the Enterprise organisation, such as E012ABCDEFG; it stands in the address of its dashboard.'),
  }),
  baseUrl: 'https://slack.com',
  hosts: ['slack.com', 'api.slack.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'user-token',
      title: 'User token of the organisation’s owner',
      instructions:
        'At *api.slack.com/apps* choose *Create New App → From scratch* and name it Casbah. Under *OAuth & Permissions → User Token Scopes* add each scope that the connector lists, and under *Org Level Apps* opt in. As **Org Owner** (an Org Admin is not enough) choose *Install App → Install to Organization*, and copy the *User OAuth Token*, which begins with `xoxp-`. Leave *Token rotation* off.',
      fields: [{ name: 'token', title: 'User OAuth Token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
    },
  ],
  // Slack counts by method and app, the audit log by organisation; no answer tells what is left.
  limits: [
    { name: 'audit', amount: 50, windowSeconds: 60, matches: ['/audit/v1/'], reserve: 0.4 },
    { name: 'scim', amount: 60, windowSeconds: 60, matches: ['/scim/v2/'] },
    { name: 'users', amount: 100, windowSeconds: 60, matches: ['/api/admin.users.list'] },
    { name: 'sessions', amount: 20, windowSeconds: 60, matches: ['/api/admin.users.session.'] },
    { name: 'workspaces', amount: 20, windowSeconds: 60, matches: ['/api/admin.teams.'] },
    { name: 'apps', amount: 20, windowSeconds: 60, matches: ['/api/admin.apps.'] },
    { name: 'channels', amount: 20, windowSeconds: 60, matches: ['/api/admin.conversations.'] },
    { name: 'members', amount: 50, windowSeconds: 60, matches: ['/api/conversations.'] },
    { name: 'teams', amount: 20, windowSeconds: 60, matches: ['/api/team.'] },
    { name: 'files', amount: 50, windowSeconds: 60, matches: ['/api/files.'] },
  ],
  throttled: [says('ratelimited')],
  unauthorised: ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'].map(says),
  forbidden: [
    'missing_scope',
    'no_permission',
    'not_allowed_token_type',
    'not_an_admin',
    'not_an_enterprise',
    'feature_not_enabled',
    'team_not_authorized',
    'user_not_authorized',
    'org_login_required',
  ].map(says),
  failed: [{ status: 200, bodyIncludes: '"ok":false' }],
  scopes: [
    { scope: 'auditlogs:read', reason: 'Reads the audit log.', remedy: remedy('auditlogs:read') },
    {
      scope: 'admin',
      reason: 'Lists people and groups by SCIM, those who are deactivated among them; deactivates them for an action.',
      remedy: remedy('admin'),
    },
    {
      scope: 'admin.users:read',
      reason: 'Tells administrators, guests, bots and second factors.',
      remedy: remedy('admin.users:read'),
    },
    {
      scope: 'admin.teams:read',
      reason: 'Lists the workspaces and their settings.',
      remedy: remedy('admin.teams:read'),
    },
    {
      scope: 'admin.conversations:read',
      reason: 'Lists channels, and those shared with other organisations.',
      remedy: remedy('admin.conversations:read'),
    },
    { scope: 'admin.apps:read', reason: 'Lists the apps that are approved.', remedy: remedy('admin.apps:read') },
    { scope: 'files:read', reason: 'Lists files, and those with a public link.', remedy: remedy('files:read') },
  ],
  grantedScopes: { header: 'x-oauth-scopes' },
  probe: () => ({ path: '/api/auth.test' }),
}
