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

/** A bucket; `IsPublic` is null when it has no policy. */
export interface AwsBucket {
  Name: string
  BucketRegion: string
  /** RFC 3339. */
  CreationDate: string
  IsPublic: boolean | null
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
}

/** A well kept account; callers lay over what theirs has otherwise. */
export function defaultAwsSettings(accountId: string, region: string): AwsSettings {
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
  }
}
