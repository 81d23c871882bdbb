import { defineListing, pathTo, type AccountStatus, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { grantId } from './grant-id.ts'
import { listed, page, TEAM } from './list.ts'
import { oauthToken, type OauthToken } from './oauth-token.ts'
import { riskOf } from './risk.ts'
import { teamMember, type TeamMember } from './team-member.ts'

const group = z.looseObject({ id: z.number(), name: z.string().min(1) })
const membership = z.looseObject({ user_id: z.number() })
const installation = z.looseObject({
  id: z.number(),
  app_id: z.number(),
  enabled: z.boolean(),
  settings: z.looseObject({ name: z.string().nullish(), title: z.string().nullish() }).nullish(),
  created_at: z.string().nullish(),
})

/** Team members, their groups, OAuth tokens of everybody, and apps that are installed. */
export const inventory: Inventory = {
  accounts: [
    defineListing<TeamMember>({
      name: 'team-members',
      row: teamMember,
      request: ({ cursor }) => listed(TEAM, cursor),
      rows: 'users',
      page,
      scopes: ['users:read'],
      toAccount: row => ({
        externalId: String(row.id),
        email: row.email,
        displayName: row.name,
        status: statusOf(row),
        isAdmin: row.role === 'admin',
        isExternal: row.shared || row.shared_agent ? true : null,
        mfaEnabled: row.two_factor_auth_enabled,
        lastSeenAt: row.last_login_at,
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      request: ({ cursor }) => listed('/api/v2/groups', cursor),
      rows: 'groups',
      page,
      scopes: ['read'],
      toGroup: ({ id, name }) => ({ externalId: String(id), name }),
    }),
    defineListing<z.infer<typeof membership>>({
      name: 'group-members',
      each: 'groups',
      row: membership,
      request: ({ cursor, parent }) => listed(pathTo`/api/v2/groups/${parent?.externalId}/memberships`, cursor),
      rows: 'group_memberships',
      page,
      scopes: ['read'],
      toGroup: ({ user_id: member }, parent) => ({
        externalId: parent?.externalId ?? '',
        name: parent?.name ?? '',
        members: [String(member)],
      }),
    }),
  ],
  grants: [
    defineListing<OauthToken>({
      name: 'oauth-tokens',
      row: oauthToken,
      // Without `all` it would list the administrator's own.
      request: ({ cursor }) => listed('/api/v2/oauth/tokens', cursor, { all: true }),
      rows: 'tokens',
      page,
      scopes: ['read'],
      toGrant: ({ id, client_id: client, user_id: person, scopes, created_at: grantedAt }) => ({
        externalId: grantId('token', id),
        clientId: String(client),
        // Clients have their names in a list of their own, and global ones in none.
        clientName: `OAuth client ${client}`,
        account: person == null ? null : String(person),
        scopes,
        risk: riskOf(scopes),
        grantedAt,
      }),
    }),
    defineListing<z.infer<typeof installation>>({
      name: 'apps',
      row: installation,
      request: () => ({ path: '/api/v2/apps/installations' }),
      rows: 'installations',
      page: { style: 'none' },
      scopes: ['apps:read'],
      // An app works with the rights of whichever agent has it open, and names none of its own.
      toGrant: ({ id, app_id: app, enabled, settings, created_at: grantedAt }) => ({
        externalId: grantId('app', id),
        clientId: String(app),
        clientName: settings?.name || settings?.title || `App ${app}`,
        scopes: [],
        risk: 'MEDIUM',
        grantedAt,
        isGone: !enabled,
      }),
      touched: ({ targets = [] }) => targets.flatMap(({ kind, id }) => (kind === 'app' && id ? [id] : [])),
    }),
  ],
}

/** Whom Zendesk deleted stays in the list for a while as not active. */
function statusOf({ active, suspended, verified }: TeamMember): AccountStatus {
  if (active === false) return 'DELETED'
  if (suspended) return 'SUSPENDED'
  return verified === false ? 'INVITED' : 'ACTIVE'
}
