import { createHash } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import type { AwsAccount } from './account.ts'
import { xmlAnswer } from './answers.ts'
import { policyOf, type AwsBucket, type AwsPolicy, type AwsPublicAccessBlock } from './settings.ts'
import { Repeated, xml, type XmlValue } from './xml.ts'

const NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true })
const SWITCHES = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const

/** S3 in one region: all buckets of the account, settings of one, and the files of a trail. */
export function answerS3(account: AwsAccount, region: string, request: VendorRequest): VendorAnswer {
  const { accountId, settings, logBucket } = account
  const { method, path, query } = request
  if (path === '/') {
    return method === 'GET'
      ? listBuckets(accountId, settings.buckets, query)
      : s3Error(405, 'MethodNotAllowed', 'The specified method is not allowed.')
  }
  const [name = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent)
  if (logBucket && name === logBucket.name) {
    if (region !== account.home) return elsewhere()
    if (query.get('list-type') === '2') return listObjects(account, name, query)
    if (rest.length > 0) return objectOf(account, rest.join('/'))
  }
  const bucket = settings.buckets.find(({ Name }) => Name === name)
  if (!bucket || rest.length > 0) return s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist')
  if (bucket.BucketRegion !== region) return elsewhere()
  if (bucket.isClosed) return s3Error(403, 'AccessDenied', 'Access Denied')
  return settingOf(account, bucket, request)
}

function settingOf(
  account: AwsAccount,
  bucket: AwsBucket,
  { method, query, headers, body }: VendorRequest,
): VendorAnswer {
  if (method === 'PUT') {
    const checksum = createHash('sha256').update(body).digest('base64')
    if (headers['x-amz-checksum-sha256'] !== checksum)
      return s3Error(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*')
  }
  const changed = (eventName: string, parameters: object = {}) => {
    account.record('s3.amazonaws.com', eventName, { bucketName: bucket.Name, ...parameters }, bucket.BucketRegion)
    return { status: method === 'DELETE' ? 204 : 200, headers: {}, body: '' }
  }
  if (query.has('policyStatus') && method === 'GET') {
    const policy = policyIn(bucket)
    if (!policy) return s3Error(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist')
    return xmlAnswer(200, xml('PolicyStatus', { IsPublic: policy.Statement.some(isOpen) }, NAMESPACE))
  }
  if (query.has('policy')) {
    if (method === 'GET') {
      const policy = policyIn(bucket)
      if (!policy) return s3Error(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist')
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(policy) }
    }
    if (method === 'DELETE') {
      bucket.Policy = null
      return changed('DeleteBucketPolicy')
    }
    const policy = JSON.parse(body) as AwsPolicy
    if (!Array.isArray(policy.Statement) || policy.Statement.length === 0)
      return s3Error(400, 'MalformedPolicy', 'Missing required field Statement')
    if (policy.Statement.some(isOpen) && bucket.PublicAccessBlock?.BlockPublicPolicy)
      return s3Error(403, 'AccessDenied', 'Public policies are blocked by the public access block of this bucket.')
    bucket.Policy = policy
    return changed('PutBucketPolicy', { bucketPolicy: policy })
  }
  if (query.has('publicAccessBlock')) {
    const block = bucket.PublicAccessBlock
    if (method === 'GET') {
      return block
        ? xmlAnswer(200, xml('PublicAccessBlockConfiguration', { ...block }, NAMESPACE))
        : s3Error(404, 'NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found')
    }
    const sent = parser.parse(body).PublicAccessBlockConfiguration as Record<string, string>
    bucket.PublicAccessBlock = Object.fromEntries(
      SWITCHES.map(name => [name, sent[name] === 'true']),
    ) as unknown as AwsPublicAccessBlock
    return changed('PutBucketPublicAccessBlock')
  }
  if (query.has('ownershipControls') && method === 'GET') {
    const rule = { ObjectOwnership: bucket.ObjectOwnership ?? 'BucketOwnerEnforced' }
    return xmlAnswer(200, xml('OwnershipControls', { Rule: rule }, NAMESPACE))
  }
  return s3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
}

const isOpen = ({ Effect, Principal, Condition }: Record<string, unknown>) =>
  Effect === 'Allow' && Principal === '*' && Condition === undefined

/** What the switch `IsPublic` stands for, until a policy is set. */
function policyIn(bucket: AwsBucket): AwsPolicy | null {
  if (bucket.Policy !== undefined) return bucket.Policy
  if (bucket.IsPublic === null) return null
  const all = [`arn:aws:s3:::${bucket.Name}`, `arn:aws:s3:::${bucket.Name}/*`]
  const tls = {
    Sid: 'tls-only',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: all,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }
  const open = { Sid: 'everyone', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: all[1] }
  return policyOf(tls, ...(bucket.IsPublic ? [open] : []))
}

/** Named by their region only for who asks for pages. */
function listBuckets(
  accountId: string,
  buckets: AwsAccount['settings']['buckets'],
  query: URLSearchParams,
): VendorAnswer {
  const size = query.has('max-buckets') ? Number(query.get('max-buckets')) : 10_000
  if (!Number.isInteger(size) || size < 1 || size > 10_000)
    return s3Error(400, 'InvalidArgument', 'max-buckets is from 1 to 10000.')
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString()
  const rest = buckets.filter(({ Name }) => Name > after).sort((a, b) => (a.Name < b.Name ? -1 : 1))
  const page = rest.slice(0, size)
  const rows = page.map(({ Name, CreationDate, BucketRegion }) =>
    query.has('max-buckets') ? { Name, CreationDate, BucketRegion } : { Name, CreationDate },
  )
  const more = rest.length > size && page.at(-1)
  return xmlAnswer(
    200,
    xml(
      'ListAllMyBucketsResult',
      {
        Buckets: { Bucket: new Repeated(rows) },
        Owner: { ID: accountId.padStart(64, '0') },
        ContinuationToken: more ? Buffer.from(more.Name).toString('base64url') : undefined,
      },
      NAMESPACE,
    ),
  )
}

/** Keys in their order, at most 1,000 a page. */
function listObjects({ bucketLog, pageRows }: AwsAccount, name: string, query: URLSearchParams): VendorAnswer {
  const prefix = query.get('prefix') ?? ''
  const token = query.get('continuation-token')
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString()
  const size = Math.min(Number(query.get('max-keys') ?? 1_000), 1_000, pageRows ?? 1_000)
  const keys = bucketLog.keys(prefix, after, size + 1)
  const page = keys.slice(0, size)
  const isTruncated = keys.length > page.length
  const Contents: XmlValue[] = page.map(Key => ({
    Key,
    LastModified: '2026-01-01T00:00:00.000Z',
    ETag: `"${createHash('md5').update(Key).digest('hex')}"`,
    Size: bucketLog.file(Key)?.length ?? 0,
    StorageClass: 'STANDARD',
  }))
  const answer = xml(
    'ListBucketResult',
    {
      Name: name,
      Prefix: prefix,
      KeyCount: page.length,
      MaxKeys: 1_000,
      IsTruncated: isTruncated,
      NextContinuationToken: isTruncated ? Buffer.from(page.at(-1) ?? '').toString('base64url') : undefined,
      Contents: new Repeated(Contents),
    },
    NAMESPACE,
  )
  return { ...xmlAnswer(200, answer), last: !isTruncated }
}

/** As it lies there: gzipped, with a type that says so and no encoding. */
function objectOf({ bucketLog }: AwsAccount, key: string): VendorAnswer {
  const body = bucketLog.file(key)
  if (!body) return s3Error(404, 'NoSuchKey', 'The specified key does not exist.')
  return { status: 200, headers: { 'content-type': 'application/x-gzip' }, body }
}

const elsewhere = () =>
  s3Error(301, 'PermanentRedirect', 'The bucket must be addressed at the endpoint of its own region.')

function s3Error(status: number, code: string, message: string): VendorAnswer {
  return xmlAnswer(status, xml('Error', { Code: code, Message: message, RequestId: 'TX2D4K9M1Q7B5C3E' }))
}
