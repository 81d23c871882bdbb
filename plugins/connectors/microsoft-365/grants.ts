import { defineListing, pathTo, type ActivityDraft, type GrantListing, type Parent } from '@casbah/sdk'
import { z } from 'zod'
import { appRoles } from './app-roles.ts'
import { graphList } from './graph.ts'
import { riskOf } from './risk.ts'

const text = z.string().nullish()
const id = z.string().min(1)

/** Apps whose rights are read again after an activity of these words. */
const appsTouched =
  (words: RegExp) =>
  ({ vendorAction, targets = [] }: ActivityDraft) =>
    words.test(vendorAction) ? targets.flatMap(one => one.id ?? []) : []

/** What all rights of one app have. */
const rightsOf = (app: Parent | undefined, scopes: string[]) => ({
  clientId: app!.externalId,
  clientName: app!.name ?? app!.externalId,
  scopes,
  risk: riskOf(scopes),
})

/** What people let apps do for them, and what apps may do by themselves. */
export const grants: GrantListing[] = [
  defineListing({
    name: 'delegated-permissions',
    each: 'service-principals',
    row: z.looseObject({ id, consentType: text, principalId: text, scope: text }),
    ...graphList('/oauth2PermissionGrants', app => ({ $filter: `clientId eq '${app!.externalId}'`, $top: 999 })),
    scopes: ['DelegatedPermissionGrant.Read.All'],
    toGrant: (row, app) => ({
      externalId: row.id,
      ...rightsOf(app, (row.scope ?? '').split(' ').filter(Boolean)),
      // Consent for all principals was given by an administrator for the whole organisation.
      account: row.consentType === 'Principal' ? row.principalId : null,
    }),
    touched: appsTouched(/consent|delegated permission|OAuth2PermissionGrant/i),
  }),
  defineListing({
    name: 'app-permissions',
    each: 'service-principals',
    row: z.looseObject({ id, appRoleId: text, resourceDisplayName: text, createdDateTime: text }),
    ...graphList(app => pathTo`/servicePrincipals/${app?.externalId}/appRoleAssignments`),
    scopes: ['Application.Read.All'],
    toGrant: ({ appRoleId: role, ...row }, app) => ({
      externalId: `${app!.externalId}/${row.id}`,
      ...rightsOf(app, role ? [appRoles[role] ?? `${row.resourceDisplayName ?? 'app role'} ${role}`] : []),
      grantedAt: row.createdDateTime,
    }),
    touched: appsTouched(/app role assignment (?:to|from) service principal/i),
  }),
]
