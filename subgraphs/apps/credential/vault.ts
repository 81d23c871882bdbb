import type { Session } from '@casbah/host'
import { deriveKey, open, seal, type Tx } from '@casbah/kit'

/** What an operator entered for an app, and what the vendor gave for it. */
export interface Kept {
  credentials: Credentials
  /** When they were entered, epoch milliseconds. */
  since: number
  session: Session | null
}

/** Fields of an app's credentials, such as `{token: …}`. */
export type Credentials = Record<string, string>

/**
 * Keeps vendors' credentials: AES-256-GCM under the tenant's own key, bound to the app by its id.
 */
export class Vault {
  private readonly masterKey: Uint8Array
  constructor(masterKey: Uint8Array) {
    this.masterKey = masterKey
  }

  /** Keeps new credentials, and what came with them; what the vendor gave for the old ones is forgotten. */
  async put(tx: Tx, app: string, credentials: Credentials, session: Session | null = null): Promise<void> {
    await tx.query(
      `insert into apps.credential (tenant, app, sealed, session) values ($1, $2, $3, $4)
       on conflict (tenant, app) do update set sealed = excluded.sealed, session = excluded.session, changed_at = now()`,
      [
        tx.tenant,
        app,
        this.seal(tx.tenant, app, credentials),
        session && this.seal(tx.tenant, sessionOf(app), session),
      ],
    )
  }

  async get(tx: Tx, app: string): Promise<Kept | null> {
    const [row] = await tx.query<{ sealed: Buffer; session: Buffer | null; since: number }>(
      'select sealed, session, round(extract(epoch from changed_at) * 1000)::float8 as since from apps.credential where tenant = $1 and app = $2',
      [tx.tenant, app],
    )
    if (!row) return null
    return {
      credentials: this.open<Credentials>(tx.tenant, app, row.sealed),
      since: Number(row.since),
      session: row.session && this.open<Session>(tx.tenant, sessionOf(app), row.session),
    }
  }

  async session(tx: Tx, app: string): Promise<Session | null> {
    return (await this.get(tx, app))?.session ?? null
  }

  /** Keeps what the vendor gave in exchange for `replaces`; false when something else is there by now. The row is locked first. */
  async putSession(tx: Tx, app: string, session: Session, replaces: string | null): Promise<boolean> {
    await tx.query('select 1 from apps.credential where tenant = $1 and app = $2 for update', [tx.tenant, app])
    const kept = await this.get(tx, app)
    if (!kept || (kept.session?.refreshToken ?? null) !== replaces) return false
    await tx.query('update apps.credential set session = $3 where tenant = $1 and app = $2', [
      tx.tenant,
      app,
      this.seal(tx.tenant, sessionOf(app), session),
    ])
    return true
  }

  /** Destroys an app's credentials. */
  async destroy(tx: Tx, app: string): Promise<void> {
    await tx.query('delete from apps.credential where tenant = $1 and app = $2', [tx.tenant, app])
  }

  /** `bound`: what it belongs to; it opens for nothing else. */
  seal(tenant: string, bound: string, value: object): Buffer {
    return seal(deriveKey(this.masterKey, 'credentials', tenant), bound, value)
  }

  open<T>(tenant: string, bound: string, sealed: Buffer): T {
    return open<T>(deriveKey(this.masterKey, 'credentials', tenant), bound, sealed)
  }
}

const sessionOf = (app: string) => `${app} session`
