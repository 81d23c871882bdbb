import { defineListing, pathTo, translate } from '@casbah/sdk'
import type { AccessDraft, Config, Inventory, ResourceKind } from '@casbah/sdk'
import { z } from 'zod'
import { arm, byGraph, byGraphLink, byLink, graph, idOf, resourceGraph, resourcePath } from './arm.ts'
import { isOpen } from './open-rules.ts'
import { GIVING_ROLES } from './roles.ts'

const id = z.string().min(1)
const text = z.string().nullish()
const assignment = z.looseObject({ properties: z.looseObject({ principalId: id, principalType: z.string() }) })
type Assignment = z.infer<typeof assignment>
const person = z.looseObject({ id, displayName: text, mail: text, userPrincipalName: text })
const registration = z.looseObject({ id, isMfaRegistered: z.boolean().nullish() })
const resource = z.looseObject({ id, name: id, type: id, resourceGroup: text, properties: z.unknown().optional() })
type Resource = z.infer<typeof resource>
const shared = z.looseObject({ publicAccess: text, lastModifiedTime: text })
const container = z.looseObject({ id, name: id, properties: shared })

const KINDS: Record<string, ResourceKind> = {
  'microsoft.storage/storageaccounts': 'BUCKET',
  'microsoft.compute/virtualmachines': 'OTHER',
  'microsoft.network/networksecuritygroups': 'OTHER',
  'microsoft.keyvault/vaults': 'OTHER',
  'microsoft.sql/servers': 'OTHER',
  'microsoft.web/sites': 'SITE',
}
const types = Object.keys(KINDS).map(type => `'${type}'`)
const storage = "resources | where type =~ 'microsoft.storage/storageaccounts'"
const assignments = (where: string) => (ask: { config: Config; cursor?: string }) =>
  resourceGraph(
    ask.config,
    `authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | where ${where}`,
    ask.cursor,
  )

const ORGANISATION: AccessDraft[] = [{ to: 'organisation' }]
/** Blobs of a container with `Blob` are seen by whoever knows their address, those of one with `Container` are listed to anyone. */
const ACCESS: Record<string, AccessDraft[]> = { Blob: [{ to: 'link' }], Container: [{ to: 'anyone' }] }
const TOUCHING = /\/(write|delete)$/

const roles = ['Microsoft.Authorization/roleAssignments/read']
const ofResources = ['Microsoft.Resources/subscriptions/resources/read']

/** Who has a role, by the id that Entra gives them; and what can be open to the world, or is worth the most. */
export const inventory: Inventory = {
  accounts: [
    defineListing<Assignment>({
      name: 'principals',
      row: assignment,
      request: assignments("properties.principalType in~ ('User', 'ServicePrincipal')"),
      ...byGraph,
      scopes: roles,
      toAccount: ({ properties }) => ({
        externalId: idOf(properties.principalId),
        status: 'ACTIVE',
        isService: properties.principalType === 'ServicePrincipal',
      }),
    }),
    defineListing<Assignment>({
      name: 'administrators',
      row: assignment,
      request: assignments(
        `tostring(properties.roleDefinitionId) has_any (${GIVING_ROLES.map(role => `'${role}'`).join(', ')})`,
      ),
      ...byGraph,
      scopes: roles,
      toAccount: ({ properties }) => ({ externalId: idOf(properties.principalId), isAdmin: true }),
    }),
    // Of the whole directory; who has no role here is left out, since no state is told of them.
    defineListing<z.infer<typeof person>>({
      name: 'names',
      row: person,
      request: ({ config }) => graph(config, '/users', { $select: 'id,displayName,mail,userPrincipalName', $top: 999 }),
      ...byGraphLink,
      scopes: ['User.Read.All'],
      toAccount: ({ id, displayName, mail, userPrincipalName }) => ({
        externalId: idOf(id),
        displayName,
        email: mail ?? userPrincipalName,
      }),
    }),
    defineListing<z.infer<typeof registration>>({
      name: 'second-factors',
      row: registration,
      request: ({ config }) => graph(config, '/reports/authenticationMethods/userRegistrationDetails', { $top: 999 }),
      ...byGraphLink,
      scopes: ['AuditLog.Read.All'],
      toAccount: ({ id, isMfaRegistered }) => ({ externalId: idOf(id), mfaEnabled: isMfaRegistered }),
    }),
  ],
  groups: [
    defineListing<Assignment>({
      name: 'groups',
      row: assignment,
      request: assignments("properties.principalType =~ 'Group'"),
      ...byGraph,
      scopes: roles,
      toGroup: ({ properties }) => ({ externalId: idOf(properties.principalId), name: properties.principalId }),
    }),
  ],
  resources: [
    defineListing<Resource>({
      name: 'resources',
      row: resource,
      request: ({ config, cursor }) =>
        resourceGraph(config, `resources | where type in~ (${types.join(', ')})`, cursor),
      ...byGraph,
      scopes: ofResources,
      toResource: ({ id, name, type, resourceGroup, properties }) => ({
        externalId: idOf(id),
        kind: translate(KINDS, type.toLowerCase()) ?? 'OTHER',
        name: resourceGroup ? `${resourceGroup}/${name}` : name,
        url: `https://portal.azure.com/#resource${id}`,
        access: isOpen(properties) ? [{ to: 'anyone' }] : ORGANISATION,
      }),
      touched: ({ vendorAction, targets = [] }) =>
        TOUCHING.test(vendorAction) ? targets.flatMap(({ id }) => id ?? []) : [],
    }),
    // Of accounts that let nobody in unnamed, what containers say is of no effect.
    defineListing<Resource>({
      name: 'public-blobs',
      row: resource,
      request: ({ config, cursor }) =>
        resourceGraph(config, `${storage} | where properties.allowBlobPublicAccess == true`, cursor),
      ...byGraph,
      scopes: ofResources,
      toResource: ({ id, name }) => ({
        externalId: `${idOf(id)}/blobservices/default`,
        kind: 'FOLDER',
        name: `${name}/blobs`,
        access: ORGANISATION,
      }),
      touched: ({ vendorAction, targets = [] }) =>
        vendorAction === 'microsoft.storage/storageaccounts/write' ? targets.flatMap(({ id }) => id ?? []) : [],
    }),
    defineListing<z.infer<typeof container>>({
      name: 'containers',
      each: 'public-blobs',
      row: container,
      request: ({ parent }) =>
        arm(
          resourcePath(parent?.externalId ?? '', 'Microsoft.Storage/storageAccounts') +
            pathTo`/blobServices/${'default'}/containers`,
          '2023-05-01',
        ),
      ...byLink,
      scopes: ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
      toResource: ({ id, name, properties }, parent) => ({
        externalId: idOf(id),
        kind: 'FOLDER',
        name: `${parent?.name ?? ''}/${name}`,
        access: translate(ACCESS, properties.publicAccess) ?? ORGANISATION,
        modifiedAt: properties.lastModifiedTime,
      }),
    }),
  ],
}
