import { done } from './answers.ts'
import { listApps, listAppsOf, listDevices, listDevicesOf, revokeApp, revokeDevices } from './devices.ts'
import { deleteFile, restoreFile, showFile } from './files.ts'
import { listGroupMembers, listGroups, listMembers, showMembers, showTeam, suspend, unsuspend } from './members.ts'
import {
  listFolderMembers,
  listLinks,
  listNamespaces,
  removeFolderMember,
  revokeLink,
  unshareFolder,
} from './sharing.ts'
import { memberById, profileOf, type DropboxCall } from './team.ts'

/** A call of the API: the right that it asks for, in whose name it is made, what it answers. */
interface Route {
  scope: string
  by: 'team' | 'member'
  answer: DropboxCall
  /** It takes no argument, and refuses one. */
  bare?: true
  /** The description leaves it out. */
  undescribed?: true
}

const team = (scope: string, answer: DropboxCall, more: Partial<Route> = {}): Route => ({
  scope,
  by: 'team',
  answer,
  ...more,
})
const member = (scope: string, answer: DropboxCall): Route => ({ scope, by: 'member', answer })

/** By path below `/2`; those of the log are in `log.ts`. */
export const CALLS: Readonly<Record<string, Route>> = {
  '/team/get_info': team('team_info.read', showTeam, { bare: true }),
  '/team/token/get_authenticated_admin': team(
    'team_info.read',
    one => done({ admin_profile: profileOf(memberById(one, one.administrator)!) }),
    { bare: true },
  ),
  '/team/members/list_v2': team('members.read', listMembers),
  '/team/members/list/continue_v2': team('members.read', listMembers),
  '/team/members/get_info_v2': team('members.read', showMembers),
  '/team/members/suspend': team('members.write', suspend),
  '/team/members/unsuspend': team('members.write', unsuspend),
  '/team/groups/list': team('groups.read', listGroups),
  '/team/groups/list/continue': team('groups.read', listGroups),
  '/team/groups/members/list': team('groups.read', listGroupMembers),
  '/team/groups/members/list/continue': team('groups.read', listGroupMembers, { undescribed: true }),
  '/team/namespaces/list': team('team_data.member', listNamespaces),
  '/team/namespaces/list/continue': team('team_data.member', listNamespaces),
  '/team/devices/list_members_devices': team('sessions.list', listDevices),
  '/team/devices/list_member_devices': team('sessions.list', listDevicesOf),
  '/team/devices/revoke_device_session_batch': team('sessions.modify', revokeDevices),
  '/team/linked_apps/list_members_linked_apps': team('sessions.list', listApps),
  '/team/linked_apps/list_member_linked_apps': team('sessions.list', listAppsOf),
  '/team/linked_apps/revoke_linked_app': team('sessions.modify', revokeApp),
  '/sharing/list_folder_members': member('sharing.read', listFolderMembers),
  '/sharing/list_shared_links': member('sharing.read', listLinks),
  '/sharing/revoke_shared_link': member('sharing.write', revokeLink),
  '/sharing/remove_folder_member': member('sharing.write', removeFolderMember),
  '/sharing/unshare_folder': member('sharing.write', unshareFolder),
  '/files/get_metadata': member('files.metadata.read', showFile),
  '/files/delete_v2': member('files.content.write', deleteFile),
  '/files/restore': member('files.content.write', restoreFile),
}

export const LOG_SCOPE = 'events.read'
export const ALL_SCOPES = [...new Set([LOG_SCOPE, ...Object.values(CALLS).map(({ scope }) => scope)])]
