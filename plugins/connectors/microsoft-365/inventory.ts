import { defineListing, pathTo, type AccountStatus, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { appRoles } from './app-roles.ts'
import { files } from './files.ts'
import { riskOf } from './risk.ts'

const text = z.string().nullish()
const id = z.string().min(1)
const flag = z.boolean().nullish()
const list = { rows: 'value', page: { style: 'nextUrl', field: '@odata.nextLink' } } as const
/** Tenant that owns Microsoft’s own apps. */
const MICROSOFT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

const user = z.looseObject({
  id,
  displayName: text,
  mail: text,
  userPrincipalName: text,
  accountEnabled: flag,
  userType: text,
  externalUserState: text,
})
const seen = z.looseObject({
  id,
  signInActivity: z.looseObject({ lastSignInDateTime: text, lastNonInteractiveSignInDateTime: text }).nullish(),
})
const principal = z.looseObject({ id, displayName: text, appDisplayName: text, accountEnabled: flag })
const grant = z.looseObject({ id, clientId: id, consentType: text, principalId: text, scope: text })
const appRole = z.looseObject({ id, appRoleId: text, resourceDisplayName: text, createdDateTime: text })
const PEOPLE = '#microsoft.graph.user'

function statusOf({ accountEnabled, externalUserState }: z.infer<typeof user>): AccountStatus {
  if (externalUserState === 'PendingAcceptance') return 'INVITED'
  return accountEnabled == null ? 'UNKNOWN' : accountEnabled ? 'ACTIVE' : 'SUSPENDED'
}

export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      row: user,
      // Without a choice Graph leaves out whether the account is enabled.
      request: () => ({
        path: '/users',
        query: {
          $select: 'id,displayName,mail,userPrincipalName,accountEnabled,userType,externalUserState',
          $top: 999,
        },
      }),
      ...list,
      scopes: ['User.Read.All'],
      toAccount: row => ({
        externalId: row.id,
        email: row.mail ?? row.userPrincipalName ?? undefined,
        displayName: row.displayName ?? row.userPrincipalName ?? undefined,
        status: statusOf(row),
        isAdmin: false,
        isExternal: row.userType == null ? undefined : row.userType === 'Guest',
      }),
    }),
    defineListing<z.infer<typeof principal>>({
      name: 'service-principals',
      row: principal,
      // What is not Microsoft’s own. Such a filter wants the count beside it.
      request: () => ({
        path: '/servicePrincipals',
        query: {
          $filter: `servicePrincipalType eq 'Application' and appOwnerOrganizationId ne ${MICROSOFT}`,
          $select: 'id,displayName,appDisplayName,accountEnabled',
          $count: true,
          $top: 999,
        },
        headers: { ConsistencyLevel: 'eventual' },
      }),
      ...list,
      scopes: ['Application.Read.All'],
      toAccount: row => ({
        externalId: row.id,
        displayName: row.displayName ?? row.appDisplayName ?? row.id,
        status: row.accountEnabled == null ? 'UNKNOWN' : row.accountEnabled ? 'ACTIVE' : 'SUSPENDED',
        isService: true,
      }),
    }),
    defineListing<{ principalId?: string | null }>({
      name: 'administrators',
      row: z.looseObject({ principalId: id }),
      request: () => ({ path: '/roleManagement/directory/roleAssignments', query: { $top: 999 } }),
      ...list,
      scopes: ['RoleManagement.Read.Directory'],
      toAccount: row => ({ externalId: row.principalId as string, isAdmin: true }),
    }),
    defineListing<{ id: string; isMfaRegistered?: boolean | null }>({
      name: 'second-factors',
      row: z.looseObject({ id, isMfaRegistered: flag }),
      request: () => ({ path: '/reports/authenticationMethods/userRegistrationDetails', query: { $top: 999 } }),
      ...list,
      scopes: ['AuditLog.Read.All'],
      toAccount: row => ({ externalId: row.id, mfaEnabled: row.isMfaRegistered ?? undefined }),
    }),
    defineListing<z.infer<typeof seen>>({
      name: 'last-sign-ins',
      row: seen,
      request: () => ({ path: '/users', query: { $select: 'id,signInActivity', $top: 500 } }),
      ...list,
      scopes: ['AuditLog.Read.All'],
      toAccount: ({ id: externalId, signInActivity: at }) => ({
        externalId,
        lastSeenAt: [at?.lastSignInDateTime, at?.lastNonInteractiveSignInDateTime]
          .flatMap(one => one ?? [])
          .sort()
          .at(-1),
      }),
    }),
  ],
  groups: [
    defineListing<{ id: string; displayName?: string | null; mail?: string | null }>({
      name: 'groups',
      row: z.looseObject({ id, displayName: text, mail: text }),
      request: () => ({ path: '/groups', query: { $select: 'id,displayName,mail', $top: 999 } }),
      ...list,
      scopes: ['GroupMember.Read.All'],
      toGroup: row => ({ externalId: row.id, name: row.displayName ?? row.id, email: row.mail ?? undefined }),
    }),
    defineListing<{ id: string; '@odata.type'?: string | null }>({
      name: 'group-members',
      each: 'groups',
      row: z.looseObject({ id, '@odata.type': text }),
      request: ({ parent }) => ({
        path: pathTo`/groups/${parent!.externalId}/members`,
        query: { $select: 'id', $top: 999 },
      }),
      ...list,
      scopes: ['GroupMember.Read.All'],
      toGroup: (row, parent) => ({
        externalId: parent!.externalId,
        name: parent!.name ?? parent!.externalId,
        members: row['@odata.type'] === PEOPLE ? [row.id] : [],
      }),
    }),
  ],
  resources: files,
  grants: [
    defineListing<z.infer<typeof grant>>({
      name: 'delegated-permissions',
      each: 'service-principals',
      row: grant,
      request: ({ parent }) => ({
        path: '/oauth2PermissionGrants',
        query: { $filter: `clientId eq '${parent!.externalId}'`, $top: 999 },
      }),
      ...list,
      scopes: ['DelegatedPermissionGrant.Read.All'],
      toGrant: (row, parent) => {
        const scopes = (row.scope ?? '').split(' ').filter(Boolean)
        return {
          externalId: row.id,
          clientId: row.clientId,
          clientName: parent?.name ?? row.clientId,
          // Consent for all principals was given by an administrator for the whole organisation.
          account: row.consentType === 'Principal' ? (row.principalId ?? undefined) : undefined,
          scopes,
          risk: riskOf(scopes),
        }
      },
      touched: ({ vendorAction, targets = [] }) =>
        /consent|delegated permission|OAuth2PermissionGrant/i.test(vendorAction)
          ? targets.flatMap(({ id: one }) => one ?? [])
          : [],
    }),
    defineListing<z.infer<typeof appRole>>({
      name: 'app-permissions',
      each: 'service-principals',
      row: appRole,
      request: ({ parent }) => ({ path: pathTo`/servicePrincipals/${parent!.externalId}/appRoleAssignments` }),
      ...list,
      scopes: ['Application.Read.All'],
      toGrant: (row, parent) => {
        const scopes = row.appRoleId
          ? [appRoles[row.appRoleId] ?? `${row.resourceDisplayName ?? 'app role'} ${row.appRoleId}`]
          : []
        return {
          externalId: `${parent!.externalId}/${row.id}`,
          clientId: parent!.externalId,
          clientName: parent!.name ?? parent!.externalId,
          scopes,
          risk: riskOf(scopes),
          grantedAt: row.createdDateTime ?? undefined,
        }
      },
      touched: ({ vendorAction, targets = [] }) =>
        /app role assignment (?:to|from) service principal/i.test(vendorAction)
          ? targets.flatMap(({ id: one }) => one ?? [])
          : [],
    }),
  ],
  domains: [
    defineListing<{ id: string; isVerified?: boolean | null }>({
      name: 'domains',
      row: z.looseObject({ id, isVerified: flag }),
      request: () => ({ path: '/domains' }),
      ...list,
      scopes: ['Domain.Read.All'],
      toDomain: row => (row.isVerified === false ? null : row.id),
    }),
  ],
}
