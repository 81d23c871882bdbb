import { defineListing, pathTo, type Inventory } from '@casbah/sdk'
import type { z } from 'zod'
import { orgOf } from './scopes.ts'
import { apiId } from './ids.ts'
import { LIST, listOf } from './lists.ts'
import { authorization, group, isOn, member, person, role, space, statusOf } from './rows.ts'

const PEOPLE = { ...LIST, scopes: ['spark-admin:people_read'] }

export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof person>>({
      ...PEOPLE,
      name: 'people',
      row: person,
      request: () => listOf('/people', { max: 100 }),
      toAccount: row => ({
        externalId: row.id,
        email: row.emails?.[0],
        displayName: row.displayName,
        status: statusOf(row),
        isService: row.type === 'bot' || row.type === 'appuser',
        lastSeenAt: row.lastActivity,
      }),
    }),
    // Who holds a role is asked role by role: the list of all people does not always tell.
    defineListing<z.infer<typeof person>>({
      ...PEOPLE,
      name: 'administrators',
      each: 'roles',
      row: person,
      request: ({ parent }) => listOf('/people', { max: 100, roles: parent?.externalId }),
      toAccount: ({ id: externalId }, parent) => ({
        externalId,
        isAdmin: /administrator/i.test(parent?.name ?? '') || undefined,
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof role>>({
      ...LIST,
      name: 'roles',
      row: role,
      request: () => ({ path: '/roles' }),
      scopes: ['spark-admin:roles_read'],
      toGroup: ({ id: externalId, name }) => ({ externalId, name }),
    }),
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      request: ({ config, offset = 0 }) => ({
        path: '/groups',
        query: { orgId: orgOf(config), includeMembers: true, startIndex: offset + 1, count: 100 },
      }),
      rows: 'groups',
      page: { style: 'offset', size: 100, total: 'totalResults' },
      scopes: ['identity:groups_read'],
      toGroup: ({ id: externalId, displayName: name, members }) => ({
        externalId,
        name,
        members: members?.map(one => apiId('PEOPLE', one.id)),
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof space>>({
      ...LIST,
      name: 'spaces',
      row: space,
      request: () => listOf('/rooms', { type: 'group' }),
      scopes: ['spark-compliance:rooms_read'],
      touched: ({ vendorAction, targets = [] }) =>
        vendorAction.startsWith('rooms.') ? targets.flatMap(({ id: key }) => key ?? []) : [],
      one: ({ externalId }) => ({ path: pathTo`/rooms/${externalId}` }),
      toResource: row => ({
        externalId: row.id,
        kind: 'CHANNEL',
        name: row.title || row.id,
        owner: row.creatorId,
        modifiedAt: row.lastActivity,
        label: row.classificationId,
      }),
    }),
    defineListing<z.infer<typeof member>>({
      ...LIST,
      name: 'members',
      each: 'spaces',
      row: member,
      request: ({ parent }) => listOf('/memberships', { roomId: parent?.externalId }),
      scopes: ['spark-compliance:memberships_read'],
      toResource: (row, parent) => ({
        externalId: parent?.externalId ?? '',
        kind: 'CHANNEL',
        name: parent?.name ?? '',
        access: [{ to: 'user', name: row.personEmail, role: isOn(row.isModerator) ? 'OWN' : 'WRITE' }],
      }),
    }),
    // Last, since of a space that anybody may join its members are the lesser news.
    defineListing<z.infer<typeof space>>({
      ...LIST,
      name: 'public-spaces',
      row: space,
      request: () => listOf('/rooms', { orgPublicSpaces: true }),
      scopes: ['spark-compliance:rooms_read'],
      toResource: row => ({
        externalId: row.id,
        kind: 'CHANNEL',
        name: row.title || row.id,
        access: [{ to: 'organisation', role: 'WRITE' }],
      }),
    }),
  ],
  grants: [
    defineListing<z.infer<typeof authorization>>({
      ...LIST,
      name: 'authorizations',
      each: 'people',
      row: authorization,
      request: ({ parent }) => ({ path: '/authorizations', query: { personId: parent?.externalId } }),
      page: { style: 'none' },
      scopes: ['identity:tokens_read'],
      toGrant: (row, parent) => ({
        externalId: row.id,
        clientId: row.clientId,
        clientName: row.applicationName || row.clientId,
        account: parent?.externalId,
        // Webex does not tell what it may do.
        scopes: [],
        risk: 'MEDIUM',
        grantedAt: row.created,
      }),
    }),
  ],
}
