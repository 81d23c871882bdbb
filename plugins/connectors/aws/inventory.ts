import { defineListing, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { isTrue, listOf } from './xml.ts'
import { iam, regionsOf, s3 } from './requests.ts'

const text = z.string().optional()
/** Numbers and dates of the XML answers may come as text or parsed. */
const user = z.looseObject({ UserId: z.string().min(1), UserName: z.string().min(1), PasswordLastUsed: text })
const details = z.looseObject({
  UserId: z.string().min(1),
  GroupList: z.unknown(),
  AttachedManagedPolicies: z.unknown(),
})
const device = z.looseObject({ User: z.looseObject({ UserId: z.string().min(1) }) })

const bucket = z.looseObject({ Name: z.string().min(1), BucketRegion: text, CreationDate: text })
/** `status` where there is no answer: 404 without a policy, 301 for a bucket of a region that is not configured. */
const policyStatus = z.looseObject({ IsPublic: z.unknown().optional(), status: z.number().optional() })

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** Operations after which buckets are listed again. */
const TOUCHING = new Set(
  ['CreateBucket', 'DeleteBucket', 'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl'].map(name => `s3:${name}`),
)

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
  resources: [
    defineListing<z.infer<typeof bucket>>({
      name: 'buckets',
      row: bucket,
      request: ({ config, cursor }) =>
        s3(regionsOf(config)[0] ?? 'us-east-1', '/', { 'max-buckets': 1_000, 'continuation-token': cursor }),
      rows: 'ListAllMyBucketsResult.Buckets.Bucket',
      page: { style: 'bodyCursor', field: 'ListAllMyBucketsResult.ContinuationToken' },
      scopes: ['s3:ListAllMyBuckets'],
      // Who can see it is told by its policy.
      toResource: ({ Name, BucketRegion, CreationDate }) => ({
        externalId: Name,
        kind: 'BUCKET',
        name: BucketRegion ? `${BucketRegion}/${Name}` : Name,
        url: `https://console.aws.amazon.com/s3/buckets/${Name}`,
        modifiedAt: CreationDate,
      }),
      touched: ({ vendorAction, targets = [] }) =>
        TOUCHING.has(vendorAction) ? targets.flatMap(({ kind, id }) => (kind === 'bucket' && id ? [id] : [])) : [],
    }),
    defineListing<z.infer<typeof policyStatus>>({
      name: 'bucket-policies',
      each: 'buckets',
      row: policyStatus,
      request: ({ config, parent }) => {
        const [known] = parent?.name?.split('/') ?? []
        const region = regionsOf(config).find(one => one === known) ?? regionsOf(config)[0] ?? 'us-east-1'
        return s3(region, `/${parent?.externalId}`, { policyStatus: '' })
      },
      rows: 'PolicyStatus',
      page: { style: 'none' },
      answers: [301, 404],
      scopes: ['s3:GetBucketPolicyStatus'],
      toResource: ({ IsPublic, status }, parent) => ({
        externalId: parent?.externalId ?? '',
        kind: 'BUCKET',
        name: parent?.name ?? parent?.externalId ?? '',
        access: status === 301 ? undefined : isTrue(IsPublic) ? [{ to: 'anyone' }] : [{ to: 'organisation' }],
      }),
    }),
  ],
}
