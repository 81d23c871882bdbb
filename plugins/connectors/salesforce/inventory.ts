import { defineListing, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { batches, members, SETUP, these } from './listings.ts'
import { FACTORS_QUERY, factors, isStrong, type Factors } from './second-factors.ts'
import { instant, query, quoted } from './soql.ts'

const text = z.string().nullish()
const id = z.string().min(1)

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
    these('frozen-users', 'UserId FROM UserLogin WHERE IsFrozen = true', 'Manage Users', { status: 'SUSPENDED' }),
    // Whoever was frozen before he was deactivated is both.
    these('deactivated-users', 'Id FROM User WHERE IsActive = false', 'API Enabled', { status: 'DELETED' }),
    // Every profile has a permission set of its own, so that this tells of profiles, too.
    these(
      'administrators',
      'AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.PermissionsModifyAllData = true',
      SETUP,
      { isAdmin: true },
    ),
    defineListing<Factors>({
      name: 'second-factors',
      row: factors,
      request: () => query(FACTORS_QUERY),
      ...batches,
      scopes: ['Manage Multi-Factor Authentication in API'],
      toAccount: row => ({ externalId: row.UserId, mfaEnabled: isStrong(row) }),
    }),
  ],
  groups: [
    members(
      'permission-sets',
      ['PermissionSetId', 'PermissionSet.Label', 'AssigneeId'],
      'PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false',
    ),
    members('public-groups', ['GroupId', 'Group.Name', 'UserOrGroupId'], `GroupMember WHERE Group.Type = 'Regular'`),
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
