import { defineListing, pathTo, type AccountStatus, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { files } from './files.ts'
import { graphList } from './graph.ts'
import { grants } from './grants.ts'

const text = z.string().nullish()
const id = z.string().min(1)
const flag = z.boolean().nullish()
const named = z.looseObject({ id, displayName: text, mail: text, accountEnabled: flag })
/** Tenant that owns Microsoft’s own apps. */
const MICROSOFT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

const stateOf = ({ accountEnabled }: z.infer<typeof named>): AccountStatus =>
  accountEnabled == null ? 'UNKNOWN' : accountEnabled ? 'ACTIVE' : 'SUSPENDED'

export const inventory: Inventory = {
  accounts: [
    defineListing({
      name: 'users',
      row: named.extend({ userPrincipalName: text, userType: text, externalUserState: text }),
      // Without a choice Graph leaves out whether the account is enabled.
      ...graphList('/users', {
        $select: 'id,displayName,mail,userPrincipalName,accountEnabled,userType,externalUserState',
        $top: 999,
      }),
      scopes: ['User.Read.All'],
      toAccount: row => ({
        externalId: row.id,
        email: row.mail ?? row.userPrincipalName,
        displayName: row.displayName ?? row.userPrincipalName,
        status: row.externalUserState === 'PendingAcceptance' ? 'INVITED' : stateOf(row),
        isAdmin: false,
        isExternal: row.userType == null ? null : row.userType === 'Guest',
      }),
    }),
    defineListing({
      name: 'service-principals',
      row: named.extend({ appDisplayName: text }),
      // What is not Microsoft’s own. Such a filter wants the count beside it.
      ...graphList('/servicePrincipals', {
        $filter: `servicePrincipalType eq 'Application' and appOwnerOrganizationId ne ${MICROSOFT}`,
        $select: 'id,displayName,appDisplayName,accountEnabled',
        $count: true,
        $top: 999,
      }),
      scopes: ['Application.Read.All'],
      toAccount: row => ({
        externalId: row.id,
        displayName: row.displayName ?? row.appDisplayName ?? row.id,
        status: stateOf(row),
        isService: true,
      }),
    }),
    defineListing({
      name: 'administrators',
      row: z.looseObject({ principalId: id }),
      ...graphList('/roleManagement/directory/roleAssignments', { $top: 999 }),
      scopes: ['RoleManagement.Read.Directory'],
      toAccount: row => ({ externalId: row.principalId, isAdmin: true }),
    }),
    defineListing({
      name: 'second-factors',
      row: z.looseObject({ id, isMfaRegistered: flag }),
      ...graphList('/reports/authenticationMethods/userRegistrationDetails', { $top: 999 }),
      scopes: ['AuditLog.Read.All'],
      toAccount: row => ({ externalId: row.id, mfaEnabled: row.isMfaRegistered }),
    }),
    defineListing({
      name: 'last-sign-ins',
      row: z.looseObject({
        id,
        signInActivity: z.looseObject({ lastSignInDateTime: text, lastNonInteractiveSignInDateTime: text }).nullish(),
      }),
      ...graphList('/users', { $select: 'id,signInActivity', $top: 500 }),
      scopes: ['AuditLog.Read.All'],
      toAccount: ({ id: externalId, signInActivity: at }) => {
        const times = [at?.lastSignInDateTime, at?.lastNonInteractiveSignInDateTime].flatMap(one => one ?? [])
        return { externalId, lastSeenAt: times.sort().at(-1) }
      },
    }),
  ],
  groups: [
    defineListing({
      name: 'groups',
      row: named,
      ...graphList('/groups', { $select: 'id,displayName,mail', $top: 999 }),
      scopes: ['GroupMember.Read.All'],
      toGroup: row => ({ externalId: row.id, name: row.displayName ?? row.id, email: row.mail }),
    }),
    defineListing({
      name: 'group-members',
      each: 'groups',
      row: z.looseObject({ id, '@odata.type': text }),
      ...graphList(parent => pathTo`/groups/${parent?.externalId}/members`, { $select: 'id', $top: 999 }),
      scopes: ['GroupMember.Read.All'],
      toGroup: (row, parent) => ({
        externalId: parent!.externalId,
        name: parent!.name ?? parent!.externalId,
        members: row['@odata.type'] === '#microsoft.graph.user' ? [row.id] : [],
      }),
    }),
  ],
  resources: files,
  grants,
  domains: [
    defineListing({
      name: 'domains',
      row: z.looseObject({ id, isVerified: flag }),
      ...graphList('/domains'),
      scopes: ['Domain.Read.All'],
      toDomain: row => (row.isVerified === false ? null : row.id),
    }),
  ],
}
