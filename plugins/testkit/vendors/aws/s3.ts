import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import type { AwsAccount } from './account.ts'
import { xmlAnswer } from './answers.ts'
import { xml } from './xml.ts'

const NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'

/** S3 in one region: all buckets of the account, and whether the policy of one lets anyone in. */
export function answerS3({ accountId, settings }: AwsAccount, region: string, request: VendorRequest): VendorAnswer {
  const { method, path, query } = request
  if (method !== 'GET') return s3Error(405, 'MethodNotAllowed', 'The specified method is not allowed.')
  if (path === '/') return listBuckets(accountId, settings.buckets, query)
  const bucket = settings.buckets.find(({ Name }) => path === `/${Name}`)
  if (!bucket) return s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist')
  if (bucket.BucketRegion !== region)
    return s3Error(301, 'PermanentRedirect', 'The bucket must be addressed at the endpoint of its own region.')
  if (!query.has('policyStatus')) return s3Error(404, 'NoSuchKey', 'The specified key does not exist.')
  if (bucket.IsPublic === null) return s3Error(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist')
  return xmlAnswer(200, xml('PolicyStatus', { IsPublic: bucket.IsPublic }, NAMESPACE))
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
  const rows = page.map(({ IsPublic: _, BucketRegion, ...row }) =>
    xml('Bucket', query.has('max-buckets') ? { ...row, BucketRegion } : row),
  )
  const more = rest.length > size && page.at(-1)
  const token = more ? xml('ContinuationToken', Buffer.from(more.Name).toString('base64url')) : ''
  const owner = xml('Owner', { ID: accountId.padStart(64, '0') })
  const body = `<ListAllMyBucketsResult${NAMESPACE}><Buckets>${rows.join('')}</Buckets>${owner}${token}</ListAllMyBucketsResult>`
  return xmlAnswer(200, body)
}

function s3Error(status: number, code: string, message: string): VendorAnswer {
  return xmlAnswer(status, xml('Error', { Code: code, Message: message, RequestId: 'TX2D4K9M1Q7B5C3E' }))
}
