import { defineListing, pathTo, type Inventory } from '@casbah/sdk'
import type { z } from 'zod'
import { admin, LIST, partOf, profileOf } from './hosts.ts'
import { accessOf, connect, domain, envelope, group, isOn, isOver, member, profile, statusOf, user } from './rows.ts'

const scopes = ['signature']

export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      ...LIST,
      name: 'users',
      row: user,
      request: ({ offset }) => partOf('/users', offset, { additional_info: true }),
      rows: 'users',
      scopes,
      toAccount: row => ({
        externalId: row.userId,
        email: row.email,
        displayName: row.userName,
        status: statusOf(row.userStatus),
        isAdmin: isOn(row.isAdmin),
        lastSeenAt: row.lastLogin || null,
      }),
    }),
    // Rights in the organisation and the second factor are told one by one alone.
    defineListing<z.infer<typeof profile>>({
      name: 'profiles',
      each: 'users',
      row: profile,
      request: ({ config, parent }) => profileOf(config, parent?.externalId),
      rows: 'users?',
      page: { style: 'none' },
      scopes: ['user_read'],
      toAccount: row => ({
        externalId: row.id,
        isAdmin: row.is_organization_admin || undefined,
        // Of who has to use single sign-on the identity provider alone knows.
        mfaEnabled: row.federated_status === 'FedAuthRequired' ? undefined : row.require_two_step_verification,
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      ...LIST,
      name: 'groups',
      row: group,
      request: ({ offset }) => partOf('/groups', offset),
      rows: 'groups?',
      scopes,
      toGroup: row => ({ externalId: row.groupId, name: row.groupName || row.groupId }),
    }),
    defineListing<z.infer<typeof member>>({
      ...LIST,
      name: 'group-members',
      each: 'groups',
      row: member,
      request: ({ parent, offset }) => partOf(pathTo`/groups/${parent?.externalId}/users`, offset),
      rows: 'users?',
      scopes,
      toGroup: (row, parent) => ({
        externalId: parent?.externalId ?? '',
        name: parent?.name ?? '',
        members: [row.userId],
      }),
    }),
  ],
  resources: [
    // Those that are on their way: what is signed belongs to who took part.
    defineListing<z.infer<typeof envelope>>({
      ...LIST,
      name: 'envelopes',
      row: envelope,
      request: ({ config, offset }) =>
        partOf('/envelopes', offset, {
          from_date: `${String(config.envelopesSince)}T00:00:00Z`,
          status: 'sent,delivered',
          include: 'recipients',
        }),
      rows: 'envelopes?',
      scopes,
      touched: ({ vendorAction, targets = [] }) =>
        vendorAction.startsWith('Envelope.') ? targets.flatMap(one => (one.kind === 'file' && one.id) || []) : [],
      one: ({ externalId }) => ({ path: pathTo`/envelopes/${externalId}`, query: { include: 'recipients' } }),
      toResource: row => ({
        externalId: row.envelopeId,
        kind: 'FILE',
        name: row.emailSubject || row.envelopeId,
        owner: row.sender?.email,
        ...(row.recipients && { access: accessOf(row.recipients) }),
        modifiedAt: row.lastModifiedDateTime,
        isGone: isOver(row.status) || undefined,
      }),
    }),
  ],
  grants: [
    // Connect hands envelopes to another system as they happen: whoever is there was let in.
    defineListing<z.infer<typeof connect>>({
      name: 'connect',
      row: connect,
      request: () => ({ path: '/connect' }),
      rows: 'configurations?',
      page: { style: 'none' },
      scopes,
      touched: ({ vendorAction, targets = [] }) =>
        vendorAction.startsWith('Connect.') ? targets.flatMap(one => (one.kind === 'app' && one.id) || []) : [],
      toGrant: row => ({
        externalId: row.connectId,
        clientId: row.connectId,
        clientName: row.name || row.urlToPublishTo || row.connectId,
        scopes: [
          ...(row.envelopeEvents ?? []),
          ...(row.events ?? []),
          ...(isOn(row.includeDocuments) ? ['documents'] : []),
        ],
        risk: isOn(row.includeDocuments) ? 'HIGH' : 'MEDIUM',
      }),
    }),
  ],
  domains: [
    defineListing<z.infer<typeof domain>>({
      name: 'domains',
      row: domain,
      request: ({ config }) => ({ url: admin(config, '/reserved_domains') }),
      rows: 'reserved_domains?',
      page: { style: 'none' },
      scopes: ['domain_read'],
      toDomain: row => (row.status === 'active' ? row.host_name : null),
    }),
  ],
}
