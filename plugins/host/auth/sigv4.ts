import { at, type AuthScheme, type HttpRequest } from '@casbah/sdk'
import { AwsV4Signer } from 'aws4fetch'
import { createHash } from 'node:crypto'
import { parseBody } from '../body.ts'
import { HostError } from '../host-error.ts'
import type { HttpAnswer } from '../http.ts'
import type { PreparedRequest } from '../target.ts'
import type { Fetched } from './token-source.ts'
import { fill, type Values } from './template.ts'

type Sigv4 = Extract<AuthScheme, { type: 'sigv4' }>

/** Credentials that AWS signatures are made with. */
export interface AwsKeys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string | null
}

const SESSION_SECONDS = 3_600

/** The keys that the operator gave. */
export function keysOf(scheme: Sigv4, values: Values): AwsKeys {
  return {
    accessKeyId: fill(scheme.accessKeyId, values),
    secretAccessKey: fill(scheme.secretAccessKey, values),
    sessionToken: (scheme.sessionToken && fill(scheme.sessionToken, values)) || null,
  }
}

/** The request with its AWS Signature Version 4. */
export async function signed(
  prepared: PreparedRequest,
  sign: HttpRequest['sign'],
  keys: AwsKeys,
  now: number,
): Promise<PreparedRequest> {
  if (!sign)
    throw new HostError('BAD_CONFIG', 'The connector did not say which service and region to sign this request for.')
  // S3 takes settings only with a checksum of them.
  const checksum = sign.service === 's3' && prepared.body !== null && { 'x-amz-checksum-sha256': digest(prepared.body) }
  const { url, headers } = await new AwsV4Signer({
    method: prepared.method,
    url: prepared.url.href,
    headers: { ...prepared.headers, ...checksum },
    body: prepared.body,
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey,
    sessionToken: keys.sessionToken ?? undefined,
    service: sign.service,
    region: sign.region,
    datetime: new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, ''),
  }).sign()
  return { ...prepared, url, headers: Object.fromEntries(headers) }
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64')

/** The request by which STS gives temporary credentials of a role; still unsigned. */
export function assumeRoleRequest({ assumeRole: role }: Sigv4, values: Values): HttpRequest {
  const { roleArn, externalId, sessionSeconds = SESSION_SECONDS, stsRegion } = role as NonNullable<Sigv4['assumeRole']>
  const region = stsRegion && fill(stsRegion, values)
  const external = externalId && fill(externalId, values)
  return {
    method: 'POST',
    url: `https://sts.${region ? `${region}.` : ''}amazonaws.com/`,
    form: {
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: fill(roleArn, values),
      RoleSessionName: 'casbah',
      DurationSeconds: sessionSeconds,
      ...(external && { ExternalId: external }),
    },
    sign: { service: 'sts', region: region || 'us-east-1' },
  }
}

/** Reads what STS answered. Throws a HostError that says what is wrong and what to do. */
export function readRoleAnswer({ status, bytes }: HttpAnswer, vendor: string, now: number): Fetched<AwsKeys> {
  let body: unknown = null
  try {
    body = parseBody(bytes)
  } catch {
    // What is no XML names no code either.
  }
  const keys = at(body, 'AssumeRoleResponse.AssumeRoleResult.Credentials')
  const field = (name: string) => String(at(keys, name) ?? '')
  const expiresAt = Date.parse(field('Expiration'))
  if (status >= 300 || !field('SecretAccessKey') || !Number.isFinite(expiresAt)) {
    const code = String(at(body, 'ErrorResponse.Error.Code') ?? '')
    const said = String(at(body, 'ErrorResponse.Error.Message') ?? '')
    throw refusalOf(status, code, said.length <= 300 ? said : '', vendor)
  }
  const value = {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  }
  return { value, obtainedAt: now, expiresAt }
}

function refusalOf(status: number, code: string, said: string, vendor: string): HostError {
  const words = said ? `: "${said.replace(/[.\s]+$/, '')}"` : code && ` (${code})`
  if (code === 'AccessDenied')
    return new HostError(
      'AUTH_FAILED',
      `${vendor} does not let the access key assume the role${words}. See that the role's trust policy names the key's user and requires this very external ID, and that the user may call sts:AssumeRole on it.`,
      { status },
    )
  if (code === 'RegionDisabledException')
    return new HostError('BAD_CONFIG', `${vendor} has STS switched off in this region${words}. Activate it there.`, {
      status,
    })
  if (code === 'ValidationError')
    return new HostError('BAD_CONFIG', `${vendor} does not accept the role${words}. Check role ARN and external ID.`, {
      status,
    })
  if (status >= 300)
    return new HostError(
      'AUTH_FAILED',
      `${vendor} refuses the access key${words}. Make a new one and give it with updateApp.`,
      { status },
    )
  return new HostError(
    'BAD_ANSWER',
    `${vendor} answered without temporary credentials. Casbah tries again by itself.`,
    {
      status,
    },
  )
}
