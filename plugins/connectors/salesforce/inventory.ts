import { defineListing, type Inventory, type Listing } from '@casbah/sdk'
import { z } from 'zod'
import { instant, query, quoted } from './soql.ts'

const text = z.string().nullish()
const id = z.string().min(1)
const flag = z.boolean().nullish()
const batches = { rows: 'records', page: { style: 'nextUrl', field: 'nextRecordsUrl' } } as const

const user = z.looseObject({
  Id: id,
  Username: text,
  Email: text,
  Name: text,
  IsActive: z.boolean(),
  UserType: text,
  LastLoginDate: text,
  Profile: z.looseObject({ Name: text }).nullish(),
})
const factors = z.looseObject({
  UserId: id,
  HasTotp: flag,
  HasSalesforceAuthenticator: flag,
  HasSecurityKey: flag,
  HasBuiltInAuthenticator: flag,
})
const link = z.looseObject({ Id: id, Name: text, ContentDocumentId: id, OwnerId: text })
const token = z.looseObject({ UserId: id, AppName: text, AppMenuItemId: text })

const PROGRAMS = ['AutomatedProcess', 'CloudIntegrationUser']
/** Users of portals and sites, who are no employees. */
const OUTSIDE = ['PowerPartner', 'PowerCustomerSuccess', 'CustomerSuccess', 'CspLitePortal', 'SelfService', 'Guest']
const TOKENS = 500

export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      row: user,
      request: () =>
        query(
          'SELECT Id, Username, Email, Name, IsActive, UserType, LastLoginDate, Profile.Name FROM User ORDER BY Id',
        ),
      ...batches,
      scopes: ['API Enabled'],
      toAccount: row => ({
        externalId: row.Id,
        email: row.Email,
        displayName: row.Name ?? row.Username,
        status: row.IsActive ? 'ACTIVE' : 'DELETED',
        isService: PROGRAMS.includes(row.UserType ?? ''),
        isExternal: OUTSIDE.includes(row.UserType ?? ''),
        groups: row.Profile?.Name ? [row.Profile.Name] : [],
        lastSeenAt: row.LastLoginDate ? instant(row.LastLoginDate) : undefined,
      }),
    }),
    people('frozen-users', 'SELECT UserId FROM UserLogin WHERE IsFrozen = true', 'UserId', 'Manage Users', 'SUSPENDED'),
    // Whoever was frozen before he was deactivated is both.
    people('deactivated-users', 'SELECT Id FROM User WHERE IsActive = false', 'Id', 'API Enabled', 'DELETED'),
    defineListing<{ AssigneeId: string }>({
      name: 'administrators',
      row: z.looseObject({ AssigneeId: id }),
      // Every profile has a permission set of its own, so that this tells of profiles, too.
      request: () =>
        query('SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.PermissionsModifyAllData = true'),
      ...batches,
      scopes: ['View Setup and Configuration'],
      toAccount: row => ({ externalId: row.AssigneeId, isAdmin: true }),
    }),
    defineListing<z.infer<typeof factors>>({
      name: 'second-factors',
      row: factors,
      request: () =>
        query(
          'SELECT UserId, HasTotp, HasSalesforceAuthenticator, HasSecurityKey, HasBuiltInAuthenticator FROM TwoFactorMethodsInfo',
        ),
      ...batches,
      scopes: ['Manage Multi-Factor Authentication in API'],
      toAccount: row => ({
        externalId: row.UserId,
        mfaEnabled: [
          row.HasTotp,
          row.HasSalesforceAuthenticator,
          row.HasSecurityKey,
          row.HasBuiltInAuthenticator,
        ].includes(true),
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof link>>({
      name: 'public-links',
      row: link,
      // The address of the link is not asked for: whoever has it can open the file.
      request: () =>
        query(
          'SELECT Id, Name, ContentDocumentId, OwnerId FROM ContentDistribution WHERE PreferencesExpires = false OR ExpiryDate >= TODAY ORDER BY Id',
        ),
      ...batches,
      scopes: ['API Enabled'],
      toResource: row => ({
        externalId: row.ContentDocumentId,
        kind: 'FILE',
        name: row.Name ?? row.ContentDocumentId,
        owner: row.OwnerId,
        access: [{ to: 'link', role: 'READ' }],
      }),
    }),
  ],
  grants: [
    defineListing<z.infer<typeof token>>({
      name: 'connected-apps',
      row: token,
      // A query gives 500 tokens at most and its continuation stops at 2,500, so each page is a query of its own. Tokens have no Id to go by:
      // pages overlap by one user, whose tokens are told twice.
      request: ({ after }) =>
        query(
          `SELECT UserId, AppName, AppMenuItemId FROM OauthToken WHERE UserId >= ${quoted(after?.[0] ?? '005')} ORDER BY UserId LIMIT ${TOKENS}`,
        ),
      rows: 'records',
      page: { style: 'keyset', fields: ['UserId'], size: TOKENS },
      scopes: ['Customize Application'],
      toGrant: row => ({
        externalId: grantId(row.UserId, row.AppName ?? ''),
        clientId: row.AppMenuItemId ?? row.AppName ?? 'unknown',
        clientName: row.AppName ?? 'unknown',
        account: row.UserId,
        // Salesforce does not tell the rights of a token.
        scopes: [],
        risk: 'MEDIUM',
      }),
    }),
  ],
}

/** Tokens have no id; what a user let in is told by the app's name. */
export const grantId = (userId: string, appName: string) => `${userId}:${appName}`

function people(name: string, soql: string, field: string, scope: string, status: 'SUSPENDED' | 'DELETED'): Listing {
  return defineListing<Record<string, string>>({
    name,
    row: z.looseObject({ [field]: id }) as z.ZodType<Record<string, string>>,
    request: () => query(soql),
    ...batches,
    scopes: [scope],
    toAccount: row => ({ externalId: row[field] as string, status }),
  })
}
