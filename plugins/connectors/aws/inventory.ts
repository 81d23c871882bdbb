import { at, defineListing, pathTo, type Inventory, type ListRequest, type PageStyle } from '@casbah/sdk'
import { z } from 'zod'
import { bucketRegion, homeOf, iam, s3 } from './requests.ts'
import { isTrue, listOf } from './xml.ts'

const text = z.string().nullish()
/** Numbers and dates of the XML answers may come as text or parsed. */
const user = z.looseObject({ UserId: z.string().min(1), UserName: z.string().min(1), PasswordLastUsed: text })
const userRights = z.looseObject({
  UserId: z.string().min(1),
  GroupList: z.unknown(),
  AttachedManagedPolicies: z.unknown(),
})
const devices = z.looseObject({
  body: z.looseObject({ ListMFADevicesResponse: z.looseObject({ ListMFADevicesResult: z.looseObject({}) }) }),
})
const role = z.looseObject({
  RoleId: z.string().min(1),
  RoleName: z.string().min(1),
  AttachedManagedPolicies: z.unknown(),
  RoleLastUsed: z.unknown(),
})
const group = z.looseObject({ GroupId: z.string().min(1), GroupName: z.string().min(1) })
const bucket = z.looseObject({ Name: z.string().min(1), BucketRegion: text, CreationDate: text })
/** `status` where there is no answer: 404 without a policy, 403 where it may not be seen, 301 for a bucket of a region that is not configured. */
const policyStatus = z.looseObject({ IsPublic: z.unknown().optional(), status: z.number().optional() })

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

const isAdministrator = (policies: unknown) =>
  listOf(policies).some(policy => at(policy, 'PolicyArn') === ADMINISTRATOR) || undefined

/** A list of IAM, page by page. */
const iamList = (operation: string, list: string, form: Record<string, string> = {}) => ({
  request: ({ cursor }: ListRequest) => iam(operation, { ...form, MaxItems: 1_000, Marker: cursor }),
  rows: `${operation}Response.${operation}Result.${list}.member`,
  page: { style: 'bodyCursor', field: `${operation}Response.${operation}Result.Marker` } satisfies PageStyle,
  scopes: [`iam:${operation}`],
})

/** Operations after which buckets are listed again. */
const TOUCHING = new Set(
  [
    ...['CreateBucket', 'DeleteBucket', 'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl'],
    ...['PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock'],
  ].map(name => `s3:${name}`),
)

/** IAM users, over which their groups, direct administrator rights and second factors are laid; roles; groups; buckets. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      ...iamList('ListUsers', 'Users'),
      name: 'users',
      row: user,
      toAccount: ({ UserId, UserName, PasswordLastUsed }) => ({
        externalId: UserId,
        displayName: UserName,
        email: UserName.includes('@') ? UserName : undefined,
        status: 'ACTIVE',
        lastSeenAt: PasswordLastUsed,
      }),
    }),
    defineListing<z.infer<typeof userRights>>({
      ...iamList('GetAccountAuthorizationDetails', 'UserDetailList', { 'Filter.member.1': 'User' }),
      name: 'user-rights',
      row: userRights,
      toAccount: ({ UserId, GroupList, AttachedManagedPolicies }) => ({
        externalId: UserId,
        groups: listOf(GroupList).map(String),
        isAdmin: isAdministrator(AttachedManagedPolicies),
      }),
    }),
    // One request a user. The answer is taken whole, since an empty list is an answer, too: the user has none.
    defineListing<z.infer<typeof devices>>({
      name: 'second-factors',
      each: 'users',
      row: devices,
      request: ({ parent }) => iam('ListMFADevices', { UserName: parent?.name }),
      rows: '',
      page: { style: 'none' },
      answers: [200],
      scopes: ['iam:ListMFADevices'],
      toAccount: ({ body }, parent) => ({
        externalId: parent?.externalId ?? '',
        mfaEnabled: listOf(body.ListMFADevicesResponse.ListMFADevicesResult.MFADevices).length > 0,
      }),
    }),
    defineListing<z.infer<typeof role>>({
      ...iamList('GetAccountAuthorizationDetails', 'RoleDetailList', { 'Filter.member.1': 'Role' }),
      name: 'roles',
      row: role,
      toAccount: ({ RoleId, RoleName, AttachedManagedPolicies, RoleLastUsed }) => ({
        externalId: RoleId,
        displayName: RoleName,
        status: 'ACTIVE',
        isService: true,
        isAdmin: isAdministrator(AttachedManagedPolicies),
        lastSeenAt: at(RoleLastUsed, 'LastUsedDate') as string | undefined,
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      ...iamList('ListGroups', 'Groups'),
      name: 'groups',
      row: group,
      toGroup: ({ GroupId, GroupName }) => ({ externalId: GroupId, name: GroupName }),
    }),
    defineListing<z.infer<typeof group>>({
      ...iamList('ListGroupsForUser', 'Groups'),
      name: 'memberships',
      each: 'users',
      row: group,
      request: ({ parent, cursor }) =>
        iam('ListGroupsForUser', { UserName: parent?.name, MaxItems: 1_000, Marker: cursor }),
      toGroup: ({ GroupId, GroupName }, parent) => ({
        externalId: GroupId,
        name: GroupName,
        members: [parent?.externalId ?? ''],
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof bucket>>({
      name: 'buckets',
      row: bucket,
      request: ({ config, cursor }) => s3(homeOf(config), '/', { 'max-buckets': 1_000, 'continuation-token': cursor }),
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
      request: ({ config, parent }) =>
        s3(bucketRegion(config, parent?.name?.split('/')[0]), pathTo`/${parent?.externalId}`, { policyStatus: '' }),
      rows: 'PolicyStatus',
      page: { style: 'none' },
      answers: [301, 403, 404],
      scopes: ['s3:GetBucketPolicyStatus'],
      toResource: ({ IsPublic, status }, parent) => ({
        externalId: parent?.externalId ?? '',
        kind: 'BUCKET',
        name: parent?.name ?? parent?.externalId ?? '',
        access: status === 301 || status === 403 ? undefined : [{ to: isTrue(IsPublic) ? 'anyone' : 'organisation' }],
      }),
    }),
  ],
}
