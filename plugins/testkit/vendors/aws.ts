import { createHash } from 'node:crypto'
import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { userArn, userId } from './aws/account.ts'
import type { AwsAccount } from './aws/account.ts'
import { jsonError, queryAnswer, queryError, restError, xmlAnswer } from './aws/answers.ts'
import { BucketLog, type LogBucket } from './aws/bucket-log.ts'
import { answerCloudTrail, lookupRow } from './aws/cloudtrail.ts'
import type { CloudTrailRecord } from './aws/cloudtrail.ts'
import { answerEc2 } from './aws/ec2.ts'
import { answerIam } from './aws/iam.ts'
import { answerAccessAnalyzer, answerConfig, answerGuardDuty, answerSecurityHub } from './aws/rest.ts'
import { RoleSessions, type AwsRole } from './aws/role.ts'
import { defaultAwsSettings } from './aws/settings.ts'
import { answerS3 } from './aws/s3.ts'
import type { AwsAccessKey, AwsSettings } from './aws/settings.ts'
import { readScope, signatureFault } from './aws/sigv4.ts'
import { xml } from './aws/xml.ts'
import { TokenBucket } from './rate.ts'
import { jsonIn } from './request-parts.ts'
import { RowLog } from './row-log.ts'

const GLOBAL_REGION = 'us-east-1'
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'
const LOOKUPS_PER_SECOND = 2
const JSON_SERVICES = new Set(['cloudtrail', 'config'])
const REST_SERVICES = new Set(['guardduty', 'access-analyzer', 'securityhub'])

export interface AwsOptions {
  /** Twelve digits. */
  accountId: string
  accessKeyId: string
  secretAccessKey: string
  /** A role that the access key may assume; the key itself may then do nothing else. */
  role?: AwsRole
  /** Regions in use, the first one home. */
  regions: string[]
  /** Whether the configuration names no regions, so that those are read that the account tells. */
  findsRegions?: boolean
  /** Epoch milliseconds. */
  now: () => number
  /** IAM users; `login` is the user name. Each has one access key and administrators their policy, unless `settings` says otherwise. */
  accounts: VendorAccount[]
  /** Most rows of a page of the log, whatever is asked for; 50 when left out. */
  pageRows?: number
  /** A trail leaves its files in this bucket, in the home region. */
  logBucket?: LogBucket
  /** Laid over a well kept account's. */
  settings?: Partial<AwsSettings>
}

/** An AWS account: CloudTrail, EC2, S3 and the services that watch, by region; IAM, STS and S3's account-wide block. */
export function createAws(options: AwsOptions): Vendor {
  const { accountId, accessKeyId, secretAccessKey, regions, now, accounts } = options
  const sessions = options.role && new RoleSessions(options.role, now)
  const home = regions[0] ?? GLOBAL_REGION
  const logs = new Map(regions.map(region => [region, new RowLog()]))
  const lookups = new Map(regions.map(region => [region, new TokenBucket(LOOKUPS_PER_SECOND, now)]))

  const bucketLog = new BucketLog(accountId)
  const sizes = new Map<string, number>()
  const emit = (rows: object[], partition?: string) => {
    const byRegion = new Map<string, CloudTrailRecord[]>()
    for (const record of rows as CloudTrailRecord[]) {
      const region = partition ?? record.awsRegion ?? home
      const log = logs.get(region)
      if (!log) throw new Error(`This account does not use the region ${region}; it uses ${regions.join(', ')}.`)
      sizes.set(region, (sizes.get(region) ?? 0) + 1)
      // The history has management events alone; a trail those that it is set to.
      const isManagement = record.managementEvent ?? true
      if (isManagement) log.append(Date.parse(record.eventTime ?? ''), lookupRow(record))
      if (!isManagement || (options.logBucket?.management ?? true))
        byRegion.set(region, [...(byRegion.get(region) ?? []), record])
    }
    if (options.logBucket) for (const [region, records] of byRegion) bucketLog.append(region, records)
  }
  const account: AwsAccount = {
    accountId,
    home,
    created: new Date(now() - 400 * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    accounts,
    settings: {
      ...defaultAwsSettings(accountId, [home, ...regions.filter(one => one !== home)], now()),
      ...options.settings,
    },
    ...(options.logBucket && { logBucket: options.logBucket }),
    bucketLog,
    ...(options.pageRows && { pageRows: options.pageRows }),
    now,
    reportAt: now(),
    // Global services write their events where they live, in us-east-1.
    record: (eventSource, eventName, requestParameters, region = logs.has(GLOBAL_REGION) ? GLOBAL_REGION : home) =>
      emit([ownRecord({ accountId, accessKeyId, now, region }, eventSource, eventName, requestParameters)], region),
  }
  if (!options.settings?.accessKeys) account.settings.accessKeys = accounts.map(user => keyOf(user, now()))
  if (!options.settings?.attachedPolicies) {
    const admins = accounts.filter(({ isAdmin }) => isAdmin)
    account.settings.attachedPolicies = Object.fromEntries(admins.map(({ login }) => [login, [ADMINISTRATOR]]))
  }

  const endpoints = new Map<
    string,
    { service: string; region: string; answer: (request: VendorRequest) => VendorAnswer }
  >()
  endpoints.set('iam.amazonaws.com', {
    service: 'iam',
    region: GLOBAL_REGION,
    answer: request => answerIam(account, new URLSearchParams(request.body)),
  })
  const answerSts = (request: VendorRequest) => {
    const form = new URLSearchParams(request.body)
    if (sessions && form.get('Action') === 'AssumeRole') return sessions.assume(form)
    return form.get('Action') === 'GetCallerIdentity'
      ? queryAnswer('sts', 'GetCallerIdentity', {
          Arn: userArn(accountId, 'casbah'),
          UserId: 'AIDACASBAHCASBAHCASBA',
          Account: accountId,
        })
      : queryError(400, 'InvalidAction', 'Could not find the operation.')
  }
  endpoints.set('sts.amazonaws.com', { service: 'sts', region: GLOBAL_REGION, answer: answerSts })
  for (const [region, log] of logs) {
    endpoints.set(`sts.${region}.amazonaws.com`, { service: 'sts', region, answer: answerSts })
    endpoints.set(`cloudtrail.${region}.amazonaws.com`, {
      service: 'cloudtrail',
      region,
      answer: request => {
        const operation = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? ''
        if (operation === 'LookupEvents' && !lookups.get(region)?.take()) {
          return jsonError('ThrottlingException', 'Rate exceeded')
        }
        const body = jsonIn(request.body)
        if (!body) return jsonError('SerializationException', 'The body is not a JSON object.')
        return answerCloudTrail(account, log, region, operation, body, options.pageRows ?? 50)
      },
    })
    const regional = (service: string, answer: (request: VendorRequest) => VendorAnswer) =>
      endpoints.set(`${service}.${region}.amazonaws.com`, { service, region, answer })
    regional('ec2', request => answerEc2(account, region, new URLSearchParams(request.body)))
    regional('guardduty', request => answerGuardDuty(account, region, request))
    regional('access-analyzer', request => answerAccessAnalyzer(account, region, request))
    regional('securityhub', request => answerSecurityHub(account, region, request))
    regional('config', request =>
      answerConfig(account, region, (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? ''),
    )
    endpoints.set(`s3.${region}.amazonaws.com`, {
      service: 's3',
      region,
      answer: request => answerS3(account, region, request),
    })
    endpoints.set(`${accountId}.s3-control.${region}.amazonaws.com`, {
      service: 's3',
      region,
      answer: request => answerS3Control(account, request),
    })
  }

  return {
    slug: 'aws',
    hosts: [...endpoints.keys()],
    authKind: 'access-key',
    credentials: { accessKeyId, secretAccessKey },
    config: {
      accountId,
      ...(!options.findsRegions && { regions }),
      ...(options.logBucket && { logBucket: options.logBucket.name }),
    },
    accounts,
    settings: account.settings as unknown as Record<string, unknown>,
    emit,
    size: partition =>
      [...sizes].reduce((sum, [region, size]) => sum + (partition === undefined || partition === region ? size : 0), 0),
    recognises: request => {
      const id = readScope(request)?.accessKeyId
      return id !== undefined && (id === accessKeyId || sessions?.key(id) !== undefined)
    },
    answer: request => {
      const endpoint = endpoints.get(request.host)
      if (!endpoint) return queryError(404, 'UnknownEndpoint', `${request.host} is not an endpoint of this account.`)
      const refuse = (jsonCode: string, queryCode: string, message: string) =>
        JSON_SERVICES.has(endpoint.service)
          ? jsonError(jsonCode, message)
          : REST_SERVICES.has(endpoint.service)
            ? restError(403, jsonCode, message)
            : queryError(403, queryCode, message)
      const scope = readScope(request)
      if (!scope)
        return refuse(
          'MissingAuthenticationTokenException',
          'MissingAuthenticationToken',
          'Request is missing Authentication Token',
        )
      const temporary = sessions?.key(scope.accessKeyId)
      const isForged = temporary && request.headers['x-amz-security-token'] !== temporary.sessionToken
      if ((scope.accessKeyId !== accessKeyId && !temporary) || isForged) {
        return refuse(
          'UnrecognizedClientException',
          'InvalidClientTokenId',
          'The security token included in the request is invalid.',
        )
      }
      if (temporary && temporary.expiresAt <= now())
        return refuse('ExpiredTokenException', 'ExpiredToken', 'The security token included in the request is expired')
      if (scope.service !== endpoint.service || scope.region !== endpoint.region) {
        const wanted = `${endpoint.service} in ${endpoint.region}`
        return refuse('InvalidSignatureException', 'SignatureDoesNotMatch', `Credential should be scoped to ${wanted}.`)
      }
      const fault = signatureFault(request, scope, temporary?.secretAccessKey ?? secretAccessKey, now())
      if (!fault && sessions && !temporary && endpoint.service !== 'sts')
        return refuse('AccessDeniedException', 'AccessDenied', 'The user is not authorized to perform this.')
      return fault ? refuse('InvalidSignatureException', 'SignatureDoesNotMatch', fault) : endpoint.answer(request)
    },
  }
}

function answerS3Control({ accountId, settings }: AwsAccount, request: VendorRequest): VendorAnswer {
  if (request.method !== 'GET' || request.path !== '/v20180820/configuration/publicAccessBlock') {
    return queryError(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
  }
  if (request.headers['x-amz-account-id'] !== accountId) return queryError(403, 'AccessDenied', 'Access Denied')
  return settings.publicAccessBlock
    ? xmlAnswer(200, xml('PublicAccessBlockConfiguration', { ...settings.publicAccessBlock }))
    : queryError(404, 'NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found')
}

/** Every user has one active key; they are 5 to 119 days old, each user's always the same. */
function keyOf(user: VendorAccount, now: number): AwsAccessKey {
  const hash = createHash('sha256').update(userId(user)).digest()
  const days = 5 + (hash.readUInt16BE(0) % 115)
  return {
    UserName: user.login,
    AccessKeyId: `AKIA${hash.toString('hex').slice(0, 16).toUpperCase()}`,
    Status: 'Active',
    CreateDate: new Date(now - days * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    LastUsedDate: new Date(now - 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z'),
  }
}

/** The record of what was done with the access key that asks. */
function ownRecord(
  {
    accountId,
    accessKeyId,
    now,
    region,
  }: { accountId: string; accessKeyId: string; now: () => number; region: string },
  eventSource: string,
  eventName: string,
  requestParameters: object,
): object {
  const eventTime = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z')
  const id = createHash('sha256')
    .update(`${now()} ${eventName} ${JSON.stringify(requestParameters)}`)
    .digest('hex')
  const uuid = (from: number) =>
    `${id.slice(from, from + 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`
  return {
    eventVersion: '1.10',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDACASBAHCASBAHCASBA',
      arn: userArn(accountId, 'casbah'),
      accountId,
      accessKeyId,
      userName: 'casbah',
    },
    eventTime,
    eventSource,
    eventName,
    awsRegion: region,
    sourceIPAddress: '203.0.113.10',
    userAgent: 'Casbah',
    requestParameters,
    responseElements: null,
    requestID: uuid(32),
    eventID: uuid(0),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  }
}
