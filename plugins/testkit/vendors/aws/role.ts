import { createHash } from 'node:crypto'
import type { VendorAnswer } from '../../replay/vendor.ts'
import { queryAnswer, queryError } from './answers.ts'

/** A role that may be assumed by whoever knows the external ID. */
export interface AwsRole {
  roleArn: string
  externalId: string
}

export interface TemporaryKey {
  secretAccessKey: string
  sessionToken: string
  expiresAt: number
}

/** Temporary credentials of a role, as STS gives them. */
export class RoleSessions {
  readonly #role: AwsRole
  readonly #now: () => number
  readonly #keys = new Map<string, TemporaryKey>()

  constructor(role: AwsRole, now: () => number) {
    this.#role = role
    this.#now = now
  }

  key(accessKeyId: string): TemporaryKey | undefined {
    return this.#keys.get(accessKeyId)
  }

  assume(form: URLSearchParams): VendorAnswer {
    const { roleArn, externalId } = this.#role
    const seconds = Number(form.get('DurationSeconds') ?? 3_600)
    if (!form.get('RoleSessionName') || !(seconds >= 900 && seconds <= 43_200))
      return queryError(400, 'ValidationError', 'A role session needs a name and a duration of 900 to 43200 seconds.')
    if (form.get('RoleArn') !== roleArn || form.get('ExternalId') !== externalId)
      return queryError(
        403,
        'AccessDenied',
        `Not authorized to perform: sts:AssumeRole on resource: ${form.get('RoleArn')}`,
      )
    const now = this.#now()
    const hash = createHash('sha256').update(`${roleArn} ${now} ${this.#keys.size}`).digest('hex')
    const accessKeyId = `ASIA${hash.slice(0, 16).toUpperCase()}`
    const key = {
      secretAccessKey: hash.slice(16, 56),
      sessionToken: `FwoGZXIvYXdz${hash}`,
      expiresAt: now + seconds * 1000,
    }
    this.#keys.set(accessKeyId, key)
    const name = roleArn.slice(roleArn.lastIndexOf('/') + 1)
    const account = roleArn.split(':')[4] ?? ''
    return queryAnswer('sts', 'AssumeRole', {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        SessionToken: key.sessionToken,
        Expiration: new Date(key.expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROA${hash.slice(0, 16).toUpperCase()}:${form.get('RoleSessionName')}`,
        Arn: `arn:aws:sts::${account}:assumed-role/${name}/${form.get('RoleSessionName')}`,
      },
    })
  }
}
