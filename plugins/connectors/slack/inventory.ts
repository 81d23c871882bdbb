import { defineListing, type AccessDraft, type AccountStatus, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { BY_CURSOR, BY_PAGE, PEOPLE, ROWS } from './lists.ts'
import { riskOf } from './risk.ts'

const text = z.string().nullish()
const flag = z.boolean().nullish()
const id = z.string().min(1)
const SCIM = 'https://api.slack.com/scim/v2'
const GUEST = 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'

const scimUser = z.looseObject({
  id,
  userName: text,
  displayName: text,
  active: flag,
  emails: z.array(z.looseObject({ value: text, primary: flag })).nullish(),
  [GUEST]: z.looseObject({ type: text }).nullish(),
})
const member = z.looseObject({
  id,
  email: text,
  full_name: text,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_bot: flag,
  has_2fa: flag,
})
const group = z.looseObject({
  id,
  displayName: z.string().min(1),
  members: z.array(z.looseObject({ value: id })).nullish(),
})
const channel = z.looseObject({
  id,
  name: z.string().min(1),
  creator: text,
  is_private: flag,
  is_shared: flag,
  is_org_shared: flag,
  is_ext_shared: flag,
  connected_team_ids: z.array(z.string()).nullish(),
})
const file = z.looseObject({
  id,
  name: text,
  title: text,
  user: text,
  permalink: text,
  public_url_shared: flag,
  updated: z.number().nullish(),
  timestamp: z.number().nullish(),
})
const approval = z.looseObject({
  app: z.looseObject({ id, name: text }),
  scopes: z.array(z.looseObject({ name: z.string() })).nullish(),
})

/** People by SCIM, which alone has those who are deactivated; what they are in each workspace; groups, channels, files, apps. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof scimUser>>({
      name: 'people',
      row: scimUser,
      request: ({ offset = 0 }) => ({ url: `${SCIM}/Users`, query: { startIndex: offset + 1, count: PEOPLE } }),
      rows: 'Resources',
      page: { style: 'offset', size: PEOPLE, total: 'totalResults' },
      scopes: ['admin'],
      toAccount: ({ id: externalId, userName, displayName, active, emails, [GUEST]: guest }) => ({
        externalId,
        email: (emails?.find(({ primary }) => primary) ?? emails?.[0])?.value,
        displayName: displayName || userName,
        status: statusOf(active),
        isExternal: guest ? true : undefined,
      }),
    }),
    // Of each workspace; that somebody is an administrator in one is not taken back by another.
    defineListing<z.infer<typeof member>>({
      name: 'members',
      each: 'workspaces',
      row: member,
      request: ({ parent, cursor }) => ({
        path: '/api/admin.users.list',
        query: { team_id: parent?.externalId, limit: PEOPLE, cursor },
      }),
      rows: 'users',
      page: BY_CURSOR,
      scopes: ['admin.users:read'],
      toAccount: row => ({
        externalId: row.id,
        // Bots alone are not known by SCIM.
        ...(row.is_bot && { status: 'ACTIVE', isService: true, displayName: row.full_name }),
        isAdmin: row.is_admin || row.is_owner || row.is_primary_owner ? true : undefined,
        isExternal: row.is_restricted || row.is_ultra_restricted ? true : undefined,
        mfaEnabled: row.is_bot ? undefined : row.has_2fa,
      }),
    }),
  ],
  groups: [
    defineListing<{ id: string; name?: string | null }>({
      name: 'workspaces',
      row: z.looseObject({ id, name: text }),
      request: ({ cursor }) => ({ path: '/api/admin.teams.list', query: { limit: PEOPLE, cursor } }),
      rows: 'teams',
      page: BY_CURSOR,
      scopes: ['admin.teams:read'],
      toGroup: ({ id: externalId, name }) => ({ externalId, name: name || externalId }),
    }),
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      request: ({ offset = 0 }) => ({ url: `${SCIM}/Groups`, query: { startIndex: offset + 1, count: PEOPLE } }),
      rows: 'Resources',
      page: { style: 'offset', size: PEOPLE, total: 'totalResults' },
      scopes: ['admin'],
      toGroup: ({ id: externalId, displayName: name, members }) => ({
        externalId,
        name,
        members: members?.map(({ value }) => value),
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof channel>>({
      name: 'channels',
      row: channel,
      // Slack gives twenty at most, and its cursor lies at the top of the answer.
      request: ({ cursor }) => ({ path: '/api/admin.conversations.search', query: { limit: 20, cursor } }),
      rows: 'channels',
      page: { style: 'bodyCursor', field: 'next_cursor' },
      scopes: ['admin.conversations:read'],
      toResource: row => ({
        externalId: row.id,
        kind: 'CHANNEL',
        name: row.name,
        owner: row.creator,
        access: [...(row.is_private ? [] : [INSIDE]), ...outsiders(row)],
      }),
    }),
    defineListing<z.infer<typeof file>>({
      name: 'files',
      each: 'workspaces',
      row: file,
      request: ({ parent, offset }) => ({
        path: '/api/files.list',
        query: { team_id: parent?.externalId, count: ROWS, page: offset },
      }),
      rows: 'files',
      page: BY_PAGE,
      scopes: ['files:read'],
      toResource: row => ({
        externalId: row.id,
        kind: 'FILE',
        name: row.name || row.title || row.id,
        url: row.permalink,
        owner: row.user,
        access: row.public_url_shared ? [{ to: 'link', role: 'READ' }] : [],
        modifiedAt: timeOf(row.updated ?? row.timestamp),
      }),
    }),
  ],
  grants: [
    defineListing<z.infer<typeof approval>>({
      name: 'approved-apps',
      row: approval,
      request: ({ config, cursor }) => ({
        path: '/api/admin.apps.approved.list',
        query: { enterprise_id: String(config.enterprise), limit: ROWS, cursor },
      }),
      rows: 'approved_apps',
      page: BY_CURSOR,
      scopes: ['admin.apps:read'],
      toGrant: ({ app, scopes }) => ({
        externalId: app.id,
        clientId: app.id,
        clientName: app.name || app.id,
        scopes: scopes?.map(({ name }) => name) ?? [],
        risk: riskOf(scopes?.map(({ name }) => name) ?? []),
      }),
      touched: ({ vendorAction, targets = [] }) =>
        /^app_(approved|restricted|removed_from_whitelist|scopes_expanded)$/.test(vendorAction)
          ? targets.flatMap(({ id: app }) => (app ? [app] : []))
          : [],
    }),
  ],
}

const INSIDE: AccessDraft = { to: 'organisation' }

const statusOf = (active: boolean | null | undefined): AccountStatus =>
  active === true ? 'ACTIVE' : active === false ? 'SUSPENDED' : 'UNKNOWN'

/** Who else takes part; the description of 2021 says only that a channel is shared, and whether within the organisation. */
function outsiders(row: z.infer<typeof channel>): AccessDraft[] {
  if (!(row.is_ext_shared ?? (row.is_shared === true && row.is_org_shared !== true))) return []
  const teams = row.connected_team_ids ?? []
  return (teams.length ? teams : ['another organisation']).map(name => ({ to: 'group', name, isExternal: true }))
}

const timeOf = (seconds: number | null | undefined) =>
  typeof seconds === 'number' && seconds > 0 ? new Date(seconds * 1000).toISOString() : undefined
