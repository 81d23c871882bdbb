import { at, type Config, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { BY_CURSOR, BY_PAGE, PEOPLE, ROWS } from './lists.ts'

/** A method that is asked of each workspace. */
const ofWorkspace =
  (method: string, limit?: number) =>
  (_: Config, { parent, cursor }: ReadRequest) => ({
    path: `/api/${method}`,
    query: { team_id: String(at(parent, 'id')), limit, cursor },
  })

/** Workspaces with their people and settings, approved apps, files, connected organisations. */
export const reads: Record<string, ReadSpec> = {
  workspaces: {
    request: (_, { cursor }) => ({ path: '/api/admin.teams.list', query: { limit: PEOPLE, cursor } }),
    rows: 'teams',
    page: BY_CURSOR,
    scope: 'admin.teams:read',
  },
  /** `{team: {email_domain, …}}` of each workspace. */
  workspaceSettings: {
    each: 'workspaces',
    request: ofWorkspace('admin.teams.settings.info'),
    touchedBy: ['pref.workspace_access_changed', 'domain_*'],
    scope: 'admin.teams:read',
  },
  /** Active people, guests and bots of each workspace. */
  members: {
    each: 'workspaces',
    request: ofWorkspace('admin.users.list', PEOPLE),
    rows: 'users',
    page: BY_CURSOR,
    touchedBy: [
      'user_created',
      'user_deactivated',
      'user_reactivated',
      'user_joined_workspace',
      'guest_*',
      'role_change_*',
      'owner_transferred',
    ],
    scope: 'admin.users:read',
  },
  /** Settings for messages, of the workspace that the token is of: the method knows no other. */
  preferences: {
    request: () => ({ path: '/api/team.preferences.list' }),
    scope: 'team.preferences:read',
  },
  /** Ids of the owners of each workspace. */
  owners: {
    each: 'workspaces',
    request: ofWorkspace('admin.teams.owners.list', ROWS),
    rows: 'owner_ids',
    page: BY_CURSOR,
    scope: 'admin.teams:read',
  },
  /** `{session_settings, no_settings_applied}` of the owners of each workspace; the list of ids is joined by commas. */
  ownerSessions: {
    each: 'owners',
    request: (_, { parent }) => ({
      path: '/api/admin.users.session.getSettings',
      query: { user_ids: String(at(parent, 'value')) },
    }),
    touchedBy: ['user_session_settings_changed', 'role_change_to_owner', 'owner_transferred'],
    scope: 'admin.users:read',
  },
  /** Apps that were approved; none, too, where apps need no approval. */
  approvedApps: {
    request: ({ enterprise }, { cursor }) => ({
      path: '/api/admin.apps.approved.list',
      query: { enterprise_id: String(enterprise), limit: ROWS, cursor },
    }),
    rows: 'approved_apps',
    page: BY_CURSOR,
    touchedBy: ['app_approved', 'app_restricted', 'app_removed_from_whitelist', 'app_scopes_expanded'],
    scope: 'admin.apps:read',
  },
  files: {
    each: 'workspaces',
    request: (_, { parent, offset }) => ({
      path: '/api/files.list',
      query: { team_id: String(at(parent, 'id')), count: ROWS, page: offset },
    }),
    rows: 'files',
    page: BY_PAGE,
    scope: 'files:read',
  },
  /** Organisations that are or were connected by Slack Connect; none where nobody is. */
  externalTeams: {
    request: (_, { cursor }) => ({ path: '/api/team.externalTeams.list', query: { limit: PEOPLE, cursor } }),
    rows: 'organizations',
    page: BY_CURSOR,
    touchedBy: ['external_shared_channel_*', 'approved_orgs_*'],
    scope: 'conversations.connect:manage',
  },
}
