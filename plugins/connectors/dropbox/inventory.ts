import { defineListing, type AccessDraft, type ActivityDraft, type Inventory } from '@casbah/sdk'
import type { z } from 'zod'
import { accessOfFolder, accessOfLink, folderMembers, sharedLink } from './access.ts'
import { asMember, BY_CURSOR, byAdministrator, call, listed } from './requests.ts'
import { devices, group, groupMember, lastUseOf, linkedApp, member, namespace, statusOf } from './rows.ts'

/** Members with their devices, groups, shared folders with who is in them, links that members made, apps that they linked. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof member>>({
      name: 'members',
      row: member,
      request: place => listed('/team/members/list_v2', { limit: 1000 }, place, '/team/members/list/continue_v2'),
      rows: 'members',
      page: BY_CURSOR,
      scopes: ['members.read'],
      toAccount: ({ profile: { team_member_id: externalId, email, name, status }, roles }) => ({
        externalId,
        email,
        displayName: name?.display_name,
        status: statusOf(status),
        isAdmin: (roles ?? []).length > 0,
      }),
    }),
    defineListing<z.infer<typeof devices>>({
      name: 'devices',
      row: devices,
      request: ({ cursor }) => call('/team/devices/list_members_devices', cursor ? { cursor } : {}),
      rows: 'devices',
      page: BY_CURSOR,
      scopes: ['sessions.list'],
      toAccount: row => ({ externalId: row.team_member_id, lastSeenAt: lastUseOf(row) }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      request: place => listed('/team/groups/list', { limit: 1000 }, place),
      rows: 'groups',
      page: BY_CURSOR,
      scopes: ['groups.read'],
      toGroup: ({ group_id: externalId, group_name: name }) => ({ externalId, name }),
    }),
    defineListing<z.infer<typeof groupMember>>({
      name: 'group-members',
      each: 'groups',
      row: groupMember,
      request: ({ parent, cursor }) =>
        listed(
          '/team/groups/members/list',
          { group: { '.tag': 'group_id', group_id: parent?.externalId }, limit: 1000 },
          { ...(cursor && { cursor }) },
        ),
      rows: 'members',
      page: BY_CURSOR,
      scopes: ['groups.read'],
      toGroup: ({ profile }, parent) => ({
        externalId: parent!.externalId,
        name: parent!.name ?? parent!.externalId,
        members: [profile.team_member_id],
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof namespace>>({
      name: 'folders',
      row: namespace,
      request: place => listed('/team/namespaces/list', { limit: 1000 }, place),
      rows: 'namespaces',
      page: BY_CURSOR,
      scopes: ['team_data.member'],
      // Who is in a folder is told by its members.
      toResource: ({ namespace_id: externalId, name, team_member_id: owner }) => ({
        externalId,
        kind: 'FOLDER',
        name,
        owner,
      }),
      touched: ({ vendorAction, targets = [] }) =>
        /^(sf_|shared_folder_|team_folder_|shared_content_)/.test(vendorAction) ? idsOf(targets, /^\d+$/) : [],
    }),
    // The first thousand of each kind; a folder with more is open enough.
    defineListing<z.infer<typeof folderMembers>>({
      name: 'folder-members',
      each: 'folders',
      row: folderMembers,
      request: ({ config, parent }) =>
        byAdministrator(config, '/sharing/list_folder_members', { shared_folder_id: parent?.externalId, limit: 1000 }),
      rows: '',
      page: { style: 'none' },
      scopes: ['sharing.read'],
      toResource: (row, parent) => ({
        externalId: parent!.externalId,
        kind: 'FOLDER',
        name: parent!.name ?? parent!.externalId,
        access: accessOfFolder(row),
      }),
    }),
    defineListing<z.infer<typeof sharedLink>>({
      name: 'links',
      each: 'members',
      row: sharedLink,
      request: ({ parent, cursor }) =>
        call('/sharing/list_shared_links', cursor ? { cursor } : {}, asMember(parent?.externalId)),
      rows: 'links',
      page: BY_CURSOR,
      scopes: ['sharing.read'],
      toResource: ({ '.tag': kind, id: fileId, url, name, path_lower: path, link_permissions: may }, parent) => ({
        externalId: fileId || url,
        kind: kind === 'folder' ? 'FOLDER' : 'FILE',
        name: path || name,
        url,
        owner: parent?.externalId,
        access: [...(parent ? ownedBy(parent.email) : []), ...accessOfLink(may)],
      }),
      touched: ({ vendorAction, targets = [] }) =>
        /^(shared_link_|shared_content_|file_delete|file_restore)/.test(vendorAction) ? idsOf(targets, /^id:/) : [],
    }),
  ],
  grants: [
    defineListing<z.infer<typeof linkedApp>>({
      name: 'linked-apps',
      each: 'members',
      row: linkedApp,
      request: ({ parent }) =>
        call('/team/linked_apps/list_member_linked_apps', { team_member_id: parent?.externalId }),
      rows: 'linked_api_apps',
      page: { style: 'none' },
      scopes: ['sessions.list'],
      toGrant: ({ app_id: clientId, app_name: clientName, publisher, linked, is_app_folder: isFenced }, parent) => ({
        externalId: `${parent!.externalId}/${clientId}`,
        clientId,
        clientName,
        publisher,
        account: parent!.externalId,
        scopes: [isFenced ? 'App folder' : 'Full Dropbox'],
        risk: isFenced ? 'LOW' : 'MEDIUM',
        grantedAt: linked,
      }),
      touched: ({ vendorAction, actor, targets = [] }) =>
        /^app_(un)?link_user$/.test(vendorAction)
          ? idsOf([{ kind: 'user', id: actor?.id }, ...targets], /^dbmid:/)
          : [],
    }),
  ],
}

const ownedBy = (name: string | undefined): AccessDraft[] => (name ? [{ to: 'user', name, role: 'OWN' }] : [])

const idsOf = (targets: NonNullable<ActivityDraft['targets']>, form: RegExp) =>
  targets.flatMap(({ id: one }) => (one && form.test(one) ? [one] : []))
