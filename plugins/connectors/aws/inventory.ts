import { at, defineListing, pathTo, type Inventory } from '@casbah/sdk'
import type { z } from 'zod'
import { iamList, ROLES, USER_RIGHTS } from './iam-list.ts'
import { bucketRegion, homeOf, iam, s3 } from './requests.ts'
import { bucket, devices, group, policyStatus, role, user, userRights } from './rows.ts'
import { isTrue, listOf } from './xml.ts'

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

const isAdministrator = (policies: unknown) =>
  listOf(policies).some(policy => at(policy, 'PolicyArn') === ADMINISTRATOR) || undefined

/** How a list of IAM is asked for and goes on. */
const listed = ({ ask, scope, ...list }: ReturnType<typeof iamList>) => ({ ...list, request: ask, scopes: [scope] })

const MEMBERSHIPS = iamList('ListGroupsForUser', 'Groups')

/** Operations after which buckets are listed again. */
const TOUCHING = /^s3:((Create|Delete)Bucket|PutBucketAcl|(Put|Delete)Bucket(Policy|PublicAccessBlock))$/

/** IAM users, over which their groups, direct administrator rights and second factors are laid; roles; groups; buckets. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      ...listed(iamList('ListUsers', 'Users')),
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
      ...listed(USER_RIGHTS),
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
      ...listed(ROLES),
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
      ...listed(iamList('ListGroups', 'Groups')),
      name: 'groups',
      row: group,
      toGroup: ({ GroupId, GroupName }) => ({ externalId: GroupId, name: GroupName }),
    }),
    defineListing<z.infer<typeof group>>({
      ...listed(MEMBERSHIPS),
      name: 'memberships',
      each: 'users',
      row: group,
      request: ask => MEMBERSHIPS.ask(ask, { UserName: ask.parent?.name }),
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
        TOUCHING.test(vendorAction) ? targets.flatMap(({ kind, id }) => (kind === 'bucket' && id ? [id] : [])) : [],
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
