import type { AuthKind, HttpRequest } from '@casbah/sdk'
import { AwsV4Signer } from 'aws4fetch'
import { HostError } from './host-error.ts'
import type { PreparedRequest } from './target.ts'

/** The request with credentials on it, by the scheme of the way the app signs in. */
export async function authorise(
  prepared: PreparedRequest,
  { sign }: HttpRequest,
  auth: AuthKind,
  credentials: Record<string, string>,
  now: number,
): Promise<PreparedRequest> {
  for (const field of auth.fields) {
    if (field.required !== false && !credentials[field.name]) {
      throw new HostError('BAD_CONFIG', `The credential "${field.title}" is missing. Connect the app again with it.`)
    }
  }
  const { scheme } = auth
  if (scheme.type === 'header') {
    const value = fill(scheme.value, credentials)
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new HostError(
        'BAD_CONFIG',
        'A credential holds a line break or another sign that no header may hold. Copy it again.',
      )
    }
    return { ...prepared, headers: { ...prepared.headers, [scheme.header.toLowerCase()]: value } }
  }
  if (scheme.type !== 'sigv4') throw new HostError('BAD_CONFIG', `This host cannot sign in by "${scheme.type}".`)
  if (!sign)
    throw new HostError('BAD_CONFIG', 'The connector did not say which service and region to sign this request for.')
  const signed = await new AwsV4Signer({
    method: prepared.method,
    url: prepared.url.href,
    headers: prepared.headers,
    body: prepared.body,
    accessKeyId: fill(scheme.accessKeyId, credentials),
    secretAccessKey: fill(scheme.secretAccessKey, credentials),
    sessionToken: scheme.sessionToken ? fill(scheme.sessionToken, credentials) || undefined : undefined,
    service: sign.service,
    region: sign.region,
    datetime: new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, ''),
  }).sign()
  return { ...prepared, url: signed.url, headers: Object.fromEntries(signed.headers) }
}

/** Values that must appear in no text. */
export function secretsOf(auth: AuthKind, credentials: Record<string, string>): string[] {
  return auth.fields.flatMap(({ name, secret }) => (secret && credentials[name] ? [credentials[name]] : []))
}

const fill = (template: string, credentials: Record<string, string>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => credentials[name] ?? '')
