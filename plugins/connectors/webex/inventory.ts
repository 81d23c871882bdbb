import { defineListing, pathTo, type AccountDraft, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { orgOf } from './card.ts'
import { apiId } from './ids.ts'
import { LIST, listOf } from './lists.ts'

const text = z.string().nullish()
const id = z.string().min(1)
/** Documented as text, and given as truth by some versions. */
const flag = z.union([z.boolean(), z.string()]).nullish()

const person = z.looseObject({
  id,
  emails: z.array(z.string()).nullish(),
  displayName: text,
  loginEnabled: flag,
  invitePending: flag,
  lastActivity: text,
  type: text,
})
const role = z.looseObject({ id, name: z.string().min(1) })
const group = z.looseObject({
  id,
  displayName: z.string().min(1),
  members: z.array(z.looseObject({ id })).nullish(),
})
const space = z.looseObject({
  id,
  title: text,
  creatorId: text,
  lastActivity: text,
  classificationId: text,
})
const member = z.looseObject({ id, personEmail: text, personOrgId: text, isModerator: flag })
const authorization = z.looseObject({ id, applicationName: text, clientId: id, created: text, type: text })

const isOn = (value: unknown) => value === true || value === 'true'
const PEOPLE = { ...LIST, scopes: ['spark-admin:people_read'] }
const GROUPS = 100

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
    defineListing<{ id: string }>({
      ...PEOPLE,
      name: 'administrators',
      each: 'roles',
      row: z.looseObject({ id }),
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
        query: { orgId: orgOf(config), includeMembers: true, startIndex: offset + 1, count: GROUPS },
      }),
      rows: 'groups',
      page: { style: 'offset', size: GROUPS, total: 'totalResults' },
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

function statusOf(row: z.infer<typeof person>): AccountDraft['status'] {
  if (row.loginEnabled != null && !isOn(row.loginEnabled)) return 'SUSPENDED'
  if (isOn(row.invitePending)) return 'INVITED'
  return isOn(row.loginEnabled) ? 'ACTIVE' : 'UNKNOWN'
}
