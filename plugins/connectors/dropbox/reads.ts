import type { ReadSpec } from '@casbah/sdk'
import { BY_CURSOR, call, listed } from './requests.ts'

/** All changes of one policy, from the log: no other call of the API tells it. */
const changes = (kind: string): ReadSpec => ({
  request: (_, place) => listed('/team_log/get_events', { limit: 1000, event_type: { '.tag': kind } }, place),
  rows: 'events',
  page: BY_CURSOR,
  scope: 'events.read',
  touchedBy: [kind],
})

/** Policies of the team, and what the log says of those that nothing else tells. */
export const reads: Record<string, ReadSpec> = {
  /** `{name, policies: {sharing: {…}, emm_state, top_level_content_policy}}`; each policy is `{'.tag': word}`. */
  team: { request: () => call('/team/get_info'), scope: 'team_info.read' },
  members: {
    request: (_, place) => listed('/team/members/list_v2', { limit: 1000 }, place, '/team/members/list/continue_v2'),
    rows: 'members',
    page: BY_CURSOR,
    scope: 'members.read',
    touchedBy: ['member_change_status*', 'member_change_admin_role*'],
  },
  devices: {
    request: (_, { cursor }) => call('/team/devices/list_members_devices', cursor ? { cursor } : {}),
    rows: 'devices',
    page: BY_CURSOR,
    scope: 'sessions.list',
    touchedBy: ['device_link_success', 'device_unlink'],
  },
  linkedApps: {
    request: (_, { cursor }) => call('/team/linked_apps/list_members_linked_apps', cursor ? { cursor } : {}),
    rows: 'apps',
    page: BY_CURSOR,
    scope: 'sessions.list',
    touchedBy: ['app_link_user', 'app_unlink_user'],
  },
  tfaChanges: changes('tfa_change_policy'),
  ssoChanges: changes('sso_change_policy'),
  idleChanges: changes('web_sessions_change_idle_length_policy'),
  passwordChanges: changes('password_strength_requirements_change_policy'),
  desktopChanges: changes('device_approvals_change_desktop_policy'),
  mobileChanges: changes('device_approvals_change_mobile_policy'),
}
