import type { ReadSpec } from '@casbah/sdk'
import { listed, page, TEAM } from './list.ts'

const USER_CHANGES = ['create:user', 'update:user*', 'destroy:user', 'user_setting/*']
const SETTING_CHANGES = [
  'create:account_setting',
  'update:account_setting',
  'destroy:account_setting',
  'account_setting/*',
]

/** Settings and lists that the checks read. */
export const reads = {
  /** `{security_settings: {authentication: {agent, end_user}, ip, …}}`. */
  security: {
    request: () => ({ path: '/api/v2/security_settings' }),
    scope: 'security:read',
    touchedBy: [...SETTING_CHANGES, 'create:remote_authentication', 'destroy:remote_authentication'],
  },
  /** `{settings: {api, tickets, …}}`. */
  account: {
    request: () => ({ path: '/api/v2/account/settings' }),
    scope: 'read',
    touchedBy: SETTING_CHANGES,
  },
  /** Agents and administrators, without customers. */
  team: {
    request: (_config, { cursor }) => listed(TEAM, cursor),
    rows: 'users',
    page,
    scope: 'users:read',
    touchedBy: USER_CHANGES,
  },
  /** OAuth tokens of everybody; the tokens themselves are cut short by Zendesk. */
  oauthTokens: {
    request: (_config, { cursor }) => listed('/api/v2/oauth/tokens', cursor, { all: true }),
    rows: 'tokens',
    page,
    scope: 'read',
  },
} satisfies Record<string, ReadSpec>
