import { defineListing, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { listOf } from './xml.ts'
import { iam } from './requests.ts'

const text = z.string().optional()
/** Numbers and dates of the XML answers may come as text or parsed. */
const user = z.looseObject({ UserId: z.string().min(1), UserName: z.string().min(1), PasswordLastUsed: text })
const details = z.looseObject({
  UserId: z.string().min(1),
  GroupList: z.unknown(),
  AttachedManagedPolicies: z.unknown(),
})
const device = z.looseObject({ User: z.looseObject({ UserId: z.string().min(1) }) })

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** IAM users; their groups, direct administrator rights and virtual second factors are laid over. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      row: user,
      request: ({ cursor }) => iam('ListUsers', { MaxItems: 1_000, Marker: cursor }),
      rows: 'ListUsersResponse.ListUsersResult.Users.member',
      page: { style: 'bodyCursor', field: 'ListUsersResponse.ListUsersResult.Marker' },
      scopes: ['iam:ListUsers'],
      toAccount: ({ UserId, UserName, PasswordLastUsed }) => ({
        externalId: UserId,
        displayName: UserName,
        email: UserName.includes('@') ? UserName : undefined,
        status: 'ACTIVE',
        lastSeenAt: PasswordLastUsed,
      }),
    }),
    defineListing<z.infer<typeof details>>({
      name: 'user-rights',
      row: details,
      request: ({ cursor }) =>
        iam('GetAccountAuthorizationDetails', { 'Filter.member.1': 'User', MaxItems: 1_000, Marker: cursor }),
      rows: 'GetAccountAuthorizationDetailsResponse.GetAccountAuthorizationDetailsResult.UserDetailList.member',
      page: {
        style: 'bodyCursor',
        field: 'GetAccountAuthorizationDetailsResponse.GetAccountAuthorizationDetailsResult.Marker',
      },
      scopes: ['iam:GetAccountAuthorizationDetails'],
      toAccount: ({ UserId, GroupList, AttachedManagedPolicies }) => {
        const policies = listOf(AttachedManagedPolicies) as { PolicyArn?: string }[]
        return {
          externalId: UserId,
          groups: listOf(GroupList).map(String),
          ...(policies.some(({ PolicyArn }) => PolicyArn === ADMINISTRATOR) && { isAdmin: true }),
        }
      },
    }),
    // Hardware keys are not listed here, so a user without an entry is left unknown rather than said to have none.
    defineListing<z.infer<typeof device>>({
      name: 'virtual-second-factors',
      row: device,
      request: ({ cursor }) =>
        iam('ListVirtualMFADevices', { AssignmentStatus: 'Assigned', MaxItems: 1_000, Marker: cursor }),
      rows: 'ListVirtualMFADevicesResponse.ListVirtualMFADevicesResult.VirtualMFADevices.member',
      page: { style: 'bodyCursor', field: 'ListVirtualMFADevicesResponse.ListVirtualMFADevicesResult.Marker' },
      scopes: ['iam:ListVirtualMFADevices'],
      toAccount: ({ User }) => ({ externalId: User.UserId, mfaEnabled: true }),
    }),
  ],
}
