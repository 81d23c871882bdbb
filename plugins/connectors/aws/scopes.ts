import type { VendorScope } from '@casbah/sdk'
import { bucketOf, list } from './objects.ts'
import { callerIdentity, cloudtrail, ec2, homeOf, iam, s3 } from './requests.ts'

const needed = (scope: string, reason: string, probe?: VendorScope['probe']): VendorScope => ({
  scope,
  reason,
  remedy: `In the IAM console open the role (or user), choose Add permissions, and attach SecurityAudit or a policy that allows ${scope}.`,
  ...(probe && { probe }),
})

/** Rights to read by; those of checks and actions are named there. */
export const scopes: VendorScope[] = [
  needed('cloudtrail:LookupEvents', 'Reads the event history.', config =>
    cloudtrail(homeOf(config), 'LookupEvents', { MaxResults: 1 }),
  ),
  needed('ec2:DescribeRegions', 'Tells which regions the account has enabled.', config =>
    ec2(homeOf(config), 'DescribeRegions'),
  ),
  // Without a bucket to read nothing is asked of one.
  needed('s3:ListBucket', 'Finds the files of a trail, where its bucket is named.', config =>
    bucketOf(config) ? list(config, homeOf(config), '20060314T0000Z') : callerIdentity(),
  ),
  needed('s3:GetObject', 'Reads the files of a trail, where its bucket is named.'),
  needed('iam:ListUsers', 'Lists users.', () => iam('ListUsers', { MaxItems: 1 })),
  needed('iam:GetAccountAuthorizationDetails', 'Tells roles, groups of users, and administrators.', () =>
    iam('GetAccountAuthorizationDetails', { 'Filter.member.1': 'User', MaxItems: 1 }),
  ),
  needed('iam:ListMFADevices', 'Tells which users have a second factor.'),
  needed('iam:ListGroups', 'Lists groups.', () => iam('ListGroups', { MaxItems: 1 })),
  needed('iam:ListGroupsForUser', 'Tells who is in which group.'),
  needed('s3:ListAllMyBuckets', 'Lists buckets.', config => s3(homeOf(config), '/', { 'max-buckets': 1 })),
  needed('s3:GetBucketPolicyStatus', 'Tells which buckets anyone can see.'),
]
