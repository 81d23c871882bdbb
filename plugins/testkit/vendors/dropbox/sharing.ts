import { done, NOTHING, refused } from './answers.ts'
import type { DropboxLink } from './settings.ts'
import { accountId, groupId, memberById, membersOf, pageOf, type DropboxCall, type DropboxTeam } from './team.ts'

/** Namespaces: folders of the team, shared folders, and what each member keeps alone. */
export const listNamespaces: DropboxCall = (team, { argument }) => {
  const folders = team.settings.folders.map(({ id, name, isTeamFolder }) => ({
    name,
    namespace_id: id,
    namespace_type: { '.tag': isTeamFolder ? 'team_folder' : 'shared_folder' },
  }))
  const own = membersOf(team).map(({ id, name }, index) => ({
    name,
    namespace_id: String(9_000_000 + index),
    namespace_type: { '.tag': 'team_member_folder' },
    team_member_id: id,
  }))
  const page = pageOf([...folders, ...own], team, argument)
  if (!page) return refused(409, 'invalid_cursor')
  const { rows, ...place } = page
  return done({ namespaces: rows, ...place })
}

const folderOf = ({ settings }: DropboxTeam, id: unknown) => settings.folders.find(one => one.id === id)

function userOf(team: DropboxTeam, email: string) {
  const member = membersOf(team).find(one => one.email === email)
  return {
    account_id: accountId(member?.id ?? email),
    email,
    display_name: member?.name ?? email,
    same_team: member !== undefined,
    ...(member && { team_member_id: member.id }),
  }
}

export const listFolderMembers: DropboxCall = (team, { argument: { shared_folder_id: id } }) => {
  const folder = folderOf(team, id)
  if (!folder) return refused(409, 'invalid_id')
  const at = (level: string) => ({ access_type: { '.tag': level }, is_inherited: false })
  return done({
    users: folder.people.map(({ email, level }) => ({ ...at(level), user: userOf(team, email) })),
    groups: folder.groups.map(({ name, level }) => ({
      ...at(level),
      group: {
        group_name: name,
        group_id: groupId(name),
        group_management_type: { '.tag': 'company_managed' },
        group_type: { '.tag': 'team' },
        is_member: false,
        is_owner: false,
        same_team: true,
      },
    })),
    invitees: folder.invitees.map(email => ({ ...at('viewer'), invitee: { '.tag': 'email', email } })),
  })
}

const folderAsset = (team: DropboxTeam, id: string, name: string) => ({
  assets: [
    {
      '.tag': 'folder',
      path: {
        contextual: `/${name}`,
        namespace_relative: { ns_id: id, relative_path: '', is_shared_namespace: true },
      },
      display_name: name,
    },
  ],
  context: { '.tag': 'team_member', team_member_id: team.administrator },
})

/** Done in its own time, which here is at once. */
export const removeFolderMember: DropboxCall = (team, { argument }) => {
  const folder = folderOf(team, argument.shared_folder_id)
  if (!folder) return refused(409, 'access_error', 'invalid_id')
  const { email } = argument.member as { email: string }
  const isIn = folder.people.some(one => one.email === email) || folder.invitees.includes(email)
  if (!isIn) return refused(409, 'member_error', 'not_a_member')
  folder.people = folder.people.filter(one => one.email !== email)
  folder.invitees = folder.invitees.filter(one => one !== email)
  team.record('shared_content_remove_member', {}, folderAsset(team, folder.id, folder.name))
  return done({ '.tag': 'async_job_id', async_job_id: '34g93hh34h04y384084' })
}

export const unshareFolder: DropboxCall = (team, { argument: { shared_folder_id: id } }) => {
  const folder = folderOf(team, id)
  if (!folder) return refused(409, 'access_error', 'invalid_id')
  if (folder.isTeamFolder) return refused(409, 'team_folder')
  team.settings.folders = team.settings.folders.filter(one => one !== folder)
  team.record('shared_content_unshare', {}, folderAsset(team, folder.id, folder.name))
  return done({ '.tag': 'complete' })
}

const VISIBILITY = {
  public: 'public',
  team: 'team_only',
  password: 'password',
  members: 'shared_folder_only',
  no_one: 'no_one',
}

function linkShown(team: DropboxTeam, link: DropboxLink) {
  const { to, path, url, isFolder, audience, maker } = link
  const name = path.slice(path.lastIndexOf('/') + 1)
  const file = {
    client_modified: '2026-01-05T10:00:00Z',
    server_modified: '2026-01-05T10:00:00Z',
    rev: '015f2a0b3c4d',
    size: 40_120,
  }
  return {
    '.tag': isFolder ? 'folder' : 'file',
    url,
    id: to,
    name,
    path_lower: path,
    link_permissions: {
      resolved_visibility: { '.tag': VISIBILITY[audience] },
      can_revoke: true,
      effective_audience: { '.tag': audience },
      link_access_level: { '.tag': 'viewer' },
      visibility_policies: [],
      can_set_expiry: true,
      can_remove_expiry: true,
      allow_download: true,
      can_allow_download: true,
      can_disallow_download: true,
      allow_comments: true,
      team_restricts_comments: false,
    },
    team_member_info: {
      team_info: { id: 'dbtid:acme', name: team.settings.team },
      display_name: memberById(team, maker)?.name ?? maker,
      member_id: maker,
    },
    ...(!isFolder && file),
  }
}

/** Of a path all that lead to it, whoever made them, for an administrator; without one those that the member made. */
export const listLinks: DropboxCall = (team, { argument, actor, isAdministrator }) => {
  const { path } = argument
  const links = team.settings.links.filter(link =>
    path === undefined
      ? link.maker === actor?.id
      : (link.to === path || link.path === path) && (isAdministrator || link.maker === actor?.id),
  )
  const page = pageOf(links, team, path === undefined ? argument : {})
  if (!page) return refused(409, 'reset')
  const place = page.has_more && { cursor: page.cursor }
  return done({ links: page.rows.map(link => linkShown(team, link)), has_more: page.has_more, ...place })
}

/** Whoever made it may; an administrator only what lies in folders of the team. */
export const revokeLink: DropboxCall = (team, { argument: { url }, actor, isAdministrator }) => {
  const { settings } = team
  const link = settings.links.find(one => one.url === url)
  if (!link) return refused(409, 'shared_link_not_found')
  const file = settings.files.find(({ id }) => id === link.to)
  const may = isAdministrator ? file?.keeper === null : link.maker === actor?.id
  if (!may) return refused(409, 'shared_link_access_denied')
  settings.links = settings.links.filter(one => one !== link)
  team.record('shared_link_disable', {}, memberById(team, link.maker))
  return NOTHING
}
