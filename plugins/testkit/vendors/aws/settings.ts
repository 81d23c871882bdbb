/** A trail, in the form of DescribeTrails; `IsLogging` is what GetTrailStatus says of it. */
export interface AwsTrail {
  Name: string
  TrailARN: string
  HomeRegion: string
  S3BucketName: string
  IsMultiRegionTrail: boolean
  IncludeGlobalServiceEvents: boolean
  LogFileValidationEnabled: boolean
  IsOrganizationTrail: boolean
  IsLogging: boolean
  /** Left out: files are encrypted with a key of S3. */
  KmsKeyId?: string
}

/** An access key of an IAM user. */
export interface AwsAccessKey {
  UserName: string
  AccessKeyId: string
  Status: 'Active' | 'Inactive'
  /** RFC 3339. */
  CreateDate: string
  /** RFC 3339; left out: never used. */
  LastUsedDate?: string
}

/** Four switches of S3's public access block. */
export interface AwsPublicAccessBlock {
  BlockPublicAcls: boolean
  IgnorePublicAcls: boolean
  BlockPublicPolicy: boolean
  RestrictPublicBuckets: boolean
}

/** A bucket; `IsPublic` is null when it has no policy. Once a policy is set or asked for, `Policy` holds it and tells instead. */
export interface AwsBucket {
  Name: string
  BucketRegion: string
  /** RFC 3339. */
  CreationDate: string
  IsPublic: boolean | null
  Policy?: AwsPolicy | null
  /** Of this bucket alone; left out: none is set. */
  PublicAccessBlock?: AwsPublicAccessBlock
  /** Left out: the owner alone, without access control lists. */
  ObjectOwnership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter'
  /** A policy of its own keeps everybody from its settings. */
  isClosed?: boolean
}

/** A policy in AWS's own form. */
export interface AwsPolicy {
  Version: string
  Statement: Record<string, unknown>[]
}

/** A role, in the form of GetAccountAuthorizationDetails. */
export interface AwsRoleDetail {
  RoleName: string
  RoleId: string
  trust: AwsPolicy
  /** ARNs of managed policies. */
  attached: string[]
  /** Inline policies by name, as JSON. */
  inline: Record<string, string>
  /** RFC 3339. */
  lastUsed?: string
}

/** A security group of EC2, as far as the emulation shows it. */
export interface AwsSecurityGroup {
  groupId: string
  groupName: string
  vpcId: string
  /** Rules for what comes in. */
  ingress: { ipProtocol: string; fromPort?: number; toPort?: number; cidrIp?: string; cidrIpv6?: string }[]
  egress: { ipProtocol: string; cidrIp: string }[]
}

/** What is set in one region. */
export interface AwsRegionSettings {
  ebsEncryptionByDefault: boolean
  snapshotSharing: 'block-all-sharing' | 'block-new-sharing' | 'unblocked'
  securityGroups: AwsSecurityGroup[]
  /** VPCs with a flow log. */
  flowLogs: string[]
  analyzer: 'ACTIVE' | 'DISABLED' | null
  detector: 'ENABLED' | 'DISABLED' | null
  hub: boolean
  recorder: { recording: boolean; lastStatus: 'Success' | 'Failure' | 'Pending' } | null
  /** State by id. */
  instances: Record<string, 'running' | 'stopping' | 'stopped' | 'pending'>
}

/** Settings of an emulated AWS account, in AWS's own form. */
export interface AwsSettings {
  trails: AwsTrail[]
  /** Counts and switches of GetAccountSummary. */
  accountSummary: Record<string, number>
  /** GetAccountPasswordPolicy; null when none is set. */
  passwordPolicy: Record<string, number | boolean> | null
  /** Of the whole account (S3 control); null when none is set. */
  publicAccessBlock: AwsPublicAccessBlock | null
  /** By name. */
  buckets: AwsBucket[]
  accessKeys: AwsAccessKey[]
  /** ARNs of managed policies by user name. */
  attachedPolicies: Record<string, string[]>
  /** Names of inline policies by user name. */
  inlinePolicies: Record<string, string[]>
  /** ARNs of managed policies by group name. */
  groupPolicies: Record<string, string[]>
  roles: AwsRoleDetail[]
  /** Policies that the customer wrote; all are attached to somebody. */
  ownPolicies: { PolicyName: string; document: AwsPolicy }[]
  /** Users without a console password. */
  withoutPassword: string[]
  /** RFC 3339, by user name and `<root_account>`; left out: the root user never, others three days ago. */
  passwordLastUsed: Record<string, string>
  /** Whether the second factor of the root user is an app. */
  isRootFactorVirtual: boolean
  /** What the organisation manages centrally; null: the account is in none. */
  organizationFeatures: string[] | null
  certificates: { ServerCertificateName: string; Expiration: string }[]
  /** All regions that the account has enabled. */
  enabledRegions: string[]
  /** By region. */
  regional: Record<string, AwsRegionSettings>
}

/** A well kept account; callers lay over what theirs has otherwise. */
export function defaultAwsSettings(accountId: string, regions: string[], now: number): AwsSettings {
  const region = regions[0] ?? 'us-east-1'
  const day = (days: number) => new Date(now + days * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    trails: [
      {
        Name: 'management-events',
        TrailARN: `arn:aws:cloudtrail:${region}:${accountId}:trail/management-events`,
        HomeRegion: region,
        S3BucketName: `cloudtrail-${accountId}`,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        LogFileValidationEnabled: true,
        IsOrganizationTrail: false,
        IsLogging: true,
        KmsKeyId: `arn:aws:kms:${region}:${accountId}:key/1f2e3d4c-0000-4000-8000-000000000001`,
      },
    ],
    accountSummary: { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0, AccountSigningCertificatesPresent: 0 },
    passwordPolicy: {
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      ExpirePasswords: false,
      PasswordReusePrevention: 24,
    },
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    buckets: [
      { Name: `cloudtrail-${accountId}`, BucketRegion: region, CreationDate: '2025-01-01T00:00:00Z', IsPublic: false },
    ],
    accessKeys: [],
    attachedPolicies: {},
    inlinePolicies: {},
    groupPolicies: {},
    roles: [
      {
        RoleName: 'deploy',
        RoleId: 'AROADEPLOYDEPLOYDEPL1',
        trust: githubTrust(accountId, 'repo:acme/web:ref:refs/heads/main'),
        attached: [],
        inline: {},
        lastUsed: day(-1),
      },
      {
        RoleName: 'incident-support',
        RoleId: 'AROASUPPORTSUPPORTSU1',
        trust: trustOf({ AWS: `arn:aws:iam::${accountId}:root` }),
        attached: ['arn:aws:iam::aws:policy/AWSSupportAccess'],
        inline: {},
      },
    ],
    ownPolicies: [
      {
        PolicyName: 'read-reports',
        document: policyOf({
          Effect: 'Allow',
          Action: ['s3:GetObject'],
          Resource: `arn:aws:s3:::reports-${accountId}/*`,
        }),
      },
    ],
    withoutPassword: [],
    passwordLastUsed: {},
    isRootFactorVirtual: false,
    organizationFeatures: ['RootCredentialsManagement'],
    certificates: [{ ServerCertificateName: 'www', Expiration: day(200) }],
    enabledRegions: [...regions],
    regional: Object.fromEntries(regions.map((one, index) => [one, regionSettings(index + 1)])),
  }
}

export const policyOf = (...Statement: Record<string, unknown>[]): AwsPolicy => ({ Version: '2012-10-17', Statement })

/** A trust policy that lets this principal take the role. */
export const trustOf = (Principal: object): AwsPolicy =>
  policyOf({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })

/** A trust policy for workflows of GitHub with this subject; without one, for all workflows. */
export const githubTrust = (accountId: string, subject?: string): AwsPolicy =>
  policyOf({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      ...(subject && { StringLike: { 'token.actions.githubusercontent.com:sub': subject } }),
    },
  })

/** A region where everything is as it should be. */
export function regionSettings(number: number): AwsRegionSettings {
  const id = number.toString(16).padStart(8, '0')
  const vpcId = `vpc-${id}`
  const egress = [{ ipProtocol: '-1', cidrIp: '0.0.0.0/0' }]
  return {
    ebsEncryptionByDefault: true,
    snapshotSharing: 'block-all-sharing',
    securityGroups: [
      { groupId: `sg-${id}0`, groupName: 'default', vpcId, ingress: [], egress: [] },
      {
        groupId: `sg-${id}1`,
        groupName: 'web',
        vpcId,
        ingress: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0' }],
        egress,
      },
      {
        groupId: `sg-${id}2`,
        groupName: 'jump-host',
        vpcId,
        ingress: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '203.0.113.0/24' }],
        egress,
      },
    ],
    flowLogs: [vpcId],
    analyzer: 'ACTIVE',
    detector: 'ENABLED',
    hub: true,
    recorder: { recording: true, lastStatus: 'Success' },
    instances: { [`i-0${id}`]: 'running' },
  }
}
