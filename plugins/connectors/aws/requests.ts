import type { Config, HttpRequest } from '@casbah/sdk'

const CLOUDTRAIL = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101'

/** The regions in use, the first one home. */
export const regionsOf = (config: Config): string[] => config.regions as string[]

/** One operation of CloudTrail (JSON 1.1). */
export function cloudtrail(region: string, operation: string, json: object): HttpRequest {
  return {
    method: 'POST',
    url: `https://cloudtrail.${region}.amazonaws.com/`,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${CLOUDTRAIL}.${operation}` },
    json,
    sign: { service: 'cloudtrail', region },
  }
}

/** One operation of IAM (query protocol, XML answer). IAM lives in us-east-1 for all regions. */
export function iam(operation: string, form: Record<string, string | number | undefined> = {}): HttpRequest {
  return {
    method: 'POST',
    url: 'https://iam.amazonaws.com/',
    form: { Action: operation, Version: '2010-05-08', ...form },
    sign: { service: 'iam', region: 'us-east-1' },
  }
}

/** Who the credentials belong to. */
export function callerIdentity(): HttpRequest {
  return {
    method: 'POST',
    url: 'https://sts.amazonaws.com/',
    form: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    sign: { service: 'sts', region: 'us-east-1' },
  }
}

/** A read of S3 in one region, of the account or of a bucket. */
export function s3(region: string, path: string, query: HttpRequest['query']): HttpRequest {
  return { url: `https://s3.${region}.amazonaws.com${path}`, query, sign: { service: 's3', region } }
}

/** The public access block of the whole account. */
export function accountPublicAccessBlock(config: Config): HttpRequest {
  const [region = 'us-east-1'] = regionsOf(config)
  const accountId = String(config.accountId)
  return {
    url: `https://${accountId}.s3-control.${region}.amazonaws.com/v20180820/configuration/publicAccessBlock`,
    headers: { 'x-amz-account-id': accountId },
    sign: { service: 's3', region },
  }
}
