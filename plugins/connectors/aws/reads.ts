import type { Config, ReadSpec } from '@casbah/sdk'
import { accountPublicAccessBlock, cloudtrail, iam, regionsOf } from './requests.ts'

const home = (config: Config) => regionsOf(config)[0] ?? 'us-east-1'

/** Settings that the checks read. */
export const reads = {
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
  /** All trails that record the home region. */
  trails: {
    request: (config: Config) => cloudtrail(home(config), 'DescribeTrails', { includeShadowTrails: true }),
    scope: 'cloudtrail:DescribeTrails',
  },
  /** Whether the configured trail is logging. 400: there is no such trail. */
  trailStatus: {
    request: (config: Config) =>
      cloudtrail(home(config), 'GetTrailStatus', { Name: config.trail ?? 'management-events' }),
    scope: 'cloudtrail:GetTrailStatus',
    answers: [400],
  },
  /** S3's public access block of the whole account. 404: not set. */
  publicAccessBlock: {
    request: accountPublicAccessBlock,
    scope: 's3:GetAccountPublicAccessBlock',
    answers: [404],
  },
} satisfies Record<string, ReadSpec>
