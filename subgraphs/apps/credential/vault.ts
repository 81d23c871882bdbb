import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey, type Tx } from '@casbah/kit'

/** Fields of an app's credentials, such as `{token: …}`. */
export type Credentials = Record<string, string>

const VERSION = 1

/**
 * Keeps vendors' credentials: AES-256-GCM under the tenant's own key, bound to the app by its id.
 * A sealed value is: version (1 byte), nonce (12), tag (16), ciphertext.
 */
export class Vault {
  private readonly masterKey: Uint8Array
  constructor(masterKey: Uint8Array) {
    this.masterKey = masterKey
  }

  async put(tx: Tx, app: string, credentials: Credentials): Promise<void> {
    await tx.query(
      `insert into apps.credential (tenant, app, sealed) values ($1, $2, $3)
       on conflict (tenant, app) do update set sealed = excluded.sealed, changed_at = now()`,
      [tx.tenant, app, this.seal(tx.tenant, app, credentials)],
    )
  }

  async get(tx: Tx, app: string): Promise<Credentials | null> {
    const [row] = await tx.query<{ sealed: Buffer }>(
      'select sealed from apps.credential where tenant = $1 and app = $2',
      [tx.tenant, app],
    )
    return row ? this.open(tx.tenant, app, row.sealed) : null
  }

  /** Destroys an app's credentials. */
  async destroy(tx: Tx, app: string): Promise<void> {
    await tx.query('delete from apps.credential where tenant = $1 and app = $2', [tx.tenant, app])
  }

  seal(tenant: string, app: string, credentials: Credentials): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', deriveKey(this.masterKey, 'credentials', tenant), nonce)
    cipher.setAAD(Buffer.from(app))
    const body = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body])
  }

  open(tenant: string, app: string, sealed: Buffer): Credentials {
    if (sealed[0] !== VERSION) throw new Error(`credentials of app ${app} are sealed in an unknown way`)
    const decipher = createDecipheriv(
      'aes-256-gcm',
      deriveKey(this.masterKey, 'credentials', tenant),
      sealed.subarray(1, 13),
    )
    decipher.setAAD(Buffer.from(app))
    decipher.setAuthTag(sealed.subarray(13, 29))
    return JSON.parse(
      Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8'),
    ) as Credentials
  }
}
