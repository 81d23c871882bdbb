import { at, pathTo, type HttpRequest, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { iamList, ROLES, USER_RIGHTS } from './iam-list.ts'
import {
  accountPublicAccessBlock,
  bucketRegion,
  cloudtrail,
  configService,
  ec2,
  homeOf,
  iam,
  regionsOf,
  rest,
  s3,
} from './requests.ts'

const listed = ({ ask, ...list }: ReturnType<typeof iamList>): ReadSpec => ({
  ...list,
  request: (_, place) => ask(place),
})

/** Read in each region that is read. */
const inRegions = (
  request: (region: string, ask: ReadRequest) => HttpRequest,
  rest: Omit<ReadSpec, 'request' | 'each'>,
): ReadSpec => ({
  each: 'regions',
  request: (_, ask) => request(String(at(ask.parent, 'regionName')), ask),
  ...rest,
})

/** A list of EC2 in each region. */
const ec2List = (operation: string, list: string, touchedBy: string[]): ReadSpec =>
  inRegions((region, { cursor }) => ec2(region, operation, { MaxResults: 1_000, NextToken: cursor }), {
    rows: `${operation}Response.${list}.item`,
    page: { style: 'bodyCursor', field: `${operation}Response.nextToken` },
    scope: `ec2:${operation}`,
    touchedBy,
  })

/** A setting of each bucket. 301: it lies in a region that is not read; 403: its own policy keeps it from us; 404: not set. */
const ofBuckets = (query: string, operation: string, touchedBy: string[]): ReadSpec => ({
  each: 'buckets',
  request: (config, { parent }) =>
    s3(bucketRegion(config, at(parent, 'BucketRegion')), pathTo`/${at(parent, 'Name')}`, { [query]: '' }),
  scope: `s3:${operation}`,
  answers: [301, 403, 404],
  touchedBy: [...touchedBy, 's3:CreateBucket', 's3:DeleteBucket'],
})

const BLOCKS = ['PublicAccessBlock', 'BucketPublicAccessBlock', 'AccountPublicAccessBlock']
const blockChanges = BLOCKS.flatMap(name => [`s3:Put${name}`, `s3:Delete${name}`])

/** Settings that the checks read. */
export const reads: Record<string, ReadSpec> = {
  /** Counts of the account, the root user's second factor and access keys among them. */
  accountSummary: {
    request: () => iam('GetAccountSummary'),
    scope: 'iam:GetAccountSummary',
  },
  /** Asks for a credential report, which must be there before it can be read. */
  credentialReportOrder: {
    request: () => iam('GenerateCredentialReport'),
    scope: 'iam:GenerateCredentialReport',
  },
  /** The newest credential report: passwords, second factors and access keys of every user. 410: none is there yet. */
  credentialReport: {
    request: () => iam('GetCredentialReport'),
    scope: 'iam:GetCredentialReport',
    answers: [410],
  },
  /** 404: none is set, so that AWS's own holds. */
  passwordPolicy: {
    request: () => iam('GetAccountPasswordPolicy'),
    scope: 'iam:GetAccountPasswordPolicy',
    answers: [404],
    touchedBy: ['iam:UpdateAccountPasswordPolicy', 'iam:DeleteAccountPasswordPolicy'],
  },
  /** Virtual second factors, the root user's among them. */
  virtualDevices: listed(iamList('ListVirtualMFADevices', 'VirtualMFADevices', { AssignmentStatus: 'Assigned' })),
  /** What the organisation manages centrally. 400, 403, 409: there is none, or this account does not manage it. */
  organizationFeatures: {
    request: () => iam('ListOrganizationsFeatures'),
    scope: 'iam:ListOrganizationsFeatures',
    answers: [400, 409],
  },
  /** Users with their policies. */
  users: listed(USER_RIGHTS),
  /** Roles with their trust. */
  roles: listed(ROLES),
  /** Policies that the customer wrote and attached to somebody. */
  ownPolicies: listed(iamList('ListPolicies', 'Policies', { Scope: 'Local', OnlyAttached: true })),
  /** What each of them says. */
  policyVersions: {
    each: 'ownPolicies',
    request: (_, { parent }) =>
      iam('GetPolicyVersion', {
        PolicyArn: String(at(parent, 'Arn')),
        VersionId: String(at(parent, 'DefaultVersionId')),
      }),
    scope: 'iam:GetPolicyVersion',
  },
  /** Who has the policy AdministratorAccess. */
  administrators: {
    request: () =>
      iam('ListEntitiesForPolicy', { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', MaxItems: 1_000 }),
    scope: 'iam:ListEntitiesForPolicy',
  },
  /** Who has the policy AWSSupportAccess. */
  supporters: {
    request: () =>
      iam('ListEntitiesForPolicy', { PolicyArn: 'arn:aws:iam::aws:policy/AWSSupportAccess', MaxItems: 1_000 }),
    scope: 'iam:ListEntitiesForPolicy',
  },
  /** TLS certificates that lie in IAM. */
  certificates: listed(iamList('ListServerCertificates', 'ServerCertificateMetadataList')),
  /** All trails that record the home region. */
  trails: {
    request: config => cloudtrail(homeOf(config), 'DescribeTrails', { includeShadowTrails: true }),
    rows: 'trailList',
    page: { style: 'none' },
    scope: 'cloudtrail:DescribeTrails',
    touchedBy: ['cloudtrail:CreateTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:DeleteTrail'],
  },
  /** Whether the configured trail is logging. 400: there is no such trail. */
  trailStatus: {
    request: config => cloudtrail(homeOf(config), 'GetTrailStatus', { Name: config.trail ?? 'management-events' }),
    scope: 'cloudtrail:GetTrailStatus',
    answers: [400],
  },
  /** Whether anyone can see the bucket of each trail. 301: it lies in another region; 403: it may not be seen; 404: it has no policy, which would let people in. */
  trailBuckets: {
    each: 'trails',
    request: (config, { parent }) => s3(homeOf(config), pathTo`/${at(parent, 'S3BucketName')}`, { policyStatus: '' }),
    scope: 's3:GetBucketPolicyStatus',
    answers: [301, 403, 404],
    touchedBy: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
  },
  /** S3's public access block of the whole account. 404: not set. */
  publicAccessBlock: {
    request: accountPublicAccessBlock,
    scope: 's3:GetAccountPublicAccessBlock',
    answers: [404],
    touchedBy: blockChanges,
  },
  buckets: {
    request: (config, { cursor }) => s3(homeOf(config), '/', { 'max-buckets': 1_000, 'continuation-token': cursor }),
    rows: 'ListAllMyBucketsResult.Buckets.Bucket',
    page: { style: 'bodyCursor', field: 'ListAllMyBucketsResult.ContinuationToken' },
    scope: 's3:ListAllMyBuckets',
  },
  bucketBlocks: ofBuckets('publicAccessBlock', 'GetBucketPublicAccessBlock', blockChanges),
  bucketPolicies: ofBuckets('policy', 'GetBucketPolicy', ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy']),
  bucketOwnership: ofBuckets('ownershipControls', 'GetBucketOwnershipControls', ['s3:PutBucketOwnershipControls']),
  /** The regions that are read, without those that the account has not enabled. */
  regions: {
    request: config =>
      ec2(homeOf(config), 'DescribeRegions', {
        'Filter.1.Name': 'region-name',
        ...Object.fromEntries(regionsOf(config).map((region, index) => [`Filter.1.Value.${index + 1}`, region])),
      }),
    rows: 'DescribeRegionsResponse.regionInfo.item',
    page: { style: 'none' },
    scope: 'ec2:DescribeRegions',
  },
  /** All regions that are enabled for the account; without `AllRegions` the answer has no others. */
  enabledRegions: {
    request: config => ec2(homeOf(config), 'DescribeRegions'),
    rows: 'DescribeRegionsResponse.regionInfo.item',
    page: { style: 'none' },
    scope: 'ec2:DescribeRegions',
    touchedBy: ['account:EnableRegion', 'account:DisableRegion'],
  },
  diskEncryption: inRegions(region => ec2(region, 'GetEbsEncryptionByDefault'), {
    scope: 'ec2:GetEbsEncryptionByDefault',
    touchedBy: ['ec2:EnableEbsEncryptionByDefault', 'ec2:DisableEbsEncryptionByDefault'],
  }),
  snapshotSharing: inRegions(region => ec2(region, 'GetSnapshotBlockPublicAccessState'), {
    scope: 'ec2:GetSnapshotBlockPublicAccessState',
    touchedBy: ['ec2:EnableSnapshotBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess'],
  }),
  securityGroups: ec2List('DescribeSecurityGroups', 'securityGroupInfo', [
    'ec2:AuthorizeSecurityGroup*',
    'ec2:RevokeSecurityGroup*',
    'ec2:ModifySecurityGroupRules',
    'ec2:CreateSecurityGroup',
    'ec2:DeleteSecurityGroup',
  ]),
  flowLogs: ec2List('DescribeFlowLogs', 'flowLogSet', ['ec2:CreateFlowLogs', 'ec2:DeleteFlowLogs']),
  analyzers: inRegions((region, { cursor }) => rest('access-analyzer', region, '/analyzer', { nextToken: cursor }), {
    rows: 'analyzers',
    page: { style: 'bodyCursor', field: 'nextToken' },
    scope: 'access-analyzer:ListAnalyzers',
    touchedBy: ['access-analyzer:CreateAnalyzer', 'access-analyzer:DeleteAnalyzer'],
  }),
  /** Ids of GuardDuty's detectors; a region has at most one. */
  detectors: inRegions(region => rest('guardduty', region, '/detector'), {
    rows: 'detectorIds',
    page: { style: 'none' },
    scope: 'guardduty:ListDetectors',
    touchedBy: ['guardduty:CreateDetector', 'guardduty:UpdateDetector', 'guardduty:DeleteDetector'],
  }),
  /** What it is set to. 400: the region has none. */
  detectorStates: {
    each: 'detectors',
    request: (_, { parent }) =>
      rest('guardduty', String(at(parent, 'parent.regionName')), pathTo`/detector/${at(parent, 'value.0') ?? 'none'}`),
    scope: 'guardduty:GetDetector',
    answers: [400],
  },
  /** 401, 404: Security Hub is not in use there. */
  hubs: inRegions(region => rest('securityhub', region, '/accounts'), {
    scope: 'securityhub:DescribeHub',
    answers: [401, 404],
    touchedBy: ['securityhub:EnableSecurityHub', 'securityhub:DisableSecurityHub'],
  }),
  /** Whether AWS Config is recording. */
  recorders: inRegions(region => configService(region, 'DescribeConfigurationRecorderStatus'), {
    rows: 'ConfigurationRecordersStatus',
    page: { style: 'none' },
    scope: 'config:DescribeConfigurationRecorderStatus',
    touchedBy: [
      'config:StartConfigurationRecorder',
      'config:StopConfigurationRecorder',
      'config:PutConfigurationRecorder',
      'config:DeleteConfigurationRecorder',
    ],
  }),
}
