import type { AuthField, Card, HttpRequest, ThrottleSign, TokenUse, VendorScope } from '@casbah/sdk'
import { z } from 'zod'
import { asAdministrator, call } from './requests.ts'

const clientId: AuthField = { name: 'clientId', title: 'App key', secret: false }
const clientSecret: AuthField = { name: 'clientSecret', title: 'App secret', secret: true }
const client = { by: 'form', id: '{clientId}', secret: '{clientSecret}' } as const
const token: TokenUse = { tokenUrl: 'https://api.dropboxapi.com/oauth2/token' }
const APP =
  'At *dropbox.com/developers/apps* choose *Create app*, *Scoped access* and *Full Dropbox*, and name it Casbah. Under *Permissions* tick each scope that the connector lists, and choose *Submit*. Under *Settings* copy *App key* and *App secret*.'

/** Failures are told by the tag of `error`, be there a blank before it or not; `error_summary` ends in dots that mean nothing. */
const tagged = (status: number, ...tags: string[]): ThrottleSign[] =>
  tags.flatMap(tag => ['', ' '].map(blank => ({ status, bodyIncludes: `".tag":${blank}"${tag}"` })))

const right = (scope: string, reason: string, probe: NonNullable<VendorScope['probe']>): VendorScope => ({
  scope,
  reason,
  remedy: `At dropbox.com/developers/apps open the app, Permissions, tick ${scope}, choose Submit, and let a team administrator allow the app again: tokens keep the scopes that they were given with.`,
  probe,
})
const asked =
  (path: string, json?: object): ((config: Record<string, unknown>) => HttpRequest) =>
  () =>
    call(path, json)

export const card: Card = {
  slug: 'dropbox',
  name: 'Dropbox',
  vendor: 'Dropbox, Inc.',
  config: z.object({
    administrator: z
      .string()
      .regex(/^dbmid:[\w-]{3,60}$/, {
        error:
          'Give the team member ID of the administrator, which begins with dbmid:, as team/token/get_authenticated_admin tells it.',
      })
      .describe(
        'Team member ID of the administrator in whose name Casbah looks at shared folders; it begins with dbmid:.',
      ),
  }),
  baseUrl: 'https://api.dropboxapi.com/2',
  hosts: ['api.dropboxapi.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'consent',
      title: 'Consent of a team administrator',
      instructions: `${APP} There, enter Casbah’s callback address under *Redirect URIs*. Then sign in to Dropbox as a **team administrator** and choose *Allow*.`,
      fields: [clientId, clientSecret],
      scheme: {
        type: 'authorizationCode',
        authorizeUrl: 'https://www.dropbox.com/oauth2/authorize',
        authorizeParameters: { token_access_type: 'offline' },
        client,
        ...token,
      },
    },
    {
      name: 'refresh-token',
      title: 'Refresh token',
      instructions: `${APP} As a **team administrator** open \`https://www.dropbox.com/oauth2/authorize?client_id=APP_KEY&response_type=code&token_access_type=offline\`, choose *Allow*, and exchange the code at \`https://api.dropboxapi.com/oauth2/token\` for the refresh token, which lasts until it is revoked.`,
      fields: [clientId, clientSecret, { name: 'refreshToken', title: 'Refresh token', secret: true }],
      scheme: { type: 'refreshToken', client, refreshToken: '{refreshToken}', ...token },
    },
  ],
  // Dropbox publishes no number and no answer tells what is left; too much is told by 429 with the seconds to wait.
  limits: [{ name: 'api', amount: 300, windowSeconds: 60 }],
  throttled: tagged(409, 'too_many_write_operations'),
  forbidden: tagged(401, 'missing_scope', 'route_access_denied'),
  // A place in the log that Dropbox forgot; a member who left or may not sign in, in whose name nothing can be asked; what is no longer shared.
  gone: [
    ...tagged(409, 'reset', 'bad_cursor', 'invalid_cursor', 'invalid_id', 'not_found', 'shared_link_not_found'),
    ...tagged(409, 'app_not_found', 'group_not_found', 'member_not_found'),
    ...tagged(401, 'invalid_select_user', 'user_suspended'),
  ],
  scopes: [
    right('events.read', 'Reads the team log.', asked('/team_log/get_events', { limit: 1 })),
    right('members.read', 'Lists members with their roles.', asked('/team/members/list_v2', { limit: 1 })),
    right('groups.read', 'Lists groups and who is in them.', asked('/team/groups/list', { limit: 1 })),
    right('team_data.member', 'Lists shared folders and team folders.', asked('/team/namespaces/list', { limit: 1 })),
    right('sharing.read', 'Lists shared links, and who may open a shared folder.', config =>
      call('/sharing/list_shared_links', {}, asAdministrator(config)),
    ),
    right(
      'sessions.list',
      'Lists linked apps, and the devices and sessions of members.',
      asked('/team/linked_apps/list_members_linked_apps', {}),
    ),
  ],
  probe: asked('/team_log/get_events', { limit: 1 }),
}
