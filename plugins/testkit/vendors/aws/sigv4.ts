import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { VendorRequest } from '../../replay/vendor.ts'

const SKEW_MS = 5 * 60_000

/** Who a request says it is from; not yet proven. */
export interface SignedScope {
  accessKeyId: string
  date: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header; undefined when there is none or it is malformed. */
export function readScope(request: VendorRequest): SignedScope | undefined {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!match) return undefined
  const [, accessKeyId = '', date = '', region = '', service = '', headers = '', signature = ''] = match
  return { accessKeyId, date, region, service, signedHeaders: headers.split(';'), signature }
}

/** Proves a Signature Version 4 by computing it again; null when it is right, else what is wrong. */
export function signatureFault(request: VendorRequest, scope: SignedScope, secret: string, now: number): string | null {
  const stamp = request.headers['x-amz-date'] ?? ''
  const time = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (Number.isNaN(time) || !stamp.startsWith(scope.date)) return 'Date in Credential scope does not match X-Amz-Date.'
  if (Math.abs(now - time) > SKEW_MS) return `Signature expired: ${stamp} is not within 5 minutes of now.`
  if (!scope.signedHeaders.includes('host')) return 'Host must be a signed header.'
  const unsigned = Object.keys(request.headers).find(
    name => name.startsWith('x-amz-') && !scope.signedHeaders.includes(name),
  )
  if (unsigned) return `${unsigned} must be a signed header.`
  const payload = request.headers['x-amz-content-sha256'] ?? sha256(request.body)
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(request.body)) return 'The body does not match its hash.'

  const canonical = [
    request.method,
    canonicalPath(request.path, scope.service),
    canonicalQuery(request.query),
    ...scope.signedHeaders.map(name => `${name}:${headerValue(request, name)}`),
    '',
    scope.signedHeaders.join(';'),
    payload,
  ].join('\n')
  const toSign = [
    'AWS4-HMAC-SHA256',
    stamp,
    `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
    sha256(canonical),
  ]
  const key = [scope.date, scope.region, scope.service, 'aws4_request'].reduce<string | Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    `AWS4${secret}`,
  )
  const expected = createHmac('sha256', key).update(toSign.join('\n')).digest()
  return timingSafeEqual(expected, Buffer.from(scope.signature, 'hex'))
    ? null
    : 'The request signature we calculated does not match the signature you provided.'
}

function headerValue(request: VendorRequest, name: string): string {
  const value = name === 'host' ? request.host : (request.headers[name] ?? '')
  return value.trim().replace(/\s+/g, ' ')
}

/** Every service but S3 encodes the path a second time. */
function canonicalPath(path: string, service: string): string {
  return service === 's3' ? path : path.split('/').map(encode).join('/')
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
