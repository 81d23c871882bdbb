import { pathTo, type ActionSubject, type Config, type HttpRequest } from '@casbah/sdk'

/** The regions in use, named or found, the first one home. */
export const regionsOf = (config: Config): string[] => config.regions as string[]

export const homeOf = (config: Config): string => regionsOf(config)[0] ?? 'us-east-1'

type Form = Record<string, string | number | boolean | undefined>

/** One operation of a service that speaks JSON 1.1, in one region. */
const jsonService =
  (service: string, target: string) =>
  (region: string, operation: string, json: object = {}): HttpRequest => ({
    method: 'POST',
    url: `https://${service}.${region}.amazonaws.com/`,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${operation}` },
    json,
    sign: { service, region },
  })

export const cloudtrail = jsonService('cloudtrail', 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101')
export const configService = jsonService('config', 'StarlingDoveService')

/** One operation of a service that takes forms and answers XML. */
const queryService =
  (service: string, version: string) =>
  (host: string, region: string, operation: string, form: Form = {}): HttpRequest => ({
    method: 'POST',
    url: `https://${host}.amazonaws.com/`,
    form: { Action: operation, Version: version, ...form },
    sign: { service, region },
  })

const iamQuery = queryService('iam', '2010-05-08')
const ec2Query = queryService('ec2', '2016-11-15')

/** IAM lives in us-east-1 for all regions. */
export const iam = (operation: string, form?: Form) => iamQuery('iam', 'us-east-1', operation, form)

export const ec2 = (region: string, operation: string, form?: Form) =>
  ec2Query(`ec2.${region}`, region, operation, form)

/** Who the credentials belong to. */
export const callerIdentity = () => queryService('sts', '2011-06-15')('sts', 'us-east-1', 'GetCallerIdentity')

/** A read of a service with paths and JSON, in one region. */
export const rest = (service: string, region: string, path: string, query?: HttpRequest['query']): HttpRequest => ({
  url: `https://${service}.${region}.amazonaws.com${path}`,
  ...(query && { query }),
  sign: { service, region },
})

/** A request to S3 in one region, about the account or a bucket. */
export const s3 = (
  region: string,
  path: string,
  query: HttpRequest['query'],
  rest: Pick<HttpRequest, 'method' | 'text' | 'json'> = {},
): HttpRequest => ({
  ...rest,
  url: `https://s3.${region}.amazonaws.com${path}`,
  query,
  sign: { service: 's3', region },
})

/** A bucket answers in its own region alone. One of another region than those configured is asked at home, and answers with a redirect. */
export const bucketRegion = (config: Config, region: unknown): string =>
  regionsOf(config).find(one => one === region) ?? homeOf(config)

/** The same of a bucket that the inventory names with its region before it. */
export function s3Bucket(
  config: Config,
  { externalId, name }: Pick<ActionSubject, 'externalId' | 'name'>,
  query: string,
  rest?: Parameters<typeof s3>[3],
): HttpRequest {
  return s3(bucketRegion(config, name?.split('/')[0]), pathTo`/${externalId}`, { [query]: '' }, rest)
}

/** The public access block of the whole account. */
export function accountPublicAccessBlock(config: Config): HttpRequest {
  const region = homeOf(config)
  const accountId = String(config.accountId)
  return {
    url: `https://${accountId}.s3-control.${region}.amazonaws.com/v20180820/configuration/publicAccessBlock`,
    headers: { 'x-amz-account-id': accountId },
    sign: { service: 's3', region },
  }
}
