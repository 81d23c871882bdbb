import { done, NOTHING, refused } from './answers.ts'
import type { DropboxApp, DropboxSession } from './settings.ts'
import { memberById, membersOf, pageOf, type DropboxCall, type DropboxTeam } from './team.ts'

const KINDS = { web_session: 'web', desktop_client: 'desktop', mobile_client: 'mobile' } as const

function shown({ id, kind, updated }: DropboxSession) {
  const session = { session_id: id, ip_address: '203.0.113.7', country: 'Germany', updated }
  if (kind === 'web') return { ...session, user_agent: 'Mozilla/5.0', os: 'Mac OS X', browser: 'Firefox' }
  if (kind === 'mobile') return { ...session, device_name: 'Phone', client_type: { '.tag': 'iphone' } }
  const client = { client_type: { '.tag': 'mac' }, client_version: '200.4', platform: 'Mac OS X' }
  return { ...session, host_name: 'laptop', ...client, is_delete_on_unlink_supported: true }
}

const sessionsOf = ({ settings }: DropboxTeam, member: string, kind: DropboxSession['kind']) =>
  settings.sessions.filter(one => one.member === member && one.kind === kind).map(shown)

export const listDevices: DropboxCall = (team, { argument }) => {
  const page = pageOf(membersOf(team), team, argument)
  if (!page) return refused(409, 'reset')
  const devices = page.rows.map(({ id }) => ({
    team_member_id: id,
    web_sessions: sessionsOf(team, id, 'web'),
    desktop_clients: sessionsOf(team, id, 'desktop'),
    mobile_clients: sessionsOf(team, id, 'mobile'),
  }))
  return done({ devices, cursor: page.cursor, has_more: page.has_more })
}

export const listDevicesOf: DropboxCall = (team, { argument: { team_member_id: member } }) => {
  const account = memberById(team, member)
  if (!account) return refused(409, 'member_not_found')
  return done({
    active_web_sessions: sessionsOf(team, account.id, 'web'),
    desktop_client_sessions: sessionsOf(team, account.id, 'desktop'),
    mobile_client_sessions: sessionsOf(team, account.id, 'mobile'),
  })
}

export const revokeDevices: DropboxCall = (team, { argument }) => {
  const { settings } = team
  const asked = argument.revoke_devices as { '.tag': keyof typeof KINDS; session_id: string; team_member_id: string }[]
  const status = asked.map(({ '.tag': tag, session_id: id, team_member_id: member }) => {
    const found = settings.sessions.find(one => one.id === id && one.member === member && one.kind === KINDS[tag])
    if (!found) return { success: false, error_type: { '.tag': 'device_session_not_found' } }
    settings.sessions = settings.sessions.filter(one => one !== found)
    team.record('device_unlink', { delete_data: false }, memberById(team, member))
    return { success: true }
  })
  return done({ revoke_devices_status: status })
}

const appOf = ({ id, name, publisher, isAppFolder, linked }: DropboxApp) => ({
  app_id: id,
  app_name: name,
  publisher,
  linked,
  is_app_folder: isAppFolder,
})
const appsOf = ({ settings }: DropboxTeam, id: string) => settings.apps.filter(({ member }) => member === id).map(appOf)

export const listApps: DropboxCall = (team, { argument }) => {
  const page = pageOf(membersOf(team), team, argument)
  if (!page) return refused(409, 'reset')
  const apps = page.rows.map(({ id }) => ({ team_member_id: id, linked_api_apps: appsOf(team, id) }))
  return done({ apps, cursor: page.cursor, has_more: page.has_more })
}

export const listAppsOf: DropboxCall = (team, { argument: { team_member_id: member } }) => {
  const account = memberById(team, member)
  return account ? done({ linked_api_apps: appsOf(team, account.id) }) : refused(409, 'member_not_found')
}

export const revokeApp: DropboxCall = (team, { argument: { app_id: id, team_member_id: member } }) => {
  const { settings } = team
  const account = memberById(team, member)
  if (!account) return refused(409, 'member_not_found')
  const found = settings.apps.find(one => one.id === id && one.member === member)
  if (!found) return refused(409, 'app_not_found')
  settings.apps = settings.apps.filter(one => one !== found)
  const app_info = { '.tag': 'user_linked_app', app_id: found.id, display_name: found.name }
  team.record('app_unlink_user', { app_info }, account)
  return NOTHING
}
